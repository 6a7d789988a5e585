/** By place a row for each part, of everybody a row for each answer: each plots and prints itself. Pure: page and file draw the same. */
import type { Against, Cell, Column } from '@tablee/shared/results/told'
import type { IntervalChart, IntervalRow } from '../ui/figures/charts.ts'
import { answersOf, columnName, headOf, leadOf, meanRow, named, type Says, type ToldIn } from './model.ts'
import { axisAround, tickIn, ticksOf, writesMean, writesShare, type Writes } from './words.ts'

/** How it stands against the others, in words and numbers. */
function againstOf(
  against: Against | undefined,
  writes: Writes,
  mean: boolean,
  t: Says,
): { says: string; difference: string } {
  if (against === undefined) return { says: '', difference: '' }
  const says = t(against.says === 'specific' ? 'specific' : against.says === 'none-seen' ? 'noneSeen' : 'tooFew')
  const { difference, interval } = against
  if (difference === null || interval === null) return { says, difference: '' }
  return {
    says,
    difference: t(mean ? 'differs' : 'points', {
      by: writes.signed(difference),
      low: writes.bare(interval.low),
      high: writes.bare(interval.high),
    }),
  }
}

type Line = {
  readonly key: string
  readonly name: string
  readonly all: boolean
  readonly column: Column
  readonly cell: Cell | null
}

function intervalRow(of: ToldIn, { key, name, all, column, cell }: Line, row: string, writes: Writes): IntervalRow {
  const { told, t } = of
  const mean = row === meanRow
  const value = mean ? (column.mean?.value ?? null) : (cell?.share ?? null)
  const interval = mean ? (column.mean?.interval ?? null) : (cell?.interval ?? null)
  const against = mean ? column.mean?.against : cell?.against
  const withheld = cell?.withheld
  // One table says nothing of the others: said of each, it would only be noise.
  const { says, difference } = all
    ? {
        says:
          told.clusters > 0 && told.question.by !== 'all'
            ? t(told.stands === null ? 'restsOnPeople' : 'restsOn', { n: told.clusters })
            : '',
        difference: '',
      }
    : told.question.by === 'table'
      ? { says: '', difference: '' }
      : againstOf(against, writes, mean, t)
  const common = { key, name, all, says, difference, here: !all && against?.says === 'specific' }
  if (!mean && (withheld !== undefined || value === null))
    return {
      ...common,
      here: false,
      point: null,
      interval: null,
      count: '',
      of: '',
      countOf: '',
      value: t(withheld === 'covered' ? 'withheldToo' : 'withheld'),
      range: '',
      withheld: withheld ?? 'covered',
    }
  return {
    ...common,
    point: value,
    interval,
    count: mean || cell === null || cell.count === null ? '' : String(cell.count),
    of: column.base === null ? '' : String(column.base),
    countOf:
      mean || cell === null || cell.count === null || column.base === null
        ? ''
        : t('countOf', { count: cell.count, n: column.base }),
    value: value === null ? '–' : writes.value(value),
    range: interval === null ? '' : t('to', { low: writes.bare(interval.low), high: writes.bare(interval.high) }),
  }
}

const quarters: readonly number[] = [0, 0.25, 0.5, 0.75, 1]

/** By place, one answer: a row for each part. Of everybody: a row for each answer. */
export function intervalChart(of: ToldIn, row: string, title: string, notes: readonly string[]): IntervalChart {
  const { told, language, t } = of
  const mean = row === meanRow
  const whole = told.columns[0]
  const writes = mean ? writesMean(language) : writesShare(whole?.base ?? null, language)
  const lines: readonly Line[] =
    told.question.by === 'all' && whole !== undefined
      ? answersOf(told).flatMap(({ key, text }): readonly Line[] =>
          text === null
            ? []
            : [
                {
                  key,
                  name: named(text, key, language),
                  all: false,
                  column: whole,
                  cell: told.rows.find((one) => one.key === key)?.cells[0] ?? null,
                },
              ],
        )
      : told.columns.map((column, n) => ({
          key: column.key,
          name: columnName(of, column),
          all: column.key === 'all',
          column,
          cell: told.rows.find((one) => one.key === row)?.cells[n] ?? null,
        }))
  const shown =
    told.question.by === 'all' && mean
      ? whole === undefined
        ? []
        : [{ key: 'all', name: columnName(of, whole), all: true, column: whole, cell: null }]
      : lines
  const rows = shown.map((line) => intervalRow(of, line, row, writes))
  const axis = mean
    ? (told.item.range ??
      axisAround(
        rows.flatMap(({ point, interval }) => [
          ...(point === null ? [] : [point]),
          ...(interval === null ? [] : [interval]),
        ]),
      ))
    : { min: 0, max: 1 }
  return {
    kind: 'intervals',
    title,
    lead: leadOf(of, row),
    notes,
    scale: {
      low: axis.min,
      high: axis.max,
      ticks: (mean ? ticksOf(axis) : quarters).map((at) => ({
        at,
        text: mean ? tickIn(at, language) : writesShare(null, language).value(at),
      })),
    },
    heads: {
      name: t(told.question.by === 'all' ? 'answer' : 'place'),
      plot: t(mean ? 'plotMean' : 'plot'),
      count: mean ? '' : t(told.item.type === 'choose' ? 'chose' : 'said'),
      of: t(headOf(told.unit)),
      value: t(mean ? 'mean' : 'share'),
      range: t('interval'),
      against: t('against'),
    },
    guide: rows.find(({ all }) => all)?.point ?? null,
    rows,
  }
}
