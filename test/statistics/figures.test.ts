/**
 * Shares, means, their intervals and differences: against published figures, against an independent reckoning person by
 * person (below, written another way), and against halls in which the truth is known.
 */
import { describe, expect, it } from 'vitest'
import { against, differenceOf, findingFalls, intervalsApart } from '@tablee/shared/statistics/difference'
import { estimate, meanInterval, shareInterval } from '@tablee/shared/statistics/estimate'
import { betaQuantile, reach } from '@tablee/shared/statistics/quantiles'
import { whole } from '@tablee/shared/results/cases'
import { standing } from '@tablee/shared/statistics/standing'
import { baseOf, countIn, restCounts, restOf, takeIn } from '@tablee/shared/statistics/totals'
import { seeded } from '../support/random.ts'

type Person = { readonly table: number; readonly value: number; readonly weight?: number }

function totals(people: readonly Person[], tables: number) {
  const base = baseOf(tables)
  const counts = new Float64Array(tables)
  for (const { table, value, weight = 1 } of people) {
    takeIn(base, table, weight)
    countIn(counts, table, value, weight)
  }
  return { base, counts }
}
const saying = (table: number, yes: number, of: number): Person[] =>
  Array.from({ length: of }, (_, n) => ({ table, value: n < yes ? 1 : 0 }))

/** Four students each of five suites, Lohr, Sampling: Design and Analysis, example 5.2. */
const suites = [
  [3.08, 2.6, 3.44, 3.04],
  [2.36, 3.04, 3.28, 2.68],
  [2, 2.56, 2.52, 1.88],
  [3, 2.88, 3.44, 3.64],
  [2.68, 1.92, 3.28, 3.2],
].flatMap((grades, table) => grades.map((value) => ({ table, value })))

/** Person by person: everybody's own linearised value first, then summed by table. */
function plainly(people: readonly Person[]): { value: number; error: number } {
  const all = people.reduce((sum, { weight = 1 }) => sum + weight, 0)
  const value = people.reduce((sum, { value, weight = 1 }) => sum + (value * weight) / all, 0)
  const byTable = Map.groupBy(people, ({ table }) => table)
  const sums = [...byTable.values()].map((at) =>
    at.map((one) => ((one.value - value) * (one.weight ?? 1)) / all).reduce((a, b) => a + b, 0),
  )
  const mean = sums.reduce((a, b) => a + b, 0) / sums.length
  const variance = sums.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (sums.length - 1)
  return { value, error: Math.sqrt(variance * sums.length) }
}

describe('quantiles', () => {
  it('[STAT1] of t and beta are those of the tables, to ten digits', () => {
    for (const [freedom, expected] of [
      [1, 12.706204736174694],
      [2, 4.302652729749462],
      [7.25, 2.348194849105371],
      [19, 2.0930240544083087],
      [100, 1.9839715185235518],
      [5000, 1.9604385517065073],
    ] as const)
      expect(reach(freedom)).toBeCloseTo(expected, 9)
    for (const [p, a, b, expected] of [
      [0.975, 1, 20, 0.1684334709830853],
      [0.025, 3, 8, 0.06673951117773447],
      [0.975, 300, 800, 0.2994181895984027],
      [0.025, 0.5, 0.5, 0.001541333133436012],
      [0.5, 2000, 3, 0.9986645303727861],
    ] as const)
      expect(betaQuantile(p, a, b)).toBeCloseTo(expected, 10)
  })
})

