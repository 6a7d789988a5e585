/**
 * A question answered inside, exactly: of people, answers or tables, by place or by what they said to another item, with
 * intervals that take a table as one. What may leave the house is told another way.
 */
import type { Item } from '../dialogue/items.ts'
import { against, findingFalls, type Part as Side } from '../statistics/difference.ts'
import { estimate, meanInterval, shareInterval } from '../statistics/estimate.ts'
import { deviation, median } from '../statistics/spread.ts'
import { standing } from '../statistics/standing.ts'
import { clustersIn, restCounts, restOf } from '../statistics/totals.ts'
import { weightingEffect } from '../statistics/weights.ts'
import type { Cases } from './cases.ts'
import { countedIn, meanIn, type Counting, type Sums } from './count.ts'
import { frameOf, plainRows, type Frame } from './frame.ts'
import { isValid } from './rows.ts'
import type { Question } from './question.ts'
import type { Against, Cell, Column, Refused, Row, Told } from './told.ts'

/** A part of the people and everybody else: by row, and of their numbers. */
type Beside = {
  readonly row: (row: number) => readonly [Side, Side]
  readonly mean: () => readonly [Side, Side]
}
/** What is told of one part is told with it; null of everybody. `apart`: of one table, which says nothing of others. */
type Compared = Beside | 'apart' | null

/** Yields so often that nobody waits for it; see `whole` of `cases`. */
export function* askInside(cases: Cases, question: Question): Generator<undefined, Told | Refused> {
  const frame = yield* frameOf(cases, question)
  if ('why' in frame) return frame
  const { asked, other, counting, bases } = frame
  const sums = yield* countedIn(counting)
  const [all] = sums
  if (all === undefined) return { why: 'no-item' }
  const columns: Column[] = []
  const cells: (readonly Cell[])[] = []
  const compared: Compared[] = []
  for (const [n, of] of sums.entries()) {
    const to = n === 0 ? null : counting.parts[n]?.apart === false ? beside(of, all) : 'apart'
    compared.push(to)
    yield
    columns.push(columnOf(frame, n, of, to))
    const made: Cell[] = []
    for (let row = 0; row < of.rows.length; row += 1) {
      yield
      made.push(cellOf(asked.item, of, row, to))
    }
    cells.push(made)
  }
  return {
    cut: cases.cut,
    question,
    way: 'inside',
    item: itemTold(asked.item),
    ...(other === null ? {} : { other: { text: other.item.text, type: other.item.type } }),
    unit: counting.unit,
    base: counting.ofAll ? 'all' : 'valid',
    ...bases,
    columns,
    rows: counting.rows.rows.map(
      ({ key, text }, row): Row => ({ key, text, cells: cells.flatMap((column) => column[row] ?? []) }),
    ),
    ...weightTold(question, counting),
    stands: frame.tables === null ? null : yield* standsOf(frame, all, { compared, columns, cells }, frame.tables),
    clusters: clustersIn(all.base),
  }
}

/** An item as it stands beside what is told of it. */
export const itemTold = (item: Item): Told['item'] => ({
  text: item.text,
  type: item.type,
  ...(item.type === 'scale'
    ? { range: { min: item.min, max: item.max }, ends: { low: item.low, high: item.high } }
    : {}),
})

function beside(part: Sums, all: Sums): Beside {
  const [base, numbers] = [restOf(all.base, part.base), restOf(all.mean.base, part.mean.base)]
  return {
    row(row) {
      const [mine, every] = [part.rows[row] ?? part.mean.counts, all.rows[row] ?? all.mean.counts]
      return [
        { counts: mine, base: part.base },
        { counts: restCounts(every, mine, base), base },
      ]
    },
    mean: () => [
      { counts: part.mean.counts, base: part.mean.base },
      { counts: restCounts(all.mean.counts, part.mean.counts, numbers), base: numbers },
    ],
  }
}

