/** Boards that are loaded from a log which takes its time, and what happens to them meanwhile. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { BoardId } from '@tablee/shared/ids'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import { memoryJournal } from '@tablee/server/journal/memory'
import type { Entry } from '@tablee/server/journal/port'
import { describe as writersOf } from '@tablee/server/live/writers'
import { lateAnswers, type LateAnswers } from '../support/lateAnswers.ts'
import { liveServer, type LiveServer } from '../support/liveServer.ts'
import { rawNode, wordingOf } from '../support/rawBoard.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { askedLog } from '../support/slowLog.ts'

const board = 'b1' as BoardId
const name = `board:${board}`
let server: LiveServer
let journal: LateAnswers
let table: Y.Doc

beforeEach(async () => {
  journal = lateAnswers(memoryJournal({ clock: () => Date.now(), through: askedLog }))
  server = await liveServer({ journal, limits: { checkpointIdleMs: 1 } })
  table = new Y.Doc()
  table.clientID = 7
})
afterEach(() => server.close())

async function row(data: Uint8Array, more: Partial<Entry> = {}): Promise<void> {
  const { epoch } = journal.head(name)
  const by = { author: 'reporter', device: 'elsewhere' }
  const done = await journal.append({ doc: name, epoch, kind: 'update', ...by, data, writers: [], deps: [], ...more })
  expect(done).toMatchObject({ ok: true })
}
/** A row that somebody else in the server appends. */
async function wrote(id: string, wording: string): Promise<void> {
  const before = Y.encodeStateVector(table)
  rawNode(table, id, wording)
  const data = Y.encodeStateAsUpdate(table, before)
  await row(data, writersOf(data))
}
const join = (): RawEditor => new RawEditor({ url: server.url, name, ticket: server.ticket(board, { device: 'ana' }) })
async function joined(): Promise<RawEditor> {
  const editor = join()
  await editor.ready()
  return editor
}
const entries = (doc: Y.Doc): readonly string[] => [...doc.getMap('nodes').keys()].sort()
const errors = (): readonly string[] =>
  server.logged.filter(({ level }) => level === 'error').map(({ message }) => message)
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a board that is being loaded', () => {
  it('[LIVE28] lets nobody in and judges nothing; what is committed meanwhile is in it when it opens', async () => {
    await wrote('n1', 'Close the ring road')
    journal.hold('load')
    const ana = join()
    await journal.asked('load')
    await wrote('n2', 'and the bridge')
    const offline = new Y.Doc()
    rawNode(offline, 'n3', 'and the tunnel')
    const clients = [offline.clientID]
    const session = server.session({ device: 'tablet' })
    const brought = server.live.catchUp(name, session, Y.encodeStateAsUpdate(offline), clients)
    await wrote('n4', 'not the tram')
    await turn()
    expect([ana.synced, journal.head(name).seq, journal.waits('load')]).toEqual([false, 3, 1])
    journal.release('load')
    await ana.ready()
    expect(entries(ana.doc)).toEqual(expect.arrayContaining(['n1', 'n2', 'n4']))
    expect(await brought).toMatchObject({ ok: true, value: { seq: 4 } })
    await ana.until('what was brought', () => entries(ana.doc).includes('n3'))
    wordingOf(ana.doc, 'n2').insert(0, 'Please: ')
    await ana.saved()
    expect((await server.live.state(board)).seq).toBe(5)
    expect(errors()).toEqual([])
  })

  it('[LIVE28] opens in the epoch that began meanwhile', async () => {
    await wrote('n1', 'Close the ring road')
    journal.hold('load')
    const ana = join()
    await journal.asked('load')
    const fresh = new Y.Doc()
    fresh.clientID = 8
    rawNode(fresh, 'n1', 'Close it')
    const data = Y.encodeStateAsUpdate(fresh)
    await row(data, { ...writersOf(data), begins: { after: 1, name: '2-8' } })
    journal.release('load')
    await ana.ready()
    expect(wordingOf(ana.doc, 'n1').toString()).toBe('Close it')
    expect(await server.live.state(board)).toMatchObject({ epoch: 2, seq: 2 })
  })

  it('[LIVE28] holds nothing of what was struck out of its rows meanwhile', async () => {
    await wrote('n1', 'Maria Garcia')
    const black = new Y.Doc()
    black.clientID = table.clientID
    rawNode(black, 'n1', '████████████')
    const data = Y.encodeStateAsUpdate(black)
    journal.hold('load')
    const ana = join()
    await journal.asked('load')
    await journal.rewrite([{ doc: name, row: () => data, state: (state) => state }])
    server.live.reread()
    journal.release('load')
    await ana.ready()
    expect(wordingOf(ana.doc, 'n1').toString()).toBe('████████████')
  })

  it('[LIVE26] of many at the start a few are asked for at once, and one that cannot be loaded holds up none', async () => {
    const many = Array.from({ length: 20 }, (_, n) => `b${n + 1}` as BoardId)
    for (const one of many) await server.live.write(one, 'server', (doc) => rawNode(doc, 'n1', 'Close it'))
    journal.hold('load')
    const warming = server.live.warm(many)
    await journal.asked('load', 4)
    await turn()
    expect(journal.waits('load')).toBeLessThan(20)
    journal.fail('load')
    await warming
    expect(server.live.counts().boards).toBe(20)
  })

  it('[LIVE28] from a log that fails: its editors come back, and find it', async () => {
    await wrote('n1', 'Close the ring road')
    journal.hold('load')
    const ana = join()
    await journal.asked('load')
    journal.fail('load')
    expect((await ana.ended()).code).toBe(closeCodes.unavailable)
    expect(errors()).toEqual(['a document could not be loaded'])
    expect(entries((await joined()).doc)).toEqual(['n1'])
  })

  it('[LIVE28] is let go without a word when the server closes meanwhile', async () => {
    await wrote('n1', 'Close the ring road')
    journal.hold('load')
    const ana = join()
    await journal.asked('load')
    await server.live.close(100)
    expect((await ana.ended()).code).toBe(closeCodes.restart)
    journal.release('load')
    await turn()
    expect([errors(), server.live.counts().boards]).toEqual([[], 0])
  })

  it('[LIVE28] with a row that cannot be applied: it is put aside before anybody loads the board again', async () => {
    await wrote('n1', 'Close the ring road')
    await row(Uint8Array.of(9, 9, 9))
    journal.hold('quarantine')
    const ana = join()
    await journal.asked('quarantine')
    await turn()
    expect(ana.closed).toBe(null)
    journal.release('quarantine')
    expect((await ana.ended()).code).toBe(closeCodes.unavailable)
    const bo = await joined()
    expect(entries(bo.doc)).toEqual(['n1'])
    // One that comes while it is open.
    journal.hold('quarantine')
    await row(Uint8Array.of(9, 9, 9))
    expect((await bo.ended()).code).toBe(closeCodes.notYet)
    const session = server.session({ device: 'tablet' })
    const brought = server.live.catchUp(name, session, Uint8Array.of(0, 0), [])
    await turn()
    journal.release('quarantine')
    expect(await brought).toMatchObject({ ok: true, value: { seq: 3 } })
    expect(entries((await joined()).doc)).toEqual(['n1'])
    expect((await journal.quarantined(name)).map(({ seq }) => seq)).toEqual([2, 3])
  })
})

