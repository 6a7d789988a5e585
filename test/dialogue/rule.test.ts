/** What a table decides about being watched is the table's, over all its sessions: real sockets, a stock observer. */
import type { PolicyChange } from '@tablee/shared/dialogue/commands'
import { addNode } from '@tablee/shared/board/edit'
import { draftOf } from '@tablee/shared/dialogue/file'
import { readDialogue } from '@tablee/shared/formats/dialogue'
import type { BoardId, DialogueId, Lang, NodeId } from '@tablee/shared/ids'
import { demoDraft } from '@tablee/server/demo/dialogue'
import type { WatchList } from '@tablee/shared/wire/watch'
import { readView } from '@tablee/shared/view/read'
import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { keptFolder, keptFolders } from '../fixtures/folders/open.ts'
import { newFolder } from '../faults/tablee.ts'
import { done, seededBytes, startServer, type StartOptions, type TestServer } from '../support/server.ts'
import { nothingOnPostgres } from '../support/postgresPlaces.ts'

const skipped = nothingOnPostgres('folders of before', 'they hold SQLite')

const ending: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})
async function aServer(options: StartOptions = {}): Promise<TestServer> {
  const server = await startServer(options)
  ending.push(() => server.close())
  return server
}

/** Anyone who stands at the wall: follows one room, and keeps every byte that ever came. */
async function watch(server: TestServer, room: string, path = server.link('observer').path) {
  const doc = new Y.Doc()
  const bytes: Buffer[] = []
  class Heard extends WebSocket {
    constructor(url: string) {
      super(url)
      this.on('message', (data: Buffer) => bytes.push(Buffer.from(data)))
    }
  }
  const provider = new WebsocketProvider(`${server.ws}/observe/${path}`, room, doc, {
    disableBc: true,
    WebSocketPolyfill: Heard as unknown as typeof globalThis.WebSocket,
  })
  ending.push(() => provider.destroy())
  const view = () => readView(doc)
  const until = (what: string, holds: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const tooLate = setTimeout(() => reject(new Error(`never came: ${what} (${view().state})`)), 10_000)
      const look = () => {
        if (!holds()) return
        clearTimeout(tooLate)
        doc.off('afterTransaction', look)
        resolve()
      }
      doc.on('afterTransaction', look)
      look()
    })
  await until('the first view', () => view().state !== undefined && doc.getMap('view').size > 0)
  return {
    view,
    until,
    /** Everything that ever came, and the copy as it stands. */
    heard: () => Buffer.concat(bytes).toString('latin1') + Buffer.from(Y.encodeStateAsUpdate(doc)).toString('latin1'),
  }
}
async function roomOf(server: TestServer, table: number): Promise<string> {
  const list = (await server.api(`/api/watch/${server.link('observer').path}`)).body as WatchList
  return list.tables.find((one) => one.table === table)?.room ?? ''
}
async function say(server: TestServer, board: BoardId, id: string, wording: string): Promise<void> {
  const done = await server.tablee.halls
    .at(server.tablee.directory.leadsTo('board', board))
    .live.write(
      board,
      'facilitator',
      (doc) =>
        void addNode(
          doc,
          { who: 'facilitator', why: 'add' },
          { id: id as NodeId, kind: 'position', wording, lang: 'en' as Lang, at: Date.now() },
        ),
    )
  expect(done.ok).toBe(true)
}
/** Table 6 and its people, at the demo's second session. */
async function aTable(server: TestServer) {
  const facilitator = (await server.enter('facilitator', 6)).session
  const organiser = (await server.enter('organiser')).session
  return {
    set: async (change: PolicyChange, session = 2) => {
      const done = await server.api(`/api/boards/${server.board(6, session)}/policy`, {
        as: facilitator,
        method: 'PUT',
        body: change,
      })
      expect(done).toMatchObject({ status: 200 })
      return done.body
    },
    policy: async (session: number) =>
      (await server.api(`/api/boards/${server.board(6, session)}/policy`, { as: facilitator })).body,
    curtain: async (to: 'open' | 'drawn', session = 2) =>
      expect(
        await server.api(`/api/boards/${server.board(6, session)}/commands`, {
          as: facilitator,
          body: { id: crypto.randomUUID(), kind: 'curtain', to },
        }),
      ).toMatchObject({ status: 200 }),
    move: async (session: number) =>
      expect(
        await server.api(`/api/dialogues/${server.dialogue}/session`, { as: organiser, body: { session } }),
      ).toMatchObject({ status: 200 }),
  }
}

