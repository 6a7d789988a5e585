/** The server's time on devices whose own clock is wrong, over slow, held and late answers; and what a clock shows by it. */
import { createServerTime, measuring } from '@tablee/client/hold/server-time'
import { addedMinutes, readClock, turnsIn } from '@tablee/client/ui/reading'
import { turning } from '@tablee/client/ui/turning'
import { notBegun, type Course } from '@tablee/shared/dialogue/course'
import type { Clock } from '@tablee/shared/wire/board'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'

const day = 24 * 60 * 60 * 1000
const noon = Date.UTC(2026, 10, 28, 12)
const minute = 60_000

/** True time, and a device that is `off` from it and runs `fast` parts too fast. */
function device(off: number, fast = 0) {
  let at = noon
  let wrong = off
  const time = createServerTime(() => at + wrong + (at - noon) * fast)
  return {
    time,
    pass: (ms: number) => void (at += ms),
    set: (by: number) => void (wrong += by),
    /** Asked now, answered after `there` ms, read after `back` ms more. */
    ask(there: number, back: number) {
      const asked = time.device()
      at += there
      const told = at
      at += back
      time.heard(told, asked)
    },
    /** Held or pushed. */
    push(back: number) {
      const told = at
      at += back
      time.heard(told, null)
    },
    error: () => Math.abs(time.device() + (time.offset() ?? Number.NaN) - at),
  }
}

describe('the server’s time', () => {
  it('[SCR1] is known on a device that is three days off, and again as soon as it is told anything after its clock was set', () => {
    for (const off of [0, 3 * day, -3 * day, 3_000]) {
      const one = device(off)
      expect(one.time.offset()).toBeNull()
      one.ask(40, 60)
      expect(one.error()).toBeLessThanOrEqual(50)
      one.set(-7 * day)
      one.ask(30, 30)
      expect(one.error()).toBeLessThanOrEqual(50)
      one.set(5_000)
      one.ask(200, 10)
      expect(one.error()).toBeLessThanOrEqual(200)
    }
  })

  it('[SCR2] a slow answer, one that the server held, and one that a sleeping page read late make nothing worse', () => {
    const one = device(day)
    one.ask(20, 30)
    const known = one.error()
    one.ask(4_000, 100)
    one.push(9_000)
    one.push(25_000)
    one.ask(100, 60_000)
    expect(one.error()).toBeLessThanOrEqual(known + 15)
    // By a slow line alone: half of the way there and back at most, and each answer that is quicker one way helps.
    const slow = device(-day)
    slow.ask(1_500, 500)
    expect(slow.error()).toBeLessThanOrEqual(1_000)
    slow.ask(100, 1_900)
    expect(slow.error()).toBeLessThanOrEqual(250)
    // What is only ever pushed is late by its way alone.
    const told = device(day)
    for (const back of [400, 90, 700]) told.push(back)
    expect(told.error()).toBeLessThanOrEqual(90)
  })

  it('[SCR2] over days of random answers, drift, sleep and clocks that are set, two devices are never half a second apart', () => {
    const seed = Number(process.env['SCREENS_SEED'] ?? Math.floor(Math.random() * 1e6))
    const random = seeded(seed)
    for (let n = 0; n < 200; n += 1) {
      const one = device((random.below(2) === 0 ? -1 : 1) * random.below(3 * day), (random.below(100) - 50) * 1e-6)
      one.ask(random.below(150), random.below(150))
      for (let hour = 0; hour < 60; hour += 1) {
        one.pass(random.below(10) * minute)
        if (random.below(12) === 0) one.set(random.below(day) - day / 2)
        // After whatever was done to it, a page asks (`measuring`).
        one.ask(random.below(200), random.below(200))
        if (random.below(3) === 0) one.push(random.below(5_000))
        if (random.below(5) === 0) one.ask(random.below(5_000), random.below(5_000))
        expect(one.error(), `seed ${seed}, device ${n}, ${hour}`).toBeLessThanOrEqual(240)
      }
    }
  })

  it('[SCR1] is asked for when a page is opened, now and then, and at once when the device woke or its clock was set', async () => {
    let at = noon
    const timers: { due: number; run: () => void }[] = []
    let wake = (): void => undefined
    let hidden = false
    let asked = 0
    const stop = measuring(
      async () => {
        asked += 1
        return { ok: true, value: null }
      },
      {
        now: () => at,
        later(ms, run) {
          const timer = { due: at + ms, run }
          timers.push(timer)
          return () => void timers.splice(timers.indexOf(timer), 1)
        },
        onWake(run) {
          wake = run
          return () => undefined
        },
        onOnline: () => () => undefined,
        hidden: () => hidden,
      },
    )
    const go = async (ms: number) => {
      for (const end = at + ms; ; ) {
        await Promise.resolve()
        const [next] = timers.toSorted((a, b) => a.due - b.due)
        if (next === undefined || next.due > end) return void (at = end)
        timers.splice(timers.indexOf(next), 1)
        at = Math.max(at, next.due)
        next.run()
      }
    }
    await go(1_000)
    expect(asked).toBe(1)
    await go(4 * minute)
    expect(asked).toBe(1)
    await go(2 * minute)
    expect(asked).toBe(2)
    // Three hours on, and its timers with it: nothing was slept.
    at += 180 * minute
    for (const timer of timers) timer.due += 180 * minute
    await go(10_000)
    expect(asked).toBe(3)
    // Nobody reads a clock that is out of sight.
    hidden = true
    await go(20 * minute)
    expect(asked).toBe(3)
    hidden = false
    wake()
    await go(1)
    expect(asked).toBe(4)
    stop()
    await go(60 * minute)
    expect(asked).toBe(4)
  })
})

