/** Who votes on which recommendations: by a printed seed, evenly, and the same for whoever works it out again. */
import { describe, expect, it } from 'vitest'
import type { Item } from '@tablee/shared/dialogue/items'
import { drawnOf, itemsOfSeat, seatsToDraw } from '@tablee/shared/voices/draw'
import { figuresOf } from '@tablee/shared/voices/tally'
import { said } from './voting.ts'

const hall = (tables: number, seats: number) => Array.from({ length: tables }, (_, n) => ({ table: n + 1, seats }))
const ids = (n: number) => Array.from({ length: n }, (_, at) => `r${at + 1}`)
const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 4294967296
}

describe('the draw', () => {
  for (const [tables, seats, items] of [
    [200, 8, 200],
    [71, 7, 37],
    [3, 8, 11],
    [12, 8, 12],
  ] as const)
    it(`[RCM3] ${tables} tables of ${seats}, ${items} recommendations: each of as many seats or one more, none twice, as evenly among those who really sit`, () => {
      const draw = { seed: 'a1b2c3d4', most: 10, tables: hall(tables, seats) }
      const drawn = drawnOf(draw, ids(items))
      const all = seatsToDraw(draw.tables)
      expect([...drawn.keys()]).toEqual(all)
      const asked = (of: Iterable<readonly string[]>): readonly number[] => {
        const sums = new Map(ids(items).map((id) => [id, 0]))
        for (const own of of) for (const id of own) sums.set(id, (sums.get(id) ?? 0) + 1)
        return [...sums.values()]
      }
      for (const own of drawn.values()) {
        expect(own).toHaveLength(Math.min(10, items))
        expect(new Set(own).size).toBe(own.length)
      }
      const whole = asked(drawn.values())
      expect(Math.max(...whole) - Math.min(...whole)).toBeLessThanOrEqual(1)
      // Two of three seats are taken: as chance has it, and no item is forgotten.
      const next = random(7)
      let [least, most] = [1, 1]
      for (let run = 0; run < 20; run += 1) {
        const sit = asked([...drawn].filter(() => next() < 2 / 3).map(([, own]) => own))
        const mean = sit.reduce((sum, one) => sum + one, 0) / sit.length
        least = Math.min(least, Math.min(...sit) / mean)
        most = Math.max(most, Math.max(...sit) / mean)
      }
      console.log(
        `draw of ${items} among ${all.length} seats: ${Math.min(...whole)} to ${Math.max(...whole)} each; of 20 halls two thirds full ${least.toFixed(2)} to ${most.toFixed(2)} of the mean`,
      )
      // Five spreads of chance, for how few sit in the smallest hall.
      const spread = 5 * Math.sqrt(1 / ((3 * (all.length * Math.min(10, items) * 2)) / (3 * items)))
      expect(least).toBeGreaterThan(Math.max(0, 1 - spread))
      expect(most).toBeLessThan(1 + spread)
      expect(drawnOf(draw, ids(items))).toEqual(drawn)
      expect(drawnOf({ ...draw, seed: 'a1b2c3d5' }, ids(items))).not.toEqual(drawn)
    })

  it('[RCM3] who comes after the draw is drawn for too; of no more items than one votes on everybody has all', () => {
    const item = (id: string): Item => ({
      id,
      type: 'support',
      text: { en: id },
      unit: 'people',
      base: 'valid',
      table: 1,
      reasons: [],
      conditions: [],
      objections: [],
    })
    const draw = { seed: 'x', most: 10, tables: hall(1, 8) }
    const many = ids(30).map(item)
    expect(new Set(itemsOfSeat(many, draw, 'T9-99')).size).toBe(10)
    const few = ids(4).map(item)
    expect(
      itemsOfSeat(few, draw, 'T1-01')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(ids(4))
    expect(itemsOfSeat(many, undefined, 'T1-01')).toBe(many)
  })
})

it('[RCM4] who was not drawn was not asked, and small numbers stand nowhere, of answers, conditions and reasons', () => {
  const items = ids(12).map(
    (id): Item => ({
      id,
      type: 'support',
      text: { en: id },
      unit: 'people',
      base: 'valid',
      table: 1,
      reasons: [],
      conditions: [{ id: 'e1', text: { en: 'if it is told' } }],
      objections: [],
    }),
  )
  const draw = { seed: 'seed', most: 6, tables: hall(10, 8) }
  const seats = seatsToDraw(draw.tables)
  const next = random(3)
  const casts = new Map(
    items.map(({ id }) => [
      id,
      new Map(
        seats.flatMap((seat) => {
          if (!itemsOfSeat(items, draw, seat).some((one) => one.id === id)) return []
          const chance = next()
          const answer =
            chance < 0.5
              ? ({ type: 'support', value: 'yes' } as const)
              : chance < 0.8
                ? ({
                    type: 'support',
                    value: 'yes-if',
                    why: chance < 0.75 ? { option: 'e1' } : { text: 'CANARY', lang: 'en' },
                  } as const)
                : ({ type: 'support', value: 'no' } as const)
          return [[seat as string, said(answer)] as const]
        }),
      ),
    ]),
  )
  const counting = { items, tables: [{ seats, round: { nodes: [], casts } }], draw }
  const whole = figuresOf(counting)
  for (const figure of whole) {
    expect(figure.asked).toBe(40)
    expect(figure.none.notAsked).toBe(40)
    const count = (key: string) => figure.rows.find((row) => row.key === key)?.count ?? 0
    expect(count('for')).toBe(count('yes') + count('yes-if'))
    expect(count('for') + count('no')).toBe(figure.valid)
    expect(count('if:e1') + count('if:own')).toBe(count('yes-if'))
  }
  const told = figuresOf({ ...counting, outside: true })
  for (const [n, figure] of told.entries()) {
    expect(figure.valid).toBe(whole[n]?.valid)
    for (const row of figure.rows) {
      const real = whole[n]?.rows.find(({ key }) => key === row.key)?.count ?? 0
      if (real < 5) expect(row.count).toBeNull()
    }
    const of = (key: string) => figure.rows.find((row) => row.key === key)?.count ?? null
    // A part that is told alone would tell the other.
    expect(of('if:e1') === null || of('if:own') !== null || of('yes-if') === null).toBe(true)
    if (of('if:own') === null) expect(figure.texts).toEqual([])
  }
  const mute = figuresOf({ ...counting, outside: true, says: () => false })
  expect(JSON.stringify(mute)).not.toContain('CANARY')
})
