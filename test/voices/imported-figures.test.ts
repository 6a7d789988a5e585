/** Figures of imported polls and surveys: a small set with every trap, and the real ones where they lie. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Figure } from '@tablee/shared/voices/figure'
import type { ImportedSet } from '@tablee/shared/voices/imported'
import { divisionsOf, importedChanges, importedFigures, weighedAll } from '@tablee/shared/voices/imported-figures'
import { readPolis, polisFile, type NamedText } from '@tablee/shared/formats/polis-read'
import { noCodebook, readTableSchema } from '@tablee/shared/formats/survey-codebook'
import { readSurvey } from '@tablee/shared/formats/survey-read'
import { polisSet, surveySet } from '../exchange/voices-files.ts'

const data = resolve(import.meta.dirname, '../../../shared/data')
const has = existsSync(join(data, 'EXPECTED.json'))
if (!has) console.log('not run: no data (figures of imported sets)')
const expected = has ? JSON.parse(readFileSync(join(data, 'EXPECTED.json'), 'utf8')) : {}

const survey = (): ImportedSet => {
  const files = surveySet()
  const book = readTableSchema(files['schema.json'], 'answers.csv', 'en')
  return readSurvey({ name: 'answers.csv', text: files['answers.csv'] }, book, {
    lang: 'en',
    after: 'T2',
    table: 'group',
  }).set
}
function poll(texts: Readonly<Record<string, string>>): ImportedSet {
  const files: Partial<Record<string, NamedText>> = {}
  for (const [name, text] of Object.entries(texts)) files[polisFile(name) ?? name] = { name, text }
  return readPolis(files as Parameters<typeof readPolis>[0], 'en').set
}
const figure = (set: ImportedSet, step: string, item: string, people: readonly number[] | null = null): Figure => {
  const found = importedFigures(set, people)
    .find((one) => one.step === step)
    ?.figures.find((one) => one.item === item)
  if (found === undefined) throw new Error(`no figure ${step} ${item}`)
  return found
}
const rows = ({ rows: all }: Figure) => all.filter(({ count }) => count !== 0).map(({ key, count }) => [key, count])
const near = (value: number | null | undefined, want: number) => expect(value ?? NaN).toBeCloseTo(want, 9)

describe('figures of an imported set', () => {
  it('[TAL14] counts are of people; shares, mean and median are weighted, and how much the weights leave is said', () => {
    const set = survey()
    // Weights 0.5, 1.25, 1, 0.75, 1.5 of a1 to a5.
    expect(weighedAll(set)).toMatchObject({ name: 'weight', sum: 5, without: 0 })
    near(weighedAll(set)?.effective, 25 / (0.25 + 1.5625 + 1 + 0.5625 + 2.25))
    // Q1 before: a1 0, a4 10, a5 4; a2 and a3 gave no answer.
    const before = figure(set, 'before', 'q1')
    expect([before.valid, before.denominator, rows(before)]).toEqual([
      3,
      3,
      [
        ['0', 1],
        ['4', 1],
        ['10', 1],
      ],
    ])
    near(before.mean, (0.75 * 10 + 1.5 * 4) / 2.75)
    expect(before.median).toBe(4)
    near(before.weight?.effective, 2.75 ** 2 / (0.25 + 0.5625 + 2.25))
    near(before.rows.find(({ key }) => key === '4')?.share, 1.5 / 2.75)
    expect(before.asked).toBe(5)
    // A weight of nothing is in no share, and is told.
    const texts = surveySet()
    const spoilt = { ...texts, 'answers.csv': texts['answers.csv'].replace('a5,1.5,', 'a5,0,') }
    const book = readTableSchema(spoilt['schema.json'], 'answers.csv', 'en')
    const without = readSurvey({ name: 'a.csv', text: spoilt['answers.csv'] }, book, { lang: 'en', after: 'T2' }).set
    expect(weighedAll(without)?.without).toBe(1)
    const again = figure(without, 'before', 'q1')
    expect([again.valid, again.weight?.without]).toEqual([3, 1])
    near(again.mean, 7.5 / 1.25)
  })

  it('[TAL14] people are divided as the file divides them: tables, categories, opinion groups', () => {
    const set = survey()
    const tables = divisionsOf(set).find(({ key }) => key === 'group')
    expect(tables?.parts.map(({ key, people }) => [key, people])).toEqual([
      ['1', [0, 1]],
      ['2', [2, 3, 4]],
    ])
    expect(rows(figure(set, 'before', 'q1', tables?.parts[1]?.people))).toEqual([
      ['4', 1],
      ['10', 1],
    ])
    const poll2 = poll(polisSet())
    expect(divisionsOf(poll2).map(({ parts }) => parts.map(({ key, people }) => [key, people]))).toEqual([
      [
        ['A', [0]],
        ['B', [1]],
        ['', [2]],
      ],
    ])
    // Of a person the last vote counts: 7 changed theirs on statement 0.
    expect(rows(figure(poll2, 'polis', 's0'))).toEqual([
      ['agree', 1],
      ['disagree', 1],
    ])
    // Weights and pairs: none is counted without the other.
    expect(importedChanges(set)).toEqual([])
  })

  it.skipIf(!has)(
    '[TAL14] nonvoters 2020: the published shares and what the weights leave, from the table as it is',
    () => {
      const want = expected['surveys/nonvoters-2020']
      const text = readFileSync(join(data, 'surveys/nonvoters-2020/nonvoters_data.csv'), 'utf8')
      const { set } = readSurvey({ name: 'nonvoters_data.csv', text }, noCodebook, { lang: 'en' })
      expect(Math.round((weighedAll(set)?.effective ?? 0) * 10) / 10).toBe(want.effective_n)
      const shares = (item: string) =>
        Object.fromEntries(
          figure(set, 'survey', item).rows.map(({ text: of, share }) => [
            Object.values(of)[0],
            Math.round((share ?? NaN) * 10_000) / 100,
          ]),
        )
      expect(shares('voter-category')).toEqual(want.voter_category_weighted)
      expect(shares('race')).toEqual(want.race_weighted)
      expect(shares('gender')).toEqual(want.gender_weighted)
      expect(
        Object.fromEntries(
          figure(set, 'survey', 'voter-category').rows.map(({ text: of, count }) => [Object.values(of)[0], count]),
        ),
      ).toEqual(want.voter_category_unweighted)
    },
  )

  it.skipIf(!has)(
    '[TAL14] five Polis conversations: every statement has the votes of its matrix, in all and in each group',
    () => {
      for (const folder of [
        '15-per-hour-seattle',
        'austria-climate.5twd2jsnkf.2022-08-08',
        'london.youth.policing',
        'scoop-hivemind.ubi',
        'vtaiwan.uberx',
      ]) {
        const want = expected[`polis/${folder}`]
        const at = join(data, 'polis', folder)
        const names = ['summary.csv', 'comments.csv', 'votes.csv', 'participants-votes.csv']
        const set = poll(Object.fromEntries(names.map((name) => [name, readFileSync(join(at, name), 'utf8')])))
        const all = importedFigures(set)[0]?.figures ?? []
        const sum = (figures: readonly Figure[], key: string) =>
          figures.reduce((n, one) => n + (one.rows.find((row) => row.key === key)?.count ?? 0), 0)
        const cells = (figures: readonly Figure[]) => ({
          '0': sum(figures, 'pass'),
          '1': sum(figures, 'agree'),
          '-1': sum(figures, 'disagree'),
        })
        expect(cells(all), folder).toEqual(want.cells)
        const [groups] = divisionsOf(set)
        const byGroup = (groups?.parts ?? []).map(({ people }) => cells(importedFigures(set, people)[0]?.figures ?? []))
        for (const vote of ['0', '1', '-1'] as const)
          expect(
            byGroup.reduce((n, one) => n + one[vote], 0),
            `${folder} ${vote}`,
          ).toBe(want.cells[vote])
        for (const [rate, votes, id] of want.top3_agree_rate) {
          const one = figure(set, 'polis', `s${id}`)
          expect([
            one.valid,
            Math.round((one.rows.find(({ key }) => key === 'agree')?.share ?? NaN) * 10_000) / 10_000,
          ]).toEqual([votes, rate])
        }
      }
    },
  )
})
