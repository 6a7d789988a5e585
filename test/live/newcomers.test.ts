import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { encodeUpdate } from '@tablee/shared/board/encode'
import { newWriters } from '@tablee/server/live/newcomers'
import { contentOf, rawNode, replica, wordingOf } from '../support/rawBoard.ts'
import { liveServer, type LiveServer, type Who } from '../support/liveServer.ts'
import { RawEditor } from '../support/rawEditor.ts'

let server: LiveServer
let at = 0
afterEach(() => server.close())

const aServer = async (options: Parameters<typeof liveServer>[0] = {}): Promise<void> => {
  at = 1_000_000
  server = await liveServer({ clock: () => at, ...options })
}

async function joined(who: Who, clientID?: number, doc?: Y.Doc): Promise<RawEditor> {
  const editor = new RawEditor({
    url: server.url,
    name: 'board:b1',
    ticket: server.ticket('b1', who),
    ...(clientID === undefined ? {} : { clientID }),
    ...(doc === undefined ? {} : { doc }),
  })
  await editor.ready()
  return editor
}

const onBoard = (): number => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, server.live.state('b1' as never).state)
  return doc.store.clients.size
}

/** One struct each of so many writers that nobody has heard of, as small as an update can be. */
const strangers = (from: number, count: number): Uint8Array =>
  encodeUpdate(Array.from({ length: count }, (_, i) => new Y.GC(Y.createID(from + i, 0), 1)))

async function flood(who: Who, frames: number, each: number): Promise<number[]> {
  const codes: number[] = []
  for (let n = 0; n < frames; n += 1) {
    const editor = await joined(who)
    editor.update(strangers(100_000 + n * 1_000, each))
    await editor.until('an answer', () => editor.answered > 0 || editor.closed !== null)
    codes.push(editor.closed?.code ?? 0)
    editor.cut()
  }
  return codes
}

describe('new writers', () => {
  const people: readonly (readonly [string, Who])[] = [
    ['a reporter', { device: 'mal' }],
    ['a seated citizen', { device: 'mal', role: 'citizen', seat: 'T1-01' }],
  ]
  for (const [name, who] of people) {
    it(`[EPO1] ${name} who brings writers by the hundred takes the board from nobody`, async () => {
      await aServer({ state: 'open-citizens-edit' })
      const ana = await joined({ device: 'ana' }, 11)
      rawNode(ana.doc, 'n1', 'Close the ring road')
      await ana.saved()
      expect(await flood(who, 3, 250)).toEqual([4522, 4522, 4522])
      expect(server.strikes).toEqual(['mal', 'mal', 'mal'])
      expect(onBoard()).toBe(1)
      expect(await flood(who, 5, 40)).toEqual([0, 4507, 4507, 4507, 4507])
      expect(server.strikes).toHaveLength(7)
      expect(onBoard()).toBe(1 + 40)
      const bo = await joined({ device: 'bo' }, 12)
      wordingOf(bo.doc, 'n1').insert(0, 'Now: ')
      await bo.saved()
      await ana.until('bo’s edit', () => contentOf(ana.doc)['nodes'] !== undefined && onBoard() === 42)
    })
  }

  it('[EPO2] many sessions together fill no board; the page behind them waits without a strike and then goes in', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' }, 11)
    rawNode(ana.doc, 'n1', 'Close the ring road')
    await ana.saved()
    const { atOnce, perSecond } = newWriters.board
    for (let n = 0; n < atOnce; n += 60) {
      const mal = await joined({ device: `mal${n}` })
      mal.update(strangers(100_000 + n, Math.min(60, atOnce - 1 - n)))
      await mal.saved()
      mal.cut()
    }
    expect(onBoard()).toBe(atOnce)
    const offline = replica(ana.doc, 12)
    wordingOf(offline, 'n1').insert(0, 'Now: ')
    const waits = await joined({ device: 'bo' }, 12, offline)
    expect((await waits.ended()).code).toBe(4507)
    expect(server.strikes).toEqual([])
    // Who writes already is not asked.
    wordingOf(ana.doc, 'n1').insert(0, 'Please: ')
    await ana.saved()
    at += 1_000 / perSecond
    const bo = await joined({ device: 'bo' }, 12, offline)
    await bo.saved()
    expect(onBoard()).toBe(atOnce + 1)
  })

  it('[EPO3] a device hands in the 64 page loads of an offline day at once, by socket or by HTTP', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' }, 11)
    rawNode(ana.doc, 'n1', '')
    await ana.saved()
    const dayOf = (first: number): Y.Doc => {
      const doc = replica(ana.doc, first)
      for (let n = 0; n < 65; n += 1) {
        doc.clientID = first + n
        wordingOf(doc, 'n1').insert(0, 'again ')
      }
      return doc
    }
    const tablet = await joined({ device: 'tablet' }, undefined, dayOf(1_000))
    await tablet.saved()
    const laptop = dayOf(2_000)
    const clients = Array.from({ length: 65 }, (_, n) => 2_000 + n)
    const who = server.session({ device: 'laptop' })
    const update = Y.encodeStateAsUpdate(laptop, Y.encodeStateVector(ana.doc))
    for (let sent = 0; sent < 2; sent += 1)
      expect(await server.live.catchUp('b1' as never, who, update, clients)).toMatchObject({ ok: true })
    expect(onBoard()).toBe(1 + 65 + 65)
    expect(server.strikes).toEqual([])
    // A second day within a minute is told how long it has to wait, and is kept.
    const more = dayOf(3_000)
    const rest = Y.encodeStateAsUpdate(more, Y.encodeStateVector(ana.doc))
    const later = await server.live.catchUp('b1' as never, who, rest, clients)
    expect(later).toMatchObject({ ok: false, problem: { code: 'too-many', retryAfter: 58 * 60 } })
  })
})