it('[RULE1] a no, no words, a delay and a pause hold at the next session, over a restart, and on boards that were left', async () => {
  const { folder, remove } = newFolder()
  ending.push(remove)
  let server = await aServer({ dir: folder })
  let table = await aTable(server)
  const left = await watch(server, await roomOf(server, 6))
  expect(left.view().state).toBe('open')

  await table.set({ consent: false, showWords: false, showCanvas: false, delayMinutes: 5 })
  await left.until('the board is gone', () => left.view().state === 'no-consent')
  await table.move(3)
  const next = await watch(server, await roomOf(server, 6))
  await say(server, server.board(6, 3), 'canary-3', 'CANARY of session three')
  // A second sentence at a table that is watched tells when the first would have come.
  await server.parts.views.policyChanged(server.board(6, 3))
  expect(next.view()).toMatchObject({ state: 'no-consent', nodes: {}, canvas: {} })
  expect(await table.policy(3)).toMatchObject({ consent: false, showWords: false, showCanvas: false, delayMinutes: 5 })

  // It says yes in session 3: on the board that it left, too, and still without words, after five minutes.
  await table.set({ consent: true }, 3)
  await left.until('the board that was left', () => left.view().state === 'open')
  expect(Object.keys(left.view().words)).toEqual([])
  expect(left.view().canvas).toEqual({})
  await next.until('session 3', () => next.view().state === 'open')
  expect(next.heard()).not.toContain('CANARY')

  await table.set({ observation: 'paused' }, 3)
  await table.move(4)
  expect(await table.policy(4)).toMatchObject({ observation: 'paused', showWords: false, delayMinutes: 5 })
  await server.close()
  ending.pop()
  server = await aServer({ dir: folder })
  table = await aTable(server)
  for (const session of [1, 2, 3, 4, 5])
    expect(await table.policy(session)).toMatchObject({
      observation: 'paused',
      consent: true,
      showWords: false,
      showCanvas: false,
      delayMinutes: 5,
    })
  const before = JSON.stringify([1, 2, 3, 4, 5].map((n) => server.parts.dialogues.policy(server.board(6, n))))
  await server.parts.dialogues.reread()
  expect(JSON.stringify([1, 2, 3, 4, 5].map((n) => server.parts.dialogues.policy(server.board(6, n))))).toBe(before)
  // The neighbours decided nothing.
  expect(server.parts.dialogues.policy(server.board(5, 4))).toMatchObject({ observation: 'open', showWords: true })
})

it('[RULE2] hidden entries and released photos stay with their board', async () => {
  const server = await aServer()
  const table = await aTable(server)
  await say(server, server.board(6, 2), 'hidden-2', 'hidden in session two')
  await table.set({ hidden: ['hidden-2' as NodeId], delayMinutes: 2 })
  await table.move(3)
  expect(await table.policy(3)).toMatchObject({ hidden: [], delayMinutes: 2 })
  expect(await table.policy(2)).toMatchObject({ hidden: ['hidden-2'], delayMinutes: 2 })
})

it('[RULE3] a curtain that is drawn stays drawn at the next session; what is written behind it is held on its own board', async () => {
  const server = await aServer()
  const table = await aTable(server)
  const left = await watch(server, await roomOf(server, 6))
  await table.curtain('drawn')
  await left.until('the pleats', () => left.view().state === 'curtain')
  await table.move(3)
  const next = await watch(server, await roomOf(server, 6))
  expect(next.view().state).toBe('curtain')
  await say(server, server.board(6, 3), 'behind-3', 'CANARY behind the curtain of three')
  await say(server, server.board(6, 2), 'behind-2', 'CANARY behind the curtain of two')
  expect(server.parts.dialogues.status(server.board(6, 3))).toMatchObject({ curtain: 'drawn', held: 1 })

  await table.curtain('open', 3)
  await next.until('the board of session 3', () => next.view().state === 'open')
  await left.until('the board of session 2', () => left.view().state === 'open')
  expect(server.parts.dialogues.status(server.board(6, 3))).toMatchObject({ curtain: 'open', held: 1 })
  expect(server.parts.dialogues.status(server.board(6, 2))).toMatchObject({ curtain: 'open', held: 1 })
  expect(next.heard() + left.heard()).not.toContain('CANARY')
  // Released, on the board on which it was written.
  const facilitator = (await server.enter('facilitator', 6)).session
  await server.api(`/api/boards/${server.board(6, 3)}/commands`, {
    as: facilitator,
    body: { id: 'go', kind: 'release' },
  })
  await next.until('what was held', () =>
    Object.values(next.view().nodes).some((node) => node.wording.includes('three')),
  )
  expect(left.heard()).not.toContain('CANARY')
})

