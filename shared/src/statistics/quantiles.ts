/**
 * Quantiles of Student's t and of the beta distribution, which intervals need. Both by the regularised incomplete beta
 * function: Lentz's continued fraction (Press et al., Numerical Recipes, 3rd edition 2007, chapter 6.4), halved until two
 * neighbouring numbers are left.
 */

/** Lanczos' approximation with g = 7 and nine terms: some fifteen digits for what is above 0.5. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const

/** The logarithm of the gamma function of a number above 0. */
function logGamma(of: number): number {
  // Reflected: a half and below is where the approximation is poor.
  if (of < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * of)) - logGamma(1 - of)
  const at = of - 1
  let sum: number = lanczos[0]
  for (let n = 1; n < lanczos.length; n += 1) sum += (lanczos[n] ?? 0) / (at + n)
  const above = at + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(above) - above + Math.log(sum)
}

const smallest = 1e-300
const away = (value: number): number => (Math.abs(value) < smallest ? smallest : value)

function continued(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  // Some of the square root of the larger one are needed: a million people take a few hundred.
  for (let n = 1; n <= 10_000; n += 1) {
    const even = (n * (b - n) * x) / ((a + 2 * n - 1) * (a + 2 * n))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    fraction *= d * c
    const odd = (-(a + n) * (a + b + n) * x) / ((a + 2 * n) * (a + 2 * n + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return fraction
}

/** How much of a beta distribution lies below `x`, which is from 0 to 1: the regularised incomplete beta function. */
export function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2) ? (front * continued(a, b, x)) / a : 1 - (front * continued(b, a, 1 - x)) / b
}

/** Below which number, from 0 to 1, a share `p` of a beta distribution lies. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0
  if (p >= 1) return 1
  let [low, high] = [0, 1]
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return middle
    if (betaBelow(middle, a, b) < p) low = middle
    else high = middle
  }
}

/** What 95 % intervals are asked for again and again: of whole degrees of freedom, up to ten thousand people or tables. */
const known: number[] = []

/**
 * How many standard errors an interval of 95 % reaches to each side with these degrees of freedom, which need not be
 * whole: 12.7 with one, 2.09 with nineteen, 1.96 with very many.
 */
export function reach(freedom: number): number {
  const kept = Number.isInteger(freedom) && freedom <= 10_000
  const before = kept ? known[freedom] : undefined
  if (before !== undefined) return before
  // t² / (ν + t²) is beta distributed with a half and half the degrees.
  const share = betaQuantile(0.95, 0.5, freedom / 2)
  const found = Math.sqrt((freedom * share) / (1 - share))
  if (kept) known[freedom] = found
  return found
}
