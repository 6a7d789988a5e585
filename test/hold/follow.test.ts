import { describe, expect, it } from 'vitest'
import type { Answer } from '@tablee/client/link/api'
import { follow } from '@tablee/client/hold/follow'
import { seatHeld } from '@tablee/client/hold/retry'

type Said = { readonly version?: string }
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A server that answers when the test says so, and a clock that stands still until then. */
function held(settings: { readonly calm?: () => number; readonly rests?: boolean } = {}, hidden = () => false) {
  const ears = { wake: new Set<() => void>(), online: new Set<() => void>(), hide: new Set<() => void>() }
  const hears = (what: keyof typeof ears) => (run: () => void) => {
    ears[what].add(run)
    return () => void ears[what].delete(run)
  }
  let now = 0
  let asks: { readonly after: string | null; readonly answer: (answer: Answer<Said>) => void }[] = []
  let waits: { readonly milliseconds: number; readonly run: () => void }[] = []
  const took: string[] = []
  const lost: number[] = []
  let version: string | null = null
  const following = follow<Said>({
    ask(signal) {
      const after = version
      const answer = new Promise<Answer<Said>>((resolve) => {
        asks.push({ after, answer: resolve })
        signal.addEventListener('abort', () => resolve({ ok: false, problem: { code: 'offline' } }))
      })
      return {
        after,
        answer,
        took(said) {
          took.push(said.version ?? 'none')
          version = said.version ?? null
        },
      }
    },
    lost(problem, failures) {
      lost.push(failures)
      return problem.code !== 'seat-moved'
    },
    law: seatHeld,
    world: {
      now: () => now,
      later(milliseconds, run) {
        const wait = { milliseconds, run }
        waits.push(wait)
        return () => void (waits = waits.filter((one) => one !== wait))
      },
      chance: () => 0.5,
      onWake: hears('wake'),
      onOnline: hears('online'),
      onHide: hears('hide'),
      hidden,
    },
    ...settings,
  })
  return {
    following,
    async happens(what: keyof typeof ears) {
      for (const run of ears[what]) run()
      await turn()
    },
    ears: () => Object.values(ears).reduce((sum, { size }) => sum + size, 0),
    took,
    lost,
    asked: () => asks.map(({ after }) => after),
    waits: () => waits.map(({ milliseconds }) => milliseconds),
    async answer(answer: Answer<Said>, after = 20_000) {
      now += after
      const [first, ...rest] = asks
      asks = rest
      first?.answer(answer)
      await turn()
    },
    async wake() {
      const [first] = waits
      now += first?.milliseconds ?? 0
      first?.run()
      await turn()
    },
  }
}
const said = (version: string): Answer<Said> => ({ ok: true, value: { version } })
const unnamed: Answer<Said> = { ok: true, value: {} }
const offline: Answer<Said> = { ok: false, problem: { code: 'offline' } }

describe('a held request', () => {
  it('[LINK36] is asked again at once with what is known, and after a breath where nothing held it', async () => {
    const t = held()
    await t.answer(said('1'))
    await t.answer(said('2'), 10)
    expect([t.took, t.asked(), t.waits()]).toEqual([['1', '2'], ['2'], []])
    await t.answer(said('2'), 10)
    expect([t.asked(), t.waits()]).toEqual([[], [1_000]])
    await t.wake()
    expect(t.asked()).toEqual(['2'])
    t.following.stop()
  })

  it('[LINK36] of what has no version is asked after a breath: no server could hold that', async () => {
    const t = held()
    for (const _ of [1, 2]) {
      await t.answer(unnamed, 10)
      expect([t.asked(), t.waits()]).toEqual([[], [1_000]])
      await t.wake()
    }
    expect(t.asked()).toEqual([null])
    t.following.stop()
  })

  it('[LINK36] waits longer each time that nobody answers, not at all when the page is back, and ends where there is no more to ask', async () => {
    const t = held()
    for (const wait of [1_000, 2_000, 4_000, 6_000]) {
      await t.answer(offline)
      expect(t.waits()).toEqual([wait])
      await t.wake()
    }
    expect(t.lost).toEqual([0, 1, 2, 3])
    await t.answer(offline)
    await t.happens('online')
    expect([t.waits(), t.asked()]).toEqual([[], [null]])
    // A request from before a sleep is asked anew, and is no failure.
    t.following.again()
    await turn()
    expect([t.lost.length, t.asked().length]).toEqual([5, 2])
    await t.answer(offline)
    await t.answer(said('3'))
    await t.answer(offline)
    expect(t.lost.at(-1)).toBe(0)
    await t.wake()
    await t.answer({ ok: false, problem: { code: 'seat-moved' } })
    expect([t.asked(), t.waits()]).toEqual([[], []])
  })

  it('[HOLD7] nothing runs by itself: asked again when it is answered, when the page is back, and out of sight not at all', async () => {
    const t = held({ rests: true })
    expect([t.asked(), t.waits()]).toEqual([[null], []])
    await t.answer(said('1'))
    // No timer is set while the server holds it: an event alone moves the page.
    expect([t.took, t.asked(), t.waits()]).toEqual([['1'], ['1'], []])
    await t.happens('hide')
    expect([t.asked().length, t.waits()]).toEqual([1, []])
    await t.happens('wake')
    expect([t.asked(), t.lost]).toEqual([['1', '1'], []])
    t.following.stop()
    expect([t.waits(), t.ears()]).toEqual([[], 0])
    // A tab that was opened behind others shows what stands, and holds nothing until it is looked at.
    let hidden = true
    const behind = held({ rests: true }, () => hidden)
    await behind.answer(said('1'))
    await behind.happens('online')
    expect([behind.took, behind.asked()]).toEqual([['1'], []])
    hidden = false
    await behind.happens('wake')
    expect(behind.asked()).toEqual(['1'])
    behind.following.stop()
    const calm = held({ calm: () => 300 })
    await calm.answer(said('1'))
    expect([calm.asked(), calm.waits()]).toEqual([[], [300]])
    await calm.wake()
    expect(calm.asked()).toEqual(['1'])
    calm.following.stop()
  })
})
