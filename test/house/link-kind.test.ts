/**
 * A new kind of document on a device: what has to be written for it (`reportKind`, below), and what its link then has
 * without another line: a copy offline, a way back, a light, and a file of whatever is refused.
 */
import { IDBFactory as FakeIDB, IDBKeyRange as FakeRange } from 'fake-indexeddb'
import { afterEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { LinkCommand, LinkKind } from '@tablee/client/link/kind'
import { openLink } from '@tablee/client/link/open'
import type { Environment } from '@tablee/client/link/environment'
import type { Session } from '@tablee/client/link/session'
import { nameOf } from '@tablee/shared/documents'
import type { Role } from '@tablee/shared/roles'
import { readAddress } from '@tablee/shared/wire/address'
import { liveServer, type LiveServer } from '../support/liveServer.ts'
import { seeded } from '../support/seeded.ts'
import { Wire } from '../support/wire.ts'
import { chapters, report } from './report.ts'

type ReportStatus = { readonly type: 'report'; readonly released: boolean }
const isReport = (message: { readonly type: string }): message is ReportStatus => message.type === 'report'
const reportKind: LinkKind<ReportStatus, LinkCommand> = {
  called: 'report',
  name: (id) => nameOf('report', id),
  kept: (id) => nameOf('report', id),
  undo: (doc, who) => new Y.UndoManager(doc.getText('text'), { trackedOrigins: new Set([who]) }),
  status: (message) => (isReport(message) ? message : null),
  mayEdit: (role, { released }) => role !== 'citizen' && !released,
  clock: () => Date.now(),
  recovers: () => false,
  denied: (role, action) => ({ code: 'not-allowed', role, action: action === 'open' ? 'board.open' : 'board.edit' }),
  shown: () => false,
  ticket: (id, asks) => ({ report: id, ...asks }),
  catchUp: (id) => `/api/reports/${id}/catch-up`,
  commands: (id) => `/api/reports/${id}/commands`,
  said: () => ({ where: [], texts: [] }),
  erases: () => false,
  forget: () => undefined,
}
// That is all of it.

const is = { released: false }
const wire = new Wire(seeded(1))
let parts = 0
let server: LiveServer
let links: { close(): void }[] = []
afterEach(async () => {
  for (const link of links) link.close()
  links = []
  for (let i = 0; i < 50; i++) wire.pump()
  await server.close()
})

/** The least that a server has beside its sockets: tickets, and parts of what is too large for a frame. */
async function answer(address: string, init: RequestInit): Promise<Response> {
  const { path } = readAddress(address)
  const [device = '', role = ''] = (new Headers(init.headers).get('authorization') ?? '')
    .replace('Bearer ', '')
    .split(' ')
  const who = { device, role: role as Role }
  const say = (value: unknown) => new Response(JSON.stringify(value))
  if (path === '/api/tickets') {
    const { report: id, clients } = JSON.parse(String(init.body)) as { report: string; clients: readonly number[] }
    const ticket = server.ticket(reportKind.name(id), { ...who, clients })
    return say({ ticket, mayEdit: role !== 'citizen' && !is.released, incarnation: 'one', epoch: '1' })
  }
  const { pathname, searchParams } = new URL(path, 'http://hall')
  if (pathname !== reportKind.catchUp('r1')) return new Response('null', { status: 404 })
  parts++
  const clients = (searchParams.get('clients') ?? '').split(',').map(Number)
  const update = new Uint8Array(init.body as Uint8Array<ArrayBuffer>)
  const session = server.session(who)
  const done = await server.live.documents.bring('report:r1', session, update, clients, () => session)
  return done.ok ? say(done.value) : new Response(JSON.stringify({ problem: done.problem }), { status: 403 })
}

/** One person's device; a page of it is opened as often as they like. */
function device(name: string, role: Role = 'reporter') {
  const random = seeded(name.charCodeAt(0))
  const environment: Environment = {
    origin: 'http://hall.test',
    fetch: wire.fetchOf(name),
    WebSocket: wire.socketsOf(name),
    indexedDB: new FakeIDB() as unknown as IDBFactory,
    IDBKeyRange: FakeRange as unknown as typeof IDBKeyRange,
    local: null,
    tab: null,
    now: () => Date.now(),
    random: random.bytes,
    later: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    onOnline: () => () => undefined,
    onOffline: () => () => undefined,
    onHide: () => () => undefined,
  }
  const me = { role, dialogue: 'd1', seat: null, mayEdit: role !== 'citizen' }
  const session = { session: `${name} ${role}`, expiresAt: Number.MAX_SAFE_INTEGER, me } as unknown as Session
  return {
    open() {
      // Little fits in a frame: what is written offline comes in parts.
      const link = openLink(reportKind, { id: 'r1', session, environment, frame: 256 })
      links.push(link)
      const write = (text: string) => {
        const { doc, me: author } = link
        doc.transact(() => doc.getText('text').insert(0, `${text}\n`), author.who)
      }
      return { link, write, light: () => link.light(), says: () => chapters(link.doc).filter((line) => line !== '') }
    },
    away: () => wire.goOffline(name),
    back(link: { retry(): void }) {
      wire.goOnline(name)
      link.retry()
    },
  }
}
const soon = <T>(read: () => T) =>
  expect.poll(
    () => {
      while (wire.pump()) continue
      return read()
    },
    { interval: 2, timeout: 5_000 },
  )

it('[LINK35] a document of another kind is edited by two, kept offline over a reload, brought in parts, taken back, and what is refused of it is a file', async () => {
  server = await liveServer({ kinds: [report(is)] })
  wire.server = { accept: (_, socket, request) => server.live.accept(socket, request), answer }
  const [anas, bos] = [device('ana'), device('bo')]
  const bo = bos.open()
  let ana = anas.open()
  await soon(() => [ana.light().kind, bo.light().kind]).toEqual(['saved', 'saved'])
  ana.write('The ring road')
  await soon(() => [bo.says(), ana.light().kind]).toEqual([['The ring road'], 'saved'])

  // Two pages without a network, and what the second found of the first; another writes meanwhile.
  anas.away()
  const pages = ['Written on the train', `${'and more of it '.repeat(60)}.`]
  for (const page of pages) {
    ana.write(page)
    await soon(() => ana.light()).toMatchObject({ kind: 'kept', onDisk: true })
    ana.link.close()
    ana = anas.open()
    await soon(() => ana.says()[0]).toBe(page)
  }
  expect(ana.light()).toMatchObject({ n: 2 })
  bo.write('Meanwhile')
  await soon(() => bo.light().kind).toBe('saved')
  anas.back(ana.link)
  await soon(() => [ana.light().kind, bo.says().length]).toEqual(['saved', 4])
  expect(ana.says()).toEqual(bo.says())
  expect(parts).toBeGreaterThan(1)
  // One's own is taken back, not the other's.
  bo.link.undo.undo()
  await soon(() => ana.says()).not.toContain('Meanwhile')

  // A place that a report does not have: the file holds the sentence, the document goes on without it.
  const before = bo.link.doc
  bo.link.doc.transact(() => bo.link.doc.getMap('elsewhere').set('x', 'a sentence that nobody may lose'), 'reporter')
  await soon(() => bo.light().kind).toBe('refused')
  const light = bo.light()
  const file = bo.link.refusedFile(light.kind === 'refused' ? (light.refused[0]?.id ?? '') : '')
  expect(JSON.parse(file?.text ?? '')).toMatchObject({ report: 'r1', texts: ['a sentence that nobody may lose'] })
  expect(bo.link.doc).not.toBe(before)
  await soon(() => bo.says()).toEqual(ana.says())

  // Who may not write is told so by the status, and begins no edit.
  const citizen = device('cy', 'citizen').open()
  await soon(() => [citizen.light().kind, citizen.says().length]).toEqual(['saved', 3])
  expect([citizen.link.me.mayEdit, ana.link.me.mayEdit, ana.link.told()]).toMatchObject([
    false,
    true,
    { released: false },
  ])
})