describe('boards that nobody has open', () => {
  it('[LIVE31] are read once each, however many are looked at at once, and as they are committed by then', async () => {
    await wrote('n1', 'Close the ring road')
    const { load } = journal
    let loads = 0
    journal.load = (...of) => {
      loads += 1
      return load(...of)
    }
    const names = [name, ...Array.from({ length: 39 }, (_, n) => `board:b-${n}`)]
    const look = (one: string) => server.live.documents.look(one, entries)
    expect((await Promise.all(names.map(look)))[0]).toEqual(['n1'])
    expect(loads).toBe(names.length)
    // One that is written between its reading and the turn in which it is looked at.
    await Promise.all(Array.from({ length: 8 }, (_, n) => look(`board:b-more-${n}`)))
    journal.hold('load')
    const looking = Promise.all(names.map(look))
    await journal.asked('load', names.length)
    await wrote('n2', 'Open it again')
    journal.release('load')
    expect((await looking)[0]).toEqual(['n1', 'n2'])
  })

  it('[LIVE28] are looked at without a row that cannot be applied; who asks of a log that fails is told to come again', async () => {
    await wrote('n1', 'Close the ring road')
    await row(Uint8Array.of(9, 9, 9))
    const look = () => server.live.documents.look(name, entries)
    expect(await look()).toEqual(['n1'])
    expect((await journal.quarantined(name)).map(({ seq }) => seq)).toEqual([2])
    const unavailable = { problem: { code: 'journal-unavailable' } }
    journal.load = () => Promise.reject(new Error('the log does not answer'))
    await wrote('n2', 'Open it again')
    await expect(look()).rejects.toMatchObject(unavailable)
    await expect(server.live.write(board, 'reporter', () => undefined)).rejects.toMatchObject(unavailable)
  })
})

describe('a row that the log does not tell', () => {
  it('[LIVE29] is waited for, and nothing is judged without it', async () => {
    const ana = await joined()
    journal.tells = ({ seq }) => seq !== 1
    journal.hold('settled')
    await wrote('n1', 'Close the ring road')
    await wrote('n2', 'and the bridge')
    await journal.asked('settled')
    rawNode(ana.doc, 'n3', 'not the tram')
    await turn()
    expect(journal.head(name).seq).toBe(2)
    journal.tell()
    journal.release('settled')
    await ana.saved()
    expect([entries(ana.doc), journal.head(name).seq, ana.closed]).toEqual([['n1', 'n2', 'n3'], 3, null])
    expect(errors()).toEqual(['a row is missing and waited for'])
  })

  it('[LIVE29] costs the document, which is loaded anew, whole', async () => {
    const ana = await joined()
    journal.tells = ({ seq }) => seq !== 1
    await wrote('n1', 'Close the ring road')
    await wrote('n2', 'and the bridge')
    expect((await ana.ended()).code).toBe(closeCodes.notYet)
    expect(entries((await joined()).doc)).toEqual(['n1', 'n2'])
    expect((await server.live.state(board)).seq).toBe(2)
  })
})

describe('a checkpoint', () => {
  /** Twice as much as a checkpoint waits for. */
  const large = (id: string) =>
    server.live.write(board, 'server', (doc) => void doc.getMap('nodes').set(id, id.repeat(300_000)))

  it('[LIVE30] is written while the writing goes on, one at a time; closing waits for it', async () => {
    const ana = await joined()
    journal.hold('checkpoint')
    await large('x')
    await journal.asked('checkpoint')
    rawNode(ana.doc, 'n1', 'Close the ring road')
    await ana.saved()
    await large('y')
    await large('z')
    expect(journal.waits('checkpoint')).toBe(1)
    journal.release('checkpoint')
    journal.hold('checkpoint')
    // What was written meanwhile.
    await journal.asked('checkpoint')
    const at = journal.head(name).seq
    let closed = false
    const closing = server.live.close(5_000).then(() => (closed = true))
    await ana.ended()
    await turn()
    expect(closed).toBe(false)
    journal.release('checkpoint')
    await closing
    expect((await journal.load(name)).seqs).toEqual([at])
    expect(errors()).toEqual([])
  })
})
