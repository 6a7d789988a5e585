/** The sentences of a figure, and its numbers as the reader's language writes them. Pure: the same figure, the same words. */
import { withDigits } from '@tablee/shared/i18n/language'
import type { Figure, FigureRow } from '@tablee/shared/voices/figure'
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Language } from '@tablee/shared/i18n/index'
import type { Translate } from '@tablee/shared/i18n/translator'
import type { figureMessages } from './messages/index.ts'

export type FigureSays = Translate<keyof typeof figureMessages.en>

/** Of a thousand people and more a tenth of a per cent is somebody. */
export function percent(share: number, language: Language, of: number | null = null): string {
  const places = of !== null && of >= 1000 ? 1 : 0
  return new Intl.NumberFormat(withDigits(language), {
    style: 'percent',
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  }).format(share)
}

export const decimal = (value: number, language: Language): string =>
  new Intl.NumberFormat(withDigits(language), { maximumFractionDigits: 2 }).format(value)

/** "of 6 people who answered": the unit and the base of every share, or that there are too few for any. */
export function unitAndBase(figure: Figure, t: FigureSays): string {
  const { denominator, unit, base, weight } = figure
  if (denominator === null) return t('few')
  const of = unit === 'answers' ? t('answers', { n: denominator }) : t(`${unit}-${base}`, { n: denominator })
  return weight === undefined ? of : `${of} · ${t('weighted', { n: Math.round(weight.effective) })}`
}

/** What a row is called; the ends of a scale with their names. */
export function rowName(figure: Figure, row: FigureRow, index: number, language: Language, t: FigureSays): string {
  const { ends, rows } = figure
  const text = shownIn(row.text, language) || row.key
  const name = ends && index === 0 ? ends.low : ends && index === rows.length - 1 ? ends.high : null
  const said = name === null ? '' : shownIn(name, language)
  return said === '' ? text : t('end', { value: row.key, name: said })
}

/** Who answered, and why the others did not; empty where everybody did and the base says so already. */
export function turnout(figure: Figure, t: FigureSays): string {
  const { asked, valid, none, denominator, unit, weight } = figure
  if (denominator === null) return ''
  const parts = (['refused', 'notAsked', 'illegible'] as const).flatMap((why) => {
    const n = none[why]
    return n === null || n === 0 ? [] : [t(why, { n })]
  })
  const told = asked !== null && valid !== null && (asked !== valid || parts.length > 0 || unit === 'answers')
  if (weight !== undefined && weight.without > 0) parts.push(t('unweighed', { n: weight.without }))
  return [...(told ? [t(unit === 'tables' ? 'gave-tables' : 'gave-people', { n: asked, valid })] : []), ...parts].join(
    ' · ',
  )
}

/** What the shares add up to: said, because nobody can see it. */
export function closing(figure: Figure, t: FigureSays): string {
  if (figure.apart !== undefined) return t(`apart-${figure.apart}`)
  if (figure.denominator === null || figure.rows.length === 0) return ''
  if (figure.rows.some(({ withheld }) => withheld === 'covered')) return t('coveredWhy')
  if (figure.rows.some(({ withheld }) => withheld === 'few')) return ''
  switch (figure.type) {
    case 'choose':
      return t(figure.unit === 'answers' ? 'ofAnswers' : 'several')
    case 'ranking':
      return t('ranks')
    case 'agree':
    case 'single':
    case 'scale':
      return t(figure.base === 'all' && figure.valid !== figure.asked ? 'missing' : 'hundred')
    case 'placement':
    case 'number':
    case 'text':
    case 'recommendation':
    case 'support':
      return ''
  }
}
