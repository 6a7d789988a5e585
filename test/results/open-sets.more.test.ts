/**
 * The open survey sets, brought in as anybody brings them, asked as the page asks, and reckoned again here from their bare
 * files in another way: person by person, with quantiles by adding up areas. Read where they lie; nothing of them is here.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { askInside } from '@tablee/shared/results/ask'
import { whole, type Cases } from '@tablee/shared/results/cases'
import { changeInside } from '@tablee/shared/results/pairs'
import type { Question } from '@tablee/shared/results/question'
import { setCases } from '@tablee/shared/results/set-cases'
import type { Told } from '@tablee/shared/results/told'
import {
  noCodebook,
  readLabels,
  readTableSchema,
  together,
  type Codebook,
} from '@tablee/shared/formats/survey-codebook'
import { readSurvey, type SurveyOptions } from '@tablee/shared/formats/survey-read'
import { describe, expect, it } from 'vitest'

const data = resolve(import.meta.dirname, '../../../shared/data/surveys')
const here = existsSync(data)
if (!here) console.log('not run: no data (surveys)')
const text = (...path: string[]): string => readFileSync(join(data, ...path), 'utf8').replace(/^\ufeff/, '')

/** A table in no other way than by its quotes. */
function bare(source: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  let [cell, quoted] = ['', false]
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at] ?? ''
    if (sign === '"' && quoted && source[at + 1] === '"') cell += source[(at += 1)] ?? ''
    else if (sign === '"') quoted = !quoted
    else if (!quoted && (sign === ',' || sign === '\n')) {
      rows.at(-1)?.push(cell.replace(/\r$/, ''))
      cell = ''
      if (sign === '\n') rows.push([])
    } else cell += sign
  }
  if (cell !== '') rows.at(-1)?.push(cell)
  return rows.filter((row) => row.length > 1)
}
const people = (rows: readonly (readonly string[])[]): readonly Readonly<Record<string, string>>[] => {
  const [head = [], ...rest] = rows
  return rest.map((row) => Object.fromEntries(head.map((name, n) => [name, row[n] ?? ''])))
}

/** Half of 95 % of Student's t: the density added up by Simpson's rule until 0.475 of it is there. */
const areas = new Map<number, number>()
function student(freedom: number): number {
  const kept = areas.get(freedom)
  if (kept !== undefined) return kept
  const density = (at: number): number => (1 + (at * at) / freedom) ** (-(freedom + 1) / 2)
  // The whole of one side with the tail folded in: x = s / (1 - s).
  const steps = 20_000
  const side = Array.from({ length: steps }, (_, n) => {
    const s = (n + 0.5) / steps
    return density(s / (1 - s)) / (1 - s) ** 2
  }).reduce((sum, one) => sum + one / steps, 0)
  let [low, high] = [1, 15]
  while (high - low > 1e-9) {
    const to = (low + high) / 2
    let area = 0
    for (let n = 0; n < 400; n += 1) {
      const [from, wide] = [(to * n) / 400, to / 400]
      area += ((density(from) + 4 * density(from + wide / 2) + density(from + wide)) * wide) / 6
    }
    if (area / side < 0.95) low = to
    else high = to
  }
  areas.set(freedom, low)
  return low
}

type One = { readonly table: string; readonly value: number; readonly weight: number }
/** Mean and its interval, each person's own part of the error first, tables after. */
function reckoned(some: readonly One[]): {
  mean: number
  low: number
  high: number
  share: { low: number; high: number }
} {
  const all = some.reduce((sum, { weight }) => sum + weight, 0)
  const mean = some.reduce((sum, { value, weight }) => sum + value * weight, 0) / all
  const tables = [...new Set(some.map(({ table }) => table))].map((table) =>
    some.reduce((sum, one) => (one.table === table ? sum + (one.weight / all) * (one.value - mean) : sum), 0),
  )
  const middle = tables.reduce((sum, one) => sum + one, 0) / tables.length
  const variance = (tables.length * tables.reduce((sum, one) => sum + (one - middle) ** 2, 0)) / (tables.length - 1)
  const wide = student(tables.length - 1) * Math.sqrt(variance)
  const odds = (by: number): number => {
    const at = (mean / (1 - mean)) * Math.exp(by)
    return at / (1 + at)
  }
  const onLogit = wide / (mean * (1 - mean))
  return { mean, low: mean - wide, high: mean + wide, share: { low: odds(-onLogit), high: odds(onLogit) } }
}
const three = (...values: readonly (number | null | undefined)[]): readonly string[] =>
  values.map((one) => (one === null || one === undefined ? 'none' : (Math.round(one * 1000) / 1000).toFixed(3)))

