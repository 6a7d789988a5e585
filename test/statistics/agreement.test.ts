/** Krippendorff's alpha against his published examples, and its interval against coders whose agreement is known. */
import { describe, expect, it } from 'vitest'
import { agreeing, agreement, type Metric, type Unit } from '@tablee/shared/statistics/agreement'
import { seeded } from '../support/random.ts'

const chance = Uint8Array.from({ length: 16 }, (_, n) => 17 * n + 3)
/** A line of values for each coder, a dot where one gave none. */
function units(...coders: readonly string[]): Unit[] {
  const lines = coders.map((line) => line.split(' '))
  return (lines[0] ?? []).map((_, n) =>
    lines.map((line) => (line[n] === '.' ? null : (line[n] ?? '').charCodeAt(0) - '0'.charCodeAt(0))),
  )
}

/** Computing Krippendorff's Alpha-Reliability (2011), C: four observers, twelve units, some left out. */
const four = units(
  '1 2 3 3 2 1 4 1 2 . . .',
  '1 2 3 3 2 2 4 1 2 5 . 3',
  '. 3 3 3 2 3 4 2 2 5 1 .',
  '1 2 3 3 2 4 4 1 2 5 1 .',
)

/** By pairs of values, as the definition says, and not by a table of how often: slow, and another way. */
function byPairs(all: readonly Unit[], far: (a: number, b: number) => number): number {
  const coded = all.map((unit) => unit.filter((value) => value !== null)).filter(({ length }) => length > 1)
  const values = coded.flat()
  const pairs = (of: readonly number[]) => of.flatMap((a, n) => of.filter((_, m) => m !== n).map((b) => far(a, b)))
  const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0)
  const observed = sum(coded.map((unit) => sum(pairs(unit)) / (unit.length - 1))) / values.length
  return 1 - observed / (sum(pairs(values)) / (values.length * (values.length - 1)))
}

describe('agreement of coders', () => {
  it('[STAT9] is the alpha of the published examples: two observers, four, with units left out, by names, ranks, distances and proportions', () => {
    const published: readonly (readonly [readonly Unit[], Metric, string])[] = [
      [units('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0'), 'nominal', '0.095'],
      [units('a a b b d c c c e d d a', 'b a b b b c c c e d d d'), 'nominal', '0.692'],
      [four, 'nominal', '0.743'],
      [four, 'ordinal', '0.815'],
      [four, 'interval', '0.849'],
      [four, 'ratio', '0.797'],
    ]
    for (const [all, metric, expected] of published)
      expect(agreement(all, metric, chance).alpha?.toFixed(3), String(metric)).toBe(expected)
    // Units that one alone has coded say nothing; eleven are left.
    expect(agreement(four, 'nominal', chance)).toMatchObject({ units: 11, pairs: 55, percent: 43 / 55 })
  })

  it('[STAT9] is what every pair of values comes to, of any coders, gaps and rule of difference', () => {
    const seed = 5
    const { next, below } = seeded(seed)
    for (let round = 0; round < 30; round += 1) {
      const coders = 2 + below(4)
      const all = Array.from({ length: 15 }, () =>
        Array.from({ length: coders }, () => (next() < 0.2 ? null : below(5))),
      )
      const rules: readonly (readonly [Metric, (a: number, b: number) => number])[] = [
        ['nominal', (a, b) => (a === b ? 0 : 1)],
        ['interval', (a, b) => (a - b) ** 2],
        ['ratio', (a, b) => (a === b ? 0 : ((a - b) / (a + b)) ** 2)],
        [(a, b) => Math.abs(a - b), (a, b) => Math.abs(a - b)],
      ]
      for (const [metric, far] of rules)
        expect(agreement(all, metric, chance).alpha, `seed ${seed}`).toBeCloseTo(byPairs(all, far), 10)
    }
  })

  it('[STAT9] has an interval that the same bytes give again, and none where all agree or a code is too rare', () => {
    const found = agreement(four, 'nominal', chance)
    expect(agreement(four, 'nominal', chance)).toEqual(found)
    expect(
      agreement(
        four,
        'nominal',
        chance.map((byte) => byte + 1),
      ).interval,
    ).not.toEqual(found.interval)
    expect(found.interval?.low).toBeLessThan(found.alpha ?? 0)
    expect(found.interval?.high).toBeGreaterThan(found.alpha ?? 1)
    expect(agreement(units('1 2 3 1', '1 2 3 1'), 'nominal', chance)).toMatchObject({
      alpha: 1,
      interval: null,
      percent: 1,
    })
    // Nobody ever saw it: as one, and yet nothing is known of how well it can be told.
    expect(agreement(units('0 0 0', '0 0 0'), 'nominal', chance)).toMatchObject({
      alpha: null,
      interval: null,
      percent: 1,
    })
    // Once by one of them: a third of all draws has nothing that differs.
    expect(agreement(units('0 0 0 0 0 1', '0 0 0 0 0 0'), 'nominal', chance).interval).toBeNull()
    expect(agreement([[1, null]], 'nominal', chance)).toEqual({
      alpha: null,
      interval: null,
      percent: null,
      units: 0,
      pairs: 0,
    })
    expect(agreement([], 'nominal', chance).alpha).toBeNull()
  })

  it('[STAT9] holds the agreement of two coders in 95 of 100 rounds of a hundred entries', () => {
    const seed = 77
    const { next, bytes } = seeded(seed)
    // Each sees one of four codes; with four fifths it is the one that is there, else any: alpha is the square of that.
    const code = (): number => Math.floor(4 * next())
    let held = 0
    const rounds = 60
    for (let round = 0; round < rounds; round += 1) {
      const all = Array.from({ length: 100 }, () => {
        const there = code()
        return [next() < 0.8 ? there : code(), next() < 0.8 ? there : code()]
      })
      const { interval } = agreement(all, 'nominal', bytes(16))
      if (interval !== null && interval.low <= 0.64 && interval.high >= 0.64) held += 1
    }
    expect(held / rounds, `seed ${seed}`).toBeGreaterThan(0.88)
    expect(held, `seed ${seed}`).toBeLessThan(rounds)
  })
})

it('[STAT9] of many values how they differ is asked once of each two, however often units are drawn, and others have a turn', () => {
  let asked = 0
  const far = (one: number, other: number): number => {
    asked += 1
    return one % 7 === other % 7 ? 0.5 : 1
  }
  const all = Array.from({ length: 100 }, (_, n) => [n, n % 3 === 0 ? n : (n + 7) % 100])
  const work = agreeing(all, far, new Uint8Array(16).fill(3))
  let [turns, step] = [0, work.next()]
  for (; step.done !== true; step = work.next()) turns += 1
  expect(step.value.interval).not.toBeNull()
  expect(asked).toBeLessThan(100 * 100)
  expect(turns).toBeGreaterThan(1_000)
})