const steps = [
  { kind: 'welcome', title: 'Welcome', minutes: 5 },
  { kind: 'map', title: 'Map', minutes: 25 },
] as const
const clockOf = (course: Partial<Course>): Clock => ({
  session: 1,
  sessions: 2,
  title: 'Trust',
  startedAt: noon,
  now: noon,
  steps: [...steps],
  course: { ...notBegun, session: 1, since: noon, begunAt: noon, ...course },
})

describe('what a clock shows', () => {
  it('[SCR3] is the same from its course as from what a server of before says, to the second, at any moment', () => {
    const { course: _newer, ...older } = clockOf({})
    for (let at = noon - 20_000; at < noon + 40 * minute; at += 777)
      expect(readClock(older, at)).toEqual(readClock(clockOf({}), at))
    expect(readClock({ ...older, startedAt: null }, noon)).toEqual({ state: 'not-started' })
    expect(readClock(clockOf({ since: null }), noon)).toEqual({ state: 'not-started' })
  })

  it('[SCR3] turns when its second does, wherever a page was opened in between', () => {
    for (const [course, at] of [
      [{}, noon + 123_456],
      [{ more: 61_234 }, noon + 9_999],
      [{}, noon + 31 * minute + 17],
    ] as const) {
      const clock = clockOf(course)
      const face = (moment: number) => {
        const read = readClock(clock, moment)
        return 'seconds' in read ? read.seconds : null
      }
      const turn = at + turnsIn(clock, at)
      expect(turn - at).toBeLessThanOrEqual(1_000)
      expect(face(turn - 1)).toBe(face(at))
      expect(face(turn + 1)).not.toBe(face(at))
    }
  })

  it('[SCR4] a clock that is held stands still, one that is over counts up, one that has ended says so', () => {
    const held = clockOf({ heldAt: noon + 2 * minute })
    for (const after of [0, minute, 60 * minute])
      expect(readClock(held, noon + 2 * minute + after)).toMatchObject({
        state: 'held',
        seconds: 180,
        late: false,
        index: 0,
      })
    expect(readClock(clockOf({ step: 1 }), noon + 26 * minute)).toMatchObject({
      state: 'over',
      seconds: 60,
      late: true,
      index: 1,
    })
    expect(readClock(clockOf({ step: 1, heldAt: noon + 26 * minute }), noon + day)).toMatchObject({
      state: 'held',
      seconds: 60,
      late: true,
    })
    expect(readClock(clockOf({ ended: true }), noon)).toEqual({ state: 'ended' })
    // Before it begins, all of it is left.
    expect(readClock(clockOf({ since: noon + 8_000 }), noon)).toMatchObject({ state: 'running', seconds: 300 })
  })

  it('[SCR4] minutes that were added are said as they were asked for, also of a step that was over', () => {
    const at = noon + 2 * minute
    expect(addedMinutes(clockOf({}), clockOf({ more: 5 * minute }), at)).toBe(5)
    expect(addedMinutes(clockOf({ more: minute }), clockOf({ more: 3 * minute }), at)).toBe(2)
    // The step was reached by itself: the act says so, and gives it five minutes.
    const map = { step: 1, since: noon + 5 * minute }
    expect(addedMinutes(clockOf({}), clockOf({ ...map, more: 5 * minute }), noon + 9 * minute)).toBe(5)
    // Two minutes over, five more from now on.
    expect(addedMinutes(clockOf(map), clockOf({ ...map, more: 7 * minute }), noon + 32 * minute)).toBe(5)
    for (const nothing of [{}, { heldAt: at }, { since: noon + minute }, { step: 1, since: at }])
      expect(addedMinutes(clockOf({}), clockOf(nothing), at)).toBe(0)
    // Held with minutes that it had, and going on.
    const more = { more: 5 * minute, heldAt: at }
    expect(addedMinutes(clockOf(more), clockOf({ more: 5 * minute, since: noon + minute }), at + minute)).toBe(0)
  })
})