it('[RULE3] a curtain is drawn over boards on which nothing stands, too: what is written there behind it is held', async () => {
  const server = await aServer({ demo: false })
  const { consent: _demos, ...draft } = demoDraft(Date.now())
  const { dialogues, access, journal } = await server.tablee.halls.enter(draft.id)
  expect(await dialogues.found(draft, { author: 'server', device: 'server', command: 'found' })).toMatchObject({
    ok: true,
  })
  const event = { dialogue: draft.id, codeFrom: draft.opensAt, codeUntil: draft.closesAt }
  const sixth = dialogues.tables(draft.id).find(({ number }) => number === 6)
  if (sixth === undefined) throw new Error('no table 6')
  const cards = (['organiser', 'observer'] as const).map((role) => ({ ...event, role }))
  done(await access.links.issueAll([{ ...event, role: 'facilitator', table: sixth.id }, ...cards]))
  const table = await aTable(server)
  await table.move(1)
  await table.set({ consent: true, delayMinutes: 0 }, 1)
  await table.curtain('drawn', 1)
  await table.move(2)
  const heads = [1, 2, 3].map((session) => journal.head(`board:${server.board(6, session)}`).seq)
  expect(heads).toEqual([1, 1, 1])
  for (const session of [2, 3]) await say(server, server.board(6, session), `behind-${session}`, `CANARY ${session}`)
  const second = await watch(server, await roomOf(server, 6))
  await table.curtain('open', 2)
  await second.until('session 2', () => second.view().state === 'open')
  await table.move(3)
  const third = await watch(server, await roomOf(server, 6))
  await third.until('session 3', () => third.view().state === 'open')
  expect(second.heard() + third.heard()).not.toContain('CANARY')
  for (const session of [2, 3])
    expect(dialogues.status(server.board(6, session))).toMatchObject({ curtain: 'open', held: 1 })
})

it('[RULE3] drawn on one board and opened on another at the same moment, it is one or the other on all of them', async () => {
  const server = await aServer()
  const { dialogues, live, journal } = server.parts
  const actor = { role: 'facilitator', seat: null, device: 'd' } as unknown as Parameters<typeof live.command>[1]
  const to = ['drawn', 'open', 'drawn', 'open', 'open', 'drawn'] as const
  for (let round = 0; round < 6; round += 1) {
    const both = await Promise.all([
      ...[0, 1, 2].map((n) =>
        live.command(server.board(6, 1 + n), actor, {
          id: `r${round}-${n}`,
          kind: 'curtain',
          to: to[(round + n) % to.length] ?? 'open',
        }),
      ),
      dialogues.moveTo(server.dialogue, 1 + (round % 5), { author: 'organiser', device: 'd', command: `m${round}` }),
    ])
    expect(both.map((one) => one.ok)).toEqual([true, true, true, true])
    const { curtain } = dialogues.policy(server.board(6, 1))
    const rows = new Set<string>()
    for (const session of [1, 2, 3, 4, 5]) {
      const [last] = (await Array.fromAsync(journal.commands(`board:${server.board(6, session)}`))).slice(-1)
      if (last !== undefined) rows.add(JSON.parse(new TextDecoder().decode(last.data)).to as string)
    }
    expect(rows).toEqual(new Set([curtain]))
  }
})

