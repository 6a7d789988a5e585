/** How far answers lie apart: of numbers their standard deviation and median, of options their entropy. */

export type Weighed = readonly (readonly [value: number, weight: number])[]

/**
 * The standard deviation, weighted: of the squared distances from the mean, over the weights, made a little larger for
 * having used the people's own mean (n - 1, with n people). Null below two people.
 */
export function deviation(values: Weighed): number | null {
  const counted = values.filter(([, weight]) => weight > 0)
  if (counted.length < 2) return null
  const all = counted.reduce((sum, [, weight]) => sum + weight, 0)
  const mean = counted.reduce((sum, [value, weight]) => sum + value * weight, 0) / all
  const squares = counted.reduce((sum, [value, weight]) => sum + weight * (value - mean) ** 2, 0)
  return Math.sqrt((squares / all) * (counted.length / (counted.length - 1)))
}

/** The median, weighted: half of the weight lies below it; between two numbers where exactly half does. Null of nobody. */
export function median(values: Weighed): number | null {
  const sorted = values.filter(([, weight]) => weight > 0).sort(([a], [b]) => a - b)
  const half = sorted.reduce((sum, [, weight]) => sum + weight, 0) / 2
  let below = 0
  for (const [n, [value, weight]] of sorted.entries()) {
    below += weight
    // Sums of weights are rounded: half is half to twelve digits.
    if (Math.abs(below - half) < half * 1e-12) return (value + (sorted[n + 1]?.[0] ?? value)) / 2
    if (below > half) return value
  }
  return null
}

/**
 * How evenly people are spread over the options of a question: 0 where all chose one, 1 where each was chosen by as many
 * (Shannon 1948, over its logarithm of the number of options: Pielou 1966). Null of one option, or of nobody.
 */
export function entropy(counts: readonly number[]): number | null {
  const all = counts.reduce((sum, count) => sum + count, 0)
  if (counts.length < 2 || !(all > 0)) return null
  const sum = counts.reduce((before, count) => (count > 0 ? before - (count / all) * Math.log(count / all) : before), 0)
  return sum / Math.log(counts.length)
}
