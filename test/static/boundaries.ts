/**
 * The house's walls (ARCHITECTURE.md): who may import whom. Reads every import of the sources and prints each that
 * crosses a wall, and each folder that the map leaves out. A folder within a folder is a room of its own: its row says
 * what it may use, of its own house's other rooms too. A folder that no row names may import nothing of its package but
 * itself, and is told.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = fileURLToPath(new URL('../..', import.meta.url))

/** folder -> folders of the same package it may import (itself always); `board/*`: whatever lies in it, not it. */
const walls: Record<string, Record<string, readonly string[]>> = {
  shared: {
    ids: [],
    // Numbers alone: they know nothing of dialogues.
    statistics: [],
    // What is asked of answers, and what is told.
    results: ['ids', 'dialogue', 'voices', 'statistics'],
    script: [],
    i18n: ['script'],
    file: [],
    documents: ['ids'],
    access: ['ids', 'roles'],
    roles: ['ids', 'documents'],
    problem: ['roles', 'ids', 'file'],
    // An answer may be an entry of a map.
    dialogue: ['ids', 'i18n', 'board'],
    // The document is one: its verbs put down and strike out what lies in all three regions.
    board: ['ids', 'problem', 'roles', 'board/canvas', 'board/notes'],
    'board/canvas': ['ids', 'i18n', 'problem', 'script', 'board'],
    'board/notes': ['ids', 'problem', 'board'],
    argumentation: ['ids', 'board'],
    // What was said has translations beside it, as words have.
    voices: ['ids', 'i18n', 'problem', 'board', 'dialogue', 'view'],
    // A partner's survey beside ours: rows, fold, comparison.
    partner: ['dialogue', 'statistics', 'voices'],
    // Calls and messages: rows and fold.
    room: ['ids', 'dialogue'],
    // Films, slides and leaflets: rows and fold, captions.
    materials: ['ids', 'dialogue'],
    // Translations beside the boards: rows and fold.
    translations: ['ids', 'board', 'board/canvas', 'view'],
    // What the machine says of itself, and the sentences for it.
    ready: ['i18n'],
    // Declarations name what the parts hold; no part knows how it travels.
    wire: [
      'ids',
      'documents',
      'i18n',
      'file',
      'problem',
      'roles',
      'board',
      'board/canvas',
      'dialogue',
      'voices',
      'room',
      'materials',
      'view',
      'snapshot',
      'synthesis',
      'codebook',
      'partner',
      'ready',
      'results',
    ],
    // A policy is its table's rule and what stands per board.
    view: ['ids', 'board', 'board/*', 'dialogue'],
    'canvas-svg': ['i18n', 'board/canvas', 'view'],
    // Entries are read of boards as they may be told; rows name them by ids.
    synthesis: ['ids', 'board', 'board/*', 'dialogue', 'view', 'voices', 'argumentation', 'codebook'],
    // Codes, codings, memos and rounds: a part of what a theme team does.
    codebook: ['ids', 'synthesis', 'statistics'],
    snapshot: ['ids', 'board', 'board/*', 'voices', 'dialogue', 'view', 'synthesis', 'codebook'],
    formats: [
      'partner',
      'ids',
      'file',
      'problem',
      'board',
      'board/*',
      'argumentation',
      'voices',
      'dialogue',
      'snapshot',
      'synthesis',
      'codebook',
      'wire',
      'documents',
      'results',
    ],
    // What is wrong, said: it knows no format.
    'formats/said': ['i18n', 'file'],
  },
  server: {
    clock: [],
    bucket: ['clock'],
    config: ['ops'],
    store: [],
    ops: [],
    // How a question to Postgres is asked: its limit, its line, what an error says. It knows no table.
    postgres: [],
    journal: ['store', 'clock'],
    // The same port on Postgres; its own folder, so that nothing else loads the driver.
    'journal/postgres': ['journal', 'postgres', 'store', 'clock'],
    // Whose a hall is, among nodes: the lease knows no hall; a node wires the halls that it has the lease of.
    cluster: [
      'access',
      'blob',
      'clock',
      'config',
      'directory',
      'hall',
      'http',
      'journal',
      'journal/postgres',
      'move',
      'materials',
      'ops',
      'photo',
      'postgres',
      'ready',
      'record',
      'recovery',
      'store',
      'version',
    ],
    record: ['journal', 'clock'],
    // Bytes by their hash, on Postgres.
    blob: [],
    access: ['store', 'clock', 'bucket', 'journal', 'record'],
    dialogue: ['store', 'clock', 'journal', 'access', 'record'],
    live: ['live/board', 'journal', 'clock', 'bucket', 'ops', 'access'],
    'live/board': ['live', 'journal', 'access', 'store'],
    // Requests that wait for news, and what of.
    hold: ['access'],
    // Seats, consent, private writing, ballots and questionnaires: commands, each a row of the dialogue's voices.
    voices: ['journal', 'clock', 'store', 'access', 'record', 'hold'],
    // A site's room: what its console is told, calls and messages between it and its tables.
    room: ['journal', 'clock', 'access', 'record', 'hold'],
    // What is shown in a hall: its log, what is told of it, its bytes.
    materials: ['materials/kinds', 'journal', 'clock', 'access', 'record', 'hold', 'store'],
    // What bytes are: pure but for the file that is read.
    'materials/kinds': [],
    // Figures at any cut of the logs, counted while a hall types.
    results: ['hold', 'journal', 'snapshot', 'voices'],
    // A theme team's queue, themes and coverage.
    synthesis: ['journal', 'clock', 'access', 'record', 'hold'],
    // Coders' desk: on what a theme team may read, and its log.
    codebook: ['synthesis', 'access', 'record', 'hold'],
    // What is said, in other languages: a log beside the boards, of what observers see.
    translations: ['journal', 'clock', 'access', 'record'],
    // The operator's engine: three questions to an address of theirs.
    engine: ['clock'],
    // A partner's survey beside ours: its log and verbs.
    partner: ['journal', 'clock', 'access', 'record'],
    // Printed sheets.
    paper: ['clock', 'access'],
    view: ['journal', 'clock', 'ops', 'record'],
    recovery: ['store', 'clock', 'photo', 'materials', 'access', 'journal'],
    // One dialogue's: out of the file, and in place of what is there.
    backup: ['access', 'dialogue', 'erase', 'journal', 'materials', 'photo', 'record', 'recovery', 'store'],
    photo: ['store', 'clock'],
    // Looks at the machine, and is told what it asks for.
    ready: ['clock'],
    // The other laptop: what is kept here is kept there, too, and whose word counts.
    version: [],
    second: [
      'access',
      'clock',
      'config',
      'dialogue',
      'http',
      'journal',
      'materials',
      'ops',
      'photo',
      'public',
      'record',
      'recovery',
      'store',
    ],
    // A dialogue from a file into a cluster and back: it knows both.
    move: ['access', 'backup', 'blob', 'cluster', 'journal', 'materials', 'photo', 'postgres', 'recovery', 'store'],
    directory: ['access'],
    snapshot: ['journal', 'store', 'clock', 'record'],
    // Rewrites history, and tells snapshots which texts are gone.
    erase: ['journal', 'store', 'clock', 'snapshot', 'record'],
    // Seals of snapshots, and what checks a download by them.
    seal: ['journal', 'clock', 'access', 'record', 'snapshot'],
    exchange: ['seal'],
    // Reads the journal: the table's replay and the developers' page.
    history: ['journal'],
    // Editors of their own, on the wire: they reach the server as every table's page does.
    rehearsal: ['bucket'],
    demo: ['demo/content', 'dialogue', 'access', 'voices'],
    'demo/content': ['demo'],
    http: [
      'access',
      'backup',
      'bucket',
      'engine',
      'ops',
      'voices',
      'room',
      'materials',
      'translations',
      'hold',
      'dialogue',
      'paper',
      'clock',
      'snapshot',
      'exchange',
      'recovery',
      'erase',
      'history',
      'journal',
      'photo',
      'seal',
      'synthesis',
      'results',
      'codebook',
      'partner',
    ],
    // Any node accepts: where a request leads, and handing it on.
    edge: ['access', 'directory', 'http', 'ops'],
    // For who has no session: no part behind it, but what it asks of them.
    public: ['access', 'hold', 'http', 'photo', 'view'],
    // A watch node, and the owner's end of its line: no journal, no board, no dialogue.
    watch: [
      'access',
      'app',
      'clock',
      'config',
      'directory',
      'edge',
      'hold',
      'http',
      'move',
      'ops',
      'postgres',
      'public',
      'view',
    ],
    welcome: ['access', 'http', 'tablee'],
    // The command line wires the parts like main.ts.
    cli: [
      'access',
      'cluster',
      'version',
      'voices',
      'clock',
      'config',
      'dialogue',
      'erase',
      'hall',
      'journal',
      'journal/postgres',
      'materials',
      'move',
      'ops',
      'photo',
      'recovery',
      'ready',
      'room',
      'second',
      'seal',
      'translations',
      'snapshot',
      'store',
      'rehearsal',
      'synthesis',
      'tablee',
    ],
  },
  client: {
    // A language that is not there any more.
    i18n: ['hold'],
    // The server's time, for whatever shows a clock.
    ui: ['i18n', 'hold', 'ui/fonts'],
    'ui/copies': ['ui', 'i18n', 'hold'],
    'ui/voices': ['ui', 'i18n'],
    'ui/figures': ['ui', 'i18n'],
    'ui/frame': ['ui', 'i18n', 'hold'],
    // What the pages of those who analyse share; the hall row is on the wall, too.
    'ui/hall': ['ui', 'i18n', 'hold'],
    'ui/links': ['ui', 'i18n', 'hold'],
    'ui/map': ['ui', 'i18n'],
    // Loaded by who watches, too: nothing in it can write.
    'ui/materials': ['ui', 'i18n', 'hold'],
    // What changes the day, wherever somebody does: new cards are links.
    'ui/plan': ['ui', 'ui/links', 'i18n', 'hold'],
    'ui/print': ['ui', 'i18n', 'hold'],
    'ui/watched': ['ui', 'ui/map', 'i18n'],
    // Loaded by who watches, too: nothing in it can write.
    hold: [],
    link: ['hold'],
    join: ['ui', 'ui/frame', 'i18n', 'hold', 'link'],
    seat: ['ui', 'ui/materials', 'ui/voices', 'i18n', 'hold', 'link'],
    // What every part of a table's screen shares: its context, its words, undo.
    table: [
      'ui',
      'ui/copies',
      'i18n',
      'hold',
      'link',
      'table/actions',
      'table/back',
      'table/board',
      'table/calls',
      'table/dictate',
      'table/entry',
      'table/history',
      'table/materials',
      'table/observers',
      'table/paper',
      'table/screen',
      'table/shares',
      'table/voices',
    ],
    // Earlier boards, to read: what the replay shows a board with, and what the votes of the table came to.
    'table/back': [
      'ui',
      'ui/figures',
      'i18n',
      'hold',
      'link',
      'table',
      'table/actions',
      'table/board',
      'table/canvas',
      'table/history',
      'table/voices',
    ],
    'table/board': ['ui/map', 'link'],
    'table/actions': ['ui', 'link', 'table/board', 'table/voices'],
    // The bell, and what the room says.
    'table/calls': ['ui', 'i18n', 'hold', 'link', 'table', 'table/board'],
    'table/canvas': [
      'ui',
      'ui/map',
      'i18n',
      'link',
      'table',
      'table/actions',
      'table/board',
      'table/canvas/tldraw',
      'table/entry',
    ],
    'table/canvas/tldraw': ['ui', 'i18n', 'link', 'table', 'table/canvas', 'table/entry'],
    'table/composer': ['ui', 'i18n', 'link', 'table', 'table/actions', 'table/board', 'table/dictate', 'table/entry'],
    // Push to talk: the microphone, and what was heard.
    'table/dictate': ['ui', 'i18n', 'link'],
    'table/entry': ['ui', 'i18n', 'link', 'table', 'table/actions', 'table/board', 'table/canvas', 'table/observers'],
    'table/history': ['ui', 'ui/map', 'i18n', 'link', 'table', 'table/board', 'table/canvas'],
    'table/map': [
      'ui',
      'ui/map',
      'i18n',
      'link',
      'table',
      'table/actions',
      'table/board',
      'table/canvas',
      'table/entry',
      'table/observers',
      'table/voices',
    ],
    // Films, slides and leaflets, to look at beside the outline.
    'table/materials': ['ui', 'ui/materials', 'i18n', 'hold', 'link', 'table'],
    // Themes that the hall is shown, and what the table says of them.
    'table/shares': ['ui', 'i18n', 'hold', 'link', 'table', 'table/voices'],
    'table/notes': ['ui', 'i18n', 'link', 'table', 'table/board'],
    'table/observers': ['ui', 'ui/watched', 'i18n', 'hold', 'link', 'table'],
    'table/outline': [
      'ui',
      'i18n',
      'link',
      'table',
      'table/actions',
      'table/board',
      'table/entry',
      'table/observers',
      'table/voices',
    ],
    'table/paper': ['ui', 'ui/voices', 'ui/print', 'i18n', 'link', 'table', 'table/board'],
    // The frame: it shows every part.
    'table/screen': ['ui', 'ui/copies', 'ui/map', 'i18n', 'link', 'table', 'table/*'],
    'table/voices': [
      'ui',
      'ui/voices',
      'ui/figures',
      'i18n',
      'hold',
      'link',
      'table',
      'table/board',
      'table/canvas',
      'table/paper',
    ],
    snapshots: ['ui', 'ui/figures', 'ui/hall', 'i18n', 'hold', 'link'],
    // What partners published, beneath a figure.
    'results/partner': ['results', 'synthesis', 'ui', 'i18n', 'hold', 'link'],
    synthesis: ['synthesis/share', 'ui', 'ui/hall', 'i18n', 'hold', 'link'],
    // All tables' maps as one, drawn as a table's map is.
    'synthesis/map': ['synthesis', 'ui', 'ui/hall', 'ui/map', 'i18n', 'hold', 'link'],
    'synthesis/conditions': ['synthesis', 'ui', 'ui/hall', 'i18n', 'hold', 'link'],
    'synthesis/share': ['ui', 'ui/hall', 'i18n', 'hold', 'link'],
    'synthesis/vision': ['synthesis', 'ui', 'ui/hall', 'i18n', 'hold', 'link'],
    coding: ['coding/words', 'synthesis', 'ui', 'ui/hall', 'i18n', 'hold', 'link'],
    'coding/words': [],
    // What came out, asked and told; charts are the figures' own.
    results: ['results/partner', 'ui', 'ui/figures', 'ui/hall', 'i18n', 'hold', 'link'],
    translate: ['ui', 'ui/hall', 'i18n', 'hold', 'link'],
    // The second laptop's own page.
    second: ['ui', 'ui/copies', 'ui/frame', 'i18n'],
    found: ['ui', 'ui/frame', 'ui/links', 'i18n', 'link'],
    organise: [
      'organise/materials',
      'ui',
      'ui/copies',
      'ui/frame',
      'ui/links',
      'ui/plan',
      'ui/print',
      'i18n',
      'hold',
      'link',
    ],
    // What is brought, by parts, and what is missing still.
    'organise/materials': ['ui', 'ui/materials', 'i18n', 'hold', 'link'],
    'organise/journal': ['organise', 'ui', 'i18n', 'hold', 'link'],
    // The console of a hall.
    room: ['ui', 'ui/copies', 'ui/links', 'ui/materials', 'ui/plan', 'ui/voices', 'ui/figures', 'i18n', 'hold', 'link'],
    observe: ['ui', 'ui/figures', 'ui/map', 'ui/materials', 'ui/watched', 'i18n', 'hold'],
    gallery: [
      'ui',
      'ui/*',
      'i18n',
      'link',
      'table',
      'table/*',
      'observe',
      'join',
      'seat',
      'snapshots',
      'results',
      'results/*',
      'organise',
      'organise/*',
      'room',
      'found',
      'second',
      'synthesis',
      'synthesis/*',
      'coding',
      'coding/*',
      'translate',
    ],
  },
}
/** Files at a package's root that see everything: they wire the parts. */
const wiring = new Set([
  'server/src/main.ts',
  'server/src/process.ts',
  'server/src/tablee.ts',
  'server/src/cluster/node.ts',
  'server/src/app.ts',
  'server/src/cli.ts',
  'client/src/main.tsx',
])
/** What only some may load: by which files, and why no other. */
const kept: readonly { readonly what: RegExp; readonly by: RegExp; readonly why: string }[] = [
  {
    what: /^zod$/,
    by: /^(shared\/|server\/src\/(http\/(serve|openapi)|access\/allow)\.ts$)/,
    why: 'what is said over HTTP is declared in shared/wire',
  },
  {
    what: /^@hocuspocus\//,
    by: /^(server\/src\/live\/(hocuspocus|rooms)|client\/src\/link\/provider)\.ts$/,
    why: 'it lets in and broadcasts for live/hocuspocus, live/rooms and link/provider alone',
  },
  {
    what: /^postgres$/,
    by: /^server\/src\/(postgres|journal\/postgres|blob|cluster|cli|move|watch|ops)\//,
    why: 'the log on Postgres is asked by its adapter, and by what runs nodes',
  },
  {
    what: /^node:sqlite$/,
    by: /^server\/src\/(store\/|cli\/verify\.ts$)/,
    why: 'the database is opened by server/src/store',
  },
  {
    what: /^@?tldraw\b/,
    by: /^client\/src\/table\/canvas\/tldraw\//,
    why: 'it has a licence of its own, and a build without table/canvas/tldraw is whole',
  },
  {
    what: /^(@tiptap\/|(y-)?prosemirror)/,
    by: /^client\/src\/table\/notes\//,
    why: 'who reads the minutes loads no editor: only table/notes writes them',
  },
  // Not only what runs: a log may lie on another machine.
  {
    what: /journal\/(patient|history|unhurried)\.ts$/,
    by: /^server\/src\/journal\//,
    why: 'a log may lie on another machine: its answer is waited for',
  },
]
/** The parts of the server are wired there. */
const halls = 'server/src/hall/'
/** What `shared` may load besides itself: pure libraries only. */
const pure = new Set(['yjs', 'lib0/decoding', 'lib0/encoding', 'fractional-indexing', 'zod'])
/** Global names that would bring the clock, chance or I/O into `shared`. */
const impure =
  /\b(Date\.now|new Date\b(?!\([^)])|Math\.random|crypto\.|fetch\(|process\.|setTimeout|setInterval|performance\.|require\()/

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /(?<!\.d)\.(ts|tsx)$/.test(entry.name) ? [path] : []
  })
}

