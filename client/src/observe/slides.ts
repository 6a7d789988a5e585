/** Results as a wall shows them: one question at a time, so many of its rows as can be read from the back of the hall. */
import type { LocalText } from '@tablee/shared/dialogue/programme'
import type { Figure, ResultsAnswer } from '@tablee/shared/wire/voices'
import { rangeOf, type Range } from '../ui/figures/range.ts'

export type Slide = {
  readonly id: string
  readonly title: LocalText
  readonly figure: Figure
  /** Of a scale whose steps may not be told. */
  readonly range: Range | null
  /** Where a question has more rows than a wall holds: this part of it, of so many. */
  readonly part: number
  readonly parts: number
}

/** Rows of 44 px letters beneath a question, its base and a closing line; in two directions each takes two lines. */
const mostRows = ({ type }: Figure): number => (type === 'choose' ? 3 : 5)

/** Whether anything of what was answered may be said. */
export const says = ({ rows, mean, centre, texts }: Figure): boolean =>
  rows.some(({ count }) => count !== null) || mean !== null || centre !== null || texts.length > 0

/** On a wall nobody reads what many people wrote. */
const onWall = (figure: Figure): boolean => figure.denominator !== null && figure.type !== 'text' && says(figure)

/** Rows of which nothing may be said are no rows to read: a mean then stands for them. */
export const told = (figure: Figure): Figure =>
  figure.rows.length > 0 && figure.rows.every(({ count }) => count === null) ? { ...figure, rows: [] } : figure

/** Of the session that ran last among those with results: what the hall has just answered. */
export function slidesOf(results: ResultsAnswer | null): readonly Slide[] {
  const answered = (results?.steps ?? []).filter(({ figures }) => figures.some(onWall))
  const session = Math.max(0, ...answered.map((step) => step.session))
  return answered
    .filter((step) => step.session === session)
    .flatMap(({ step, title, figures }) =>
      figures.filter(onWall).flatMap((whole) => {
        const figure = told(whole)
        const pages = pagesOf(figure)
        return pages.map((rows, index) => ({
          id: `${step} ${figure.item} ${index}`,
          title,
          figure: { ...figure, rows },
          range: figure.rows.length === 0 ? rangeOf(whole) : null,
          part: index + 1,
          parts: pages.length,
        }))
      }),
    )
}

/** Rows of one option stay together; the pages are as even as can be. */
function pagesOf(figure: Figure): readonly (readonly Figure['rows'][number][])[] {
  // What was left open is what is neither: a wall says the two directions.
  const rows = figure.rows.filter(({ key }) => !key.endsWith(':indifferent'))
  const options = [...new Set(rows.map(({ key }) => key.split(':')[0]))]
  const pages = Math.max(1, Math.ceil(options.length / mostRows(figure)))
  const each = Math.ceil(options.length / pages)
  return Array.from({ length: pages }, (_, page) => {
    const here = new Set(options.slice(page * each, (page + 1) * each))
    return rows.filter(({ key }) => here.has(key.split(':')[0]))
  })
}
