/**
 * The server's time on a device whose own clock may be days off. An answer's `now` was written between the moment it was
 * asked for and the moment it arrived: from many answers the offset lies between the narrowest two of these. An answer
 * that was held or pushed says only the second. Nothing here trusts one answer: a slow one, or one that a sleeping page
 * read late, is wider than the others and moves nothing.
 */
import type { Answer } from './answer.ts'
import { network, pauseOf } from './retry.ts'
import type { World } from './world.ts'

/** An offset (server minus device, ms), and by which time of the device it was found. */
type Bound = { readonly offset: number; readonly at: number }

/** A quartz of a cheap tablet: a third of a second an hour. What was found long ago counts for less. */
const drift = 1e-4
/** Two answers that differ by more than this cannot both be right: the device's clock was set between them. */
const slack = 50

export type ServerTime = {
  /** This device's clock: what `asked` is read from. */
  readonly device: () => number
  /** Something with the server's time in it arrived just now. `asked`: when it was asked for; null: held, or pushed. */
  heard(told: number, asked: number | null): void
  /** Server minus device, milliseconds; null before anything was heard. */
  offset(): number | null
  /** The server's time; the device's before anything was heard. */
  now(): number
}

export function createServerTime(device: () => number): ServerTime {
  /** The offset is not less than this, and not more than that. */
  let least: Bound | null = null
  let most: Bound | null = null
  const wider = (bound: Bound, now: number, sign: 1 | -1): number =>
    bound.offset + sign * drift * Math.abs(now - bound.at)
  const time: ServerTime = {
    device,
    heard(told, asked) {
      const at = device()
      const low = told - at
      const high = asked === null || asked > at ? null : told - asked
      const wasLeast = least === null ? null : wider(least, at, -1)
      const wasMost = most === null ? null : wider(most, at, 1)
      const set =
        (wasMost !== null && low > wasMost + slack) || (wasLeast !== null && high !== null && high < wasLeast - slack)
      if (set || wasLeast === null || low >= wasLeast) least = { offset: low, at }
      if (set) most = high === null ? null : { offset: high, at }
      else if (high !== null && (wasMost === null || high <= wasMost)) most = { offset: high, at }
    },
    offset() {
      if (least === null) return null
      const at = device()
      const low = wider(least, at, -1)
      return most === null ? least.offset : (low + Math.max(low, wider(most, at, 1))) / 2
    },
    now: () => device() + (time.offset() ?? 0),
  }
  return time
}

/** The server's time, where an answer says it: its own `now`, or that of the clock in it. */
export function timeIn(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null) return null
  if ('now' in answer && typeof answer.now === 'number') return answer.now
  return 'clock' in answer ? timeIn(answer.clock) : null
}

/** This page's: every answer of its server that says the time is heard here. */
export const thisServer: ServerTime = createServerTime(() => Date.now())

/** How often a page that nobody tells anything asks again. */
const every = 5 * 60_000
/** A clock that went on by so much more or less than it should was set, or the device slept. */
const jump = 1_000
const look = 5_000

/**
 * Asks for something with the server's time in it now and then, and at once when the device's clock was set, or the page
 * was asleep: what was measured before is worth nothing then. `ask` tells a `ServerTime` itself; `offline`: nobody answered.
 */
export function measuring(
  ask: () => Promise<Answer<unknown>>,
  world: Pick<World, 'now' | 'later' | 'onWake' | 'onOnline' | 'hidden'>,
): () => void {
  let stopped = false
  let off: (() => void) | null = null
  let asking = false
  let failures = 0
  let due = 0
  let looked = world.now()
  function wait(milliseconds: number): void {
    off?.()
    off = world.later(milliseconds, turn)
  }
  function turn(): void {
    if (stopped) return
    const now = world.now()
    if (Math.abs(now - looked - look) > jump && looked !== now) due = 0
    looked = now
    // Out of sight nobody reads a clock; whoever comes back finds it measured anew.
    if (now >= due && !asking && world.hidden?.() !== true) void measure()
    wait(look)
  }
  async function measure(): Promise<void> {
    asking = true
    const answer = await ask()
    const answered = answer.ok || answer.problem.code !== 'offline'
    asking = false
    failures = answered ? 0 : failures + 1
    due = world.now() + (answered ? every : pauseOf(network, failures - 1))
  }
  const again = (): void => {
    due = 0
    looked = world.now() - look
    turn()
  }
  const ears = [world.onWake(again), world.onOnline(again)]
  again()
  return () => {
    stopped = true
    off?.()
    for (const one of ears) one()
  }
}
