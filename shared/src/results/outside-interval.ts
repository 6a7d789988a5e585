/**
 * Intervals as they may leave the house. How tables differ is a sum over them of what each said; of few tables, of one that is
 * most of them, or of tables that are all alike or each of one mind, it would say what single ones did.
 */
import { estimate, shareInterval, meanInterval, type Estimate } from '../statistics/estimate.ts'
import type { Base, Counts } from '../statistics/totals.ts'
import { clustersIn, peopleIn } from '../statistics/totals.ts'
import type { Interval } from './told.ts'

/** Of fewer tables none is told. */
const fewestTables = 10
/** No table may be more than this part of the people. */
const mostOfOne = 0.2
/** How much people of one table may be of one mind (0 to 1) before it is not told how much. */
const mostAlike = 0.5
/** By how much a variance is larger than of people drawn one by one is told in these steps. */
const step = 2

/** Whether an interval of these people may be told at all, by how many sat where: which everybody knows. */
export function mayTell({ people }: Pick<Base, 'people'>): boolean {
  let [all, most, tables] = [0, 0, 0]
  for (const here of people) {
    all += here
    most = Math.max(most, here)
    if (here > 0) tables += 1
  }
  return tables >= fewestTables && most <= all * mostOfOne
}

/**
 * Never narrower than if its people had been drawn one by one: tables that are more alike than chance would say what each said.
 * Null where they differ nearly as much as they can. In between as wide as if each step had been reached: a sum over tables that is
 * known to a point, few halls have.
 */
function vague(of: Estimate, variance: number): Estimate | null {
  if (of.error === null) return null
  const simple = variance / of.people
  const effect = of.error ** 2 / simple
  if (simple === 0 || effect > 1 + (of.people / of.clusters - 1) * mostAlike) return null
  let told = 1
  while (told < effect - 1e-9) told *= step
  return { ...of, error: Math.sqrt(simple * told) }
}

const outwards = ({ low, high }: Interval, steps: number): Interval => ({
  low: Math.floor(low * steps + 1e-9) / steps,
  high: Math.ceil(high * steps - 1e-9) / steps,
})
/** In whole points; null where it may not be told. */
export function shareOutside(counts: Counts, base: Base): Interval | null {
  if (!mayTell(base)) return null
  const of = estimate(counts, base)
  const found = of === null ? null : vague(of, of.value * (1 - of.value))
  const interval = found === null || found.error === 0 ? null : shareInterval(found)
  return interval === null ? null : outwards(interval, 100)
}

/** In tenths. `spread`: the standard deviation of who answered, which is told by the rows. */
export function meanOutside(counts: Counts, base: Base, spread: number | null): Interval | null {
  if (spread === null || !mayTell(base) || peopleIn(base) < 2 || clustersIn(base) < fewestTables) return null
  const of = estimate(counts, base)
  const found = of === null ? null : vague(of, spread ** 2)
  const interval = found === null ? null : meanInterval(found)
  return interval === null ? null : outwards(interval, 10)
}
