/**
 * How far coders who did not see one another agree: Krippendorff's alpha (Krippendorff 2011, 2019), which takes any number
 * of coders and units that some left out. 1: as one; 0: as by chance; below: they avoid one another.
 *
 * Its interval is the percentile bootstrap over units (Efron and Tibshirani 1993), which keeps its level where
 * Krippendorff's own, over pairs of values with the expected disagreement held, is too narrow (Zapf, Castell, Morawietz
 * and Karch 2016). Chance is bytes that are given: asked again, the interval is the same.
 */

/** One unit (an entry, a span): a value of each coder, in the coders' order; null for who gave none. */
export type Unit = readonly (number | null)[]
/** How values differ: as names, ranks, distances, proportions; or a rule of the caller's own, 0 for the same. */
export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio' | ((one: number, other: number) => number)
export type Agreement = {
  /** Null where it cannot be said: nobody shares a unit, or no two values differ anywhere. */
  readonly alpha: number | null
  /** Null, too, where all agree or what differs is in too few units to be drawn again. */
  readonly interval: { readonly low: number; readonly high: number } | null
  /** Of pairs of coders in a unit, how many said the same, from 0 to 1: what chance alone brings is in it. */
  readonly percent: number | null
  /** Units that at least two coders gave a value. */
  readonly units: number
  /** Pairs of coders in them. */
  readonly pairs: number
}

const many = 1000
/** Values between which distances are kept: of more nothing is drawn again, which would take minutes and say nothing new. */
const mostValues = 2000
/** Distances after which somebody else has a turn. */
const slice = 100_000

/** Alpha of units coded by two or more, with its interval. `chance`: at least 16 bytes. */
export function agreement(all: readonly Unit[], metric: Metric, chance: Uint8Array): Agreement {
  const work = agreeing(all, metric, chance)
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}
/** The same, yielding every millisecond or so: of a long round it takes seconds. */
export function* agreeing(all: readonly Unit[], metric: Metric, chance: Uint8Array): Generator<undefined, Agreement> {
  const coded = all.map((unit) => unit.filter((value) => value !== null)).filter(({ length }) => length > 1)
  const table = tableOf(coded)
  const once = new Float64Array(coded.length).fill(1)
  const of = yield* keptIn(table, metric)
  const alpha = yield* alphaOf(table, once, of)
  const pairs = coded.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0)
  return {
    alpha,
    // Units on which all agree drawn anew agree again: that shows nothing of the next ones.
    interval:
      alpha === null || alpha === 1 || table.values.length > mostValues ? null : yield* bootstrap(table, of, chance),
    percent: pairs === 0 ? null : coded.reduce((sum, unit) => sum + sameIn(unit), 0) / pairs,
    units: coded.length,
    pairs,
  }
}

function sameIn(unit: readonly number[]): number {
  let same = 0
  unit.forEach((value, n) => unit.slice(n + 1).forEach((other) => (same += value === other ? 1 : 0)))
  return same
}

/** Units as how often each value was given in them, values in order. */
type Table = {
  readonly values: readonly number[]
  readonly counts: readonly (readonly (readonly [at: number, times: number])[])[]
}

function tableOf(coded: readonly (readonly number[])[]): Table {
  const values = [...new Set(coded.flat())].sort((a, b) => a - b)
  const place = new Map(values.map((value, n) => [value, n]))
  const counts = coded.map((unit) => {
    const times = new Map<number, number>()
    for (const value of unit) {
      const at = place.get(value) ?? 0
      times.set(at, (times.get(at) ?? 0) + 1)
    }
    return [...times]
  })
  return { values, counts }
}

/** A rule of the caller's own is asked once of each two. */
function* keptIn({ values }: Table, metric: Metric): Generator<undefined, Metric> {
  const n = values.length
  if (typeof metric === 'string' || n > mostValues) return metric
  const far = new Float64Array(n * n)
  for (let a = 0; a < n; a += 1) {
    for (let b = 0; b < a; b += 1) far[a * n + b] = far[b * n + a] = metric(values[a] ?? 0, values[b] ?? 0)
    if ((a * n) % slice < n) yield
  }
  const place = new Map(values.map((value, at) => [value, at]))
  // Values are numbered one after the other by who has a rule of their own: then a place is the value.
  const plain = values.every((value, at) => value === at)
  return plain
    ? (one, other) => far[one * n + other] ?? 0
    : (one, other) => far[(place.get(one) ?? 0) * n + (place.get(other) ?? 0)] ?? 0
}

