/**
 * The disk dies and an older backup is put in its place, with the whole server, real sockets and the stock observers'
 * provider: what was called saved comes back from the devices that hold it.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TableLink } from '@tablee/client/link/link'
import * as edit from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { newId, type Lang, type NodeId, type WordsId } from '@tablee/shared/ids'
import type { WatchList } from '@tablee/shared/wire/watch'
import { readView } from '@tablee/shared/view/read'
import type { RecoveryAnswer } from '@tablee/shared/wire/recovery'
import type { Ticket } from '@tablee/shared/wire/document'
import { backup, restore } from '@tablee/server/recovery/backup'
import { Browser } from '../support/aBrowser.ts'
import { contentOf, rawNode, replica } from '../support/rawBoard.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { nothingOnPostgres } from '../support/postgresPlaces.ts'

let folder: string
let server: TestServer
const links: TableLink[] = []
const providers: WebsocketProvider[] = []
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tablee-recovery-'))
  server = await startServer({ dir: join(folder, 'data') })
})
afterEach(async () => {
  for (const link of links.splice(0)) link.close()
  for (const provider of providers.splice(0)) provider.destroy()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const data = () => join(folder, 'data')
const file = () => join(folder, 'backup.sqlite')
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

class Device extends Browser {
  constructor() {
    // The server comes back on another port; a hall's would not.
    super(() => server.url, true)
  }
  override open(): void {
    super.open()
    links.push(this.link)
  }
  say(node: NodeId, text: string): WordsId {
    const id = newId<WordsId>(random)
    edit.addWords(
      this.link.doc,
      { who: this.link.me.who, why: 'say' },
      { id, node, text, lang: 'fr' as Lang, seat: null, capture: 'dictated', at: Date.now() },
    )
    return id
  }
  has = (id: NodeId): boolean => readBoard(this.link.doc).nodes.has(id)
}
async function sitting(table: number, role: 'facilitator' | 'citizen' = 'facilitator'): Promise<Device> {
  const device = new Device()
  await device.enter(server.link(role, table).token)
  return device
}

/** The server dies and its disk with it; the backup takes the place of both. */
async function disaster(): Promise<void> {
  await server.close()
  for (const name of readdirSync(data())) if (name.startsWith('tablee.sqlite')) rmSync(join(data(), name))
  await restore(data(), file(), Date.now())
  server = await startServer({ dir: data() })
}
const committed = async (board: string): Promise<Record<string, unknown>> => {
  const doc = new Y.Doc()
  for (const update of (await server.parts.journal.load(`board:${board}`)).updates) Y.applyUpdate(doc, update)
  return contentOf(doc)
}
const organiser = async (): Promise<string> => (await server.enter('organiser')).session
const report = async (as: string): Promise<RecoveryAnswer> =>
  (await server.api('/api/recovery', { as })).body as RecoveryAnswer
const roomOf = async (table: number): Promise<string> => {
  const list = (await server.api(`/api/watch/${server.link('observer').path}`)).body as WatchList
  return list.tables.find((each) => each.table === table)?.room ?? ''
}
class Quiet extends WebSocket {
  constructor(url: string) {
    super(url)
    this.on('error', () => undefined)
  }
}
/** An observer with the stock provider. A copy that was following before keeps its document, as a page does. */
function watch(room: string, doc = new Y.Doc()): { doc: Y.Doc; codes: number[] } {
  const codes: number[] = []
  const provider = new WebsocketProvider(`${server.ws}/observe/${server.link('observer').path}`, room, doc, {
    disableBc: true,
    WebSocketPolyfill: Quiet as unknown as typeof globalThis.WebSocket,
  })
  provider.on('connection-close', (event: { code: number } | null) => void (event && codes.push(event.code)))
  providers.push(provider)
  return { doc, codes }
}
const wordingsOf = (doc: Y.Doc): string[] => Object.values(readView(doc).nodes).map(({ wording }) => wording)
async function raw(
  device: string,
  doc: Y.Doc,
  table = 1,
  clients: readonly number[] = [doc.clientID],
): Promise<RawEditor> {
  const { session } = await server.enter('facilitator', table, { device })
  const board = server.board(table, 2)
  const { ticket } = (await server.api('/api/tickets', { as: session, body: { board, path: 'collab', clients } }))
    .body as Ticket
  return new RawEditor({ url: server.ws, name: `board:${board}`, ticket, doc })
}

