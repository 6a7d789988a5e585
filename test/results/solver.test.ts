/**
 * An audience that asks for what it likes, keeps all it was told, and has a solver. `LEAK_SETS`, `LEAK_FROM` (the first seed):
 * `pnpm test:fuzz` asks ten thousand.
 */
import { describe, expect, it } from 'vitest'
import { workedOut, type Attribute, type Fact, type Kind } from './attacker.ts'
import { attacked, type Day, type Size } from './leaving.ts'

const sets = Number(process.env['LEAK_SETS'] ?? 24)
const first = Number(process.env['LEAK_FROM'] ?? Date.now() % 1_000_000)
const small: Size = { twice: false, most: 1, places: 2 }
const several: Size = { twice: false, most: 0, places: 2, several: true }
const large: readonly Size[] = [
  { twice: false, most: 1, places: 3 },
  { twice: false, most: 2, places: 2 },
  { twice: true, most: 0, places: 2 },
  { twice: true, most: 1, places: 2 },
  several,
  { twice: false, most: 1, places: 1, several: true },
]

describe('whoever has a solver', () => {
  it(`[LEAK2] finds no number below five in what ${sets} halls tell (first seed ${first})`, () => {
    const told = new Map<string, number>()
    let [solved, audited] = [0, 0]
    for (let n = 0; n < sets; n += 1) {
      const size = sets > 24 ? (large[n % large.length] ?? small) : n % 4 === 3 ? several : small
      const found = attacked(first + n, size)
      expect(found.known.slice(0, 5), `seed ${first + n}, ${JSON.stringify(size)}`).toEqual([])
      solved += found.solved
      audited += found.audited
      for (const [how, times] of found.told) told.set(how, (told.get(how) ?? 0) + times)
    }
    console.log(`${audited} numbers below five, looked for ${solved} times`, Object.fromEntries([...told].sort()))
    for (const how of ['all told', 'site told', 'crossed told', 'crossed too-few', 'table not-outside'])
      expect(told.get(how) ?? 0, how).toBeGreaterThan(0)
  })

  it('[LEAK2] finds one as soon as one cell more is told: a site of those who live so and say so', () => {
    const one = ({ people }: Day): readonly Fact[] =>
      [0, 1].map((place) => {
        const times = (kind: Kind): number => Number(kind[0] === place && kind[1] === 0 && kind[2] === 0)
        return { times, is: people.filter((kind) => times(kind) === 1).length }
      })
    const found = Array.from({ length: 10 }, (_, seed) => attacked(seed + 1, small, one).known.length)
    expect(found.filter((known) => known > 0).length).toBeGreaterThan(1)
  })

  it('[TAL11] [LEAK2] finds nothing of the one who answered before alone, though all others are told', () => {
    // 18 and 20 who stayed, and who moved between the two: from sums of both times it followed which the one had said.
    expect(attacked(111, { twice: true, most: 0, places: 2 }).known).toEqual([])
  })

  it('[LEAK3] finds one where three questions are crossed each with each, though all that is told is of five and more', () => {
    const attributes: readonly Attribute[] = ['lives', 'stop', 'far'].map((name) => ({ name, values: 2 }))
    // Six each, and nobody who lives, votes and walks the first way, or the second way in all three.
    const kinds: readonly Kind[] = [
      [0, 0, 1],
      [0, 1, 0],
      [1, 0, 0],
      [1, 1, 0],
      [1, 0, 1],
      [0, 1, 1],
    ]
    const people = kinds.flatMap((kind) => Array.from({ length: 6 }, () => kind))
    const pair = (one: number, other: number): readonly Fact[] =>
      [0, 1].flatMap((a) =>
        [0, 1].map((b) => {
          const times = (kind: Kind): number => Number(kind[one] === a && kind[other] === b)
          return { times, is: people.filter((kind) => times(kind) === 1).length }
        }),
      )
    const known = (facts: readonly Fact[]) => workedOut(attributes, people, facts, () => 0.5).known
    expect(Math.min(...[...pair(0, 1), ...pair(0, 2), ...pair(1, 2)].map(({ is }) => is))).toBeGreaterThanOrEqual(5)
    expect(known([...pair(0, 1), ...pair(0, 2), ...pair(1, 2)])).toEqual([
      { group: 'lives=0 stop=0 far=0', count: 0 },
      { group: 'lives=1 stop=1 far=1', count: 0 },
    ])
    expect(known([...pair(0, 1), ...pair(0, 2)])).toEqual([])
  })
})
