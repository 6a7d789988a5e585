/** What an outsider reads of single tables in intervals: nothing of fewer than five. Larger halls: `intervals.more.test.ts`. */
import type { Counts, Base } from '@tablee/shared/statistics/totals'
import { shareOutside } from '@tablee/shared/results/outside-interval'
import { estimate, shareInterval } from '@tablee/shared/statistics/estimate'
import { expect, it } from 'vitest'
import { answered, asked, attack, baseOf, means, shares, type Tables, type Tell } from './intervals.ts'

it('[LEAK5] say of no table how few said so, whether tables are of one size or one or two are larger or smaller', () => {
  const hall = (...sizes: readonly (readonly [number, number])[]): readonly Tables[] =>
    sizes.map(([tables, people]) => ({ tables, people }))
  for (const [sizes, kinds] of [
    [hall([10, 4]), 2],
    [hall([9, 3], [1, 6]), 2],
    [hall([6, 3], [4, 4]), 2],
    [hall([9, 4], [1, 2]), 2],
    [hall([10, 3], [1, 4], [1, 2]), 2],
    [hall([10, 2]), 3],
  ] as const) {
    const { told, broken } = attack(sizes, kinds, shares)
    expect(broken.slice(0, 5), JSON.stringify(sizes)).toEqual([])
    expect(told, JSON.stringify(sizes)).toBeGreaterThan(100)
  }
})

it('[LEAK5] nor those of everybody who was asked, or of who answered, nor those of means', () => {
  for (const tell of [asked, answered])
    expect(attack([{ tables: 10, people: 2 }], 3, tell).broken.slice(0, 5)).toEqual([])
  expect(attack([{ tables: 10, people: 2 }], 3, means).broken.slice(0, 5)).toEqual([])
})

it('[LEAK5] the attack finds what exact intervals give away, those in whole points alone, of two sites beside all', () => {
  const exact = (counts: readonly Counts[], base: Base) =>
    counts.map((of) => {
      const found = estimate(of, base)
      return found === null ? null : shareInterval(found)
    })
  const rounded: Tell = (counts, base) =>
    exact(counts, base).map((one) =>
      one === null ? null : { low: Math.floor(one.low * 100) / 100, high: Math.ceil(one.high * 100) / 100 },
    )
  expect(attack([{ tables: 10, people: 4 }], 2, exact).broken.length).toBeGreaterThan(0)
  expect(
    attack(
      [
        { tables: 9, people: 3 },
        { tables: 1, people: 6 },
      ],
      2,
      rounded,
    ).broken.length,
  ).toBeGreaterThan(0)
  const two: Tell = ([yes = new Float64Array()], base) => {
    const part = (from: number, to: number) =>
      [yes.slice(from, to), baseOf(Array.from(base.people.slice(from, to)))] as const
    const [one, other] = [part(0, 10), part(10, 20)]
    const sums = [one, other].map(([counts]) => counts.reduce((sum, n) => sum + n, 0))
    // A site of which fewer said so, or all but a few, is not told.
    if (sums.some((sum) => sum < 5 || sum > 15)) return null
    return [...sums, shareOutside(yes, base), shareOutside(...one), shareOutside(...other)]
  }
  expect(
    attack(
      [
        { tables: 10, people: 2 },
        { tables: 10, people: 2 },
      ],
      2,
      two,
    ).broken.length,
  ).toBeGreaterThan(0)
})
