/**
 * Shares and means with their intervals. Both are ratios of two totals (what was counted, and of whom), so their variance
 * is that of the ratio's linearised values over tables, each table as one (ultimate clusters, drawn with replacement):
 * Kish and Frankel 1974, Woodruff 1971, Särndal, Swensson and Wretman 1992, chapter 5. Weights are taken as they are,
 * raked ones too, which errs on the wide side.
 *
 * A share's interval is taken on the logit scale with t of tables - 1 degrees, so it stays between 0 and 1 (Korn and
 * Graubard 1999, chapter 3). Where nobody or everybody said so, or every table the same, that says nothing: there it is
 * Korn and Graubard's of 1998, which is Clopper and Pearson's for as many people as the sample is worth.
 */
import { betaQuantile, reach } from './quantiles.ts'
import { clustersIn, peopleIn, type Base, type Counts } from './totals.ts'

/** 95 %. */
export type Interval = { readonly low: number; readonly high: number }
export type Estimate = {
  /** A share from 0 to 1, or a mean. */
  readonly value: number
  /** Standard error; null with one table alone, which has nothing to differ from. */
  readonly error: number | null
  /** Clusters with somebody in the base. */
  readonly clusters: number
  readonly people: number
  /** People without weights who would be worth as much: Kish 1965, (Σw)² / Σw². */
  readonly effective: number
}

function sum(of: Float64Array, leave: number): number {
  let all = 0
  for (let n = 0; n < of.length; n += 1) if (n !== leave) all += of[n] ?? 0
  return all
}

/**
 * What each cluster adds to the figure's error: the linearised values, which add up to 0. `leave` names a cluster that is
 * as if it had never been there.
 */
export function linearised(counts: Counts, base: Base, value: number, leave = -1): Float64Array {
  const all = sum(base.weight, leave)
  return counts.map((count, n) => (n === leave ? 0 : (count - value * (base.weight[n] ?? 0)) / all))
}

/** Of linearised values over so many clusters. */
export function varianceOf(values: Float64Array, clusters: number): number {
  let squares = 0
  for (const value of values) squares += value * value
  return (squares * clusters) / (clusters - 1)
}

/** A share or mean with its standard error; null where nobody is in the base. Without one cluster where `leave` names it. */
export function estimate(counts: Counts, base: Base, leave = -1): Estimate | null {
  const clusters = clustersIn(base, leave)
  if (clusters === 0) return null
  const weight = sum(base.weight, leave)
  const value = sum(counts, leave) / weight
  return {
    value,
    error: clusters < 2 ? null : Math.sqrt(varianceOf(linearised(counts, base, value, leave), clusters)),
    clusters,
    people: peopleIn(base, leave),
    effective: (weight * weight) / sum(base.squares, leave),
  }
}

/** The interval of a mean, or of a change; null with one table alone, and where no table differs from any other. */
export function meanInterval({ value, error, clusters }: Estimate): Interval | null {
  if (error === null || error === 0) return null
  const wide = reach(clusters - 1) * error
  return { low: value - wide, high: value + wide }
}

/** Rounding of sums: an error, or a share's distance from an end, that is smaller is none. */
const none = 1e-12

/** The interval of a share; null with one table alone. */
export function shareInterval({ value, error, clusters, people, effective }: Estimate): Interval | null {
  if (error === null) return null
  if (error > none && value > none && value < 1 - none) {
    const middle = Math.log(value / (1 - value))
    const wide = (reach(clusters - 1) * error) / (value * (1 - value))
    const back = (at: number): number => 1 / (1 + Math.exp(-at))
    return { low: back(middle - wide), high: back(middle + wide) }
  }
  // All tables said the same: nothing shows how tables differ, so only the few degrees of freedom are made up for.
  const worth = people < 2 ? effective : effective * (reach(people - 1) / reach(clusters - 1)) ** 2
  return binomialInterval(value, worth)
}

/**
 * Clopper and Pearson's interval (1934) of a share of so many people drawn one by one, which need not be whole: of an
 * effective number, or of figures of which nothing else is published.
 */
export function binomialInterval(share: number, people: number): Interval {
  const yes = share <= none ? 0 : share >= 1 - none ? people : people * share
  return {
    low: yes === 0 ? 0 : betaQuantile(0.025, yes, people - yes + 1),
    high: yes === people ? 1 : betaQuantile(0.975, yes + 1, people - yes),
  }
}