describe('a share or mean with tables as clusters', () => {
  it('[STAT1] is the published one of a textbook, by what its finite population leaves', () => {
    const { base, counts } = totals(suites, 5)
    const found = estimate(counts, base)
    expect(found?.value).toBeCloseTo(2.826, 10)
    // Published with 100 suites in all: 0.1637. Ours are drawn from all that there might be.
    expect((found?.error ?? 0) * Math.sqrt(1 - 5 / 100)).toBeCloseTo(0.1637, 4)
    const { low, high } = (found && meanInterval(found)) ?? { low: 0, high: 0 }
    expect(high - 2.826).toBeCloseTo(2.7764451 * (found?.error ?? 0), 6)
    expect(low + high).toBeCloseTo(2 * 2.826, 10)
  })

  it('[STAT1] is what people summed one by one come to, weighted, with tables of any size', () => {
    const next = seeded(11).next
    for (let round = 0; round < 50; round += 1) {
      const tables = 2 + Math.floor(next() * 12)
      const people = Array.from({ length: tables * 7 }, (_, n) => ({
        table: n < tables ? n : Math.floor(next() * tables),
        value: Math.floor(next() * 11),
        weight: 0.2 + 3 * next(),
      }))
      const { base, counts } = totals(people, tables + 3)
      const [found, plain] = [estimate(counts, base), plainly(people)]
      expect(found?.value).toBeCloseTo(plain.value, 10)
      expect(found?.error).toBeCloseTo(plain.error, 10)
      expect(found).toMatchObject({ clusters: tables, people: people.length })
      const left = estimate(counts, base, 1)
      const others = plainly(people.filter(({ table }) => table !== 1))
      expect(left?.value).toBeCloseTo(others.value, 10)
      if (tables > 2) expect(left?.error).toBeCloseTo(others.error, 10)
    }
  })

  it('[STAT2] has an interval between none and all, also where nobody or everybody said so, and none at one table', () => {
    // 30 of 60 at six tables, each one half: no table differs, yet the half is not certain.
    const same = totals(
      [0, 1, 2, 3, 4, 5].flatMap((table) => saying(table, 5, 10)),
      6,
    )
    const half = estimate(same.counts, same.base)
    expect([half?.error, half && meanInterval(half)]).toEqual([0, null])
    const around = half && shareInterval(half)
    // Clopper and Pearson of 60 people would say 0.368 to 0.632; six tables are worth fewer.
    expect(around?.low).toBeLessThan(0.368)
    expect(around?.high).toBeGreaterThan(0.632)
    const few = totals([...saying(0, 1, 10), ...saying(1, 0, 10), ...saying(2, 0, 10)], 3)
    const found = estimate(few.counts, few.base)
    const interval = found && shareInterval(found)
    expect(interval?.low).toBeGreaterThan(0)
    expect(interval?.low).toBeLessThan(1 / 30)
    expect(interval?.high).toBeLessThan(1)
    // On the logit scale by hand: error 1/30, t of two degrees.
    const wide = (4.302652729749462 * (1 / 30)) / ((1 / 30) * (29 / 30))
    expect(interval?.high).toBeCloseTo(1 / (1 + Math.exp(-(Math.log(1 / 29) + wide))), 8)
    // Each person alone, nobody said so: Clopper and Pearson's.
    const alone = totals(
      Array.from({ length: 20 }, (_, table) => ({ table, value: 0 })),
      20,
    )
    const none = estimate(alone.counts, alone.base)
    expect(none && shareInterval(none)?.high).toBeCloseTo(0.16843347, 7)
    const everybody = totals(
      Array.from({ length: 20 }, (_, table) => ({ table, value: 1 })),
      20,
    )
    const all = estimate(everybody.counts, everybody.base)
    expect(all && shareInterval(all)?.low).toBeCloseTo(1 - 0.16843347, 7)
    // The same twenty at two tables are worth less.
    const two = totals([...saying(0, 0, 10), ...saying(1, 0, 10)], 2)
    const fewer = estimate(two.counts, two.base)
    expect((fewer && shareInterval(fewer)?.high) ?? 0).toBeGreaterThan(0.9)
    const one = totals(saying(0, 4, 9), 1)
    const single = estimate(one.counts, one.base)
    expect([single && shareInterval(single), single && meanInterval(single)]).toEqual([null, null])
    expect(estimate(new Float64Array(2), baseOf(2))).toBeNull()
  })

  it('[STAT1] holds the truth in 95 of 100 halls whose tables differ, where people taken one by one hold it in far fewer', () => {
    const seed = 4711
    const next = seeded(seed).next
    let [ours, naive] = [0, 0]
    const halls = 600
    for (let hall = 0; hall < halls; hall += 1) {
      // Each table leans its own way around one half: the truth is one half.
      const people = Array.from({ length: 20 }, (_, table) => {
        const leaning = 0.1 + 0.8 * next()
        return Array.from({ length: 8 }, () => ({ table, value: next() < leaning ? 1 : 0 }))
      }).flat()
      const holds = (some: readonly Person[], clusters: number): boolean => {
        const { base, counts } = totals(some, clusters)
        const found = estimate(counts, base)
        const interval = found && shareInterval(found)
        return interval !== null && interval.low <= 0.5 && interval.high >= 0.5
      }
      if (holds(people, 20)) ours += 1
      if (
        holds(
          people.map((one, table) => ({ ...one, table })),
          160,
        )
      )
        naive += 1
    }
    expect(ours / halls, `seed ${seed}`).toBeGreaterThan(0.93)
    expect(ours / halls, `seed ${seed}`).toBeLessThan(0.97)
    expect(naive / halls, `seed ${seed}`).toBeLessThan(0.91)
  })
})

