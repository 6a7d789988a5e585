/** What is told of a question, in words: what a figure and its parts are called, what is counted, and of whom. Pure. */
import { shownIn, type LocalText } from '@tablee/shared/dialogue/programme'
import type { Language } from '@tablee/shared/i18n/index'
import { listedApart } from '@tablee/shared/i18n/language'
import type { Translate } from '@tablee/shared/i18n/translator'
import type { Listed } from '@tablee/shared/results/listed'
import type { Column, Told } from '@tablee/shared/results/told'
import type { Lead } from '../ui/figures/charts.ts'
import type { resultsMessages } from './messages/index.ts'
import { writesMean } from './words.ts'

export type Says = Translate<keyof typeof resultsMessages.en>
/** All that its words are made of. */
export type ToldIn = {
  readonly told: Told
  readonly item: Listed | null
  readonly language: Language
  readonly t: Says
}

/** What a figure is called: an item that ends as a question takes no colon, and none of its signs before a comma. */
export const answerTitle = (item: string, answer: string, t: Says): string =>
  t(/[.?!؟…:]$/.test(item.trim()) ? 'titleAfter' : 'titleOf', { item, answer })
const bareOf = (item: string): string => item.trim().replace(/[\s\u00a0\u202f]*[.?!؟…:]+$/, '')
/** Of a cross: neither of the two ends as a question. */
export const crossTitle = (item: string, other: string, t: Says): string =>
  t('titleBy', { item: bareOf(item), other: bareOf(other) })

/** The row of a scale's or a number's mean. */
export const meanRow = 'mean'

/** Of everybody each answer of a scale, in the place of its mean. */
export const eachRow = 'each'

/** Answers that can be shown by place, in their order; of a scale its mean first. */
export function answersOf(told: Told): readonly { readonly key: string; readonly text: LocalText | null }[] {
  const rows = told.rows.filter(({ key }) => !key.endsWith(':indifferent'))
  const mean = told.columns.some((column) => column.mean !== undefined) ? [{ key: meanRow, text: null }] : []
  return [...mean, ...rows.map(({ key, text }) => ({ key, text }))]
}
/** Which answer is shown, of those that can be chosen; of everybody all stand there, of a scale its mean or each of them. */
export function shownRow(told: Told, wished: string | null): string {
  const first = firstAnswer(told)
  if (told.question.by === 'all')
    return first === meanRow && wished !== eachRow ? meanRow : first === meanRow ? eachRow : first
  return wished !== null && answersOf(told).some(({ key }) => key === wished) ? wished : first
}
/** What stands first where nobody has chosen: the mean, else the answer that most gave. */
export function firstAnswer(told: Told): string {
  const answers = answersOf(told)
  if (answers[0]?.key === meanRow) return meanRow
  const counted = told.rows.filter(({ key }) => answers.some((one) => one.key === key))
  const most = counted.toSorted((a, b) => (b.cells[0]?.count ?? -1) - (a.cells[0]?.count ?? -1))[0]
  return most?.key ?? ''
}

/** What people call it, else its key. */
export const named = (text: LocalText, key: string, language: Language): string => shownIn(text, language) || key

const regions = new Map<Language, Intl.DisplayNames>()
/** A country's code is said as the reader calls it. */
function regionIn(code: string, language: Language): string {
  if (!/^[A-Z]{2}$/.test(code)) return code
  let names = regions.get(language)
  if (names === undefined) regions.set(language, (names = new Intl.DisplayNames([language], { type: 'region' })))
  return names.of(code) ?? code
}

/** What a part of the people is called. */
export function columnName({ told, language, t }: ToldIn, column: Column): string {
  const { by } = told.question
  if (column.key === 'all') return t('allOf', { n: by === 'all' ? 1 : told.columns.length - 1 })
  if (column.key === 'none' && Object.keys(column.text).length === 0) return t('noAnswer')
  const text = named(column.text, column.key, language)
  return by === 'table' ? t('table', { n: text }) : by === 'country' ? regionIn(text, language) : text
}
/** What an answer is called. */
export function rowName({ told, language, t }: ToldIn, key: string): string {
  if (key === meanRow) return t('meanOf')
  if (key === eachRow) return t('eachAnswer')
  const row = told.rows.find((one) => one.key === key)
  return row === undefined ? key : named(row.text, row.key, language)
}