const why =
  'a backup of a folder is restored; cluster/behind.more and faults/promoted.more have a log that stands lower'
const skipped = nothingOnPostgres('recovery', why)

describe.skipIf(skipped)('after a restore of an older backup', () => {
  it('[REC1] [REC2] [REC5] what was saved after the backup comes back from the devices, also over a reload, and its author need not come', async () => {
    const [ana, bo, cy] = [await sitting(1), await sitting(1), await sitting(1)]
    const first = ana.add('Before the backup')
    await ana.saved()
    const observer = watch(await roomOf(1))
    await expect.poll(() => wordingsOf(observer.doc)).toContain('Before the backup')
    backup(data(), file())

    const anas = ana.add('Who is liable?')
    const words = ana.say(anas, 'we cannot sleep')
    await ana.saved()
    ana.link.command({ kind: 'withdraw', id: newId<string>(random), words })
    await ana.until(
      'withdrawn',
      () => ana.link.pendingCommands().length === 0 && readBoard(ana.link.doc).words.get(words)?.withdrawn !== null,
    )
    const bos = bo.add('Who pays?')
    const cys = cy.add('Who decides?')
    edit.setWording(bo.link.doc, { who: bo.link.me.who, why: 'reword' }, first, 'Before and after the backup')
    await Promise.all([bo.saved(), cy.saved()])
    for (const each of [ana, bo, cy])
      await each.until(
        'all',
        () =>
          [anas, bos, cys].every((id) => each.has(id)) && readBoard(each.link.doc).words.get(words)?.withdrawn !== null,
      )
    const all = contentOf(bo.link.doc)
    await expect.poll(() => wordingsOf(observer.doc)).toContain('Who decides?')
    const oldRoom = await roomOf(1)

    // Cy's page is closed and opened again without a network; Ana's device never comes back.
    ana.link.close()
    cy.network.up = false
    cy.link.close()
    bo.network.up = false
    await disaster()
    cy.open()
    await cy.until('the offline copy', () => cy.has(cys))
    const late = cy.add('Typed offline, after the disaster')
    expect(await committed(bo.board)).not.toEqual(all)

    const as = await organiser()
    expect(await report(as)).toMatchObject({ running: true, boards: [] })
    const lights: string[] = []
    bo.link.subscribe(() => void lights.push(`${bo.link.status().state} ${bo.link.light().kind}`))
    bo.back()
    await bo.until('asking', () => bo.link.status().state !== 'waiting')
    await bo.saved()
    // Connected, and still only kept here, until the restored server has it.
    expect(lights).toContain('live kept')
    expect(lights.slice(lights.indexOf('live kept')).includes('live saved')).toBe(true)
    expect(lights.indexOf('live saved')).toBeGreaterThan(lights.indexOf('live kept'))
    expect(await committed(bo.board)).toEqual(all)
    expect(bo.link.boardStatus()).toMatchObject({ recovery: true, observed: false })
    cy.back()
    await cy.until('saved', () => cy.link.light().kind === 'saved')
    await bo.until('late', () => bo.has(late))
    expect(contentOf(cy.link.doc)).toEqual(contentOf(bo.link.doc))
    expect(await committed(bo.board)).toEqual(contentOf(bo.link.doc))
    const handed = await report(as)
    expect(handed.boards).toHaveLength(1)
    expect(handed.boards[0]).toMatchObject({ table: 1, session: 2, devices: 2, marks: 1, conflicts: [] })
    expect(handed.boards[0]?.foreign).toBeGreaterThan(0)

    // Observers: the old view is ahead of the restored one, so its name has ended; the new one waits for the organiser.
    const room = await roomOf(1)
    expect(room).not.toBe(oldRoom)
    const stale = watch(oldRoom, observer.doc)
    await expect.poll(() => stale.codes).toContain(4410)
    const fresh = watch(room)
    await expect.poll(() => fresh.doc.getMap('view').get('state')).toBe('paused')
    expect(wordingsOf(fresh.doc)).toEqual([])
    expect((await server.api('/api/recovery/confirm', { as, method: 'POST' })).body).toMatchObject({ running: false })
    await expect
      .poll(() => wordingsOf(fresh.doc).sort())
      .toEqual(expect.arrayContaining(['Who pays?', 'Who is liable?', 'Typed offline, after the disaster']))
    expect(JSON.stringify(fresh.doc.toJSON())).not.toContain('we cannot sleep')
    await bo.until('over', () => bo.link.boardStatus()?.recovery === undefined)
    bo.add('Life goes on')
    await bo.saved()
  })

  it('[REC3] structs of a clientID that is nobody’s and not in the ticket are refused before, and again after the recovery', async () => {
    const ana = await sitting(1)
    ana.add('A question')
    await ana.saved()
    backup(data(), file())
    /** A replica of the board with the struct of a device that never came. */
    const carried = (id: string): Y.Doc => {
      const author = replica(ana.link.doc, 4_242)
      rawNode(author, id, 'of somebody who is offline')
      return replica(author, 5_555)
    }
    const before = await raw('mallory', carried('carried-1'))
    expect((await before.ended()).code).toBe(4522)
    expect(before.told).toContainEqual(
      expect.objectContaining({ type: 'refused', problem: { code: 'refused', why: 'foreign-writer' } }),
    )
    ana.network.up = false
    await disaster()
    const during = await raw('helper', carried('carried-2'))
    await during.ready()
    await during.saved()
    expect((await committed(ana.board))['nodes']).toHaveProperty('carried-2')
    // Not bound to who carried it: its author goes on with it, and nobody else does.
    const again = replica(during.doc, 1)
    again.clientID = 4_242
    rawNode(again, 'own-again', 'the author came')
    const author = await raw('author', again)
    await author.ready()
    await author.saved()
    expect((await committed(ana.board))['nodes']).toHaveProperty('own-again')
    const as = await organiser()
    // Who handed in is in the rows: another process counts the same, during the recovery and after it.
    const handed = (await report(as)).boards
    expect(handed).toMatchObject([{ devices: 2, marks: 0 }])
    expect(handed[0]?.foreign).toBeGreaterThan(0)
    await server.close()
    server = await startServer({ dir: data() })
    expect((await report(as)).boards).toEqual(handed)
    await server.api('/api/recovery/confirm', { as, method: 'POST' })
    await server.close()
    server = await startServer({ dir: data() })
    expect((await report(as)).boards).toEqual(handed)
    const stranger = replica(during.doc, 6_666)
    rawNode(stranger, 'carried-3', 'too late')
    const after = await raw('mallory-2', replica(stranger, 7_777))
    expect((await after.ended()).code).toBe(4522)
    expect((await committed(ana.board))['nodes']).not.toHaveProperty('carried-3')
  })

  it('[REC4] one clock, two contents: nothing is merged, both are kept, and the organiser is told', async () => {
    const [ana, bo] = [await sitting(1), await sitting(1)]
    const id = ana.add('Who is liable?')
    await ana.saved()
    await bo.until('seen', () => bo.has(id))
    backup(data(), file())
    const mine = ana.link.doc.clientID
    const forger = replica(bo.link.doc, 1)
    forger.clientID = mine
    const truth = ana.add('What Ana really said')
    await ana.saved()
    await bo.until('seen', () => bo.has(truth))
    ana.network.up = false
    bo.network.up = false
    ana.link.close()
    await disaster()
    rawNode(forger, 'forged', 'What Ana never said')
    const mallory = await raw('mallory', replica(forger, 9_999))
    await mallory.ready()
    await mallory.saved()
    bo.back()
    await bo.until('refused', () => bo.link.light().kind === 'refused')
    const light = bo.link.light()
    if (light.kind !== 'refused') throw new Error('not refused')
    expect(light.refused[0]?.problem).toEqual({ code: 'refused', why: 'writer-conflict' })
    expect(bo.link.refusedFile(light.refused[0]?.id ?? '')?.text).toContain('What Ana really said')
    expect(JSON.stringify(await committed(bo.board))).not.toContain('What Ana really said')
    const { boards } = await report(await organiser())
    expect(boards[0]?.conflicts.length).toBeGreaterThan(0)
    const [row] = server.parts.database.prepare('SELECT data FROM recovery_conflict').all()
    expect(Buffer.from(row?.['data'] as Uint8Array).toString('latin1')).toContain('What Ana really said')
  })

  it('[REC6] who comes after the recovery keeps what the server lacks as a file, and the board is the server’s', async () => {
    const [ana, bo] = [await sitting(1), await sitting(1)]
    ana.add('Before')
    await ana.saved()
    backup(data(), file())
    const lost = ana.add('Only on two devices')
    await ana.saved()
    await bo.until('seen', () => bo.has(lost))
    bo.network.up = false
    ana.link.close()
    await disaster()
    await server.api('/api/recovery/confirm', { as: await organiser(), method: 'POST' })
    bo.back()
    await bo.until('refused', () => bo.link.light().kind === 'refused')
    const light = bo.link.light()
    if (light.kind !== 'refused') throw new Error('not refused')
    expect(bo.link.refusedFile(light.refused[0]?.id ?? '')?.text).toContain('Only on two devices')
    expect(contentOf(bo.link.doc)).toEqual(await committed(bo.board))
    bo.link.dismissRefused(light.refused[0]?.id ?? '')
    bo.add('And on')
    await bo.until('saved', () => bo.link.light().kind === 'saved')
  })

  it('[REC1] a board too large for one frame is handed in by catch-up, others’ work included', async () => {
    const [ana, bo] = [await sitting(1), await sitting(1)]
    ana.add('Before')
    await ana.saved()
    backup(data(), file())
    for (let i = 0; i < 150; i += 1) ana.add(`${i} ${'because of the night bus '.repeat(70)}`)
    await ana.saved()
    await bo.until('all', () => readBoard(bo.link.doc).nodes.size === readBoard(ana.link.doc).nodes.size)
    const all = contentOf(ana.link.doc)
    bo.network.up = false
    ana.link.close()
    await disaster()
    expect(await committed(bo.board)).not.toEqual(all)
    bo.back()
    await bo.until('asking', () => bo.link.status().state !== 'waiting')
    await bo.saved()
    expect(await committed(bo.board)).toEqual(all)
    expect(bo.link.boardStatus()?.recovery).toBe(true)
  })

  it('[REC6] who may only read keeps what the server lacks until the recovery is over, then as a file', async () => {
    const [ana, reader] = [await sitting(1), await sitting(1, 'citizen')]
    ana.add('Before')
    await ana.saved()
    backup(data(), file())
    const lost = ana.add('Seen by a reader')
    await ana.saved()
    await reader.until('seen', () => reader.has(lost))
    expect(reader.link.me.mayEdit).toBe(false)
    reader.network.up = false
    ana.link.close()
    await disaster()
    reader.back()
    await reader.until(
      'live',
      () => reader.link.status().state === 'live' && reader.link.boardStatus()?.recovery === true,
    )
    expect(reader.has(lost)).toBe(true)
    expect((await committed(reader.board))['nodes']).not.toHaveProperty(lost)
    await server.api('/api/recovery/confirm', { as: await organiser(), method: 'POST' })
    await reader.until('the server’s board', () => reader.link.status().state === 'live' && !reader.has(lost))
    const light = reader.link.light()
    if (light.kind !== 'refused') throw new Error(`no file: ${light.kind}`)
    expect(reader.link.refusedFile(light.refused[0]?.id ?? '')?.text).toContain('Seen by a reader')
  })

  it('[REC7] who takes words back is believed from no device but as the old server’s own hand', async () => {
    const ana = await sitting(1)
    const words = ana.say(ana.add('A question'), 'we cannot sleep')
    await ana.saved()
    backup(data(), file())
    await disaster()
    const own = replica(ana.link.doc, 8_001)
    own.getMap('withdrawn').set(words, { at: 1, by: 'reporter' })
    const forger = await raw('mallory', own)
    expect((await forger.ended()).code).toBe(4522)
    const meta = replica(ana.link.doc, 8_002)
    meta.getMap('meta').set('question', 'another one')
    const other = await raw('mallory-2', replica(meta, 8_003))
    expect((await other.ended()).code).toBe(4522)
    const gone = replica(ana.link.doc, 8_004)
    gone.getMap('words').delete(words)
    const third = await raw('mallory-3', gone)
    expect((await third.ended()).code).toBe(4522)
    const held = replica(ana.link.doc, 1)
    held.clientID = ana.link.doc.clientID
    held.getMap('withdrawn').set(words, { at: 1, by: 'reporter' })
    const fourth = await raw('mallory-4', replica(held, 8_005))
    expect((await fourth.ended()).code).toBe(4522)
    const unsound = replica(ana.link.doc, 8_006)
    unsound.getMap('redacted').set(words, 'yes')
    const fifth = await raw('mallory-5', replica(unsound, 8_007))
    expect((await fifth.ended()).code).toBe(4522)
    expect((await committed(ana.board))['words']).toHaveProperty(words)
    expect((await committed(ana.board))['withdrawn']).toEqual({})
  })
})

