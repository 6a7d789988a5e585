import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { BoardId, DeviceId, SeatCode } from '@tablee/shared/ids'
import { boardCommands } from '@tablee/shared/wire/board'
import { memoryJournal } from '@tablee/server/journal/memory'
import type { CommandActor } from '@tablee/server/live/board/commands'
import { heldJournal, type HeldJournal } from '../support/heldJournal.ts'
import { contentOf, rawNode, rawWords } from '../support/rawBoard.ts'
import { liveServer, type LiveServer } from '../support/liveServer.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { askedLog } from '../support/slowLog.ts'

let server: LiveServer
let journal: HeldJournal
afterEach(() => server.close())

const board = 'b1' as BoardId
const actor = (role: CommandActor['role'], device = 'desk', seat: string | null = null): CommandActor => ({
  role,
  device: device as DeviceId,
  seat: seat as SeatCode | null,
})
/** As HTTP hands it on. */
const give = (who: CommandActor, command: object) => server.live.command(board, who, boardCommands.body.parse(command))

async function aTable(): Promise<RawEditor> {
  journal = heldJournal(memoryJournal({ clock: () => Date.now(), through: askedLog }))
  server = await liveServer({ journal, limits: { retryMs: 10, requestMs: 100 } })
  const ana = new RawEditor({ url: server.url, name: 'board:b1', ticket: server.ticket('b1', { device: 'ana' }) })
  await ana.ready()
  rawNode(ana.doc, 'n1', 'Close the ring road')
  rawWords(ana.doc, 'w1', 'n1', 'we cannot sleep', 'T1-04')
  rawWords(ana.doc, 'w2', 'n1', 'nor can we', null)
  await ana.saved()
  return ana
}

const marked = (doc: Y.Doc, root: 'withdrawn' | 'redacted', words: string): boolean => doc.getMap(root).has(words)