describe('screens that show a time', () => {
  const top = fileURLToPath(new URL('../../client/src/', import.meta.url))
  const sources = readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('gallery'))
    .map((name) => ({ name, text: readFileSync(top + name, 'utf8') }))

  it('[SCR1] a page that has heard nothing yet reads its device’s time, and its server’s from then on', () => {
    const tablet = device(3 * day)
    expect(tablet.time.now()).toBe(noon + 3 * day)
    tablet.ask(20, 20)
    expect(Math.abs(tablet.time.now() - (noon + 40))).toBeLessThanOrEqual(20)
  })

  it('[SCR1] a device’s clock that is set, and one that is measured anew, are shown at the next turn', () => {
    let [device, offset] = [noon, 0]
    const told: number[] = []
    let due: { readonly in: number; readonly run: () => void } | null = null
    const stop = turning(
      () => device + offset,
      () => 1_000,
      (at) => told.push(at),
      (ms, run) => {
        due = { in: ms, run }
        return () => (due = null)
      },
    )
    const next = (): void => {
      device += due?.in ?? 0
      due?.run()
    }
    next()
    // Set three days ahead, and found to be.
    device += 3 * day
    offset -= 3 * day
    next()
    expect(told.map((at) => Math.round((at - noon) / 1_000))).toEqual([0, 1, 2])
    stop()
    expect(due).toBeNull()
  })

  it('[SCR1] each page that shows the server’s time measures it', () => {
    const pages = new Set(
      sources
        .filter(({ name, text }) => !name.startsWith('ui/') && /\b(useReading|useServerNow|useTurning)\(/.test(text))
        .map(({ name }) => name.split('/')[0] ?? ''),
    )
    expect([...pages].sort()).toEqual(['observe', 'organise', 'room', 'seat', 'synthesis', 'table'])
    const measures = (page: string) =>
      // What pages of those who analyse are about measures it for them.
      sources.some(({ name, text }) => name.startsWith(`${page}/`) && /\b(measuring|useAbout)\(/.test(text))
    expect([...pages].filter((page) => !measures(page))).toEqual([])
  })

  it('[SCR1] consoles, phones, calls and new links read no time from the device, and none ticks by a beat of its own', () => {
    const theirs = /^(room|table\/calls|ui\/links)\/|^seat\/[^/]+\.tsx$/
    const own = sources.filter(
      ({ name, text }) => theirs.test(name) && /Date\.now\(|new Date\(\)|setInterval\(/.test(text),
    )
    expect(own.map(({ name }) => name)).toEqual([])
  })
})