/** The map of the house: it names every room. */
const map = readFileSync(join(top, 'ARCHITECTURE.md'), 'utf8')

/** Sentences are of the feature beside which they lie. */
const room = (path: string): string =>
  path.includes('/') ? dirname(path).replace(/\/([a-z]+-)*messages$/, '') : path.replace(/\.(ts|tsx)$/, '')
const allows = (row: readonly string[], other: string): boolean =>
  row.some((one) => one === other || (one.endsWith('/*') && other.startsWith(one.slice(0, -1))))
const broken: string[] = []

for (const [name, rows] of Object.entries(walls)) {
  const src = join(top, name, 'src')
  for (const file of sources(src)) {
    const shown = relative(top, file)
    const text = readFileSync(file, 'utf8')
    const own = room(relative(src, file))
    if (name === 'shared') {
      const code = text.replace(/\/\*[\s\S]*?\*\/|(^|[^:])\/\/.*$/gm, '')
      const found = impure.exec(code)
      if (found) broken.push(`${shown}: shared is pure, but this says ${found[0]}`)
    }
    if (/(?:oxlint|eslint)-disable(?!-next-line [\w-]+\/)/.test(text))
      broken.push(`${shown}: a rule is lifted for one line and by its name; no limit of lines is`)
    const wires = wiring.has(shown) || shown.startsWith(halls)
    for (const match of text.matchAll(
      /(?:\bfrom\s+|(?<![./'\w])import\s*\(?\s*)['"]([^'"]+)['"]|(?<![./'\w])import\s*\(\s*`([^`]+)`/g,
    )) {
      const target = match[1] ?? match[2] ?? ''
      if (target.startsWith('.')) {
        const path = relative(src, resolve(dirname(file), target))
        if (path.startsWith('..')) broken.push(`${shown}: leaves its package (${target})`)
        else if (!wires && room(path) !== own && !allows(rows[own] ?? [], room(path)))
          broken.push(`${shown}: ${own} may not import ${room(path)}`)
      } else if (target.startsWith('@tablee/')) {
        const other = target.split('/')[1] ?? ''
        if (other === name) broken.push(`${shown}: imports its own package by name (${target})`)
        else if (other !== 'shared') broken.push(`${shown}: ${name} may not import ${other}`)
      } else if (name === 'shared' && !pure.has(target)) broken.push(`${shown}: shared may not load ${target}`)
      else if (name === 'client' && target.startsWith('node:')) broken.push(`${shown}: the client has no ${target}`)
      for (const { what, by, why } of kept)
        if (what.test(target) && !by.test(shown)) broken.push(`${shown}: ${target}: ${why}`)
    }
    // The engine knows no tenant: only what wires the two sees both.
    if (
      /^server\/src\/live\/(?!live\.ts$)[^/]+$/.test(shown) &&
      /['"](\.\/board\/|@tablee\/shared\/board\/)/.test(text)
    )
      broken.push(`${shown}: the engine may not know what a board is`)
    if (!wires && !(own in rows))
      broken.push(`${shown}: the folder or file ${own} stands in no row of test/static/boundaries.ts`)
  }
}

/** What a file loads when it runs: every import but those of types. */
const loads = (text: string): readonly string[] =>
  [
    ...text.matchAll(/^(?:import|export)\s(?!type\s)(?:[^'";]*?\sfrom\s)?\s*['"]([^'"]+)['"]/gm),
    ...text.matchAll(/(?<![.'\w])import\(\s*['"]([^'"]+)['"]\s*\)(?!\.[A-Z])/g),
  ].map((match) => match[1] ?? '')
const shared = join(top, 'shared/src')
/** By which files of `shared` this one comes to load zod; null where it does not. */
const paths = new Map<string, readonly string[] | null>()
function toZod(file: string): readonly string[] | null {
  const known = paths.get(file)
  if (known !== undefined) return known
  paths.set(file, null)
  const found = loads(readFileSync(file, 'utf8')).flatMap((target) =>
    target === 'zod' ? [['zod']] : target.startsWith('.') ? [toZod(resolve(dirname(file), target))] : [],
  )
  const path = found.find((one) => one !== null)
  const all = path === undefined ? null : [relative(shared, file), ...path]
  paths.set(file, all)
  return all
}
// Declarations are zod's; a phone gets their types, never a validator.
for (const file of sources(join(top, 'client/src')))
  for (const target of loads(readFileSync(file, 'utf8'))) {
    const path = target.startsWith('@tablee/shared/')
      ? toZod(join(shared, `${target.slice('@tablee/shared/'.length)}.ts`))
      : target === 'zod'
        ? ['zod']
        : null
    if (path !== null)
      broken.push(`${relative(top, file)}: loads ${path.join(', which loads ')}: import its types only`)
  }

for (const name of ['shared/src', 'server/src', 'client/src', 'test'])
  for (const entry of readdirSync(join(top, name), { withFileTypes: true }))
    if (entry.isDirectory() && !['node_modules', 'dist'].includes(entry.name) && !map.includes(`\`${entry.name}\``))
      broken.push(`${name}/${entry.name}: ARCHITECTURE.md does not name this room`)

for (const line of broken) console.log(line)
console.log(broken.length === 0 ? 'boundaries hold' : `${broken.length} broken`)
process.exit(broken.length === 0 ? 0 : 1)