describe('commands', () => {
  it('[LIVE10] withdraw, redact and correct are written by the server, as one row each, and reach the table', async () => {
    const ana = await aTable()
    const before = journal.head('board:b1').seq
    expect(await give(actor('reporter'), { id: 'c1', kind: 'withdraw', words: 'w1' })).toMatchObject({
      ok: true,
      value: { seq: before + 1 },
    })
    expect(await give(actor('facilitator'), { id: 'c2', kind: 'redact', words: 'w1' })).toMatchObject({ ok: true })
    expect(
      await give(actor('reporter'), {
        id: 'c3',
        kind: 'correct',
        words: 'w2',
        newWords: 'w3',
        text: 'nor can I',
        lang: 'en',
        at: 5,
      }),
    ).toMatchObject({ ok: true, value: { seq: before + 3 } })
    await ana.until('corrected', () => ana.doc.getMap('words').has('w3'))
    expect(
      marked(ana.doc, 'withdrawn', 'w1') && marked(ana.doc, 'redacted', 'w1') && marked(ana.doc, 'withdrawn', 'w2'),
    ).toBe(true)
    expect(ana.doc.getMap('words').get('w3')).toMatchObject({ text: 'nor can I', corrects: 'w2', node: 'n1' })
    const rows = await Array.fromAsync(journal.read('board:b1', 1, before))
    expect(rows.map(({ author }) => author)).toEqual(['reporter', 'facilitator', 'reporter'])
    expect(new Set(rows.map(({ device }) => device)).size).toBe(1)
  })

  it('[LIVE11] a command takes effect once, however often and however concurrently it is sent, also over a restart', async () => {
    await aTable()
    const withdraw = { id: 'c1', kind: 'withdraw', words: 'w1' }
    const correct = {
      id: 'c2',
      kind: 'correct',
      words: 'w2',
      newWords: 'w3',
      text: 'nor can I',
      lang: 'en',
      at: 5,
    }
    const draw = { id: 'c3', kind: 'curtain', to: 'drawn' }
    const before = journal.head('board:b1').seq
    const all = [withdraw, correct, draw]
    expect(
      (await Promise.all([...all, ...all].map((command) => give(actor('reporter'), command)))).every(({ ok }) => ok),
    ).toBe(true)
    expect(journal.head('board:b1').seq).toBe(before + 3)
    expect(server.curtains.get('b1')).toBe('drawn')
    await give(actor('reporter'), { id: 'c4', kind: 'curtain', to: 'open' })
    await server.live.close(500)
    const again = await liveServer({ journal })
    await server.close()
    server = again
    for (const command of all) expect(await give(actor('reporter'), command)).toMatchObject({ ok: true })
    expect(journal.head('board:b1').seq).toBe(before + 4)
    expect(server.curtains.get('b1')).toBeUndefined()
  })

  it('[LIVE12] own words: by seat or by device; other people’s only by who may', async () => {
    await aTable()
    const phone = actor('citizen', 'phone', 'T1-04')
    expect(await give(phone, { id: 'c1', kind: 'withdraw', words: 'w2' })).toMatchObject({
      ok: false,
      problem: { code: 'not-allowed' },
    })
    expect(await give(phone, { id: 'c2', kind: 'redact', words: 'w1' })).toMatchObject({
      ok: false,
      problem: { code: 'not-allowed' },
    })
    expect(await give(phone, { id: 'c3', kind: 'withdraw', words: 'w1' })).toMatchObject({ ok: true })
    expect(await give(actor('citizen', 'ana'), { id: 'c4', kind: 'withdraw', words: 'w2' })).toMatchObject({ ok: true })
    expect(await give(actor('reporter'), { id: 'c5', kind: 'redact', words: 'w1' })).toMatchObject({
      ok: false,
      problem: { code: 'not-allowed' },
    })
    expect(await give(actor('analyst'), { id: 'c6', kind: 'curtain', to: 'drawn' })).toMatchObject({
      ok: false,
      problem: { code: 'not-allowed' },
    })
    expect(await give(actor('citizen'), { id: 'c7', kind: 'release' })).toMatchObject({
      ok: false,
      problem: { code: 'not-allowed' },
    })
    expect(await give(actor('reporter'), { id: 'c8', kind: 'withdraw', words: 'nobody' })).toMatchObject({
      ok: false,
      problem: { code: 'not-found' },
    })
    expect(await server.live.command('x1' as BoardId, actor('reporter'), { id: 'c9', kind: 'release' })).toMatchObject({
      ok: false,
      problem: { code: 'not-found' },
    })
    server.settings.state = 'closed'
    expect(
      await give(actor('reporter'), {
        id: 'c10',
        kind: 'correct',
        words: 'w2',
        newWords: 'w9',
        text: 'x',
        lang: 'en',
        at: 1,
      }),
    ).toMatchObject({ ok: false, problem: { code: 'not-allowed' } })
    expect(await give(actor('citizen', 'ana'), { id: 'c11', kind: 'withdraw', words: 'w2' })).toMatchObject({
      ok: true,
    })
  })

  it('[LIVE13] a curtain is a command row between the edits, and what is told of it is the fold over such rows', async () => {
    const ana = await aTable()
    await give(actor('citizen'), { id: 'c1', kind: 'curtain', to: 'drawn' })
    rawNode(ana.doc, 'n2', 'behind it')
    await ana.saved()
    await give(actor('reporter'), { id: 'c2', kind: 'release' })
    const rows = (await Array.fromAsync(journal.read('board:b1', 1, 0))).map((row) =>
      row.kind === 'command' ? JSON.parse(new TextDecoder().decode(row.data)) : 'edit',
    )
    expect(rows).toEqual([
      'edit',
      'edit',
      'edit',
      { kind: 'curtain', to: 'drawn', by: 'citizen', command: 'c1' },
      'edit',
      { kind: 'release', by: 'reporter', command: 'c2' },
    ])
    expect(server.curtains.get('b1')).toBe('drawn')
  })

  it('[LIVE14] with the storage down a command says so and is not taken; sent again later it is', async () => {
    await aTable()
    journal.fail()
    expect(await give(actor('reporter'), { id: 'c1', kind: 'curtain', to: 'drawn' })).toMatchObject({
      ok: false,
      problem: { code: 'journal-unavailable' },
    })
    expect(await give(actor('reporter'), { id: 'c2', kind: 'withdraw', words: 'w1' })).toMatchObject({
      ok: false,
      problem: { code: 'journal-unavailable' },
    })
    journal.mend()
    expect(await give(actor('reporter'), { id: 'c1', kind: 'curtain', to: 'drawn' })).toMatchObject({ ok: true })
    expect(await give(actor('reporter'), { id: 'c2', kind: 'withdraw', words: 'w1' })).toMatchObject({ ok: true })
  })

  it('[LIVE15] the server writes a board that nobody has open: one row, and never a clientID with a clock run twice', async () => {
    await aTable()
    const other = 'b7' as BoardId
    expect(
      await server.live.write(other, 'server', (doc) => {
        rawNode(doc, 'n1', 'seed')
        rawNode(doc, 'n2', 'seed')
      }),
    ).toMatchObject({ ok: true, value: { seq: 1 } })
    expect(await server.live.write(other, 'server', () => {})).toMatchObject({ ok: true, value: { seq: 1 } })
    await Promise.all(
      [3, 4, 5, 6].map((n) => server.live.write(other, 'server', (doc) => void rawNode(doc, `n${n}`, 'seed'))),
    )
    expect(journal.head('board:b7').seq).toBe(5)
    expect(journal.clocks('board:b7', 1).size).toBe(1)
    await expect.poll(() => server.live.counts().boards, { interval: 5 }).toBe(1)
    await server.live.close(500)
    const again = await liveServer({ journal })
    await server.close()
    server = again
    await server.live.write(other, 'server', (doc) => void rawNode(doc, 'n7', 'seed'))
    expect(journal.clocks('board:b7', 1).size).toBe(2)
    const doc = new Y.Doc()
    Y.applyUpdate(doc, (await server.live.state(other)).state)
    expect(Object.keys(contentOf(doc)['nodes'] as object).sort()).toEqual(['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7'])
    expect(
      await server.live
        .write(other, 'server', () => {
          throw new Error('an import that fails')
        })
        .catch((cause: Error) => cause.message),
    ).toBe('an import that fails')
    expect(journal.head('board:b7').seq).toBe(6)
  })
})
