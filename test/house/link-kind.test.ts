/**
 * A new kind of document on a device: what has to be written for it (`reportKind`, below), and what its link then has
 * without another line, on the whole server: a ticket, a copy offline, a way back in parts, a light, commands, and a file of
 * whatever is refused.
 */
import { IDBFactory as FakeIDB, IDBKeyRange as FakeRange } from 'fake-indexeddb'
import { WebSocket } from 'ws'
import { afterEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { LinkKind } from '@tablee/client/link/kind'
import { openLink } from '@tablee/client/link/open'
import type { Environment } from '@tablee/client/link/environment'
import { enter } from '@tablee/client/link/session'
import { demoId } from '@tablee/server/demo/dialogue'
import { nameOf } from '@tablee/shared/documents'
import type { Role } from '@tablee/shared/roles'
import type { CommandOf } from '@tablee/shared/wire/declare'
import { startServer, type TestServer } from '../support/server.ts'
import { chapters, report, type reports } from './report.ts'

type ReportStatus = { readonly type: string; readonly released: boolean }
const isReport = (message: { readonly type: string }): message is ReportStatus => message.type === 'report'
const reportKind: LinkKind<ReportStatus, CommandOf<typeof reports>> = {
  documents: 'report',
  kept: (id) => nameOf('report', id),
  undo: (doc, who) => new Y.UndoManager(doc.getText('text'), { trackedOrigins: new Set([who]) }),
  status: (message) => (isReport(message) ? message : null),
  state: ({ released }) => (released ? 'closed' : 'open'),
  clock: () => Date.now(),
  recovers: () => false,
  said: () => ({ where: [], texts: [] }),
  erases: () => false,
  forget: () => undefined,
}
// That is all of it.

let server: TestServer
let links: { close(): void }[] = []
afterEach(async () => {
  for (const link of links) link.close()
  links = []
  await server.close()
})
let parts = 0

/** One person's device; a page of it is opened as often as they like. */
async function device(role: Role) {
  const network = { up: true }
  const sockets = new Set<WebSocket>()
  const environment: Environment = {
    origin: server.url,
    fetch(url, init) {
      if (!network.up) return Promise.reject(new TypeError('offline'))
      if (String(url).includes(`/d/${demoId}/api/reports/r1/catch-up?`)) parts += 1
      return fetch(url, init)
    },
    WebSocket: class extends WebSocket {
      constructor(url: string) {
        super(network.up ? url : 'ws://127.0.0.1:1', { origin: server.url })
        sockets.add(this)
      }
    } as unknown as Environment['WebSocket'],
    indexedDB: new FakeIDB() as unknown as IDBFactory,
    IDBKeyRange: FakeRange as unknown as typeof IDBKeyRange,
    local: null,
    tab: null,
    now: () => Date.now(),
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    later: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    onOnline: () => () => undefined,
    onOffline: () => () => undefined,
    onHide: () => () => undefined,
  }
  const entered = await enter(environment, { token: server.link(role, 1).token })
  if (!entered.ok) throw new Error(JSON.stringify(entered.problem))
  return {
    open() {
      // Little fits in a frame: what is written offline comes in parts.
      const link = openLink(reportKind, { id: 'r1', session: entered.value, environment, frame: 256 })
      links.push(link)
      const write = (text: string) => {
        const { doc, me: author } = link
        doc.transact(() => doc.getText('text').insert(0, `${text}\n`), author.who)
      }
      return { link, write, light: () => link.light(), says: () => chapters(link.doc).filter((line) => line !== '') }
    },
    away() {
      network.up = false
      for (const socket of sockets) socket.terminate()
    },
    back(link: { retry(): void }) {
      network.up = true
      link.retry()
    },
  }
}
const soon = <T>(read: () => T) => expect.poll(read, { interval: 2, timeout: 5_000 })

it('[LINK35] a document of another kind is edited by two, kept offline over a reload, brought in parts, taken back, and what is refused of it is a file', async () => {
  server = await startServer({ kinds: [report({ r1: demoId })] })
  const [anas, bos] = [await device('reporter'), await device('facilitator')]
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
  bo.link.doc.transact(() => bo.link.doc.getMap('elsewhere').set('x', 'a sentence that nobody may lose'), 'facilitator')
  await soon(() => bo.light().kind).toBe('refused')
  const light = bo.light()
  const file = bo.link.refusedFile(light.kind === 'refused' ? (light.refused[0]?.id ?? '') : '')
  expect(JSON.parse(file?.text ?? '')).toMatchObject({ report: 'r1', texts: ['a sentence that nobody may lose'] })
  expect(bo.link.doc).not.toBe(before)
  await soon(() => bo.says()).toEqual(ana.says())

  // Who may not write is told so by the status, and begins no edit.
  const citizen = (await device('citizen')).open()
  await soon(() => [citizen.light().kind, citizen.says().length]).toEqual(['saved', 3])
  expect([citizen.link.me.mayEdit, ana.link.me.mayEdit, ana.link.told()]).toMatchObject([
    false,
    true,
    { released: false },
  ])

  // Everybody sees who else is at it.
  await soon(() =>
    citizen.link.presence
      .others()
      .map(({ role }) => role)
      .sort(),
  ).toEqual(['facilitator', 'reporter'])

  // A command goes by its address; how the report stands then is told to everybody at it.
  bo.link.command({ id: 'c1', kind: 'release', released: true })
  await soon(() => [ana, bo, citizen].map(({ link }) => link.told()?.released)).toEqual([true, true, true])
  await soon(() => [ana.link.me.mayEdit, bo.link.pendingCommands()]).toEqual([false, []])
})