const few: Against = { says: 'too-few', difference: null, interval: null }
function againstOf(to: Compared, row: number | 'mean'): { readonly against?: Against } {
  if (to === null) return {}
  if (to === 'apart') return { against: few }
  return { against: row === 'mean' ? against(...to.mean(), 'mean') : against(...to.row(row), 'share') }
}

function cellOf(item: Item, of: Sums, row: number, to: Compared): Cell {
  const counts = of.rows[row]
  const share = counts === undefined ? null : estimate(counts, of.base)
  const ranks = of.ranks[row]
  return {
    count: of.counts[row] ?? 0,
    share: share?.value ?? null,
    interval: share === null || to === 'apart' ? null : shareInterval(share),
    ...(item.type === 'ranking' && ranks !== undefined ? { rank: meanIn(ranks) } : {}),
    ...againstOf(to, row),
  }
}

const isNumbers = ({ type }: Item): boolean => type === 'scale' || type === 'number'

function columnOf({ asked: { item }, counting, tables }: Frame, n: number, of: Sums, to: Compared): Column {
  const { key, text } = counting.parts[n] ?? { key: '', text: {} }
  const { counts, base, values } = of.mean
  const mean = isNumbers(item) ? estimate(counts, base) : null
  return {
    key,
    text,
    base: of.count,
    tables: tables === null ? null : clustersIn(of.base),
    ...(isNumbers(item)
      ? {
          mean: {
            value: mean?.value ?? null,
            spread: deviation(values),
            median: median(values),
            interval: mean === null || to === 'apart' ? null : meanInterval(mean),
            ...againstOf(to, 'mean'),
          },
        }
      : {}),
    ...(item.type === 'placement' ? { centre: { x: meanIn(of.centre.x), y: meanIn(of.centre.y) } } : {}),
  }
}

/** What the weights cost, of those whom shares are of. */
function weightTold({ weight }: Question, { weight: by, columns, given, ofAll, item }: Counting): Pick<Told, 'weight'> {
  if (weight === 'none') return {}
  const used = by.filter((_, n) => columns[n] !== null && (ofAll || isValid(item, given[n] ?? null)))
  const cost = weightingEffect(used)
  return {
    weight: {
      how: weight === 'given' ? 'given' : 'raked',
      sum: cost?.sum ?? 0,
      effective: cost?.effective ?? 0,
      designEffect: cost?.effect ?? 1,
      without: used.filter((one) => !(one > 0)).length,
    },
  }
}

/** Each table left out once: what is most of all, its order, and what is said to be specific to a part. */
function* standsOf(
  { asked: { item }, counting }: Frame,
  all: Sums,
  told: {
    readonly compared: readonly Compared[]
    readonly columns: readonly Column[]
    readonly cells: readonly (readonly Cell[])[]
  },
  tables: readonly number[],
): Generator<undefined, Told['stands']> {
  const numbers = isNumbers(item)
  const plain = plainRows(counting.rows.rows)
  const found = numbers
    ? standing([all.mean.counts], all.mean.base)
    : standing(
        plain.flatMap(({ row }) => all.rows[row] ?? []),
        all.base,
      )
  if (found === null) return null
  const falls = new Set(found.falls)
  for (const [n, to] of told.compared.entries()) {
    if (to === null || to === 'apart') continue
    if (told.columns[n]?.mean?.against?.says === 'specific')
      for (const at of yield* findingFalls(...to.mean(), 'mean')) falls.add(at)
    for (const [row, cell] of (told.cells[n] ?? []).entries()) {
      if (cell.against?.says !== 'specific') continue
      for (const at of yield* findingFalls(...to.row(row), 'share')) falls.add(at)
    }
  }
  return {
    tables: clustersIn(all.base),
    moves: found.moves,
    order: found.order,
    falls: [...falls].map((at) => tables[at] ?? 0).sort((a, b) => a - b),
  }
}
