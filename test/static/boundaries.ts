/**
 * The house's walls (ARCHITECTURE.md): who may import whom. Reads every import of the sources and prints each that
 * crosses a wall, and each folder that the map leaves out. A folder that no row names may import nothing of its package
 * but itself.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = fileURLToPath(new URL('../..', import.meta.url))

/** folder -> folders of the same package it may import (itself always). */
const walls: Record<string, Record<string, readonly string[]>> = {
  shared: {
    ids: [],
    script: [],
    spaced: [],
    file: [],
    documents: ['ids'],
    access: ['ids', 'roles'],
    roles: ['ids', 'documents'],
    problem: ['roles', 'ids', 'file'],
    dialogue: ['ids', 'spaced', 'ballot'],
    board: ['ids', 'problem', 'roles', 'script'],
    argumentation: ['ids', 'board'],
    // An item is part of a programme's step, and results go through a programme: the two know each other's types.
    ballot: ['ids', 'problem', 'board', 'dialogue'],
    // Declarations name what the parts hold; no part knows how it travels.
    wire: ['ids', 'documents', 'spaced', 'file', 'problem', 'roles', 'board', 'dialogue', 'ballot', 'view', 'snapshot'],
    // A policy is its table's rule and what stands per board.
    view: ['ids', 'board', 'dialogue'],
    'canvas-svg': ['board', 'view'],
    snapshot: ['ids', 'board', 'ballot', 'dialogue', 'view'],
    formats: [
      'ids',
      'spaced',
      'file',
      'problem',
      'board',
      'argumentation',
      'ballot',
      'dialogue',
      'snapshot',
      'wire',
      'documents',
    ],
  },
  server: {
    clock: [],
    config: [],
    store: [],
    ops: [],
    journal: ['store', 'clock'],
    record: ['journal', 'clock'],
    access: ['store', 'clock', 'journal', 'record'],
    dialogue: ['store', 'clock', 'journal', 'access', 'record'],
    live: ['journal', 'clock', 'ops', 'store', 'access'],
    // Requests that wait for news, and what of.
    hold: ['access'],
    // Seats, consent, private writing, ballots and questionnaires: commands, each a row of the dialogue's voices.
    voices: ['journal', 'clock', 'store', 'access', 'record', 'hold'],
    // Printed sheets.
    paper: ['clock', 'access'],
    view: ['journal', 'clock', 'ops'],
    recovery: ['store', 'clock', 'photo', 'access', 'journal'],
    photo: ['store', 'clock'],
    directory: ['access'],
    snapshot: ['journal', 'store', 'clock', 'record'],
    // Rewrites history, and tells snapshots which texts are gone.
    erase: ['journal', 'store', 'clock', 'snapshot', 'record'],
    exchange: [],
    // Reads the journal: the table's replay and the developers' page.
    history: ['journal'],
    // Editors of their own, on the wire: they reach the server as every table's page does.
    typists: [],
    demo: ['dialogue', 'access', 'voices'],
    http: [
      'access',
      'voices',
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
    ],
    // For who has no session: no part behind it, but what it asks of them.
    public: ['access', 'clock', 'http', 'photo'],
    welcome: ['access', 'http', 'tablee'],
    // The command line wires the parts like main.ts.
    cli: [
      'access',
      'voices',
      'clock',
      'config',
      'dialogue',
      'erase',
      'hall',
      'journal',
      'ops',
      'photo',
      'recovery',
      'snapshot',
      'store',
      'tablee',
      'typists',
    ],
  },
  client: {
    i18n: [],
    ui: ['i18n'],
    link: [],
    join: ['ui', 'i18n', 'link'],
    seat: ['ui', 'i18n', 'link'],
    table: ['ui', 'i18n', 'link'],
    snapshots: ['ui', 'i18n', 'link'],
    debug: ['ui', 'i18n', 'link'],
    observe: ['ui', 'i18n'],
    gallery: ['ui', 'i18n', 'link', 'table', 'observe', 'join', 'seat', 'snapshots', 'debug'],
  },
}
/** Files at a package's root that see everything: they wire the parts. */
const wiring = new Set([
  'server/src/main.ts',
  'server/src/process.ts',
  'server/src/tablee.ts',
  'server/src/app.ts',
  'server/src/cli.ts',
  'client/src/main.tsx',
])
/** Files of the server that work with whatever is declared; none writes a schema of its own. */
const readers = new Set(['server/src/http/serve.ts', 'server/src/http/openapi.ts', 'server/src/access/allow.ts'])
/** Who speaks Hocuspocus: its server, and its client's messages. */
const sockets = new Set(['server/src/live/hocuspocus.ts', 'server/src/live/rooms.ts', 'client/src/link/provider.ts'])
/** Who opens a database file: the store, and `verify`, which looks at one as it lies there. */
const opensFiles = (shown: string): boolean =>
  shown.startsWith('server/src/store/') || shown === 'server/src/cli/verify.ts'
