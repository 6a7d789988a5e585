/**
 * Means and shares of values that may have weights. A weight says how many people of the whole country one who answered
 * stands for; without weights everybody stands for one.
 */
export type Weighted<T> = { readonly value: T; readonly weight: number }

/** Sum of the weights: the base that a weighted share is a share of. */
export const weightOf = (values: readonly Weighted<unknown>[]): number =>
  values.reduce((sum, { weight }) => sum + weight, 0)

/** Null where nobody counts: no mean of nothing. */
export function weightedMean(values: readonly Weighted<number>[]): number | null {
  const base = weightOf(values)
  return base > 0 ? values.reduce((sum, { value, weight }) => sum + value * weight, 0) / base : null
}

/** The share of each value, 0 to 1; they add up to 1. Empty where nobody counts. */
export function weightedShares<T>(values: readonly Weighted<T>[]): ReadonlyMap<T, number> {
  const base = weightOf(values)
  const sums = new Map<T, number>()
  for (const { value, weight } of values) sums.set(value, (sums.get(value) ?? 0) + weight)
  return base > 0 ? new Map([...sums].map(([value, sum]) => [value, sum / base])) : new Map()
}

const alike = (values: readonly number[]) => values.map((value) => ({ value, weight: 1 }))
export const meanOf = (values: readonly number[]): number | null => weightedMean(alike(values))

/** The middle one; of an even number the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half]
  if (upper === undefined) return null
  const lower = sorted.length % 2 === 0 ? (sorted[half - 1] ?? upper) : upper
  return (lower + upper) / 2
}
