/**
 * One part of the people against another: *specific here*, and a partner's figure beside ours.
 *
 * Means: the linearised difference. Where no table has people of both parts (sites, groups of tables) the parts are
 * independent, and degrees of freedom are Welch's (Satterthwaite 1946, Welch 1947): two tables at a site weigh as two.
 * Where tables have people of both (answers to another item), what both have from the same table is taken into account.
 *
 * Shares: the two intervals put together, with what they have in common (Newcombe 1998, method 10; Zou and Donner 2008).
 * A linearised difference is sure of itself where nobody in a small part said something; this is not.
 */
import { estimate, linearised, shareInterval, type Estimate, type Interval } from './estimate.ts'
import { reach } from './quantiles.ts'
import type { Base, Counts } from './totals.ts'

export type Part = { readonly counts: Counts; readonly base: Base }
/** `interval` is null where one of both has a single table, and of means where no table differs from another of its side. */
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

/** Welch's degrees of freedom of two variances. */
const welch = (one: number, ones: number, other: number, others: number): number =>
  (one + other) ** 2 / (one ** 2 / (ones - 1) + other ** 2 / (others - 1))

/** How much larger the mean of `one` is than that of `other`; null where one of both is of nobody. */
export function meanDifference(one: Part, other: Part, leave = -1): Difference | null {
  const [mine, theirs] = [estimate(one.counts, one.base, leave), estimate(other.counts, other.base, leave)]
  if (mine === null || theirs === null) return null
  const value = mine.value - theirs.value
  if (mine.error === null || theirs.error === null) return { value, interval: null }
  const [first, second] = [mine.error ** 2, theirs.error ** 2]
  // Nobody differs from their own side: how sure that is, no table shows.
  if (first + second === 0) return { value, interval: null }
  const common = covariance(one, other, [mine.value, theirs.value], leave)
  const freedom =
    common === 0 ? welch(first, mine.clusters, second, theirs.clusters) : Math.min(mine.clusters, theirs.clusters) - 1
  const wide = reach(freedom) * Math.sqrt(Math.max(0, first + second - 2 * common))
  return { value, interval: { low: value - wide, high: value + wide } }
}

/**
 * Two intervals of shares put into one of their difference; `alike` is how much both go together, from -1 to 1, and 0 for
 * figures of different people at different tables. For figures that are only known as published, too.
 */
export function intervalsApart(
  one: { readonly value: number; readonly interval: Interval },
  other: { readonly value: number; readonly interval: Interval },
  alike = 0,
): Interval {
  const value = one.value - other.value
  const wide = (first: number, second: number): number =>
    Math.sqrt(Math.max(0, first ** 2 + second ** 2 - 2 * alike * first * second))
  return {
    low: Math.max(-1, value - wide(one.value - one.interval.low, other.interval.high - other.value)),
    high: Math.min(1, value + wide(one.interval.high - one.value, other.value - other.interval.low)),
  }
}

/** How much larger the share of `one` is than that of `other`; null where one of both is of nobody. */
export function shareDifference(one: Part, other: Part, leave = -1): Difference | null {
  const [mine, theirs] = [estimate(one.counts, one.base, leave), estimate(other.counts, other.base, leave)]
  if (mine === null || theirs === null) return null
  const value = mine.value - theirs.value
  const [first, second] = [shareInterval(mine), shareInterval(theirs)]
  if (first === null || second === null) return { value, interval: null }
  const errors = (mine.error ?? 0) * (theirs.error ?? 0)
  const common = errors === 0 ? 0 : covariance(one, other, [mine.value, theirs.value], leave)
  const alike = errors === 0 ? 0 : Math.max(-1, Math.min(1, common / errors))
  return {
    value,
    interval: intervalsApart({ value: mine.value, interval: first }, { value: theirs.value, interval: second }, alike),
  }
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
  const found = (of === 'share' ? shareDifference : meanDifference)(part, rest, leave)
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
