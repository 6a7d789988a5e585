/** With which place a person's questionnaire leaves, and the figures that follow from it. */
import { describe, expect, it } from 'vitest'
import { silence, type Round, type SeatState } from '@tablee/shared/voices/fold'
import { roundName } from '@tablee/shared/voices/rows'
import type { Placed } from '@tablee/shared/voices/places'
import { seatCode, type BoardId, type SeatCode, type TableId } from '@tablee/shared/ids'
import { figuresCsv } from '@tablee/shared/formats/csv-figures'
import { csvTable } from '@tablee/shared/formats/csv-read'
import { resultsOfSnapshot } from '@tablee/shared/snapshot/results'
import type { Snapshot } from '@tablee/shared/snapshot/structure'
import { questionnairesIn } from '@tablee/shared/snapshot/voices-at-cut'
import type { SnapshotStep } from '@tablee/shared/snapshot/voices'
import { scale, said, single, options } from '../voices/voting.ts'
import { seeded } from '../support/seeded.ts'

type Table = { readonly placed: Placed; readonly before: number; readonly after: number }
const at = (country: string, site: string, before: number, after = before, group: string | null = null): Table => ({
  placed: { country, site, group },
  before,
  after,
})
const text = { en: 'A question' }
const step = (wave: 'before' | 'after'): SnapshotStep => ({
  id: wave,
  session: 1,
  title: text,
  kind: 'questionnaire',
  questionnaire: 'q',
  wave,
  items: [
    { id: 'who', type: 'single', text, unit: 'people', base: 'valid', options: options(2) },
    { id: 'trust', type: 'scale', text, unit: 'people', base: 'valid', min: 1, max: 5, low: text, high: text },
  ],
})
const steps = [step('before'), step('after')]

/** So many people at each table answer before, and so many of them after. */
function day(tables: readonly Table[], withPlaces = true) {
  const seats = new Map<SeatCode, SeatState>()
  const rounds = new Map<string, Round>()
  tables.forEach(({ before, after }, n) => {
    const [table, board] = [`t${n}` as TableId, `b${n}` as BoardId]
    for (let seat = 1; seat <= Math.max(before, after); seat++) {
      const code = seatCode(n + 1, seat)
      const consent = { version: 'v', quoted: true, observed: true, lang: 'en', how: 'paper' } as const
      seats.set(code, {
        seat: code,
        table,
        device: null,
        session: null,
        held: 'paper',
        consent,
        consentAt: 0,
        satAt: 0,
        pair: `p${n}-${seat}`,
      })
    }
    for (const [wave, people] of [
      ['before', before],
      ['after', after],
    ] as const) {
      const casts = (answer: (seat: number) => ReturnType<typeof scale>) =>
        new Map(Array.from({ length: people }, (_, seat) => [seatCode(n + 1, seat + 1) as string, said(answer(seat))]))
      rounds.set(roundName(board, wave), {
        board,
        step: wave,
        state: 'closed',
        openedAt: 0,
        closedAt: 1,
        revealedAt: null,
        nodes: [],
        sheets: new Map(),
        casts: new Map([
          ['who', casts((seat) => single(seat % 2 === 0 ? 'o1' : 'o2'))],
          ['trust', casts((seat) => scale(1 + ((seat * 3 + n) % 5)))],
        ]),
      })
    }
  })
  const voices = { ...silence, seats, rounds }
  const closed = ({ id }: SnapshotStep) =>
    tables.flatMap((_, n) => {
      const round = rounds.get(roundName(`b${n}` as BoardId, id))
      return round === undefined ? [] : [{ round, table: `t${n}` as TableId }]
    })
  const placed = (table: TableId): Placed =>
    tables[Number(table.slice(1))]?.placed ?? { country: null, site: null, group: null }
  const freeze = () => 'd'
  const boards = ({ session }: SnapshotStep) =>
    tables.map((_, n) => ({ board: `b${n}` as BoardId, table: `t${n}` as TableId, session }))
  return questionnairesIn(voices, steps, closed, withPlaces ? placed : null, freeze, boards)
}
/** How many rows of the first questionnaire leave with which place. */
function leaves(made: ReturnType<typeof day>, wave = 0): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {}
  for (const { country, site, group } of made[wave]?.people ?? []) {
    const key = [country ?? '?', site ?? '?', ...(group === undefined ? [] : [group])].join(' ')
    sums[key] = (sums[key] ?? 0) + 1
  }
  return sums
}
const four = (country: string, site: string, each: number) => Array.from({ length: 4 }, () => at(country, site, each))

