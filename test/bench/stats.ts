/** Order statistics of measured samples, and the law that a growth follows. */
export function quantile(samples: readonly number[], q: number): number {
  if (samples.length === 0) return Number.NaN
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}
export const median = (samples: readonly number[]): number => quantile(samples, 0.5)

export type Sample = readonly [x: number, y: number]

/** Least squares: y = a + b x. */
export function line(samples: readonly Sample[]): { readonly a: number; readonly b: number } {
  const n = samples.length
  const meanX = samples.reduce((sum, [x]) => sum + x, 0) / n
  const meanY = samples.reduce((sum, [, y]) => sum + y, 0) / n
  const spread = samples.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  const b = spread === 0 ? 0 : samples.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread
  return { a: meanY - b * meanX, b }
}

/** Least squares on logarithms: y = c x^k; k = 0 is flat, 1 is proportional. */
export function power(samples: readonly Sample[]): { readonly c: number; readonly k: number } {
  const { a, b } = line(samples.map(([x, y]) => [Math.log(x), Math.log(y)]))
  return { c: Math.exp(a), k: b }
}

/** R²: the share of the samples' variance that a law explains. Near 0 for what is flat: there is nothing to explain. */
export function explained(samples: readonly Sample[], law: (x: number) => number): number {
  const mean = samples.reduce((sum, [, y]) => sum + y, 0) / samples.length
  const all = samples.reduce((sum, [, y]) => sum + (y - mean) ** 2, 0)
  const left = samples.reduce((sum, [x, y]) => sum + (y - law(x)) ** 2, 0)
  return all === 0 ? 1 : 1 - left / all
}