it('[RULE4] rows that draw a curtain over are in the journal before the move is told', async () => {
  const server = await aServer()
  const { dialogues, journal } = server.parts
  // As the version before left it: drawn on one board of the table, and on no other.
  const at = server.board(6, 2)
  const doc = `board:${at}`
  const data = new TextEncoder().encode(JSON.stringify({ kind: 'curtain', to: 'drawn', by: 'citizen', command: 'old' }))
  const { epoch } = journal.head(doc)
  await journal.append({
    doc,
    epoch,
    kind: 'command',
    author: 'citizen',
    device: 'd',
    data,
    writers: [],
    deps: [],
  })
  expect(dialogues.policy(server.board(6, 3)).curtain).toBe('drawn')

  const third = `board:${server.board(6, 3)}`
  let seq = 0
  dialogues.onChange((change) => {
    if ('dialogue' in change) ({ seq } = journal.head(third))
  })
  expect((await dialogues.moveTo(server.dialogue, 3, { author: 'organiser', device: 'd', command: 'm' })).ok).toBe(true)
  const told = (await Array.fromAsync(journal.commands(third))).filter((row) => row.seq <= seq)
  expect(told.map((row) => new TextDecoder().decode(row.data)).join()).toContain('"drawn"')
  await say(server, server.board(6, 3), 'behind', 'behind')
  expect(dialogues.status(server.board(6, 3))).toMatchObject({ curtain: 'drawn', held: 1 })

  // A board that goes on in a new epoch, whatever for: nothing opens by itself.
  for (const session of [1, 2, 3, 4, 5]) {
    const renewed = server.board(6, session)
    expect((await server.parts.live.renew(renewed)).kind).toBe('saved')
    expect(journal.head(`board:${renewed}`).epoch).toBe(2)
  }
  await dialogues.reread()
  for (const session of [1, 2, 3, 4, 5]) expect(dialogues.policy(server.board(6, session)).curtain).toBe('drawn')
})

/** A dialogue of one table, as its file says it. */
const aFile = (observation: object, site: object = {}): string =>
  JSON.stringify({
    format: 'tablee-dialogue/1',
    id: 'small',
    title: 'Small',
    languages: ['en'],
    window: { days: 1 },
    ...observation,
    sites: [{ id: 'hall', name: 'Hall', country: 'BE', lang: 'en', ...site }],
    tables: [{ number: 1, site: 'hall', seats: 4, lang: 'en' }],
    sessions: [1, 2].map((n) => ({
      title: { en: `Session ${n}` },
      question: { en: `Question ${n}?` },
      steps: [{ kind: 'map', minutes: 20, title: { en: 'Talk' } }],
    })),
  })
const small = 'small' as DialogueId
const smallBoard = (session: number) => `small-t1-s${session}` as BoardId
async function foundSmall(server: TestServer, text: string): Promise<void> {
  const draft = draftOf(readDialogue(text), { now: 0, random: seededBytes('small') })
  expect(
    (
      await (
        await server.tablee.halls.enter(small)
      ).dialogues.found(draft, { author: 'organiser', device: 'd', command: 'f' })
    ).ok,
  ).toBe(true)
}

it('[RULE5] without a word in its file a table is not watched before it says yes; then a minute later, the wording only', async () => {
  let now = Date.now()
  const server = await aServer({ clock: () => now })
  await foundSmall(server, aFile({}))
  const { dialogues, views, access } = server.hall(small)
  const link = done(await access.links.issue({ role: 'observer', dialogue: small, label: 'w' }))
  const { path } = access.links.derive(link)
  const list = (await server.api(`/api/watch/${path}`)).body as WatchList
  const wall = await watch(server, list.tables[0]?.room ?? '', path)
  expect(wall.view().state).toBe('no-consent')
  await say(server, smallBoard(1), 'first', 'CANARY before the yes')

  const yes = { author: 'facilitator', device: 'd', command: 'yes' }
  expect((await dialogues.setPolicy(smallBoard(1), { consent: true }, yes)).ok).toBe(true)
  await wall.until('the table', () => wall.view().state === 'open')
  expect(dialogues.policy(smallBoard(1))).toMatchObject({
    delayMinutes: 1,
    showWords: false,
    showNotes: false,
    showCanvas: false,
  })
  now += 59_000
  await views.policyChanged(smallBoard(1))
  expect(wall.heard()).not.toContain('CANARY')
  now += 1_000
  await views.policyChanged(smallBoard(1))
  await wall.until('the wording', () =>
    Object.values(wall.view().nodes).some(({ wording }) => wording.includes('CANARY')),
  )
})

