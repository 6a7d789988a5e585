/**
 * Figures by country, site and group, attacked by brute force: every way in which the people of so many tables can have
 * answered, sorted by what is told. No number below 5 of any tables together may follow from it.
 */
import { describe, expect, it } from 'vitest'
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import { placeFigures, type PlacedRound } from '@tablee/shared/voices/place-figures'
import { partsToTell, type Placed } from '@tablee/shared/voices/places'
import { figuresOf } from '@tablee/shared/voices/tally'
import type { Figure } from '@tablee/shared/voices/figure'
import { items, options, scale, single, tableOf } from './voting.ts'

function* spreads(people: number, kinds: number): Generator<readonly number[]> {
  if (kinds === 1) yield [people]
  else
    for (let first = 0; first <= people; first++)
      for (const rest of spreads(people - first, kinds - 1)) yield [first, ...rest]
}
/** One choice of each list, in every combination. */
function* together<T>(lists: readonly (readonly T[])[]): Generator<readonly T[]> {
  const [first, ...more] = lists
  if (first === undefined) yield []
  else for (const one of first) for (const rest of together(more)) yield [one, ...rest]
}
const place = (country: string | null, site: string | null, group: string | null = null): Placed => ({
  country,
  site,
  group,
})
const short = ({ asked, valid, denominator, rows, mean }: Figure) => [
  asked,
  valid,
  denominator,
  mean,
  rows.map(({ count, rank }) => [count, rank]),
]

type Table = { readonly placed: Placed; readonly people: number }
function attack(
  name: string,
  item: Item,
  tables: readonly Table[],
  kinds: readonly (Answer | null)[],
  make: typeof placeFigures = placeFigures,
) {
  const sets = Array.from({ length: 2 ** tables.length - 1 }, (_, n) =>
    tables.flatMap((_, table) => (((n + 1) >> table) & 1 ? [table] : [])),
  )
  const alike = new Map<string, Map<string, Set<number>>>()
  const rounds = tables.map(({ people, placed }, table) =>
    [...spreads(people, kinds.length)].map((counts) => {
      const ballots = counts.flatMap((count, kind) =>
        Array.from({ length: count }, () => {
          const answer = kinds[kind] ?? null
          return answer === null ? null : { [item.id]: answer }
        }),
      )
      const round: PlacedRound = { ...tableOf(table + 1, ballots), placed }
      return { round, counts }
    }),
  )
  let [seen, told] = [0, 0]
  for (const day of together(rounds)) {
    seen++
    const units = day.map(({ round }) => round)
    const places = make([item], units, { asked: true })
    const whole = figuresOf({ items: [item], tables: units, outside: true })
    for (const { figures } of places)
      for (const { parts } of figures)
        for (const part of parts) {
          if (part === null) continue
          told++
          for (const { count } of part.rows)
            if (count !== null && count < 5) throw new Error(`${name}: ${count} is told`)
        }
    const view = JSON.stringify([
      whole.map(short),
      places.map(({ figures }) => figures.map(({ parts }) => parts.map((one) => (one === null ? null : short(one))))),
    ])
    const group = alike.get(view) ?? new Map<string, Set<number>>()
    alike.set(view, group)
    for (const set of sets)
      kinds.forEach((answer, kind) => {
        if (answer === null) return
        const secret = `${set.join('+')} ${kind}`
        const value = set.reduce((n, table) => n + (day[table]?.counts[kind] ?? 0), 0)
        group.set(secret, (group.get(secret) ?? new Set()).add(value))
      })
  }
  const broken: string[] = []
  for (const [view, group] of alike)
    for (const [secret, values] of group) {
      const [value] = values
      if (values.size === 1 && value !== undefined && value < 5) broken.push(`${secret} can only be ${value}; ${view}`)
    }
  console.log(`${name}: ${seen} days, ${alike.size} alike, ${told} parts told`)
  if (make === placeFigures) expect(broken.slice(0, 4), name).toEqual([])
  return { told, broken }
}

const two: Item = { ...items.single, options: options(2) }
const pair = [single('o1'), single('o2')]
/** How large the halls of the attack are; more with PLACES_SEATS. */
const most = Number(process.env['PLACES_SEATS'] ?? 11)

