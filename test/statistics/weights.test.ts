/** Raked weights, what they cost, and how far answers lie apart. */
import { describe, expect, it } from 'vitest'
import { designEffect, rake, weightingEffect, type Raked } from '@tablee/shared/statistics/weights'
import { deviation, entropy, median } from '@tablee/shared/statistics/spread'
import { estimate } from '@tablee/shared/statistics/estimate'
import { baseOf, countIn, takeIn } from '@tablee/shared/statistics/totals'
import { whole } from '@tablee/shared/results/cases'
import { seeded } from '../support/random.ts'

/** One person for each cell of a table, weighted with what stands in it. */
function cells(table: readonly (readonly number[])[]) {
  const all = table.flatMap((row, r) => row.map((weight, c) => ({ weight, r, c })))
  return { weights: all.map(({ weight }) => weight), rows: all.map(({ r }) => r), columns: all.map(({ c }) => c) }
}
const fitted = (...asked: Parameters<typeof rake>) => whole(rake(...asked))
function raked(given: Parameters<typeof rake>[0], margins: Parameters<typeof rake>[1]): Raked {
  const found = fitted(given, margins)
  if ('why' in found) throw new Error(JSON.stringify(found))
  return found
}

describe('weights made to fit margins', () => {
  it('[STAT6] are those of a published table of four by four', () => {
    const { weights, rows, columns } = cells([
      [40, 30, 20, 10],
      [35, 50, 100, 75],
      [30, 80, 70, 120],
      [20, 30, 40, 50],
    ])
    const found = raked(weights, [
      { classes: rows, shares: [0.15, 0.3, 0.4, 0.15] },
      { classes: columns, shares: [0.2, 0.3, 0.4, 0.1] },
    ])
    const expected = [
      [64.56, 46.23, 35.38, 3.82],
      [49.97, 68.16, 156.5, 25.37],
      [56.72, 144.43, 145.08, 53.77],
      [28.75, 41.18, 63.03, 17.03],
    ].flat()
    // A mean of 1 over sixteen cells, of a thousand people.
    found.weights.forEach((weight, n) => expect((weight * 1000) / 16).toBeCloseTo(expected[n] ?? 0, 1))
  })

  it('[STAT6] fit each margin and change nothing else: odds between any four people stay', () => {
    const seed = 21
    const { next, below } = seeded(seed)
    for (let round = 0; round < 20; round += 1) {
      const people = 300
      const given = Array.from({ length: people }, () => 0.3 + 2 * next())
      const of = (many: number) => ({
        classes: Array.from({ length: people }, (_, n) => (n < many ? n : below(many))),
        shares: Array.from({ length: many }, (_, n) => (n + 1) / ((many * (many + 1)) / 2)),
      })
      const margins = [of(2), of(4), of(3)]
      const found = raked(given, margins)
      for (const { classes, shares } of margins)
        shares.forEach((share, at) => {
          const sum = classes.reduce((all, own, n) => all + (own === at ? (found.weights[n] ?? 0) : 0), 0)
          expect(sum / people, `seed ${seed}`).toBeCloseTo(share, 7)
        })
      // Whatever is multiplied onto a weight is one number for each class: two people of the same classes keep their ratio.
      const key = (n: number): string => margins.map(({ classes }) => classes[n]).join()
      const first = new Map<string, number>()
      found.weights.forEach((weight, n) => {
        const other = first.get(key(n))
        if (other === undefined) first.set(key(n), n)
        else expect(weight / (found.weights[other] ?? 1)).toBeCloseTo((given[n] ?? 0) / (given[other] ?? 1), 8)
      })
      expect([...found.weights].reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(people, 6)
    }
  })

  it('[STAT6] leave out whom a margin is not known of, say how many, and refuse what does not fit', () => {
    const classes = [0, 0, 0, 1, null, 1]
    const found = raked([1, 1, 1, 1, 1, 0], [{ classes, shares: [0.5, 0.5] }])
    expect(found.without).toBe(1)
    ;[2 / 3, 2 / 3, 2 / 3, 2, 0, 0].forEach((weight, n) => expect(found.weights[n]).toBeCloseTo(weight, 10))
    const ones = [1, 1, 1, 1]
    expect(fitted(ones, [{ classes: [0, 0, 1, 1], shares: [0.5, 0.4] }])).toEqual({ why: 'shares', margin: 0 })
    expect(fitted(ones, [{ classes: [0, 0, 1, 2], shares: [0.5, 0.5] }])).toEqual({ why: 'shares', margin: 0 })
    expect(fitted(ones, [{ classes: [0, 0, 1, 1], shares: [1.5, -0.5] }])).toEqual({ why: 'shares', margin: 0 })
    expect(fitted(ones, [{ classes: [0, 0, 1, 1], shares: [0.5, 0.3, 0.2] }])).toEqual({
      why: 'empty',
      margin: 0,
      class: 2,
    })
    expect(fitted(ones, [{ classes: [0, 0, 1, 1], shares: [1, 0] }])).toEqual({ why: 'empty', margin: 0, class: 1 })
    // Both margins divide the people alike and want other shares of them.
    expect(
      fitted(ones, [
        { classes: [0, 0, 1, 1], shares: [0.5, 0.5] },
        { classes: [0, 0, 1, 1], shares: [0.6, 0.4] },
      ]),
    ).toMatchObject({ why: 'apart' })
    expect(fitted([0, 0], [{ classes: [0, 1], shares: [0.5, 0.5] }])).toMatchObject({ why: 'empty' })
  })

  it('[STAT7] say what they cost, and sitting at tables with them', () => {
    expect(weightingEffect([1, 1, 1, 3])).toEqual({ sum: 6, effective: 3, effect: 4 / 3 })
    expect(weightingEffect([2, 2, 0])).toEqual({ sum: 4, effective: 2, effect: 1 })
    expect(weightingEffect([0])).toBeNull()
    // Five tables of six that each say one thing: thirty people are worth five.
    const base = baseOf(5)
    const counts = new Float64Array(5)
    for (let n = 0; n < 30; n += 1) {
      takeIn(base, n % 5)
      countIn(counts, n % 5, n % 5 < 2 ? 1 : 0)
    }
    const found = estimate(counts, base)
    // (0.24 / 4) / (0.24 / 29)
    expect(found && designEffect(found)).toBeCloseTo(7.25, 10)
    const nobody = estimate(new Float64Array(5), base)
    expect(nobody && designEffect(nobody)).toBeNull()
  })
})

describe('how far answers lie apart', () => {
  it('[STAT8] is the deviation, the median and the entropy of whom they are of, weighted', () => {
    const ones = [2, 4, 4, 4, 5, 5, 7, 9].map((value) => [value, 1] as const)
    expect(deviation(ones)).toBeCloseTo(Math.sqrt(32 / 7), 12)
    // Weights only say who counts for how many; doubled they say nothing else.
    expect(deviation(ones.map(([value]) => [value, 5] as const))).toBeCloseTo(Math.sqrt(32 / 7), 12)
    expect(deviation([[3, 1]])).toBeNull()
    expect(
      deviation([
        [3, 1],
        [9, 0],
      ]),
    ).toBeNull()
    expect(median(ones)).toBe(4.5)
    expect(
      median([
        [1, 1],
        [2, 1],
        [3, 3],
      ]),
    ).toBe(3)
    expect(
      median([
        [1, 0.1],
        [2, 0.2],
        [3, 0.3],
      ]),
    ).toBe(2.5)
    expect(median([[5, 0]])).toBeNull()
    expect(entropy([5, 5, 5, 5])).toBeCloseTo(1, 12)
    expect(entropy([20, 0, 0])).toBe(0)
    // Half, a quarter and a quarter: one and a half bits of the 1.585 that three options have.
    expect(entropy([2, 1, 1])).toBeCloseTo(1.5 / Math.log2(3), 12)
    expect(entropy([3])).toBeNull()
    expect(entropy([0, 0])).toBeNull()
  })
})