function brought(name: string, source: string, book: Codebook, options: Omit<SurveyOptions, 'lang'> = {}): Cases {
  return setCases(readSurvey({ name, text: source }, book, { lang: 'en', ...options }).set, 1)
}
function told(cases: Cases, question: Partial<Question> & Pick<Question, 'of'>): Told {
  const one = whole(askInside(cases, { unit: 'people', base: 'valid', by: 'all', weight: 'none', ...question }))
  if ('why' in one) throw new Error(`${question.of} refused: ${one.why}`)
  return one
}
/** The question of a column, in a step. */
function itemOf(cases: Cases, column: string, step?: string): string {
  const id = column.toLowerCase()
  const found = [...cases.items.values()].find(
    (one) =>
      (one.item.id === id || Object.values(one.item.text).includes(column)) &&
      (step === undefined || one.step === step),
  )
  if (found === undefined) throw new Error(`no question of ${column}`)
  return found.name
}

describe.skipIf(!here)('America in One Room', () => {
  const file = here ? text('america-in-one-room', 'a1r_pre_post.csv') : ''
  const rows = people(bare(file))
  const gaps = ['77', '98', '-8', '']
  const items = Object.keys(rows[0] ?? {}).filter((name) => name.startsWith('Q'))
  const schema = {
    fields: items
      .flatMap((name) => [name, `T2${name}`])
      .map((name) => ({
        name,
        type: 'integer',
        constraints: { minimum: 0, maximum: 10 },
        missingValues: gaps.slice(0, 3).map((value) => ({ value, label: 'no opinion' })),
      })),
  }
  const cases = here
    ? brought(
        'a1r_pre_post.csv',
        file,
        together([
          readLabels(text('america-in-one-room', 'question_labels.csv'), 'labels.csv', 'en'),
          readTableSchema(JSON.stringify(schema), 'a1r_pre_post.csv', 'en'),
        ]),
        { after: 'T2', table: 'GROUP' },
      )
    : null
  const of = (column: string, which: (row: Readonly<Record<string, string>>) => boolean = () => true): readonly One[] =>
    rows.flatMap((row) =>
      gaps.includes(row[column] ?? '') || !which(row)
        ? []
        : [{ table: row['GROUP'] ?? '', value: Number(row[column]), weight: 1 }],
    )

  it('[FIG13] every item, before and after: of all and by party, mean and interval with tables as clusters, to three decimals', () => {
    if (cases === null) throw new Error('no data')
    const party = itemOf(cases, 'PARTYBEFORE')
    let compared = 0
    for (const column of items.flatMap((name) => [name, `T2${name}`])) {
      const wave = column.startsWith('T2') ? 'after' : 'before'
      const name = itemOf(
        cases,
        column.replace(/^T2/, ''),
        [...cases.items.values()].find((one) => one.wave?.wave === wave)?.step,
      )
      const all = told(cases, { of: name })
      const plain = reckoned(of(column))
      const [first] = all.columns
      expect([column, first?.base, all.clusters]).toEqual([column, of(column).length, 40])
      expect(three(first?.mean?.value, first?.mean?.interval?.low, first?.mean?.interval?.high), column).toEqual(
        three(plain.mean, plain.low, plain.high),
      )
      const by = told(cases, { of: name, by: { item: party } })
      for (const {
        text: { en, und },
        base,
        mean,
      } of by.columns.slice(1)) {
        const some = of(column, (row) => row['PARTYBEFORE'] === (en ?? und))
        const own = reckoned(some)
        expect([column, en ?? und, base]).toEqual([column, en ?? und, some.length])
        expect(three(mean?.value, mean?.interval?.low, mean?.interval?.high), `${column} ${en ?? und}`).toEqual(
          three(own.mean, own.low, own.high),
        )
        compared += 1
      }
      // Each step of a published item: its share of all, and its interval.
      if (!/Q2[A-I]$/.test(column)) continue
      for (const {
        key,
        cells: [cell],
      } of all.rows) {
        const share = reckoned(of(column).map((one) => ({ ...one, value: one.value === Number(key) ? 1 : 0 })))
        if (share.mean > 0)
          expect(three(cell?.share, cell?.interval?.low, cell?.interval?.high), `${column} ${key}`).toEqual(
            three(share.mean, share.share.low, share.share.high),
          )
      }
    }
    expect(compared).toBe(items.length * 2 * 3)
  })

  it('[FIG13] the published items by table, and by party at each table: base, mean and shares', () => {
    if (cases === null) throw new Error('no data')
    const party = itemOf(cases, 'PARTYBEFORE')
    for (const column of ['Q2A', 'Q2B', 'Q2I']) {
      const name = itemOf(cases, column, [...cases.items.values()].find((one) => one.wave?.wave === 'before')?.step)
      const parties = whole(askInside(cases, { of: party, unit: 'people', base: 'valid', by: 'all', weight: 'none' }))
      if ('why' in parties) throw new Error(parties.why)
      for (const where of [null, ...parties.rows]) {
        const by = told(cases, {
          of: name,
          by: 'table',
          ...(where === null ? {} : { where: [{ item: party, is: where.key }] }),
        })
        const wanted = where === null ? null : (where.text['en'] ?? where.text['und'])
        for (const { key, base, mean } of by.columns.slice(1)) {
          const some = of(column, (row) => row['GROUP'] === key && (wanted === null || row['PARTYBEFORE'] === wanted))
          expect([column, key, base]).toEqual([column, key, some.length])
          if (some.length > 0)
            expect(three(mean?.value)).toEqual(three(some.reduce((sum, { value }) => sum + value, 0) / some.length))
        }
      }
    }
  })

  it('[FIG9] the nine published items by pairs: net change and its interval by tables', () => {
    if (cases === null) throw new Error('no data')
    for (const [column = '', , , difference] of bare(
      text('america-in-one-room', 'published_immigration_table.csv'),
    ).slice(1)) {
      const name = itemOf(cases, column, [...cases.items.values()].find((one) => one.wave?.wave === 'before')?.step)
      const pairs = whole(changeInside(cases, { of: name }))
      if ('why' in pairs) throw new Error(pairs.why)
      const both = rows.filter((row) => !gaps.includes(row[column] ?? '') && !gaps.includes(row[`T2${column}`] ?? ''))
      const plain = reckoned(
        both.map((row) => ({
          table: row['GROUP'] ?? '',
          value: Number(row[`T2${column}`]) - Number(row[column]),
          weight: 1,
        })),
      )
      expect([column, pairs.pairs]).toEqual([column, both.length])
      expect(three(pairs.mean?.difference, pairs.mean?.interval?.low, pairs.mean?.interval?.high), column).toEqual(
        three(plain.mean, plain.low, plain.high),
      )
      // Published is the difference of two means, of whoever answered each: near that of pairs, on a scale from 0 to 1.
      expect(Math.abs((pairs.mean?.difference ?? 0) / 10 - Number(difference)), column).toBeLessThan(0.012)
    }
  })
})

