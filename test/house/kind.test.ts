/**
 * A new kind of document: what has to be written for it on the server (`report.ts`), and what it then has without another
 * line, on the whole server.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { WebSocket } from 'ws'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { demoId } from '@tablee/server/demo/dialogue'
import type { Through } from '@tablee/server/journal/queue'
import type { Letters } from '@tablee/shared/board/erase'
import { coEditedKinds } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { accessMatrix, editing, opening, roles, type Role } from '@tablee/shared/roles'
import { addressIn } from '@tablee/shared/wire/address'
import type { Ticket } from '@tablee/shared/wire/document'
import type { JournalDocument } from '@tablee/shared/wire/journal'
import type { Document } from '../support/described.ts'
import { done, startServer, type TestServer } from '../support/server.ts'
import { chapters, report } from './report.ts'

const name = 'report:r1'
const elsewhere = 'another' as DialogueId
let server: TestServer
let leave: (() => void)[] = []
let folder: string | null = null
afterEach(async () => {
  for (const go of leave) go()
  leave = []
  await server.close()
  if (folder !== null) rmSync(folder, { recursive: true })
  folder = null
})

/** The disk keeps nothing until it is let. */
function heldDisk() {
  let letGo = (): void => undefined
  let held: Promise<void> | null = null
  let waiting = 0
  const through: Through = {
    asked: (log) => log,
    keeper: (keeper) => ({
      ...keeper,
      step(rows, claims) {
        if (held === null) return keeper.step(rows, claims)
        waiting += 1
        return held.then(() => keeper.step(rows, claims) ?? undefined)
      },
    }),
  }
  return {
    through,
    waiting: () => waiting,
    hold: () => void (held = new Promise((resolve) => (letGo = resolve))),
    release(): void {
      held = null
      letGo()
    },
  }
}

const atTable: ReadonlySet<Role> = new Set(['facilitator', 'reporter', 'citizen'])
const enter = async (role: Role) => (await server.enter(role, atTable.has(role) ? 1 : undefined)).session
const problemOf = ({ status, body }: { status: number; body: unknown }) => [
  status,
  (body as { problem?: unknown }).problem,
]
const askTicket = (as: string, body: object = { report: 'r1' }, path = '/api/tickets') =>
  server.api(path, { as, body: { path: 'collab', clients: [], epoch: '', ...body } })

type Told = { readonly type: string; readonly seq?: number; readonly released?: boolean }
/** A stock client, as anybody's script would use it. */
async function desk(role: Role = 'reporter') {
  const as = await enter(role)
  const doc = new Y.Doc()
  const told: Told[] = []
  const codes: number[] = []
  const websocketProvider = new HocuspocusProviderWebsocket({
    url: `${server.ws}${addressIn(demoId, '/collab')}`,
    WebSocketPolyfill: WebSocket,
    delay: 60_000,
  })
  const provider = new HocuspocusProvider({
    websocketProvider,
    name,
    document: doc,
    awareness: null,
    token: async () => ((await askTicket(as, { report: 'r1', clients: [doc.clientID] })).body as Ticket).ticket,
    onStateless: ({ payload }) => void told.push(JSON.parse(payload) as Told),
    onClose: ({ event }) => void codes.push(event.code),
  })
  provider.attach()
  leave.push(() => {
    provider.destroy()
    websocketProvider.destroy()
  })
  const saved = (seq: number): boolean => told.some((one) => one.type === 'saved' && (one.seq ?? 0) >= seq)
  return { as, doc, told, codes, text: doc.getText('text'), saved }
}
const soon = <T>(read: () => T) => expect.poll(read, { interval: 5, timeout: 5_000 })

async function fromJournal(): Promise<Y.Doc> {
  const doc = new Y.Doc()
  for (const update of (await server.parts.journal.load(name)).updates) Y.applyUpdate(doc, update)
  return doc
}
/** Where a word stands, by the ids that Yjs gave its letters. */
function lettersOf(text: Y.Text, word: string): readonly Letters[] {
  const from = text.toString().indexOf(word)
  const found: Letters[] = []
  let at = 0
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue
    const [first, last] = [Math.max(from, at), Math.min(from + word.length, at + item.length)]
    if (first < last) found.push({ client: item.id.client, clock: item.id.clock + first - at, len: last - first })
    at += item.length
  }
  return found
}