describe('where a questionnaire was answered', () => {
  it('[SVO7] a row leaves with its site where 20 answered there, with its country where the site is too small', () => {
    const rows = day([
      ...four('FR', 'Lyon', 6),
      ...four('FR', 'Lille', 5),
      ...four('DE', 'Köln', 3),
      ...four('DE', 'Bonn', 3),
    ])
    expect(leaves(rows)).toEqual({ 'FR Lyon': 24, 'FR Lille': 20, 'DE ?': 24 })
    expect(leaves(day([...four('FR', 'Lyon', 6)]))).toEqual({ 'FR Lyon': 24 })
    expect(leaves(day([...four('FR', 'Lyon', 6)], false))).toEqual({ '? ?': 24 })
  })

  it('[SVO7] no site is told by the rows that are left without one, by the other wave, or as a table', () => {
    // Twelve in Köln would be all who are left: so Lille stays with them, and no country is told.
    expect(leaves(day([...four('FR', 'Lyon', 6), ...four('FR', 'Lille', 5), ...four('DE', 'Köln', 3)]))).toEqual({
      '? Lyon': 24,
      '? ?': 32,
    })
    // 24 before and 16 after: the pair joins the two.
    const fewer = day([
      ...four('FR', 'Lyon', 8),
      ...four('FR', 'Lille', 8),
      ...Array.from({ length: 4 }, () => at('FR', 'Brest', 6, 4)),
    ])
    expect([leaves(fewer), leaves(fewer, 1)]).toEqual([
      { 'FR Lyon': 32, 'FR ?': 56 },
      { 'FR Lyon': 32, 'FR ?': 48 },
    ])
    // A hall with one large table is that table.
    expect(leaves(day([...four('FR', 'Lyon', 10), ...four('FR', 'Lille', 8), at('FR', 'Brest', 25)]))).toEqual({
      'FR Lyon': 40,
      'FR ?': 57,
    })
    const groups = [
      at('FR', 'Lyon', 12, 12, 'young'),
      at('FR', 'Lyon', 12, 12, 'young'),
      at('FR', 'Lyon', 12),
      at('FR', 'Lyon', 12),
    ]
    expect(leaves(day(groups))).toEqual({ 'FR Lyon': 24, 'FR Lyon young': 24 })
    expect(
      leaves(day([...groups, at('FR', 'Lille', 30, 30, 'young'), at('FR', 'Lille', 3)]))['FR Lille young'],
    ).toBeUndefined()
  })

  it('[SVO7] whatever the hall: rows that say the same are of 20 people and two tables at least, in each wave', () => {
    const seed = Number(process.env['PLACES_SEED'] ?? 11)
    console.log(`places: seed ${seed}`)
    const random = seeded(seed)
    let told = 0
    for (let hall = 0; hall < 60; hall++) {
      const tables = Array.from({ length: 6 + random.below(14) }, () => {
        const site = random.below(5)
        const before = random.below(12)
        return at(
          site < 3 ? 'FR' : 'DE',
          `s${site}`,
          before,
          random.below(before + 1),
          random.below(2) === 0 ? null : 'g',
        )
      })
      const made = day(tables)
      made.forEach(({ people }) => {
        const classes = Map.groupBy(people, ({ country, site, group }) => JSON.stringify([country, site, group]))
        if (classes.size < 2) return
        told++
        for (const [name, rows] of classes) {
          expect(rows.length, `hall ${hall} ${name}`).toBeGreaterThanOrEqual(20)
          const all = new Set(
            made.flatMap((wave) =>
              wave.people
                .filter((one) => JSON.stringify([one.country, one.site, one.group]) === name)
                .map(({ pair }) => pair.split('-')[0]),
            ),
          )
          expect(all.size, `hall ${hall} ${name}`).toBeGreaterThan(1)
        }
      })
    }
    expect(told).toBeGreaterThan(10)
  })

  it('[SVO7] figures by site and country stand beside those of all, and say nothing where one of them is too small', () => {
    const tables = [...four('FR', 'Lyon', 10), ...four('FR', 'Lille', 8), ...four('DE', 'Köln', 7)]
    const boards = tables.map(({ placed }, n) => ({
      id: `b${n}`,
      number: n + 1,
      session: 1,
      site: placed.site,
      country: placed.country,
      voices: { seats: [], rounds: steps.map(({ id }) => ({ step: id, state: 'closed' })) },
    }))
    const snapshot = { boards, voices: { steps, questionnaires: day(tables) } } as unknown as Snapshot
    const [before] = resultsOfSnapshot(snapshot, new Map()).steps
    const [country, site] = before?.byPlace ?? []
    expect([country?.parts, site?.parts]).toEqual([
      ['DE', 'FR'],
      ['Köln', 'Lille', 'Lyon'],
    ])
    const who = site?.figures.find(({ item }) => item === 'who')?.parts
    expect(who?.map((one) => one?.rows.map(({ count }) => count))).toEqual([
      [16, 12],
      [16, 16],
      [20, 20],
    ])
    expect(country?.figures.find(({ item }) => item === 'who')?.parts.map((one) => one?.valid)).toEqual([28, 72])
    // The same as a table: of all, and of each part; a part of which nothing is told says so.
    const { rows } = csvTable(figuresCsv(snapshot, new Map()) ?? '', 'figures.csv')
    const said = (by: string, part: string) =>
      rows
        .filter(
          (row) =>
            row.get('step') === 'before' &&
            row.get('item') === 'who' &&
            row.get('by') === by &&
            row.get('part') === part,
        )
        .map((row) => [row.get('answer'), row.get('count'), row.get('of'), row.get('withheld')].join(' '))
    expect(said('all', '')).toEqual(['o1 52 100 ', 'o2 48 100 '])
    expect(said('site', 'Köln')).toEqual(['o1 16 28 ', 'o2 12 28 '])
    const small = {
      boards,
      voices: { steps, questionnaires: day([...tables, ...four('DE', 'Bonn', 1), at('DE', 'Bonn', 16)]) },
    } as unknown as Snapshot
    const lines = csvTable(figuresCsv(small, new Map()) ?? '', 'figures.csv').rows
    expect(lines.filter((row) => row.get('by') === 'site' && row.get('withheld') === 'part').length).toBeGreaterThan(0)
    for (const row of lines)
      if (row.get('count') !== '' && row.get('unit') === 'people')
        expect(Number(row.get('count'))).toBeGreaterThanOrEqual(5)
  })
})
