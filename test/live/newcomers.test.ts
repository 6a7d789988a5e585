import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { encodeUpdate } from '@tablee/shared/board/encode'
import { boardDoc } from '@tablee/shared/documents'
import type { BoardId } from '@tablee/shared/ids'
import { createNewcomers, newWriters } from '@tablee/server/live/newcomers'
import { rawNode, replica, wordingOf } from '../support/rawBoard.ts'
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

const onBoard = async (): Promise<number> => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await server.live.state('b1' as never)).state)
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
      expect(await onBoard()).toBe(1)
      expect(await flood(who, 5, 40)).toEqual([0, 4507, 4507, 4507, 4507])
      expect(server.strikes).toHaveLength(7)
      expect(await onBoard()).toBe(1 + 40)
      const bo = await joined({ device: 'bo' }, 12)
      wordingOf(bo.doc, 'n1').insert(0, 'Now: ')
      await bo.saved()
      await ana.until('bo’s edit', () => wordingOf(ana.doc, 'n1').toString().startsWith('Now: '))
      expect(await onBoard()).toBe(42)
    })
  }

  it('[EPO2] many sessions together fill no board; the page behind them waits without a strike and then goes in', async () => {
    await aServer()
    const ana = await joined({ device: 'ana' }, 11)
    rawNode(ana.doc, 'n1', 'Close the ring road')
    await ana.saved()
    const { burst, perSecond } = newWriters.board
    // The last ones are left to those who bring few.
    const most = burst - newWriters.board.kept
    const bring = async (device: string, from: number, count: number): Promise<void> => {
      const mal = await joined({ device, link: `card of ${device}` })
      mal.update(strangers(from, count))
      await mal.saved()
      mal.cut()
    }
    for (let n = 1; n < most; n += 60) await bring(`mal${n}`, 100_000 + n, Math.min(60, most - n))
    for (let n = most; n < burst - 1; n += 1) await bring(`mal${n}`, 100_000 + n, 1)
    expect(await onBoard()).toBe(burst - 1)
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
    expect(await onBoard()).toBe(burst)
  })

  it('[EPO16] one card, passed on to many sessions, keeps no page out: not of another card, nor one that shares it', async () => {
    await aServer()
    let next = 100_000
    const bring = async (who: Who, count: number): Promise<boolean> => {
      const clients = Array.from({ length: count }, (_, n) => next + n)
      const done = await server.live.catchUp('board:b1', server.session(who), strangers(next, count), clients)
      if (done.ok) next += count
      return done.ok
    }
    const mal = Array.from({ length: 8 }, (_, n): Who => ({ device: `mal${n}` }))
    const burst: boolean[] = []
    for (const who of mal) burst.push(await bring(who, 64))
    expect(burst.filter(Boolean)).toHaveLength(2)
    // At the beginning and an hour later: three page loads that wait to go in, tried every five seconds.
    for (const round of ['begin', 'later']) {
      const honest: readonly Who[] = [
        { device: `${round}-laptop`, link: 'l2', role: 'facilitator' },
        { device: `${round}-tablet` },
      ]
      const waited = new Map<Who, number>()
      const began = at
      for (let second = 0; second < 3_600; second += 1) {
        at += 1_000
        if (second % 2 === 0) for (const who of mal.slice((second / 2) % 8).slice(0, 1)) await bring(who, 1)
        if (second % 5 !== 4) continue
        for (const who of honest) if (!waited.has(who) && (await bring(who, 3))) waited.set(who, (at - began) / 1_000)
      }
      expect([...waited.values()].every((seconds) => seconds <= 30)).toBe(true)
      expect(waited.size).toBe(honest.length)
    }
  })

  it('[EPO16] the three cards of a table together take a board from no fourth', async () => {
    await aServer()
    const newcomers = createNewcomers(() => at)
    let next = 1
    const bring = (id: string, link: string, count: number): string => {
      const clients = Array.from({ length: count }, () => next++)
      return newcomers.take(boardDoc('b1' as BoardId), { id, link }, clients).kind
    }
    for (let minute = 0; minute < 120; minute += 1) {
      for (const link of ['reporter', 'facilitator', 'citizen'])
        for (let session = 0; session < 12; session += 1)
          for (const count of [72, 8, 1]) bring(`${link}-${session + minute}`, link, count)
      expect(bring(`organiser-${minute}`, `card-${minute}`, 1)).toBe('yes')
      at += 60_000
    }
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
      expect(await server.live.catchUp('board:b1', who, update, clients)).toMatchObject({ ok: true })
    expect(await onBoard()).toBe(1 + 65 + 65)
    expect(server.strikes).toEqual([])
    // A second day within a minute is told how long it has to wait, and is kept.
    const more = dayOf(3_000)
    const rest = Y.encodeStateAsUpdate(more, Y.encodeStateVector(ana.doc))
    const later = await server.live.catchUp('board:b1', who, rest, clients)
    expect(later).toMatchObject({ ok: false, problem: { code: 'too-many', retryAfter: 58 * 60 } })
  })
})
