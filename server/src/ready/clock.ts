/** This machine's clock, by which every clock of the hall goes. Without internet nobody knows what is right; what is surely wrong shows. */
import type { Fact } from '@tablee/shared/ready/fact'

/** More than the clock of a machine drifts in a day. */
const most = 2_000

/**
 * `newest`: of what is kept, null: nothing is. `ran`: how long this process has run by a clock that nobody sets, and
 * `passed`: by this one. All in ms.
 */
export function judgeClock({
  now,
  zone,
  newest,
  ran,
  passed,
}: {
  readonly now: number
  readonly zone: string
  readonly newest: number | null
  readonly ran: number
  readonly passed: number
}): Fact {
  const behind = newest === null ? 0 : newest - now
  const set = Math.round(passed - ran)
  if (behind > most) return { what: 'clock', is: 'bad', why: 'behind', now, zone, by: Math.round(behind) }
  if (Math.abs(set) > most) return { what: 'clock', is: 'look', why: 'jumped', now, zone, by: set }
  return { what: 'clock', is: 'good', why: 'steady', now, zone, by: 0 }
}