describe('by country, site and group', () => {
  it('[TAL15] two sites: none is told by what is left of the whole without the other', () => {
    const sites = (a: number, b: number) => [
      { placed: place('FR', 'Lyon'), people: a },
      { placed: place('FR', 'Lille'), people: b },
    ]
    let told = 0
    for (const [a, b] of [
      [4, 12],
      [9, 12],
      [most, most + 2],
      [10, 21],
    ] as const)
      told += attack(`two sites of ${a} and ${b}`, two, sites(a, b), pair).told
    expect(told).toBeGreaterThan(30)
    expect(
      attack('three answers', items.single, sites(most + 4, most + 5), ['o1', 'o2', 'o3'].map(single)).told,
    ).toBeGreaterThan(0)
    attack('some without an answer', two, sites(most, most + 1), [...pair, null])
    attack('of all who were asked', { ...two, base: 'all' }, sites(most + 4, most + 5), [...pair, null])
  })

  it('[TAL15] three and four sites in countries: not by the country without its sites, nor by what two cuts leave over', () => {
    const day = (placed: readonly Placed[], sizes: readonly number[]) =>
      placed.map((one, n) => ({ placed: one, people: sizes[n] ?? 0 }))
    const three = [place('FR', 'Lyon'), place('FR', 'Lille'), place('DE', 'Köln')]
    expect(attack('two countries', two, day(three, [6, most, most]), pair).told).toBeGreaterThan(20)
    attack('three sites', two, day(three, [most, most, most]), pair)
    const groups = [
      place('FR', 'Lyon', 'young'),
      place('FR', 'Lyon', 'all ages'),
      place('DE', 'Köln', 'young'),
      place('DE', 'Köln', 'all ages'),
    ]
    expect(attack('groups across sites', two, day(groups, [6, 7, 10, 10]), pair).told).toBeGreaterThan(20)
    const within = [
      place('FR', 'Lyon', 'young'),
      place('FR', 'Lyon'),
      place('FR', 'Lille'),
      place('DE', 'Köln', 'young'),
    ]
    attack('a group and tables without one', two, day(within, [6, 6, 7, 10]), pair)
  })

  it('[TAL15] a scale: means by site give no step away', () => {
    const sites = (a: number, b: number) => [
      { placed: place('FR', 'Lyon'), people: a },
      { placed: place('FR', 'Lille'), people: b },
    ]
    const of = (max: number): Item => ({ ...items.scale, max })
    expect(attack('scale of three', of(3), sites(8, 9), [1, 2, 3].map(scale)).told).toBeGreaterThan(0)
    expect(attack('scale of four', of(4), sites(6, 7), [1, 2, 3, 4].map(scale)).told).toBeGreaterThan(0)
    attack('scale of two', of(2), sites(12, 14), [1, 2].map(scale))
  })

  it('[RCM11] what tables recommend: for and against by site, and neither conditions nor anything that leads to fewer than five', () => {
    const item: Item = {
      id: 'rec',
      type: 'support',
      text: { en: 'One line' },
      table: 1,
      reasons: [],
      conditions: [{ id: 'c1', text: { en: 'if it is free' } }],
      objections: [],
      unit: 'people',
      base: 'valid',
    }
    const kinds: readonly Answer[] = [
      { type: 'support', value: 'yes' },
      { type: 'support', value: 'yes-if', why: { option: 'c1' } },
      { type: 'support', value: 'no' },
    ]
    const sites = (a: number, b: number) => [
      { placed: place('FR', 'Lyon'), people: a },
      { placed: place('FR', 'Lille'), people: b },
    ]
    let told = 0
    for (const [a, b] of [
      [most, most],
      [most + 2, most + 4],
      [6, most + 5],
    ] as const)
      told += attack(`recommended at ${a} and ${b}`, item, sites(a, b), kinds).told
    expect(told).toBeGreaterThan(0)
    attack('some who did not vote', item, sites(most - 3, most - 3), [...kinds, null])
    const none: Answer = { type: 'none', why: 'refused' }
    const many = (n: number, of: number) => Array.from({ length: n }, () => ({ rec: kinds[of] ?? none }))
    const units = [
      { ...tableOf(1, [...many(6, 0), ...many(6, 1), ...many(6, 2)]), placed: place('FR', 'Lyon') },
      { ...tableOf(2, [...many(7, 0), ...many(5, 1), ...many(8, 2)]), placed: place('FR', 'Lille') },
    ]
    const [by] = placeFigures([item], units, { asked: true })
    expect(by?.parts).toEqual(['Lille', 'Lyon'])
    expect(
      by?.figures[0]?.parts.map((part) => [part?.valid, part?.rows.map(({ key, count }) => [key, count])]),
    ).toEqual([
      [
        20,
        [
          ['for', 12],
          ['no', 8],
        ],
      ],
      [
        18,
        [
          ['for', 12],
          ['no', 6],
        ],
      ],
    ])
    expect(by?.figures[0]?.parts.every((part) => part?.texts.length === 0)).toBe(true)
  })

  it('[TAL15] the attack finds what simple rules give away: each site told by itself, whenever its own numbers may be', () => {
    // Lyon 7 and 8, Lille 7 and 1: Lyon alone could be told, and the whole without it is Lille.
    const many = (n: number, option: string) => Array.from({ length: n }, () => ({ single: single(option) }))
    const units = [
      {
        ...tableOf(1, [...many(7, 'o1'), ...many(8, 'o2')]),
        placed: place('FR', 'Lyon'),
      },
      {
        ...tableOf(2, [...many(7, 'o1'), ...many(1, 'o2')]),
        placed: place('FR', 'Lille'),
      },
    ]
    const alone: typeof placeFigures = (all, of) => [
      {
        by: 'site',
        parts: ['Lille', 'Lyon'],
        figures: [
          {
            item: two.id,
            parts: of.map((one) => {
              const [figure] = figuresOf({ items: all, tables: [one], outside: true })
              return figure?.rows.every(({ count }) => count !== null) === true ? figure : null
            }),
          },
        ],
      },
    ]
    const tables = units.map(({ placed, seats }) => ({ placed, people: seats.length }))
    expect(attack('each by itself', two, tables, pair, alone).broken.length).toBeGreaterThan(0)
    const [sites] = placeFigures([two], units, { asked: true })
    expect(sites?.parts).toEqual(['Lille', 'Lyon'])
    expect(sites?.figures[0]?.parts).toEqual([null, null])
    const { parts } = partsToTell(
      units.map(({ placed }) => placed),
      () => 1,
      () => true,
    )
    expect(parts).toEqual({ country: ['FR'], site: ['Lille', 'Lyon'], group: [] })
    // Where no question can be told by parts there is nothing to choose.
    expect(placeFigures([items.text, items.table], units, { asked: true })).toEqual([])
  })
})
