/** A seat's line to the server under virtual time: held requests, the outbox, sleep, a lost network, a seat that moves. */
import { readAddress } from '@tablee/shared/wire/address'
import type { BoardId, SeatCode } from '@tablee/shared/ids'
import type { SeatAnswer, SeatCommand } from '@tablee/shared/wire/seat'
import { noDrafts, handedIn, typed } from '@tablee/client/seat/drafts'
import { openSync, type World } from '@tablee/client/seat/sync'
import { sendForOthers } from '@tablee/client/seat/others'
import { keepLeft, leaveSeat, leftBy, loadDrafts, loadLeft, saveDrafts } from '@tablee/client/seat/storage'
import { keepSeat, type Session } from '@tablee/client/link/session'
import { describe, expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'

const board = 'b1' as BoardId
const place = { board, step: 'w' }
const owner = { dialogue: 'd1', seat: 'T1-02' }
const text = { en: 'x' }
const answerOf = (version: string, sheets: { id: string; text: string; sent: boolean }[] = []): SeatAnswer => ({
  version,
  seat: 'T1-02' as SeatCode,
  dialogueTitle: 'D',
  site: 'S',
  tableNumber: 1,
  board,
  mayEdit: false,
  now: 1_000_000,
  session: null,
  langs: ['en'],
  consent: { version: '1', quoted: true, observed: true, lang: 'en', how: 'phone' },
  consentPage: { version: '1', intro: text, taking: text, quoted: text, observed: text },
  rounds: [
    {
      ...place,
      title: text,
      minutes: 5,
      state: 'open',
      task: {
        kind: 'write',
        prompt: text,
        signature: 'anonymous',
        sheets: sheets.map((one) => ({ ...one, lang: 'en', takenBack: false })),
      },
    },
  ],
})

/** A server with one seat, and a phone whose time stands still until the test moves it. */
function phone(stored = new Map<string, string>()) {
  let at = 1_000_000
  const timers = new Set<{ due: number; run: () => void }>()
  const { bytes } = seeded(7)
  const ears = { wake: new Set<() => void>(), online: new Set<() => void>(), hide: new Set<() => void>() }
  const on = (which: keyof typeof ears) => (run: () => void) => {
    ears[which].add(run)
    return () => void ears[which].delete(run)
  }
  let version = 1
  const sheets = new Map<string, { id: string; text: string; sent: boolean }>()
  const done = new Set<string>()
  const held = new Set<() => void>()
  const log: string[] = []
  const net = { up: true, losesAnswers: 0, moved: false }
  const reply = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })
  const now = () => answerOf(`v${version}`, [...sheets.values()])
  const moved = () => reply(401, { problem: { code: 'seat-moved' } })
  const world: World = {
    origin: 'http://hall',
    local: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    tab: null,
    now: () => at,
    random: bytes,
    later: (milliseconds, run) => {
      const timer = { due: at + milliseconds, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    onOnline: on('online'),
    onHide: on('hide'),
    onWake: on('wake'),
    onStored: () => () => undefined,
    fetch: async (url, { method = 'GET', body, signal }) => {
      const { path } = readAddress(url.slice('http://hall'.length))
      log.push(`${method} ${path}`)
      if (!net.up) throw new TypeError('no network')
      if (net.moved) return moved()
      if (method === 'POST') {
        const command = JSON.parse(String(body)) as SeatCommand
        if (!done.has(command.id) && command.kind === 'write') {
          done.add(command.id)
          log.push(`took ${command.text} ${command.sent ? 'sent' : 'draft'}`)
          sheets.set(command.sheet, { id: command.sheet, text: command.text, sent: command.sent })
          version += 1
          for (const wake of held) wake()
        }
        if (net.losesAnswers > 0) {
          net.losesAnswers -= 1
          throw new TypeError('lost')
        }
        return reply(200, now())
      }
      if (path !== `/api/seat?after=v${version}`) return reply(200, now())
      await new Promise<void>((resolve, reject) => {
        const wake = () => {
          held.delete(wake)
          resolve()
        }
        held.add(wake)
        world.later(20_000, wake)
        signal?.addEventListener('abort', () => {
          held.delete(wake)
          reject(new Error('aborted'))
        })
      })
      return net.moved ? moved() : reply(200, now())
    },
  }
  const settle = async () => {
    for (let turn = 0; turn < 40; turn += 1) await Promise.resolve()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    stored,
    log,
    net,
    sheets,
    held,
    world,
    open: () => {
      const line = openSync(world, { session: 'token', me: owner }, owner, answerOf('v0'))
      line.start()
      return line
    },
    tell: (which: keyof typeof ears) => {
      for (const run of ears[which]) run()
    },
    wakeHeld: () => {
      for (const wake of held) wake()
    },
    /** Moves time, timer by timer. */
    async pass(milliseconds: number) {
      const end = at + milliseconds
      for (;;) {
        await settle()
        const next = [...timers].filter(({ due }) => due <= end).toSorted((a, b) => a.due - b.due)[0]
        if (next === undefined) break
        timers.delete(next)
        at = Math.max(at, next.due)
        next.run()
      }
      at = end
      await settle()
    },
  }
}
const write = (id: string, said: string): SeatCommand => ({
  id,
  kind: 'write',
  ...place,
  sheet: `s-${id}`,
  text: said,
  lang: 'en',
  sent: true,
})

describe('the line of a seat', () => {
  it('[PHN4] sends in order, each once, though the network and an answer are lost on the way', async () => {
    const one = phone()
    const line = one.open()
    await one.pass(10)
    one.net.up = false
    line.change((drafts) => handedIn(drafts, write('a', 'first')))
    line.change((drafts) => handedIn(drafts, write('b', 'second')))
    await one.pass(60_000)
    expect(one.sheets.size).toBe(0)
    expect(line.now().online).toBe(false)
    expect(line.now().drafts.outbox.map(({ command }) => command.id)).toEqual(['a', 'b'])
    const attempts = one.log.filter((entry) => entry.startsWith('POST')).length
    expect(attempts).toBeGreaterThan(3)
    expect(attempts).toBeLessThan(16) // ever slower, not for ever faster
    one.net.losesAnswers = 1
    one.net.up = true
    one.tell('online')
    await one.pass(30_000)
    expect(one.log.filter((entry) => entry.startsWith('took'))).toEqual(['took first sent', 'took second sent'])
    expect(line.now()).toMatchObject({ online: true, drafts: { outbox: [], settled: [] } })
    line.stop()
  })

  it('[PHN5] a phone that is killed in the middle has it all when it is opened again, and goes on', async () => {
    const one = phone()
    const line = one.open()
    await one.pass(10)
    one.net.up = false
    line.change((drafts) => typed(drafts, place, { id: 's9', text: 'half', lang: 'en' }, one.world.now()))
    line.change((drafts) => handedIn(drafts, write('a', 'whole')))
    line.change((drafts) =>
      typed(drafts, { board, step: 'other' }, { id: 's8', text: 'more', lang: 'en' }, one.world.now()),
    )
    // Nothing is awaited: what was typed is on the storage already.
    expect(loadDrafts(one.world.local, owner)).toEqual(line.now().drafts)
    line.stop()
    one.net.up = true
    const again = one.open()
    await one.pass(5_000)
    expect(one.sheets.get('s-a')).toMatchObject({ text: 'whole', sent: true })
    expect(again.now().drafts.drafts['b1/other']?.sheet?.text).toBe('more')
    again.stop()
  })

  it('[DEV9] a phone whose storage is full says so before the first letter, makes room, and keeps what was typed as soon as there is some', async () => {
    let room = Number.POSITIVE_INFINITY
    const one = phone()
    const size = () => [...one.stored.values()].reduce((sum, value) => sum + value.length, 0)
    const { local } = one.world
    if (!local) throw new Error('no storage')
    const { setItem } = local
    local.setItem = (key, value) => {
      if (size() - (one.stored.get(key)?.length ?? 0) + value.length > room)
        throw new DOMException('full', 'QuotaExceededError')
      setItem(key, value)
    }
    const line = one.open()
    await one.pass(10)
    one.net.up = false
    const type = (said: string) =>
      line.change((drafts) => typed(drafts, place, { id: 's1', text: said, lang: 'en' }, one.world.now()))
    type('kept')
    expect(line.now().keeps).toBe(true)
    // Somebody takes a film: what the server can say again goes first.
    room = size() + 4
    type('kept, and some more')
    expect(line.now().keeps).toBe(true)
    expect(loadDrafts(local, owner)).toEqual(line.now().drafts)
    room = size() + 4
    type('kept, and some more, and then no more room')
    expect(line.now().keeps).toBe(false)
    room = 10
    const late = one.open()
    expect(late.now().keeps).toBe(false)
    late.stop()
    room = Number.POSITIVE_INFINITY
    await one.pass(6_000)
    expect(line.now().keeps).toBe(true)
    expect(loadDrafts(local, owner)).toEqual(line.now().drafts)
    line.stop()
  })

  it('[PHN6] a draft is told at pauses of typing, every 15 s at most, and when the phone is put away', async () => {
    const one = phone()
    const line = one.open()
    await one.pass(10)
    const type = (said: string) =>
      line.change((drafts) => typed(drafts, place, { id: 's1', text: said, lang: 'en' }, one.world.now()))
    for (const letters of ['a', 'ab', 'abc']) {
      type(letters)
      await one.pass(1_000)
    }
    expect(one.sheets.size).toBe(0)
    await one.pass(1_500)
    expect(one.sheets.get('s1')).toMatchObject({ text: 'abc', sent: false })
    type('abcd')
    await one.pass(10_000)
    expect(one.sheets.get('s1')?.text).toBe('abc')
    await one.pass(6_000)
    expect(one.sheets.get('s1')?.text).toBe('abcd')
    await one.pass(20_000)
    type('abcde')
    one.tell('hide')
    await one.pass(10)
    expect(one.sheets.get('s1')).toMatchObject({ text: 'abcde', sent: false })
    line.stop()
  })

  it('[PHN2] after a sleep the held request is asked anew at once; what changed meanwhile is there', async () => {
    const one = phone()
    const line = one.open()
    await one.pass(10)
    expect(one.held.size).toBe(1)
    const asked = one.log.length
    one.tell('wake') // a tap on a page that just asked: nothing
    await one.pass(100)
    expect(one.log.length).toBe(asked)
    await one.pass(10_000)
    one.tell('wake')
    await one.pass(10)
    expect(one.log.slice(asked)).toEqual(['GET /api/seat', 'GET /api/seat?after=v1'])
    expect(one.held.size).toBe(1)
    line.stop()
  })

  it('[PHN11] when the seat moves it stops, keeps what was not sent to copy, and wipes the rest', async () => {
    const one = phone()
    const line = one.open()
    await one.pass(10)
    line.change((drafts) => typed(drafts, place, { id: 's1', text: 'half', lang: 'en' }, one.world.now()))
    one.net.moved = true
    one.wakeHeld()
    await one.pass(10)
    expect(line.now().left).toEqual({ why: 'moved', seat: 'T1-02', texts: [{ text: 'half', lang: 'en' }] })
    expect(loadLeft(one.world.local)?.texts).toHaveLength(1)
    expect([...one.stored.keys()]).toEqual(['tablee.seat.left'])
    const asked = one.log.length
    line.change((drafts) => typed(drafts, place, { id: 's1', text: 'after', lang: 'en' }, one.world.now()))
    await one.pass(60_000)
    expect(one.log.length).toBe(asked)
  })

  it('[SEAT18] what a seat of a shared phone waits to send goes whoever is in front, in order, each once', async () => {
    const one = phone()
    const sat = (seat: string): Session => ({
      session: `session-${seat}`,
      expiresAt: 0,
      me: {
        role: 'citizen',
        dialogue: owner.dialogue as Session['me']['dialogue'],
        dialogueTitle: 'D',
        site: null,
        table: null,
        tableNumber: 1,
        seats: 6,
        seat: seat as SeatCode,
        board: null,
        lang: 'en',
        mayEdit: false,
      },
    })
    keepSeat(one.world, sat('T1-02'))
    keepSeat(one.world, sat('T1-03'))
    const half = typed(noDrafts, { board, step: 'other' }, { id: 's8', text: 'half', lang: 'en' }, 1)
    saveDrafts(one.world.local, owner, handedIn(handedIn(half, write('a', 'first')), write('b', 'second')))
    one.net.up = false
    const stop = sendForOthers(one.world, 'session-T1-03')
    await one.pass(30_000)
    expect(loadDrafts(one.world.local, owner).outbox).toHaveLength(2)
    one.net.losesAnswers = 1
    one.net.up = true
    one.tell('online')
    await one.pass(30_000)
    expect(one.log.filter((entry) => entry.startsWith('took'))).toEqual(['took first sent', 'took second sent'])
    expect(loadDrafts(one.world.local, owner)).toMatchObject({
      outbox: [],
      drafts: { 'b1/other': half.drafts['b1/other'] },
    })
    stop()
    // Of the one in front its own line sends.
    saveDrafts(one.world.local, owner, handedIn(half, write('c', 'third')))
    const posts = one.log.length
    const none = sendForOthers(one.world, 'session-T1-02')
    await one.pass(5_000)
    expect(one.log).toHaveLength(posts)
    none()
    // Freed meanwhile: it stays on the phone until that seat is opened.
    one.net.moved = true
    const freed = sendForOthers(one.world, 'session-T1-03')
    await one.pass(60_000)
    expect(one.log).toHaveLength(posts + 1)
    expect(loadDrafts(one.world.local, owner).outbox).toHaveLength(1)
    freed()
  })

  it('[SEAT19] [SEAT20] what a seat left is shown in that seat only, and is all there when it is freed twice', () => {
    const { local } = phone().world
    const type = (said: string) =>
      saveDrafts(local, owner, typed(noDrafts, place, { id: 's1', text: said, lang: 'en' }, 1))
    const texts = (seat: string) => leftBy(local, seat)?.texts.map(({ text }) => text)
    type('first')
    leaveSeat(local, owner, 'moved')
    expect(texts('T1-02')).toEqual(['first'])
    expect(texts('T1-03')).toBeUndefined()
    leaveSeat(local, owner, 'moved')
    expect(texts('T1-02')).toEqual(['first'])
    keepLeft(local, { why: 'moved', seat: 'T1-03', texts: [{ text: 'theirs', lang: 'en' }] })
    type('second')
    expect(leaveSeat(local, owner, 'moved').texts.map(({ text }) => text)).toEqual(['first', 'second'])
    expect([texts('T1-02'), texts('T1-03')]).toEqual([['first', 'second'], ['theirs']])
  })
})
