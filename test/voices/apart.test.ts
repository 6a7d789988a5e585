/** Asked again of nearly the same people, or joined by a few: whoever subtracts learns nothing of fewer than five. */
import { tellsFew } from '@tablee/shared/voices/apart'
import { describe, expect, it } from 'vitest'
import { aHall, askedDay, fewestFollowing, joinedDay } from './apart.ts'

const seed = Number(process.env['APART_SEED'] ?? Date.now() % 1_000_000)
const days = 300

/** `sizes`: at how many tables how many people sit. Each question is asked of some tables and answered by all of them. */
function asked(sizes: readonly number[], questions: readonly (readonly number[])[]) {
  const hall = aHall()
  for (const [n, size] of sizes.entries()) {
    hall.table(n + 1)
    for (let person = 0; person < size; person += 1) hall.sits(n + 1, person % 2 === 0)
  }
  for (const [n, tables] of questions.entries()) {
    hall.ask(`q-${n}`, tables)
    for (const one of hall.seats) if (tables.includes(one.table)) hall.answers(`q-${n}`, one)
    for (const table of tables) hall.close(table, `q-${n}`)
  }
  const told = hall.told()
  return questions.map((_, n) => {
    const figure = told.get(`q-${n}`)
    return figure?.apart ?? figure?.valid
  })
}

describe('a question asked again', () => {
  it('[ASK17] of two tables and then of a third with a few people is not told the second time; of many it is', () => {
    expect(
      asked(
        [10, 10, 3],
        [
          [1, 2],
          [1, 2, 3],
        ],
      ),
    ).toEqual([20, 'asked'])
    expect(
      asked(
        [10, 10, 3],
        [
          [1, 2, 3],
          [1, 2],
        ],
      ),
    ).toEqual([23, 'asked'])
    expect(
      asked(
        [10, 10, 10],
        [
          [1, 2],
          [1, 2, 3],
        ],
      ),
    ).toEqual([20, 30])
    // Other people altogether, or the same ones.
    expect(asked([10, 3, 10], [[1, 2], [3]])).toEqual([13, 10])
    expect(
      asked(
        [10, 10],
        [
          [1, 2],
          [1, 2],
        ],
      ),
    ).toEqual([20, 20])
  })

  it('[ASK17] nor does a sum of three tell what no two of them do', () => {
    // The first and the second less the third are the few of table two.
    expect(
      asked(
        [8, 4, 8],
        [
          [1, 2],
          [2, 3],
          [1, 2, 3],
        ],
      ),
    ).toEqual([12, 12, 'asked'])
    const people = (from: number, to: number): ReadonlySet<string> =>
      new Set(Array.from({ length: to - from }, (_, n) => `${from + n}`))
    expect(tellsFew([people(0, 12), people(8, 20)])).toBe(false)
    expect(tellsFew([people(0, 12), people(8, 20), people(0, 20)])).toBe(true)
    expect(fewestFollowing([people(0, 12), people(8, 20), people(0, 20)])).toHaveLength(4)
  })

  it('[ASK17] nor of people who are nearly those of a site of which the programme tells by place', () => {
    const again = (...sites: readonly string[]) => {
      const hall = aHall({ planned: true })
      const sits = (table: number, people: number): void => {
        for (let person = 0; person < people; person += 1) hall.sits(table, person % 2 === 0)
      }
      const votes = (step: string, tables: readonly number[]): void => {
        for (const [n, one] of hall.seats.entries())
          if (tables.includes(one.table)) hall.answers(step, one, (['agree', 'disagree', 'pass'] as const)[n % 3])
        for (const table of tables) hall.close(table, step)
      }
      for (const table of [1, 2]) {
        hall.table(table, sites[table - 1])
        sits(table, 15)
        hall.open(table)
      }
      votes('vote', [1, 2])
      sits(1, 3)
      hall.ask('q-1', [1])
      votes('q-1', [1])
      const told = hall.told()
      return [told.get('vote')?.valid, told.get('q-1')?.apart ?? told.get('q-1')?.valid]
    }
    // Thirty and eighteen have fifteen in common, and nobody knows what those said.
    expect(again()).toEqual([30, 18])
    // Each site is told: eighteen without its fifteen are three.
    expect(again('Lyon', 'Aachen')).toEqual([30, 'asked'])
  })

  it(`[ASK17] on ${days} days of asking nobody can work out what fewer than five said, and what was told stays (seed ${seed})`, () => {
    let [told, withheld] = [0, 0]
    for (let day = seed; day < seed + days; day += 1) {
      const found = askedDay(day)
      expect(fewestFollowing(found.sets), `seed ${day}`).toBeNull()
      expect(found.changed, `seed ${day}`).toBe(0)
      told += found.sets.length
      withheld += found.withheld
    }
    expect(told).toBeGreaterThan(days / 2)
    expect(withheld).toBeGreaterThan(days / 10)
  })
})

describe('a table that joins when a figure is told', () => {
  it('[TAL16] is in it when five answered there, and with the next ones otherwise', () => {
    const hall = aHall({ planned: true })
    const joins = (table: number, people: number): void => {
      hall.table(table)
      for (let person = 0; person < people; person += 1) hall.sits(table, person % 2 === 0)
      hall.open(table)
      for (const one of hall.seats) if (one.table === table) hall.answers('vote', one)
      hall.close(table)
    }
    const told = () => [hall.told().get('vote')?.valid, hall.told().get('vote')?.apart]
    joins(1, 10)
    expect(told()).toEqual([10, undefined])
    joins(2, 4)
    expect(told()).toEqual([10, 'joined'])
    joins(3, 2)
    expect(told()).toEqual([16, undefined])
    joins(4, 6)
    expect(told()).toEqual([22, undefined])
  })

  it('[TAL16] that sat there before the others closed was waited for, however few they are', () => {
    const hall = aHall({ planned: true })
    for (const [table, people] of [
      [1, 10],
      [2, 3],
    ] as const) {
      hall.table(table)
      for (let person = 0; person < people; person += 1) hall.sits(table, person % 2 === 0)
    }
    for (const table of [1, 2]) {
      hall.open(table)
      for (const one of hall.seats) if (one.table === table) hall.answers('vote', one)
      hall.close(table)
    }
    expect(hall.told().get('vote')?.valid).toBe(13)
  })

  it(`[TAL16] on ${days} days each step in how many answered is of five or more (seed ${seed})`, () => {
    for (let day = seed; day < seed + days; day += 1) {
      const told = joinedDay(day)
      for (const [n, valid] of told.entries())
        if (n > 0) expect(valid - (told[n - 1] ?? 0), `seed ${day}: ${told.join()}`).toBeGreaterThanOrEqual(5)
    }
  })
})