describe('a part against the rest', () => {
  it('[STAT3] puts two intervals of shares together as Newcombe published them', () => {
    const wilson = (yes: number, of: number) => {
      const [value, z] = [yes / of, 1.959963984540054]
      const [middle, wide] = [2 * yes + z * z, z * Math.sqrt(z * z + 4 * yes * (1 - value))]
      return {
        value,
        interval: { low: (middle - wide) / (2 * (of + z * z)), high: (middle + wide) / (2 * (of + z * z)) },
      }
    }
    // Table II of Newcombe 1998, method 10.
    for (const [a, m, b, n, low, high] of [
      [56, 70, 48, 80, 0.0524, 0.3339],
      [9, 10, 3, 10, 0.1705, 0.809],
      [6, 7, 2, 7, 0.0582, 0.8062],
      [5, 56, 0, 29, -0.0381, 0.1926],
      [0, 10, 0, 20, -0.1611, 0.2775],
      [0, 10, 0, 10, -0.2775, 0.2775],
      [10, 10, 0, 20, 0.6791, 1],
      [10, 10, 0, 10, 0.6075, 1],
    ] as const) {
      const found = intervalsApart(wilson(a, m), wilson(b, n))
      expect([found.low, found.high].map((one) => one.toFixed(4))).toEqual([low.toFixed(4), high.toFixed(4)])
    }
  })

  it('[STAT3] of means at different tables is as far as both intervals reach, put together', () => {
    // A person a table: then each interval is Student's, worked out here by its formula.
    const ones = [20, 22, 19, 20, 22, 18, 24, 20].map((value, table) => ({ table, value }))
    const others = [28, 25, 30, 21, 33].map((value, n) => ({ table: 8 + n, value }))
    const found = differenceOf(totals(ones, 13), totals(others, 13), 'mean')
    const error = (of: readonly Person[]): number => {
      const mean = of.reduce((sum, { value }) => sum + value, 0) / of.length
      return Math.sqrt(of.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (of.length - 1) / of.length)
    }
    expect(found?.value).toBeCloseTo(20.625 - 27.4, 10)
    // Seven and four degrees: 2.3646 and 2.7764.
    const wide = Math.hypot(2.364624251592784 * error(ones), 2.7764451051977934 * error(others))
    expect((found?.interval?.high ?? 0) - (found?.value ?? 0)).toBeCloseTo(wide, 8)
    // Tables of one side that all say the same show nothing of how they differ.
    const same = totals(
      [0, 1, 2].map((table) => ({ table, value: 5 })),
      13,
    )
    expect(differenceOf(same, totals(others, 13), 'mean')).toEqual({ value: 5 - 27.4, interval: null })
  })

  it('[STAT3] of people at the same tables takes out what the tables share: pairs are as pairs', () => {
    // Of each table a person of either group; the second always says two more, the tables lie far apart.
    const tables = [1, 9, 4, 30, 2, 17, 8]
    const first = totals(
      tables.map((value, table) => ({ table, value })),
      7,
    )
    const second = totals(
      tables.map((value, table) => ({ table, value: value + 2 })),
      7,
    )
    const found = differenceOf(second, first, 'mean')
    expect(found?.value).toBeCloseTo(2, 10)
    expect((found?.interval?.high ?? 9) - (found?.interval?.low ?? 0)).toBeLessThan(1e-6)
    const shares = [0, 1, 2, 3, 4, 5]
    const [women, men] = [
      totals(
        shares.flatMap((table) => saying(table, table, 6)),
        6,
      ),
      totals(
        shares.flatMap((table) => saying(table, table + 1, 6)),
        6,
      ),
    ]
    const together = differenceOf(men, women, 'share')
    const apart = differenceOf(
      totals(
        shares.flatMap((table) => saying(table, table + 1, 6)),
        12,
      ),
      totals(
        shares.flatMap((table) => saying(table + 6, table, 6)),
        12,
      ),
      'share',
    )
    expect(together?.value).toBeCloseTo(1 / 6, 10)
    const width = (of: typeof together): number => (of?.interval?.high ?? 0) - (of?.interval?.low ?? 0)
    expect(width(together)).toBeLessThan(width(apart) / 5)
  })

  /** Four tables at a site where most say yes, and eight elsewhere where few do. */
  const hall = [
    ...[9, 8, 7, 9].flatMap((yes, table) => saying(table, yes, 10)),
    ...[2, 3, 1, 2, 4, 3, 2, 1].flatMap((yes, n) => saying(4 + n, yes, 10)),
  ]
  const split = (people: readonly Person[], here: (person: Person) => boolean, tables = 12) => {
    const [all, part] = [totals(people, tables), totals(people.filter(here), tables)]
    const base = restOf(all.base, part.base)
    return { part, rest: { base, counts: restCounts(all.counts, part.counts, base) } }
  }

  it('[STAT4] is specific where the interval of the difference leaves out none; too few tables or people are said', () => {
    const site = split(hall, ({ table }) => table < 4)
    expect(against(site.part, site.rest, 'share')).toMatchObject({ says: 'specific' })
    expect(against(site.part, site.rest, 'share').difference).toBeCloseTo(0.825 - 0.225, 10)
    const alike = split(hall, ({ table }) => table === 5 || table === 8 || table === 1)
    expect(against(alike.part, alike.rest, 'share').says).toBe('none-seen')
    const table = split(hall, ({ table }) => table === 0)
    expect(against(table.part, table.rest, 'share')).toEqual({ says: 'too-few', difference: null, interval: null })
    const nine = split(
      [...saying(0, 5, 5), ...saying(1, 4, 4), ...saying(2, 0, 9), ...saying(3, 0, 9)],
      (one) => one.table < 2,
      4,
    )
    expect(against(nine.part, nine.rest, 'share').says).toBe('too-few')
    // Nobody of ten at two tables, where one of ten says so elsewhere, is no finding.
    const none = split(
      [...saying(0, 0, 5), ...saying(1, 0, 5), ...[2, 3, 4, 5, 6, 7, 8, 9].flatMap((at) => saying(at, 1, 10))],
      (one) => one.table < 2,
      10,
    )
    expect(against(none.part, none.rest, 'share').says).toBe('none-seen')
  })

  it('[STAT4] finds something where there is nothing in no more than 5 of 100 sites, few tables or many', () => {
    const seed = 99
    const next = seeded(seed).next
    for (const here of [2, 4, 10]) {
      let [found, means] = [0, 0]
      const halls = 300
      for (let hall = 0; hall < halls; hall += 1) {
        const people = Array.from({ length: 20 }, (_, table) => {
          const leaning = 0.6 * next()
          return Array.from({ length: 8 }, () => ({ table, value: next() < leaning ? 1 : 0 }))
        }).flat()
        const { part, rest } = split(people, ({ table }) => table < here, 20)
        if (against(part, rest, 'share').says === 'specific') found += 1
        const many = people.map((one) => ({ ...one, value: 5 + one.value * 3 + Math.round(2 * next()) }))
        const mean = split(many, ({ table }) => table < here, 20)
        if (against(mean.part, mean.rest, 'mean').says === 'specific') means += 1
      }
      expect(found / halls, `seed ${seed}, ${here} tables`).toBeLessThan(0.075)
      expect(means / halls, `seed ${seed}, means, ${here} tables`).toBeLessThan(0.075)
    }
  })

  it('[STAT5] says without which tables an order or a finding falls', () => {
    const base = totals(hall, 12)
    const no = totals(
      hall.map((one) => ({ ...one, value: 1 - one.value })),
      12,
    )
    const sure = standing([base.counts, no.counts], base.base)
    expect(sure).toMatchObject({ order: true, falls: [] })
    // 51 yes and 69 no in all: without table 0 it is 42 to 68.
    expect(sure?.moves).toBeCloseTo(51 / 120 - 42 / 110, 10)
    // Three tables, 14 to 13: without the first it is the other way, without the second level is no order any more.
    const close = [...saying(0, 7, 9), ...saying(1, 5, 9), ...saying(2, 2, 9)]
    const [yes, nay] = [
      totals(close, 3),
      totals(
        close.map((one) => ({ ...one, value: 1 - one.value })),
        3,
      ),
    ]
    expect(standing([yes.counts, nay.counts], yes.base)).toMatchObject({ order: false, falls: [0, 1] })
    // What was level said no order, and may part.
    const level = [...saying(0, 3, 4), ...saying(1, 1, 4)]
    const [up, down] = [
      totals(level, 2),
      totals(
        level.map((one) => ({ ...one, value: 1 - one.value })),
        2,
      ),
    ]
    expect(standing([up.counts, down.counts], up.base)).toMatchObject({ order: true, falls: [] })
    const one = totals(saying(0, 3, 4), 1)
    expect(standing([one.counts], one.base)).toBeNull()
    const site = split(hall, ({ table }) => table < 4)
    expect(whole(findingFalls(site.part, site.rest, 'share'))).toEqual([])
    // Two tables carry a site: without either there is one, and nothing is said any more.
    const two = split(
      [...saying(0, 10, 10), ...saying(1, 10, 10), ...[2, 3, 4, 5, 6, 7].flatMap((at) => saying(at, 1, 10))],
      (person) => person.table < 2,
      8,
    )
    expect(against(two.part, two.rest, 'share').says).toBe('none-seen')
    const three = split(
      [
        ...[0, 1, 2].flatMap((at) => saying(at, 12, 12)),
        ...[3, 4, 5, 6, 7].flatMap((at) => saying(at, 1 + (at % 2), 10)),
      ],
      (person) => person.table < 3,
      8,
    )
    expect(against(three.part, three.rest, 'share').says).toBe('specific')
    expect(whole(findingFalls(three.part, three.rest, 'share'))).toEqual([0, 1, 2])
  })
})