describe.skipIf(!here)('nonvoters 2020', () => {
  it('[FIG13] every question of few answers: weighted shares and intervals, and how many people the weights leave', () => {
    const file = text('nonvoters-2020', 'nonvoters_data.csv')
    const rows = people(bare(file))
    const columns = Object.keys(rows[0] ?? {})
    const book = readTableSchema(
      JSON.stringify({
        fields: columns
          .filter((one) => one.startsWith('Q'))
          .map((name) => ({
            name,
            missingValues: [
              { value: '-1', label: 'refused' },
              { value: 'NA', label: 'not asked' },
            ],
          })),
      }),
      'nonvoters_data.csv',
      'en',
    )
    const cases = brought('nonvoters_data.csv', file, book)
    let compared = 0
    // Not Q1: everybody is a citizen, and what all say has another interval.
    for (const column of ['Q20', 'Q21', 'Q2_1', 'voter_category', 'race', 'gender', 'educ', 'income_cat']) {
      const one = told(cases, { of: itemOf(cases, column), weight: 'given' })
      const some = rows.filter((row) => !['-1', 'NA', ''].includes(row[column] ?? ''))
      const weights = some.map((row) => Number(row['weight']))
      const [sum, squares] = [weights.reduce((a, b) => a + b, 0), weights.reduce((a, b) => a + b * b, 0)]
      expect([column, one.valid, one.clusters]).toEqual([column, some.length, some.length])
      expect(three(one.weight?.effective, one.weight?.designEffect), column).toEqual(
        three(sum ** 2 / squares, (some.length * squares) / sum ** 2),
      )
      compared += one.rows.length
      for (const {
        key,
        text: said,
        cells: [cell],
      } of one.rows) {
        // Each person a cluster: the plain formula, and nobody has to be looked for.
        const yes = (row: Readonly<Record<string, string>>): number =>
          row[column] === (said['en'] ?? said['und'] ?? key) ? 1 : 0
        const share = some.reduce((all, row) => all + yes(row) * Number(row['weight']), 0) / sum
        const errors = some.reduce((all, row) => all + (Number(row['weight']) * (yes(row) - share)) ** 2, 0)
        const wide = 1.9602 * Math.sqrt((errors / sum ** 2) * (some.length / (some.length - 1)))
        const odds = (by: number): number => 1 / (1 + (1 / share - 1) * Math.exp(-by / (share * (1 - share))))
        expect(three(cell?.share, cell?.interval?.low, cell?.interval?.high), `${column} ${key}`).toEqual(
          three(share, odds(-wide), odds(wide)),
        )
        expect(cell?.count).toBe(some.filter((row) => yes(row) === 1).length)
      }
    }
    expect(compared).toBe(25)
  })
})

