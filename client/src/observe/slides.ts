/** Results as a wall shows them: one question at a time, so many of its rows as can be read from the back of the hall. */
import type { LocalText } from '@tablee/shared/dialogue/programme'
import { keyOf, type Figure } from '@tablee/shared/voices/figure'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { rangeOf, says, told, type Range } from '../ui/figures/range.ts'
import { pagesOf as pagesRanked, ranked, type RankedPage } from './ranked.ts'

type Common = { readonly id: string; readonly session: number; readonly title: LocalText }
/** What the hall recommends, some of it at a time. */
export type RankedSlide = Common & {
  readonly page: RankedPage
  readonly draw: { readonly seed: string; readonly most: number } | null
}
export type FigureSlide = Common & {
  readonly figure: Figure
  /** Of a scale whose steps may not be told. */
  readonly range: Range | null
  /** Where a question has more rows than a wall holds: this part of it, of so many. */
  readonly part: number
  readonly parts: number
}
export type Slide = FigureSlide | RankedSlide

/** Lines of 44 px letters that stand beneath a question and its base, above the closing line. */
const mostLines = 6
/** Why a question was put in other words stands beneath its base. */
const linesOfWhy = 2
/** Whose entry it is stands behind it. */
const lettersOfTable = 13
/** How many of them an option takes: in two directions its bars stand beneath its name, else beside it. */
const linesOf = (type: Figure['type'], { text, entry }: Figure['rows'][number]): number => {
  const longest =
    Math.max(1, ...Object.values(text).map((one) => one.length)) + (entry === undefined ? 0 : lettersOfTable)
  return type === 'choose' ? 1 + Math.ceil(longest / 42) : Math.ceil(longest / 20)
}

/** On a wall nobody reads what many people wrote. */
const onWall = (figure: Figure): boolean =>
  figure.denominator !== null && figure.type !== 'text' && figure.type !== 'recommendation' && says(figure)

/** Of the session that ran last among those with results: what the hall has just answered, the newest question first. */
export function slidesOf(results: ResultsAnswer | null, lang = 'en'): readonly Slide[] {
  const answered = (results?.steps ?? []).filter(({ figures }) => figures.some(onWall))
  const session = Math.max(0, ...answered.map((step) => step.session))
  const last = answered.filter((step) => step.session === session)
  // What was asked on the day is told behind the programme: the newest of it is what the hall waits for.
  return [
    ...last.filter(({ asked }) => asked === true).toReversed(),
    ...last.filter(({ asked }) => asked !== true),
  ].flatMap(({ step, title, figures, draw = null }): readonly Slide[] => [
    ...pagesRanked(ranked(figures), lang).map((page, index) => ({
      id: `${step} ranked ${index}`,
      session,
      title,
      page,
      draw,
    })),
    ...figures
      .filter((one) => one.type !== 'support' && onWall(one))
      .flatMap((whole) => {
        const figure = told(whole)
        const pages = pagesOf(figure)
        return pages.map((rows, index) => ({
          id: `${step} ${keyOf(figure)} ${index}`,
          session,
          title,
          figure: { ...figure, rows },
          range: figure.rows.length === 0 ? rangeOf(whole) : null,
          part: index + 1,
          parts: pages.length,
        }))
      }),
  ])
}

/** Rows of one option stay together. */
function pagesOf(figure: Figure): readonly (readonly Figure['rows'][number][])[] {
  const pages: Figure['rows'][number][][] = [[]]
  let lines = 0
  let option = ''
  for (const row of figure.rows) {
    // What was left open is what is neither: a wall says the two directions.
    if (row.key.endsWith(':indifferent')) continue
    const [of = ''] = row.key.split(':')
    if (of !== option) {
      const more = linesOf(figure.type, row)
      if (lines > 0 && lines + more > mostLines - (figure.worded === undefined ? 0 : linesOfWhy)) {
        pages.push([])
        lines = 0
      }
      lines += more
      option = of
    }
    pages.at(-1)?.push(row)
  }
  return pages
}