/** How two values differ, squared, as alpha wants it. Ranks depend on how often each value was given. */
function distances(values: readonly number[], margins: Float64Array, metric: Metric): (a: number, b: number) => number {
  const at = (n: number): number => values[n] ?? 0
  if (metric === 'nominal') return (a, b) => (a === b ? 0 : 1)
  if (metric === 'interval') return (a, b) => (at(a) - at(b)) ** 2
  if (metric === 'ratio')
    return (a, b) => (a === b || at(a) + at(b) === 0 ? 0 : ((at(a) - at(b)) / (at(a) + at(b))) ** 2)
  if (metric !== 'ordinal') return (a, b) => metric(at(a), at(b))
  const below = [0]
  for (const margin of margins) below.push((below.at(-1) ?? 0) + margin)
  const middle = (n: number): number => (below[n] ?? 0) + (margins[n] ?? 0) / 2
  return (a, b) => (middle(a) - middle(b)) ** 2
}

/** Alpha of a table in which each unit counts so many times; null where nothing varies. */
function* alphaOf({ values, counts }: Table, times: Float64Array, metric: Metric): Generator<undefined, number | null> {
  const margins = new Float64Array(values.length)
  let total = 0
  counts.forEach((unit, n) => {
    const often = times[n] ?? 0
    if (often === 0) return
    for (const [at, count] of unit) {
      margins[at] = (margins[at] ?? 0) + count * often
      total += count * often
    }
  })
  const far = distances(values, margins, metric)
  let observed = 0
  counts.forEach((unit, n) => {
    const often = times[n] ?? 0
    if (often === 0 || unit.length < 2) return
    const coders = unit.reduce((sum, [, count]) => sum + count, 0)
    let apart = 0
    for (const [a, here] of unit) for (const [b, there] of unit) if (a !== b) apart += here * there * far(a, b)
    observed += (often * apart) / (coders - 1)
  })
  let expected = 0
  const given: number[] = []
  margins.forEach((here, a) => (here > 0 ? given.push(a) : 0))
  let looked = 0
  for (let n = 0; n < given.length; n += 1) {
    const a = given[n] ?? 0
    let others = 0
    for (let m = 0; m < n; m += 1) others += (margins[given[m] ?? 0] ?? 0) * far(a, given[m] ?? 0)
    expected += 2 * (margins[a] ?? 0) * others
    looked += n
    if (looked < slice) continue
    looked = 0
    yield
  }
  return expected > 0 ? 1 - ((total - 1) * observed) / expected : null
}

/** 95 of 100 alphas of units drawn anew, as many as there are; null where too many draws have nothing that varies. */
function* bootstrap(table: Table, metric: Metric, chance: Uint8Array): Generator<undefined, Agreement['interval']> {
  const units = table.counts.length
  if (units < 2) return null
  const next = numbers(chance)
  const drawn: number[] = []
  for (let round = 0; round < many; round += 1) {
    const times = new Float64Array(units)
    for (let n = 0; n < units; n += 1) {
      const at = Math.floor(next() * units)
      times[at] = (times[at] ?? 0) + 1
    }
    const alpha = yield* alphaOf(table, times, metric)
    if (alpha !== null) drawn.push(alpha)
    yield
  }
  // A rare code is in no unit of many draws: what is left of them would say too much.
  if (drawn.length < many * 0.95) return null
  drawn.sort((a, b) => a - b)
  const at = (share: number): number => drawn[Math.round(share * (drawn.length - 1))] ?? 0
  return { low: at(0.025), high: at(0.975) }
}

/** Numbers from 0 to 1 by bytes: xoshiro128** (Blackman and Vigna 2018), the same on every machine. */
function numbers(bytes: Uint8Array): () => number {
  const state = Uint32Array.from({ length: 4 }, (_, n) =>
    [0, 1, 2, 3].reduce((word, at) => (word << 8) | (bytes[4 * n + at] ?? 0), 0),
  )
  // All noughts would stay noughts.
  if (state.every((word) => word === 0)) state[0] = 1
  const turned = (word: number, by: number): number => (word << by) | (word >>> (32 - by))
  const next = (): number => {
    const [a = 0, b = 0, c = 0, d = 0] = state
    const out = Math.imul(turned(Math.imul(b, 5), 7), 9) >>> 0
    const third = c ^ a
    const fourth = d ^ b
    state.set([a ^ fourth, b ^ third, third ^ (b << 9), turned(fourth, 11)])
    return out / 4294967296
  }
  // The first numbers of a poor seed are poor.
  for (let n = 0; n < 20; n += 1) next()
  return next
}