describe.skipIf(!here)('the Remesh dialogue', () => {
  it('[FIG4] its published table by segment, all nineteen columns of each poll', () => {
    const folder = 'remesh-foreign-intervention'
    const cases = brought('participants.csv', text(folder, 'foreign_intervention_participants.csv'), noCodebook)
    const published = bare(text(folder, 'foreign_intervention_aggregate.csv'))
    const head = published.find((row) => row[0] === 'Question ID') ?? []
    const [party, age] = [
      itemOf(cases, 'What political party do you most identify with?'),
      itemOf(cases, 'What is your age?'),
    ]
    const region =
      [...cases.items.values()].find((one) =>
        Object.values(one.item.text)[0]?.startsWith('What best describes the region'),
      )?.name ?? ''
    const keyOf = (name: string, said: string): string => {
      const found = told(cases, { of: name }).rows.find((row) => Object.values(row.text).includes(said))
      if (found === undefined) throw new Error(`no answer ${said}`)
      return found.key
    }
    const ages = ['18-24', '25-34', '35-44', '45-54', '55-64', '65+']
    /** People of a segment who answered so, and all who answered. */
    function segment(of: string, answer: string, column: string): readonly [number, number] {
      const within = (
        by: Question['by'],
        keys: readonly string[],
        where: Question['where'] = [],
      ): readonly [number, number] => {
        const one = told(cases, { of, by, where })
        const row = one.rows.find(({ text: said }) => Object.values(said).includes(answer))
        const places = one.columns.flatMap(({ key, text: said }, n) =>
          keys.includes(key) || keys.includes(Object.values(said)[0] ?? '') ? [n] : [],
        )
        return [
          places.reduce((all, n) => all + (row?.cells[n]?.count ?? 0), 0),
          places.reduce((all, n) => all + (one.columns[n]?.base ?? 0), 0),
        ]
      }
      const by = /^O(\d): (.*) \(\d+\)$/.exec(column)
      if (by !== null) return within({ item: [party, age, region][Number(by[1]) - 1] ?? '' }, [by[2] ?? ''])
      const both = /^(young|older) (republicans|democrats|independents)/.exec(column)
      if (both === null) return within('all', ['all'])
      const of_ =
        { republicans: 'Republican', democrats: 'Democrat', independents: 'Other/Independent' }[both[2] ?? ''] ?? ''
      return within({ item: age }, both[1] === 'young' ? ages.slice(0, 2) : ages.slice(2), [
        { item: party, is: keyOf(party, of_) },
      ])
    }
    let compared = 0
    for (const [, type, question = '', answer = '', ...shares] of published) {
      if (type !== 'Poll Single Select') continue
      const of = itemOf(cases, question)
      for (const [n, share] of shares.entries()) {
        const column = head[n + 4] ?? ''
        const [yes, base] = segment(of, answer, column)
        expect(`${((100 * yes) / base).toFixed(1)}%`, `${question}: ${answer}: ${column}`).toBe(share)
        // The segment has as many people as its head says, where everybody answered.
        expect(base, column).toBeLessThanOrEqual(Number(/\((\d+)\)$/.exec(column)?.[1]))
        compared += 1
      }
    }
    expect(compared).toBeGreaterThanOrEqual(12 * 19)
  })
})