describe('a new kind of document', () => {
  it('[LIVE27] is edited by stock clients, refused to who may not, saved after COMMIT, read at a seq, rebuilt and struck out', async () => {
    folder = mkdtempSync(join(tmpdir(), 'tablee-report-'))
    const disk = heldDisk()
    const kinds = [report({ r1: demoId })]
    const start = async () => void (server = await startServer({ dir: folder ?? '', kinds, through: disk.through }))
    await start()
    const [ana, bo] = [await desk(), await desk('facilitator')]
    await soon(() => [ana, bo].map(({ told }) => told[0])).toEqual(
      [0, 1].map(() => ({ type: 'report', released: false, readOnly: false })),
    )

    // Two write; what is on its way to the disk is not called saved, and nobody else sees it.
    disk.hold()
    ana.text.insert(0, 'The ring road\nMaria Garcia said so')
    await soon(disk.waiting).toBe(1)
    expect([ana.saved(1), bo.text.length]).toEqual([false, 0])
    disk.release()
    await soon(() => chapters(bo.doc)).toEqual(['The ring road', 'Maria Garcia said so'])
    bo.text.insert(0, 'Draft: ')
    await soon(() => chapters(ana.doc)[0]).toBe('Draft: The ring road')
    await soon(() => [ana.saved(1), bo.saved(2)]).toEqual([true, true])

    // Frozen: what it says, and the seq at which it says it.
    const { documents } = server.parts.live
    const frozen = await documents.state(name)
    expect(frozen.seq).toBe(2)
    expect(await documents.look(name, chapters)).toEqual(['Draft: The ring road', 'Maria Garcia said so'])

    // Who may only read follows it, is told so when they write, and nothing of it is written; nor of a place that a
    // report does not have.
    const citizen = await desk('citizen')
    await soon(() => citizen.text.length).toBeGreaterThan(0)
    citizen.text.insert(0, 'Nonsense ')
    await soon(() => citizen.codes).toContain(4522)
    const denied = { code: 'not-allowed', role: 'citizen', action: 'report.edit' }
    expect(citizen.told.at(-1)).toMatchObject({ type: 'refused', problem: denied })
    bo.doc.getMap('elsewhere').set('a', 1)
    await soon(() => bo.codes).toContain(4522)
    expect(bo.told.at(-1)).toMatchObject({ problem: { why: 'root' } })
    expect(server.parts.journal.head(name).seq).toBe(frozen.seq)

    // Closed by a command of its own, which is told as soon as it counts.
    const release = { id: 'c1', kind: 'release', released: true }
    const at = '/api/reports/r1/commands'
    expect((await server.api(at, { as: ana.as, body: release })).status).toBe(403)
    expect((await server.api(at, { as: bo.as, body: release })).status).toBe(200)
    await soon(() => ana.told.at(-1)).toMatchObject({ type: 'report', released: true })
    ana.text.insert(0, 'Too late ')
    await soon(() => ana.codes).toContain(4522)
    expect((await server.api(at, { as: bo.as, body: { ...release, id: 'c2', released: false } })).status).toBe(200)

    // The journal alone gives the same, also to the next server.
    const says = ['Draft: The ring road', 'Maria Garcia said so']
    expect(chapters(await fromJournal())).toEqual(says)
    await server.close()
    await start()
    const cleo = await desk()
    await soon(() => chapters(cleo.doc)).toEqual(says)

    // A name is struck out: black for who is there and for who comes, and in every row.
    const letters = lettersOf(cleo.text, 'Maria Garcia')
    expect(await server.parts.eraseLetters(name, letters, 'organiser')).toEqual({ ok: true, value: null })
    const black = ['Draft: The ring road', '████████████ said so']
    await soon(() => chapters(cleo.doc)).toEqual(black)
    const late = await desk()
    await soon(() => chapters(late.doc)).toEqual(black)
    late.text.insert(late.text.length, '.')
    await soon(() => late.saved(4)).toBe(true)
    expect(chapters(await fromJournal())).toEqual([black[0], `${black[1]}.`])
    for await (const { data } of server.parts.journal.read(name, 1, 0))
      expect(Buffer.from(data).toString('latin1')).not.toContain('Garcia')

    // A card that is withdrawn ends what was opened with it.
    done(await server.parts.access.links.revoke(server.link('reporter', 1).id))
    await soon(() => [cleo, late].map(({ codes }) => codes.at(-1))).toEqual([4401, 4401])
  })

  it('[LIVE40] [HTTP70] has tickets, status and parts under its address, each by its rows of the access matrix', async () => {
    server = await startServer({ kinds: [report({ r1: demoId })] })
    const part = { method: 'POST', bytes: Uint8Array.of(0, 0) }
    const release = async (released: boolean) =>
      server.api('/api/reports/r1/commands', {
        as: await enter('organiser'),
        body: { id: `to-${released}`, kind: 'release', released },
      })
    for (const state of ['open', 'closed'] as const) {
      expect((await release(state === 'closed')).status).toBe(200)
      for (const role of roles) {
        const as = await enter(role)
        const [opens, edits] = (['report.open', 'report.edit'] as const).map(
          (action) => accessMatrix[state][action][role] === 'yes',
        )
        const ticket = await askTicket(as)
        const told = await server.api('/api/reports/r1', { as })
        const brought = await server.api(addressIn(demoId, '/api/reports/r1/catch-up'), { as, ...part })
        expect([role, state, ticket.status, (ticket.body as Ticket).mayEdit ?? null]).toEqual([
          role,
          state,
          opens ? 201 : 403,
          opens ? edits : null,
        ])
        expect([role, told.status, brought.status]).toEqual([role, opens ? 200 : 403, edits ? 200 : 403])
        if (opens) expect(told.body).toEqual({ type: 'report', released: state === 'closed', readOnly: false })
      }
    }
    // What it has is described, and its rows are among the dialogue's.
    const { paths } = (await server.api('/openapi.json')).body as Document
    expect(Object.keys(paths).filter((path) => path.startsWith('/api/reports'))).toHaveLength(3)
    await server.parts.live.documents.write(name, 'server', (doc) => doc.getText('text').insert(0, 'Begun'))
    const listed = await server.api(`/api/dialogues/${demoId}/journal`, { as: await enter('organiser') })
    expect((listed.body as JournalDocument[]).filter((one) => one.name === name)).toMatchObject([{ seq: 1 }])
  })

  it('[LIVE40] [HTTP61] [HTTP70] is not there where no hall was given it, of another dialogue, or by an id that is none', async () => {
    server = await startServer({ kinds: [report({ r1: demoId, r2: elsewhere })] })
    await server.tablee.halls.enter(elsewhere)
    const as = await enter('organiser')
    const missing = [404, { code: 'not-found', what: 'report' }]
    const denied = [403, { code: 'not-allowed', role: 'organiser', action: 'report.open' }]
    expect(problemOf(await askTicket(as, { report: 'r3' }))).toEqual(missing)
    expect(problemOf(await server.api('/api/reports/r3', { as }))).toEqual(missing)
    // No hall gives a ticket for what is another's, in its address or in one of before.
    for (const within of [demoId, null])
      expect(problemOf(await askTicket(as, { report: 'r2' }, addressIn(within, '/api/tickets')))).toEqual(missing)
    expect(problemOf(await server.api('/api/reports/r2', { as }))).toEqual(denied)
    expect(problemOf(await server.api(addressIn(demoId, '/api/reports/r2'), { as }))).toEqual(missing)
    for (const body of [{}, { view: 'v1' }, { report: 'r1', board: server.board(1, 2) }])
      expect((await askTicket(as, body)).status).toBe(400)
    // A ticket for one document opens no other, of whatever kind.
    const { ticket } = (await askTicket(as)).body as Ticket
    expect(server.parts.access.tickets.consume(ticket, 'collab')).toMatchObject({ document: name })

    await server.close()
    server = await startServer()
    const here = await enter('organiser')
    expect(problemOf(await askTicket(here))).toEqual(missing)
    expect(problemOf(await server.api('/api/reports/r1', { as: here }))).toEqual([
      404,
      { code: 'not-found', what: 'route' },
    ])
    // Each kind has its rows, or it does not compile.
    for (const kind of coEditedKinds)
      for (const action of [opening(kind), editing(kind)]) expect(accessMatrix.open[action].observer).toBe('no')
  })
})