it('[RULE1, VIEW8] a table that paused in the session before: what is said while nobody watches stays unseen, whatever else it decides meanwhile, and over a restart', async () => {
  const { folder, remove } = newFolder()
  ending.push(remove)
  let server = await aServer({ dir: folder })
  let table = await aTable(server)
  await table.set({ observation: 'paused' })
  await table.move(3)
  await say(server, server.board(6, 3), 'canary-pause', 'CANARY said in the pause')
  await table.set({ delayMinutes: 0, showWords: false }, 3)
  const first = await watch(server, await roomOf(server, 6))
  expect(first.view()).toMatchObject({ nodes: {} })
  expect(first.heard()).not.toContain('CANARY')
  await server.close()
  server = await aServer({ dir: folder })
  table = await aTable(server)
  await table.set({ showWords: true }, 3)
  const again = await watch(server, await roomOf(server, 6))
  expect(again.heard()).not.toContain('CANARY')
  await table.set({ observation: 'open' }, 3)
  await again.until('the pause is over', () => JSON.stringify(again.view().nodes).includes('CANARY'))
})

it('[RULE6] no table opens more than its dialogue and its site allow, no matter who asks; it is told which', async () => {
  const server = await aServer()
  const text = aFile(
    { observation: { agreed: true, delay: 2, words: true, canvas: true, ceiling: { delay: 2, notes: false } } },
    { observation: { ceiling: { words: false } } },
  )
  await foundSmall(server, text)
  const { dialogues } = server.hall(small)
  const at = smallBoard(1)
  const start = { consent: true, delayMinutes: 2, showWords: false, showNotes: false, showCanvas: true }
  expect(dialogues.tablePolicy(at)).toMatchObject({
    ...start,
    ceiling: { consent: true, delayMinutes: 2, showWords: false, showNotes: false, showCanvas: true },
  })
  for (const [what, change] of [
    ['delayMinutes', { delayMinutes: 1 }],
    ['showWords', { showWords: true, delayMinutes: 9 }],
    ['showNotes', { showNotes: true }],
  ] satisfies [string, PolicyChange][])
    expect(await dialogues.setPolicy(at, change, { author: 'organiser', device: 'd', command: what })).toEqual({
      ok: false,
      problem: { code: 'beyond-dialogue', what },
    })
  expect(dialogues.policy(smallBoard(2))).toMatchObject(start)
  const narrower = await dialogues.setPolicy(
    at,
    { delayMinutes: 9, showCanvas: false },
    { author: 'x', device: 'd', command: 'y' },
  )
  expect(narrower.ok).toBe(true)
  expect(dialogues.policy(smallBoard(2))).toMatchObject({ ...start, delayMinutes: 9, showCanvas: false })
})

