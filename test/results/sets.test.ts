/** What came with a file, asked as what was asked in the hall: its own tables, weights and groups. */
import { askInside } from '@tablee/shared/results/ask'
import { whole, type Cases } from '@tablee/shared/results/cases'
import type { Question } from '@tablee/shared/results/question'
import { setCases } from '@tablee/shared/results/set-cases'
import type { Refused, Told } from '@tablee/shared/results/told'
import { importedFigures } from '@tablee/shared/voices/imported-figures'
import type { SurveySet } from '@tablee/shared/voices/imported'
import { noCodebook } from '@tablee/shared/formats/survey-codebook'
import { readSurvey } from '@tablee/shared/formats/survey-read'
import { expect, it } from 'vitest'

const surveyOf = (text: string, weight?: string): SurveySet =>
  readSurvey({ name: 'survey.csv', text }, noCodebook, { lang: 'en', table: 'GROUP', weight }).set
const ask = (cases: Cases, question: Partial<Question> & Pick<Question, 'of'>): Told | Refused =>
  whole(askInside(cases, { unit: 'people', base: 'valid', by: 'all', weight: 'none', ...question }))
const told = (cases: Cases, question: Partial<Question> & Pick<Question, 'of'>): Told => {
  const one = ask(cases, question)
  if ('why' in one) throw new Error(`refused: ${one.why}`)
  return one
}

it('[FIG13] a survey that came with a file is told as its figures are: its weights, its tables, and who has no weight', () => {
  const rows = Array.from({ length: 60 }, (_, n) =>
    [`p${n}`, `G${n % 5}`, n === 7 ? '' : String(1 + (n % 3) / 2), n % 4 === 0 ? 'no' : 'yes', n % 7].join(','),
  )
  const set = surveyOf(['id,GROUP,weight,would ride,mood', ...rows].join('\n'), 'weight')
  const cases = setCases(set, 3)
  for (const figure of importedFigures(set).flatMap(({ figures }) => figures)) {
    const one = told(cases, { of: `survey/${figure.item}`, weight: 'given' })
    expect([one.asked, one.valid, one.none]).toEqual([figure.asked, figure.valid, figure.none])
    expect(one.weight).toMatchObject(figure.weight ?? {})
    expect(one.rows.map(({ key, cells: [cell] }) => [key, cell?.count])).toEqual(
      figure.rows.map(({ key, count }) => [key, count]),
    )
    for (const [n, { share }] of figure.rows.entries())
      expect(one.rows[n]?.cells[0]?.share).toBeCloseTo(share ?? Number.NaN, 12)
  }
  const [ride] = [...cases.items.keys()]
  expect([cases.cut, cases.tables.map(({ name }) => name)]).toEqual([3, ['G0', 'G1', 'G2', 'G3', 'G4']])
  const byTable = told(cases, { of: ride ?? '', by: 'table' })
  expect(byTable.columns.map(({ key, base }) => [key, base])).toEqual([
    ['all', 60],
    ...['G0', 'G1', 'G2', 'G3', 'G4'].map((key) => [key, 12]),
  ])
  expect([byTable.clusters, byTable.weight]).toEqual([5, undefined])
})

it('[FIG13] who sat at no tables is by themselves, and a file without weights has none', () => {
  const set = surveyOf(
    ['id,GROUP,q', ...Array.from({ length: 30 }, (_, n) => `p${n},,${n % 2 === 0 ? 'a' : 'b'}`)].join('\n'),
  )
  const cases = setCases(set, 1)
  const one = told(cases, { of: 'survey/q' })
  expect([one.clusters, one.stands, one.columns[0]?.tables]).toEqual([30, null, null])
  expect(ask(cases, { of: 'survey/q', weight: 'given' })).toEqual({ why: 'no-weights' })
})
