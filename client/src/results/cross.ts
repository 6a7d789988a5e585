/** By another item a table of both, and what can be said of it. Pure: page and file draw the same. */
import type { Row } from '@tablee/shared/results/told'
import type { MatrixCell, MatrixChart } from '../ui/figures/charts.ts'
import { columnName, leadOf, meanRow, named, typeWords, type ToldIn } from './model.ts'
import { meanIn, writesMean, writesShare, type Writes } from './words.ts'

/** By another item. `share`: of the column, or of the row. */
export function matrixChart(of: ToldIn, title: string, notes: readonly string[], share: 'column' | 'row'): MatrixChart {
  const { told, language, t } = of
  const order = [...told.columns.keys()].toSorted((a, b) => Number(a === 0) - Number(b === 0))
  const columns = order.flatMap((n) => told.columns[n] ?? [])
  const writes = writesShare(null, language)
  const lead = leadOf(of, null)
  const body = told.rows
    .filter(({ key }) => !key.endsWith(':indifferent'))
    .map((row) => ({
      key: row.key,
      name: named(row.text, row.key, language),
      cells: order.map((n) => matrixCell(row, n, share, writes)),
    }))
  const means = told.columns.some(({ mean }) => mean !== undefined)
    ? [
        {
          key: meanRow,
          name: t('mean'),
          cells: columns.map(
            ({ mean }): MatrixCell => ({
              count: mean?.value === undefined || mean.value === null ? '–' : writesMean(language).value(mean.value),
              share:
                mean?.interval === undefined || mean.interval === null
                  ? ''
                  : t('to', {
                      low: writesMean(language).bare(mean.interval.low),
                      high: writesMean(language).bare(mean.interval.high),
                    }),
              bar: null,
            }),
          ),
        },
      ]
    : []
  return {
    kind: 'matrix',
    title,
    lead: share === 'row' ? [{ text: t('leadRow') }, ...lead.slice(1)] : lead,
    notes,
    corner: t(typeWords[told.item.type], { min: told.item.range?.min ?? '', max: told.item.range?.max ?? '' }),
    unsaid: { few: t('withheld'), covered: t('withheldToo') },
    columns: columns.map((column) => ({
      key: column.key,
      name: column.key === 'all' ? t('byAll') : columnName(of, column),
      base:
        column.base === null
          ? ''
          : column.key === 'all'
            ? String(column.base)
            : t(told.unit === 'tables' ? 'restsOn' : 'restsOnPeople', { n: column.base }),
      total: column.key === 'all',
    })),
    rows: [...body, ...means],
  }
}
function matrixCell(row: Row, n: number, share: 'column' | 'row', writes: Writes): MatrixCell {
  const cell = row.cells[n]
  if (cell === undefined || cell.withheld !== undefined || cell.count === null)
    return { count: '', share: '', bar: null, withheld: cell?.withheld ?? 'covered' }
  const all = row.cells[0]?.count ?? null
  const of = share === 'column' ? cell.share : all === null || all === 0 ? null : cell.count / all
  return { count: String(cell.count), share: of === null ? '–' : writes.value(of), bar: of }
}

/** What is told of where people put something: the middle of each part, across and up. */
export function placedChart(of: ToldIn, title: string, notes: readonly string[]): MatrixChart {
  const { told, language, t } = of
  const columns = told.columns.map((column) => ({ ...column, name: columnName(of, column) }))
  const row = (axis: 'x' | 'y') => ({
    key: axis,
    name: t(axis === 'x' ? 'across' : 'up'),
    cells: columns.map(({ centre }): MatrixCell => {
      const value = centre?.[axis] ?? null
      return {
        count: value === null ? '–' : meanIn(value, language),
        share: '',
        bar: value === null ? null : value / 100,
      }
    }),
  })
  return {
    kind: 'matrix',
    title,
    lead: leadOf(of, null),
    notes,
    corner: t('typePlacement'),
    unsaid: { few: t('withheld'), covered: t('withheldToo') },
    columns: columns.map(({ key, name, base }) => ({
      key,
      name,
      base: base === null ? '' : t('restsOnPeople', { n: base }),
      total: key === 'all',
    })),
    rows: [row('x'), row('y')],
  }
}
/** What of a cross can be said: what is specific, the largest first; where nothing is, the largest difference and why it says nothing. */
export function sayings(of: ToldIn): readonly string[] {
  const { told, language, t } = of
  const writes = writesShare(null, language)
  const cells = told.rows.flatMap((row) =>
    row.cells.flatMap((cell, n) => {
      const column = told.columns[n]
      const { against, share } = cell
      if (column === undefined || against === undefined || against.difference === null || share === null) return []
      return [{ row, column, share, ...against, difference: against.difference }]
    }),
  )
  const sized = cells.toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
  const specific = sized.filter(({ says }) => says === 'specific')
  const told_ = specific.length > 0 ? specific.slice(0, 3) : sized.slice(0, 1)
  return told_.map(({ row, column, share, difference, interval, says }) =>
    t(interval === null || says === 'too-few' ? 'sayFew' : says === 'specific' ? 'saySpecific' : 'sayNone', {
      column: columnName(of, column),
      row: named(row.text, row.key, language),
      share: writes.value(share),
      rest: writes.value(share - difference),
      low: interval === null ? '' : writes.signed(interval.low),
      high: interval === null ? '' : writes.signed(interval.high),
    }),
  )
}