it('[RULE7] of data of the version before, a table is as strict as the strictest of its boards; older snapshots are rebuilt as they were taken', async () => {
  const server = await aServer()
  const id = 'older' as DialogueId
  const { dialogues, journal, snapshots } = await server.tablee.halls.enter(id)
  const draft = demoDraft(Date.now())
  const older = (of: string) => of.replace('demo', 'older')
  const row = (command: object, doc = `dialogue:${id}`) =>
    journal.append({
      doc,
      epoch: journal.head(doc).epoch,
      kind: 'command',
      author: 'facilitator',
      device: 'd',
      data: new TextEncoder().encode(JSON.stringify(command)),
      writers: [],
      deps: [],
    })
  // As that version wrote it: a table says nothing of being watched, and each decision is of one board.
  await row({
    kind: 'found',
    command: 'found-older',
    dialogue: {
      ...draft,
      id,
      sites: draft.sites.map((site) => ({ ...site, id: older(`demo-${site.id}`) })),
      tables: draft.tables.map(({ observation: _none, ...table }) => ({
        ...table,
        id: older(`demo-${table.id}`),
        site: older(`demo-${table.site}`),
      })),
      boards: draft.boards.map((board) => ({ ...board, id: older(board.id), table: older(`demo-${board.table}`) })),
    },
  })
  const board = (table: number, session: number) => older(server.board(table, session)) as BoardId
  await row({ kind: 'policy', command: 'a', board: board(1, 1), change: { delayMinutes: 5, showWords: false } })
  await row({ kind: 'policy', command: 'b', board: board(1, 2), change: { delayMinutes: 2, hidden: ['n1'] } })
  await row({ kind: 'policy', command: 'c', board: board(2, 2), change: { consent: false, showNotes: true } })
  await row({ kind: 'policy', command: 'd', board: board(3, 1), change: { observation: 'paused' } })
  await row({ kind: 'curtain', to: 'drawn', by: 'citizen', command: 'e' }, `board:${board(4, 2)}`)
  await dialogues.reread()

  const open = {
    observation: 'open',
    consent: true,
    curtain: 'open',
    delayMinutes: 0,
    showWords: true,
    showNotes: false,
  }
  const strict = () =>
    [1, 2, 3, 4, 5].map((table) => {
      for (const session of [3, 4, 5])
        expect({ ...dialogues.policy(board(table, session)), hidden: [] }).toEqual({
          ...dialogues.policy(board(table, 1)),
          hidden: [],
        })
      return dialogues.policy(board(table, 2))
    })
  const expected = [
    { ...open, delayMinutes: 5, showWords: false, hidden: ['n1'] },
    { ...open, consent: false },
    { ...open, observation: 'paused' },
    { ...open, curtain: 'drawn' },
    open,
  ].map((one) => ({ showCanvas: true, photos: [], hidden: [], ...one }))
  expect(strict()).toEqual(expected)

  const taken = await snapshots.takeDialogue(id, { author: 'analyst', device: 'd' })
  if (!taken.ok) throw new Error(taken.problem.code)
  const before = await snapshots.body(taken.value.hash)
  expect((await dialogues.moveTo(id, 3, { author: 'organiser', device: 'd', command: 'move' })).ok).toBe(true)
  expect(strict()).toEqual(expected)
  await dialogues.reread()
  expect(strict()).toEqual(expected)
  expect(await snapshots.rebuild(taken.value.hash)).toMatchObject({ ok: true })
  expect(await snapshots.body(taken.value.hash)).toBe(before)
  // What was carried over is said for the table from now on, in snapshots too.
  const later = await snapshots.takeDialogue(id, { author: 'analyst', device: 'd' })
  if (!later.ok) throw new Error(later.problem.code)
  const frozen = (await snapshots.get(later.value.hash))?.boards.find((one) => one.id === board(1, 3))
  expect(frozen?.policy).toMatchObject({ delayMinutes: 5, showWords: false })
  expect(await snapshots.rebuild(later.value.hash)).toMatchObject({ ok: true })
})

// Those that were written before a table had a rule.
it.skipIf(skipped).each(keptFolders.filter((name) => name < '2026-11-28'))(
  '[RULE7] the folder written on %s: what one board of a table was shut to is shut on all of them',
  async (name) => {
    const { folder, remove } = keptFolder(name)
    ending.push(remove)
    const server = await aServer({ dir: folder })
    const { dialogues, snapshots } = server.parts
    const open = {
      observation: 'open',
      consent: true,
      curtain: 'open',
      delayMinutes: 0,
      showWords: true,
      showCanvas: true,
    }
    const holds = () => {
      for (const session of [1, 2, 3, 4, 5])
        expect(
          [1, 2, 3, 4, 5, 6].map((table) => dialogues.policy(server.board(table, session))),
          `session ${session}`,
        ).toMatchObject([
          { ...open, consent: false },
          { ...open, delayMinutes: 5, showWords: false },
          // Of its boards one shows the minutes: the others do not.
          { ...open, observation: 'paused', showNotes: false },
          open,
          { ...open, curtain: 'drawn' },
          open,
        ])
    }
    holds()
    expect(dialogues.policy(server.board(4, 2)).hidden.length).toBe(1)
    expect(dialogues.policy(server.board(4, 3)).hidden).toEqual([])
    const table5 = await watch(server, await roomOf(server, 5))
    expect(table5.view().state).toBe('curtain')
    expect((await watch(server, await roomOf(server, 1))).view().state).toBe('no-consent')

    expect((await dialogues.moveTo(server.dialogue, 4, { author: 'organiser', device: 'd', command: 'on' })).ok).toBe(
      true,
    )
    holds()
    await say(server, server.board(5, 4), 'behind', 'behind')
    expect(dialogues.status(server.board(5, 4))).toMatchObject({ curtain: 'drawn', held: 1 })
    await dialogues.reread()
    holds()
    for (const { hash } of await snapshots.list(server.dialogue))
      expect(await snapshots.rebuild(hash)).toMatchObject({ ok: true })
  },
)
