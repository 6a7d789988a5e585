/** A figure as it is told outside, in the rows and columns of what is asked: the same numbers as on walls and in files. */
import type { Figure, FigureRow } from '../voices/figure.ts'
import { itemTold } from './ask.ts'
import type { Asked } from './cases.ts'
import type { Question } from './question.ts'
import type { Cell, Column, Interval, Row, Told } from './told.ts'

export type Bases = Pick<Question, 'unit' | 'base'>
/** Intervals of one column; null where none may be told. */
export type Intervals = { readonly row: (key: string) => Interval | null; readonly mean: Interval | null }
export const noIntervals: Intervals = { row: () => null, mean: null }

/** Rows that are counted: of answers, those that give an option a voice. */
export const rowsFor = ({ rows, type }: Figure, { unit }: Bases): readonly FigureRow[] =>
  unit === 'answers' && type === 'choose' ? rows.filter(({ key }) => !key.endsWith(':indifferent')) : rows

/** Of what shares are, where that is told. */
export function baseOf(figure: Figure, { unit, base }: Bases): number | null {
  if (unit !== 'answers') return base === 'all' ? figure.asked : figure.valid
  const counts = rowsFor(figure, { unit, base }).map(({ count }) => count)
  return counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0)
}

/** As many columns as figures; `figures` of `null` are told by nothing but their name. */
export function toldOf(
  asked: Asked,
  question: Question,
  whole: Figure,
  columns: readonly {
    readonly key: string
    readonly figure: Figure | null
    readonly tables: number
    readonly intervals: Intervals
  }[],
  more: Pick<Told, 'cut' | 'stands' | 'clusters'>,
): Told {
  const { item } = asked
  const rows = rowsFor(whole, question)
  return {
    ...more,
    question,
    way: 'outside',
    item: itemTold(item),
    unit: question.unit,
    base: question.base,
    asked: whole.asked,
    valid: whole.valid,
    none: whole.none,
    columns: columns.map(
      ({ key, figure, tables, intervals }): Column => ({
        key,
        text: key === 'all' ? {} : { und: key },
        base: figure === null ? null : baseOf(figure, question),
        tables,
        ...(item.type === 'scale' || item.type === 'number'
          ? {
              mean: {
                value: figure?.mean ?? null,
                spread: figure === null ? null : spreadOf(figure),
                median: figure?.median ?? null,
                interval: figure?.mean == null ? null : intervals.mean,
              },
            }
          : {}),
        ...(item.type === 'placement'
          ? { centre: { x: figure?.centre?.x ?? null, y: figure?.centre?.y ?? null } }
          : {}),
      }),
    ),
    rows: rows.map(
      ({ key, text }): Row => ({
        key,
        text,
        cells: columns.map(({ figure, intervals }): Cell => {
          const row = figure?.rows.find((one) => one.key === key)
          const base = figure === null ? null : baseOf(figure, question)
          const count = row?.count ?? null
          const share = count === null || base === null || base === 0 ? null : count / base
          return {
            count,
            share,
            interval: share === null ? null : intervals.row(key),
            ...(item.type === 'ranking' ? { rank: row?.rank ?? null } : {}),
            ...(count === null ? { withheld: row?.withheld ?? 'covered' } : {}),
          }
        }),
      }),
    ),
  }
}
/** The standard deviation of a scale, of the rows that are told: all of them, or none. */
export function spreadOf({ type, rows, mean }: Figure): number | null {
  if (type !== 'scale' || mean === null || rows.length === 0) return null
  let [people, squares] = [0, 0]
  for (const { key, count } of rows) {
    if (count === null) return null
    people += count
    squares += count * (Number(key) - mean) ** 2
  }
  return people < 2 ? null : Math.sqrt(squares / (people - 1))
}

/**
 * Whether it holds whatever one table said: worked out of what is told and how many sit at the largest, so that it says nothing
 * more. Null where that alone does not say that it does.
 */
export function standsOutside(whole: Figure, question: Question, tables: number, largest: number): Told['stands'] {
  if (whole.type === 'number' || whole.type === 'placement' || whole.type === 'text' || question.unit !== 'people')
    return null
  const rows = rowsFor(whole, question).filter(({ key }) => key !== 'for' && !key.includes(':'))
  const [base, counts] = [baseOf(whole, question), rows.map(({ count }) => count)]
  if (tables < 2 || base === null || base <= largest || counts.length < 2) return null
  const known = counts.flatMap((count) => count ?? [])
  const sorted = known.toSorted((a, b) => b - a)
  if (known.length < counts.length || sorted.some((count, n) => n > 0 && (sorted[n - 1] ?? 0) - count <= largest))
    return null
  // Its people all said so, or none of them.
  const moves = Math.max(
    ...known.map((c) => Math.max(c / (base - largest) - c / base, c / base - (c - largest) / (base - largest))),
  )
  return { tables, moves: Math.min(1, Math.ceil(moves * 100) / 100), order: true, falls: [] }
}