describe.skipIf(skipped)('backup and restore', () => {
  it('[REC8] a backup is whole while the server writes; a restore needs the folder for itself and keeps what it replaces', async () => {
    const ana = await sitting(1)
    const id = ana.add('In the backup')
    await ana.saved()
    backup(data(), file())
    expect(() => backup(data(), file())).toThrow('exists already')
    await expect(restore(data(), file(), Date.now())).rejects.toThrow('in use')
    ana.add('After the backup')
    await ana.saved()
    const analyst = server.link('analyst')
    await server.parts.access.links.revoke(analyst.id)
    const before = server.parts.journal.incarnation
    await server.close()
    await expect(restore(data(), join(folder, 'none'), Date.now())).rejects.toThrow('There is no file')
    const { aside, withdrawn } = await restore(data(), file(), Date.now())
    expect(withdrawn).toBe(1)
    expect(readdirSync(data()).filter((name) => name.startsWith('restoring'))).toEqual([])
    expect(aside !== null && existsSync(join(aside, 'tablee.sqlite'))).toBe(true)
    server = await startServer({ dir: data() })
    expect(server.parts.journal.incarnation).not.toBe(before)
    expect((await server.api('/api/sessions', { body: { token: analyst.token, device: 'd-analyst' } })).status).toBe(
      401,
    )
    const node = (await committed(ana.board))['nodes'] as Record<string, unknown>
    expect(node).toHaveProperty(id)
    expect(JSON.stringify(node)).not.toContain('After the backup')
    // A file that is no database, and one that is damaged, change nothing.
    const untouched = server.parts.journal.incarnation
    await server.close()
    writeFileSync(join(folder, 'text'), 'not a database')
    await expect(restore(data(), join(folder, 'text'), Date.now())).rejects.toThrow('no database')
    const bytes = readFileSync(file())
    bytes.fill(0xff, bytes.length / 2, bytes.length / 2 + 4_096)
    writeFileSync(join(folder, 'damaged'), bytes)
    await expect(restore(data(), join(folder, 'damaged'), Date.now())).rejects.toThrow(/damaged|malformed/)
    server = await startServer({ dir: data() })
    expect(server.parts.journal.incarnation).toBe(untouched)
    // Twice from one backup: views never begin at a number that observers may have followed.
    const floor = server.parts.recovery.viewFloor
    await server.close()
    await restore(data(), file(), Date.now() + 5_000)
    server = await startServer({ dir: data() })
    expect(server.parts.recovery.viewFloor).toBeGreaterThan(floor)
  })
})
