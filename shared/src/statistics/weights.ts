/**
 * What weights do: made to fit margins that are known of the population (raking, iterative proportional fitting: Deming
 * and Stephan 1940), and what they, and sitting at tables, cost.
 */
import type { Estimate } from './estimate.ts'

/** A margin: of each person their class (null: not said), and of each class its share of the population. */
export type Margin = { readonly classes: readonly (number | null)[]; readonly shares: readonly number[] }
/**
 * `shares`: a margin whose shares are not numbers from 0 that add up to 1. `empty`: a class of it that has a share and
 * no people, or people and no share. `apart`: margins that no weights fit at once.
 */
export type NotRaked = { readonly why: 'shares' | 'empty' | 'apart'; readonly margin: number; readonly class?: number }
export type Raked = {
  /** By person, with a mean of 1 over those who have one; 0 for who did not say a class of each margin, or had weight 0. */
  readonly weights: Float64Array
  /** People left out because a margin is not known of them. */
  readonly without: number
  readonly rounds: number
}

/** Rounds until it is given up, and how near each class must come to its share. */
const [mostRounds, near] = [200, 1e-9]

/**
 * Weights that begin as they are given and fit every margin. Nobody is weighted of whom a margin is not known. Yields after
 * each round.
 */
export function* rake(given: readonly number[], margins: readonly Margin[]): Generator<undefined, Raked | NotRaked> {
  const known = given.map((weight, n) => weight > 0 && margins.every(({ classes }) => typeof classes[n] === 'number'))
  const fault = margins.map((margin, n) => faultOf(margin, n, known)).find((one) => one !== null)
  if (fault) return fault
  const weights = Float64Array.from(given, (weight, n) => (known[n] === true ? weight : 0))
  const without = given.filter((weight, n) => weight > 0 && known[n] !== true).length
  const people = known.filter(Boolean).length
  for (let round = 1; round <= mostRounds; round += 1) {
    yield
    for (const { classes, shares } of margins) {
      const sums = sumsBy(classes, weights, shares.length)
      const all = sums.reduce((sum, one) => sum + one, 0)
      for (let n = 0; n < weights.length; n += 1) {
        const at = classes[n]
        if (known[n] === true && typeof at === 'number')
          weights[n] = ((weights[n] ?? 0) * (shares[at] ?? 0) * all) / (sums[at] ?? 1)
      }
    }
    if (!margins.every((margin) => fits(margin, weights))) continue
    const all = weights.reduce((sum, one) => sum + one, 0)
    return { weights: weights.map((weight) => (weight * people) / all), without, rounds: round }
  }
  return { why: 'apart', margin: margins.findIndex((margin) => !fits(margin, weights)) }
}

function sumsBy(classes: Margin['classes'], weights: Float64Array, many: number): Float64Array {
  const sums = new Float64Array(many)
  for (let n = 0; n < weights.length; n += 1) {
    const at = classes[n]
    if (typeof at === 'number') sums[at] = (sums[at] ?? 0) + (weights[n] ?? 0)
  }
  return sums
}

function fits({ classes, shares }: Margin, weights: Float64Array): boolean {
  const sums = sumsBy(classes, weights, shares.length)
  const all = sums.reduce((sum, one) => sum + one, 0)
  return shares.every((share, n) => Math.abs((sums[n] ?? 0) / all - share) < near)
}

function faultOf({ classes, shares }: Margin, margin: number, known: readonly boolean[]): NotRaked | null {
  const all = shares.reduce((sum, share) => sum + share, 0)
  // Shares that were rounded to whole percent are not exactly 1 together; they are told to be made so.
  if (!shares.every((share) => share >= 0) || Math.abs(all - 1) > 1e-6) return { why: 'shares', margin }
  const people = new Float64Array(shares.length)
  for (let n = 0; n < classes.length; n += 1) {
    const at = classes[n]
    if (known[n] !== true || typeof at !== 'number') continue
    if (!(at in people)) return { why: 'shares', margin }
    people[at] = (people[at] ?? 0) + 1
  }
  const wrong = shares.findIndex((share, n) => share > 0 !== (people[n] ?? 0) > 0)
  return wrong < 0 ? null : { why: 'empty', margin, class: wrong }
}

/**
 * What weighting costs, as a factor of the variance: 1 + the squared coefficient of variation of the weights (Kish 1965).
 * People with weight 0 are in no figure and do not count.
 */
export function weightingEffect(weights: Iterable<number>): { sum: number; effective: number; effect: number } | null {
  let [sum, squares, people] = [0, 0, 0]
  for (const weight of weights) {
    if (!(weight > 0)) continue
    sum += weight
    squares += weight * weight
    people += 1
  }
  return people === 0 ? null : { sum, effective: sum ** 2 / squares, effect: (people * squares) / sum ** 2 }
}

/**
 * How many times larger a share's variance is than of as many people drawn one by one: what weights and tables cost
 * together (Kish 1965). Null where everybody said the same, or a single table is there.
 */
export function designEffect({ value, error, people }: Estimate): number | null {
  const alone = (value * (1 - value)) / (people - 1)
  return error === null || !(alone > 0) ? null : error ** 2 / alone
}