/** What a log in this process has at hand; everybody else waits for its answer, which may come from another machine. */
const atHand = /journal\/(patient|history|unhurried)\.ts['"]/
/** The parts of the server are wired there. */
const halls = 'server/src/hall/'
/** What `shared` may load besides itself: pure libraries only. */
const pure = new Set(['yjs', 'lib0/decoding', 'lib0/encoding', 'fractional-indexing', 'zod'])
/** Global names that would bring the clock, chance or I/O into `shared`. */
const impure = /\b(Date\.now|new Date\(\)|Math\.random|crypto\.|fetch\(|process\.|setTimeout|setInterval|performance\.)/

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /(?<!\.d)\.(ts|tsx)$/.test(entry.name) ? [path] : []
  })
}

/** The one folder that a build without tldraw leaves out. */
const drawing = 'client/src/table/canvas/tldraw/'
/** The map of the house: it names every room. */
const map = readFileSync(join(top, 'ARCHITECTURE.md'), 'utf8')

const room = (path: string): string => (path.split('/')[0] ?? '').replace(/\.(ts|tsx)$/, '')
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
    if (wiring.has(shown) || shown.startsWith(halls)) continue
    for (const match of text.matchAll(/(?:\bfrom\s+|(?<![./'\w])import\s*\(?\s*)['"]([^'"]+)['"]/g)) {
      const target = match[1] ?? ''
      if (target.startsWith('.')) {
        const path = relative(src, resolve(dirname(file), target))
        if (path.startsWith('..')) broken.push(`${shown}: leaves its package (${target})`)
        else if (room(path) !== own && !(rows[own] ?? []).includes(room(path)))
          broken.push(`${shown}: ${own} may not import ${room(path)}`)
      } else if (target.startsWith('@tablee/')) {
        const other = target.split('/')[1] ?? ''
        if (other === name) broken.push(`${shown}: imports its own package by name (${target})`)
        else if (other !== 'shared') broken.push(`${shown}: ${name} may not import ${other}`)
      } else if (name === 'shared' && !pure.has(target)) broken.push(`${shown}: shared may not load ${target}`)
      else if (name === 'server' && target === 'zod' && !readers.has(shown))
        broken.push(`${shown}: what is said over HTTP is declared in shared/wire`)
      else if (name === 'client' && target.startsWith('node:')) broken.push(`${shown}: the client has no ${target}`)
      else if (target.startsWith('@hocuspocus/') && !sockets.has(shown))
        broken.push(`${shown}: ${target} lets in and broadcasts for ${[...sockets].join(' and ')} alone`)
      else if (target === 'node:sqlite' && !opensFiles(shown))
        broken.push(`${shown}: the database is opened by server/src/store`)
      else if (/^@?tldraw\b/.test(target) && !shown.startsWith(drawing))
        broken.push(`${shown}: ${target} has a licence of its own and stays in ${drawing}`)
    }
    // The engine knows no tenant: only what wires the two sees both.
    if (
      /^server\/src\/live\/(?!live\.ts$)[^/]+$/.test(shown) &&
      /['"](\.\/board\/|@tablee\/shared\/board\/)/.test(text)
    )
      broken.push(`${shown}: the engine may not know what a board is`)
    if (atHand.test(text) && !shown.startsWith('server/src/journal/'))
      broken.push(`${shown}: a log may lie on another machine: its answer is waited for`)
    const lines = text.split('\n').length
    if (!(own in rows)) broken.push(`${shown}: the folder or file ${own} stands in no row of test/static/boundaries.ts`)
    if (lines > 510 && !shown.endsWith('messages.ts') && own !== 'gallery')
      broken.push(`${shown}: ${lines} lines are more than one idea`)
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
