/**
 * One part of the people against another: *specific here*, and a partner's figure beside ours.
 *
 * The two intervals are put together, with what both have from the same tables (shares: Newcombe 1998, method 10; Zou and
 * Donner 2008; means: Banerjee 1961). A difference that is linearised over all tables finds too much where a part has few:
 * two tables of a site that happen to say the same are sure of themselves, and so is a part in which nobody said something.
 * Degrees of freedom put together (Welch) do not help: with two tables a side they found something in 12 of 100 halls in
 * which there was nothing.
 */
import { estimate, linearised, meanInterval, shareInterval, type Estimate, type Interval } from './estimate.ts'
import type { Base, Counts } from './totals.ts'

export type Part = { readonly counts: Counts; readonly base: Base }
/** `interval` is null where one of both has a single table, and of means where no table of a side differs from another. */
export type Difference = { readonly value: number; readonly interval: Interval | null }

/** What two figures have in common by being said at the same tables; 0 where no table has people of both. */
function covariance(one: Part, other: Part, values: readonly [number, number], leave: number): number {
  let [both, either] = [0, 0]
  for (let n = 0; n < one.base.people.length; n += 1) {
    if (n === leave) continue
    const [first, second] = [(one.base.people[n] ?? 0) > 0, (other.base.people[n] ?? 0) > 0]
    if (first && second) both += 1
    if (first || second) either += 1
  }
  if (both === 0) return 0
  const [mine, theirs] = [
    linearised(one.counts, one.base, values[0], leave),
    linearised(other.counts, other.base, values[1], leave),
  ]
  let products = 0
  for (let n = 0; n < mine.length; n += 1) products += (mine[n] ?? 0) * (theirs[n] ?? 0)
  return (products * either) / (either - 1)
}

type Told = { readonly value: number; readonly interval: Interval }

/** `alike`: how much both go together, from -1 to 1. */
function apart(one: Told, other: Told, alike: number): Interval {
  const value = one.value - other.value
  const wide = (first: number, second: number): number =>
    Math.sqrt(Math.max(0, first ** 2 + second ** 2 - 2 * alike * first * second))
  return {
    low: value - wide(one.value - one.interval.low, other.interval.high - other.value),
    high: value + wide(one.interval.high - one.value, other.value - other.interval.low),
  }
}
const within = ({ low, high }: Interval): Interval => ({ low: Math.max(-1, low), high: Math.min(1, high) })

/** Two intervals of shares put into one of their difference: of different people, also of what is only known as published. */
export const intervalsApart = (one: Told, other: Told): Interval => within(apart(one, other, 0))

/** How much larger the share or mean of `one` is than that of `other`; null where one of both is of nobody. */
export function differenceOf(one: Part, other: Part, of: 'share' | 'mean', leave = -1): Difference | null {
  const [mine, theirs] = [estimate(one.counts, one.base, leave), estimate(other.counts, other.base, leave)]
  if (mine === null || theirs === null) return null
  const value = mine.value - theirs.value
  const intervalOf = of === 'share' ? shareInterval : meanInterval
  const [first, second] = [intervalOf(mine), intervalOf(theirs)]
  if (first === null || second === null) return { value, interval: null }
  const errors = (mine.error ?? 0) * (theirs.error ?? 0)
  const common = errors === 0 ? 0 : covariance(one, other, [mine.value, theirs.value], leave)
  const alike = errors === 0 ? 0 : Math.max(-1, Math.min(1, common / errors))
  const interval = apart({ value: mine.value, interval: first }, { value: theirs.value, interval: second }, alike)
  return { value, interval: of === 'share' ? within(interval) : interval }
}

/** Fewer tables in a part, or people on either side, and nothing is said of it. */
const fewest = { tables: 2, people: 10 } as const

export type Finding = {
  /** `none-seen`: not that there is none. */
  readonly says: 'specific' | 'none-seen' | 'too-few'
  readonly difference: number | null
  readonly interval: Interval | null
}

const enough = ({ people, clusters }: Pick<Estimate, 'people' | 'clusters'>): boolean =>
  people >= fewest.people && clusters >= fewest.tables

/**
 * Whether something is specific to a part: its interval against all others leaves out 0. Too few people or tables on
 * either side: that is said, and no difference.
 */
export function against(part: Part, rest: Part, of: 'share' | 'mean', leave = -1): Finding {
  const none: Finding = { says: 'too-few', difference: null, interval: null }
  const [mine, others] = [estimate(part.counts, part.base, leave), estimate(rest.counts, rest.base, leave)]
  if (mine === null || others === null || !enough(mine) || !enough(others)) return none
  const found = differenceOf(part, rest, of, leave)
  if (found === null || found.interval === null) return none
  const { low, high } = found.interval
  return { says: low > 0 || high < 0 ? 'specific' : 'none-seen', difference: found.value, interval: found.interval }
}

/** Clusters of either side, by their place, without which `against` says something else than with all. Yields after each. */
export function* findingFalls(part: Part, rest: Part, of: 'share' | 'mean'): Generator<undefined, readonly number[]> {
  const whole = against(part, rest, of).says
  const falls: number[] = []
  for (let n = 0; n < part.base.people.length; n += 1) {
    if ((part.base.people[n] ?? 0) + (rest.base.people[n] ?? 0) === 0) continue
    if (against(part, rest, of, n).says !== whole) falls.push(n)
    yield
  }
  return falls
}
