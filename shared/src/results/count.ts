/**
 * Answers counted by what was said and by parts of the people: whole numbers of people beside sums of weights by table, of which
 * every share, mean and interval is made. Each answer is looked at once.
 */
import type { LocalText } from '../dialogue/programme.ts'
import type { Answer, Item, Unit } from '../dialogue/items.ts'
import { baseOf, countIn, takeIn, type Base, type Counts } from '../statistics/totals.ts'
import { slice } from './cases.ts'
import { isValid, valueOf, type Rows } from './rows.ts'

/** Who is counted: lists of one order, one place per answer (people, tables) that was asked for. */
export type Counting = {
  readonly item: Item
  readonly unit: Unit
  /** Whether shares are of everybody who was asked. */
  readonly ofAll: boolean
  readonly rows: Rows
  readonly given: readonly (Answer | null)[]
  /** A cluster of each. */
  readonly cluster: readonly number[]
  readonly clusters: number
  readonly weight: readonly number[]
  /** Of each the columns that it is in; null: in none, not even in that of all. */
  readonly columns: readonly (readonly number[] | null)[]
  readonly parts: readonly Part[]
}
/** `apart`: its people sat at one table, so that nothing is said of how it would be at another. */
export type Part = { readonly key: string; readonly text: LocalText; readonly apart: boolean }

/** What was counted of one column. */
export type Sums = {
  /** People, answers or tables that its shares are of. */
  count: number
  readonly base: Base
  /** By row: how many, and the weights by cluster. */
  readonly counts: number[]
  readonly rows: readonly Counts[]
  /** Of numbers: of whom, their sums by cluster, and each with its weight. */
  readonly mean: { readonly base: Base; readonly counts: Counts; readonly values: [number, number][] }
  /** Of rankings by row, and of points: sums and weights. */
  readonly ranks: readonly Weighted[]
  readonly centre: { readonly x: Weighted; readonly y: Weighted }
}
type Weighted = { sum: number; weight: number }
/** Null where nobody with a weight said anything. */
export const meanIn = ({ sum, weight }: Weighted): number | null => (weight > 0 ? sum / weight : null)

const none = (): Weighted => ({ sum: 0, weight: 0 })
const add = (to: Weighted, value: number, weight: number): void => {
  to.sum += value * weight
  to.weight += weight
}

function sumsOf({ rows }: Rows, clusters: number, numbers: boolean): Sums {
  return {
    count: 0,
    base: baseOf(clusters),
    counts: rows.map(() => 0),
    rows: rows.map(() => new Float64Array(clusters)),
    mean: { base: baseOf(numbers ? clusters : 0), counts: new Float64Array(numbers ? clusters : 0), values: [] },
    ranks: rows.map(none),
    centre: { x: none(), y: none() },
  }
}

/** Who has a weight of 0 is counted, and is in no share. */
export function* countedIn(counting: Counting): Generator<undefined, readonly Sums[]> {
  const { item, unit, ofAll, rows, given, cluster, clusters, weight, columns, parts } = counting
  const numbers = item.type === 'scale' || item.type === 'number'
  const all = parts.map(({ apart }) => sumsOf(rows, apart ? 1 : clusters, numbers))
  const keys = rows.rows.map(({ key }) => key)
  for (let n = 0; n < given.length; n += 1) {
    if (n % slice === slice - 1) yield
    const [here, answer = null] = [columns[n], given[n]]
    if (here === null || here === undefined) continue
    const valid = isValid(item, answer)
    const said = valid ? rows.of(answer) : []
    // Of answers only those who gave any.
    if (unit === 'answers' ? said.length === 0 : !valid && !ofAll) continue
    const [by, value] = [weight[n] ?? 0, valid ? valueOf(answer) : null]
    for (const column of here) {
      const sums = all[column]
      if (sums === undefined) continue
      const at = parts[column]?.apart === true ? 0 : (cluster[n] ?? 0)
      takeIn(sums.base, at, by)
      sums.count += unit === 'answers' ? said.length : 1
      if (unit === 'answers') sums.base.weight[at] = (sums.base.weight[at] ?? 0) + by * (said.length - 1)
      for (const row of said) {
        sums.counts[row] = (sums.counts[row] ?? 0) + 1
        const counts = sums.rows[row]
        if (counts !== undefined) countIn(counts, at, 1, by)
      }
      if (value !== null) {
        takeIn(sums.mean.base, at, by)
        countIn(sums.mean.counts, at, value, by)
        sums.mean.values.push([value, by])
      }
      if (answer?.type === 'ranking' && valid)
        answer.order.forEach((option, place) => {
          const rank = sums.ranks[keys.indexOf(option)]
          if (rank !== undefined) add(rank, place + 1, by)
        })
      if (answer?.type === 'placement' && valid) {
        add(sums.centre.x, answer.x, by)
        add(sums.centre.y, answer.y, by)
      }
    }
  }
  return all
}
