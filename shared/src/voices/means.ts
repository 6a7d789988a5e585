/** The middle of what people said, in its two senses. Null where nobody said anything: no mean of nothing. */
export function meanOf(values: readonly number[]): number | null {
  let sum = 0
  for (const value of values) sum += value
  return values.length > 0 ? sum / values.length : null
}

/** The middle one; of an even number the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number | null {
  // Numbers without a comparing function: half a million answers of a survey are sorted.
  const sorted = Float64Array.from(values).sort()
  const half = sorted.length >> 1
  const upper = sorted[half]
  if (upper === undefined) return null
  const lower = sorted.length % 2 === 0 ? (sorted[half - 1] ?? upper) : upper
  return (lower + upper) / 2
}