/** What stands over how many there are of them. */
export const headOf = (unit: Told['unit']) =>
  unit === 'people' ? 'ofPeople' : unit === 'tables' ? 'ofTables' : 'ofAnswers'

/** What is counted, and of whom: no figure without it. */
export function leadOf(of: ToldIn, row: string | null): Lead {
  const { told, item, language, t } = of
  const { unit, base, asked, valid, weight } = told
  const lead: { text: string; strong?: true }[] = []
  const crossed = typeof told.question.by === 'object'
  const n = told.columns[0]?.base ?? null
  if (crossed) {
    lead.push({
      text: t(unit === 'tables' ? 'leadColumnTables' : unit === 'answers' ? 'leadColumnAnswers' : 'leadColumn'),
    })
    if (asked !== null && n !== null) lead.push({ text: t('baseBoth', { n: asked, valid: n }), strong: true })
    else if (n !== null) lead.push({ text: t('baseOnly', { n }), strong: true })
    if (told.item.type === 'choose' && unit === 'people') lead.push({ text: t('moreThan') })
  } else {
    lead.push({ text: answeredHow(of, row) })
    const ends = (said: string, missing: number): void => {
      lead.push({ text: missing > 0 ? listedApart(language, [said, '']).trimEnd() : `${said}.`, strong: true })
      if (missing > 0) lead.push({ text: t('didNot', { n: missing }) })
    }
    if (unit === 'answers') {
      if (n !== null) ends(t('baseAnswers', { n }), 0)
    } else if (asked !== null && valid !== null) {
      const tables = unit === 'tables'
      const all = t(tables ? 'baseAllTables' : 'baseAll', { n: asked })
      const some = t(tables ? 'baseValidTables' : 'baseValid', { n: asked, valid })
      ends(base === 'all' ? all : some, asked - valid)
    } else if (n !== null) lead.push({ text: t('baseOnly', { n }), strong: true })
  }
  if (item?.langs !== undefined && item.langs > 1 && !crossed) lead.push({ text: t('sameItem', { n: item.langs }) })
  if (weight !== undefined) {
    const effect = writesMean(language).bare(weight.designEffect)
    lead.push({
      text: t(weight.how === 'raked' ? 'weightedRaked' : 'weightedGiven', { n: Math.round(weight.effective), effect }),
    })
    if (weight.without > 0) lead.push({ text: t('without', { n: weight.without }) })
  }
  return lead
}
function answeredHow({ told, t }: ToldIn, row: string | null): string {
  if (told.item.type === 'placement') return t('leadPlaced')
  const { range } = told.item
  if (row === meanRow)
    return range === undefined ? t('leadMeanOpen') : t('leadMean', { min: range.min, max: range.max })
  if (told.unit === 'tables') return t('leadTables')
  if (told.unit === 'answers') return t('leadAnswers')
  if (told.item.type === 'ranking') return t('leadFirst')
  return t(told.item.type === 'choose' ? 'leadPeopleChoose' : 'leadPeople')
}

/** Words have no figure. */
export const hasFigure = ({ rows, columns }: Told): boolean =>
  rows.length > 0 || columns.some(({ mean, centre }) => mean !== undefined || centre !== undefined)

/** What sort of answer an item asks for, as a sentence of `resultsMessages`. */
export const typeWords = {
  agree: 'typeAgree',
  choose: 'typeChoose',
  single: 'typeSingle',
  ranking: 'typeRanking',
  scale: 'typeScale',
  placement: 'typePlacement',
  number: 'typeNumber',
  text: 'typeText',
  recommendation: 'typeRecommendation',
  support: 'typeSupport',
} as const satisfies Record<Told['item']['type'], keyof typeof resultsMessages.en>
