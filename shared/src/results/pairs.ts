/** Before and after, by pairs: what the same people said at two times, what each answer gained, and how far they lie apart. */
import type { Answer, Item } from '../dialogue/items.ts'
import { estimate, meanInterval } from '../statistics/estimate.ts'
import { deviation, entropy } from '../statistics/spread.ts'
import { baseOf, countIn, takeIn } from '../statistics/totals.ts'
import { itemTold } from './ask.ts'
import { slice, type Asked, type Cases } from './cases.ts'
import { plainRows } from './frame.ts'
import { wavesOf } from './listed.ts'
import { mayPool } from './pool.ts'
import type { ItemName } from './question.ts'
import { isOneClass, isValid, rowsOf, valueOf, type Rows } from './rows.ts'
import type { Pairs, Refused } from './told.ts'

/** `to` left out: the last time that it was asked; of the last itself, from the first time to it. */
export type ChangeQuestion = { readonly of: ItemName; readonly to?: ItemName }

type Pair = { readonly before: Answer; readonly after: Answer; readonly cluster: number }
/** `clusters`: how many tables they sat at the second time; people, where nobody sat at any. */
type Both = { readonly pairs: readonly Pair[]; readonly clusters: number; readonly once: Pairs['once'] }

/** Yields so often that nobody waits for it; see `whole` of `cases`. */
export function* changeInside(cases: Cases, question: ChangeQuestion): Generator<undefined, Pairs | Refused> {
  const times = timesOf(cases, question)
  if ('why' in times) return times
  const { from, to } = times
  const both = yield* pairsIn(cases, from, to)
  const { item } = from
  const given: Answer[] = []
  for (const { before, after } of both.pairs) given.push(before, after)
  const rows = rowsOf(item, 'people', given)
  yield
  const moves = movesOf(item, both, rows)
  yield
  const flows = isOneClass(item) || item.type === 'ranking' ? flowsOf(both, rows) : []
  yield
  const spread = spreadOf(item, both, rows)
  const net = yield* netOf(both, rows)
  return {
    cut: cases.cut,
    way: 'inside',
    from: from.name,
    to: to.name,
    item: itemTold(item),
    waves: { from: from.wave?.wave ?? '', to: to.wave?.wave ?? '' },
    pairs: both.pairs.length,
    once: both.once,
    ...moves,
    options: rows.rows.map(({ key, text }) => ({ key, text })),
    flows,
    net,
    ...(isNumbers(item) ? { mean: meanOf(both) } : {}),
    spread,
    clusters: both.clusters,
  }
}

const isNumbers = ({ type }: Item): boolean => type === 'scale' || type === 'number'

/** The two times, or why nobody is told of them. */
export function timesOf(
  { items }: Pick<Cases, 'items'>,
  { of, to }: ChangeQuestion,
): { readonly from: Asked; readonly to: Asked } | Refused {
  const asked = items.get(of)
  if (asked === undefined || (to !== undefined && !items.has(to))) return { why: 'no-item' }
  const waves = [...Map.groupBy(wavesOf({ items }, asked), ({ wave }) => wave).values()]
  const own = waves.findIndex((wave) => wave.some(({ item }) => item === of))
  const last = waves.length - 1
  const other =
    to === undefined ? (own === last ? 0 : last) : waves.findIndex((wave) => wave.some(({ item }) => item === to))
  if (asked.item.unit === 'tables' || own < 0 || other < 0 || own === other) return { why: 'no-pairs' }
  const [first = [], then = []] = [waves[Math.min(own, other)], waves[Math.max(own, other)]]
  const [from, second] = [first, then].map((wave) => items.get(wave[0]?.item ?? ''))
  if (from === undefined || second === undefined) return { why: 'no-pairs' }
  // Some read it in other words than the others: what moved may be the words.
  const split = [...first, ...then]
    .flatMap(({ item }) => items.get(item) ?? [])
    .find(({ worded }) => worded !== undefined)
  if (split !== undefined) return { why: 'other-words', ...(split.why === undefined ? {} : { sentence: split.why }) }
  const refused = mayPool([from, second])
  if (refused !== null) return refused
  return from.complete && second.complete ? { from, to: second } : { why: 'not-closed' }
}

function* pairsIn(cases: Cases, from: Asked, to: Asked): Generator<undefined, Both> {
  const [first, then] = [yield* cases.answered(from.name), yield* cases.answered(to.name)]
  const before = new Map<number, Answer>()
  for (let n = 0; n < first.given.length; n += 1) {
    if (n % slice === slice - 1) yield
    const answer = first.given[n] ?? null
    if (isValid(from.item, answer)) before.set(first.person[n] ?? -1, answer)
  }
  const pairs: Pair[] = []
  const known = new Map<string, number>()
  let late = 0
  for (let n = 0; n < then.given.length; n += 1) {
    if (n % slice === slice - 1) yield
    const [person = -1, table = -1, after = null] = [then.person[n], then.table[n], then.given[n]]
    if (!isValid(to.item, after)) continue
    const was = before.get(person)
    if (was === undefined) {
      late += 1
      continue
    }
    const name = cases.clustered && table >= 0 ? `t${table}` : `p${person}`
    const cluster = known.get(name) ?? known.size
    known.set(name, cluster)
    pairs.push({ before: was, after, cluster })
  }
  return { pairs, clusters: known.size, once: { before: before.size - pairs.length, after: late } }
}

/** What a choice of several says is the same only where all of it is. */
const sameRows = (rows: Rows, { before, after }: Pair): boolean => {
  const [was, is] = [rows.of(before), rows.of(after)]
  return was.length === is.length && was.every((row) => is.includes(row))
}

function movesOf(item: Item, { pairs }: Both, rows: Rows): Pick<Pairs, 'moved' | 'up' | 'down'> {
  if (!isNumbers(item))
    return { moved: rows.rows.length === 0 ? null : pairs.filter((pair) => !sameRows(rows, pair)).length }
  let [up, down] = [0, 0]
  for (const pair of pairs) {
    const by = numberOf(pair.after) - numberOf(pair.before)
    if (by > 0) up += 1
    if (by < 0) down += 1
  }
  return { moved: up + down, up, down }
}
const numberOf = (answer: Answer): number => valueOf(answer) ?? 0

function flowsOf({ pairs }: Both, rows: Rows): Pairs['flows'] {
  const flows = rows.rows.map(() => rows.rows.map(() => 0))
  for (const { before, after } of pairs) {
    const [[from = -1], [to = -1]] = [rows.of(before), rows.of(after)]
    const row = flows[from]
    if (row !== undefined && to >= 0) row[to] = (row[to] ?? 0) + 1
  }
  return flows
}

/** How much the mean of a number of each is larger afterwards, with the interval of the pairs' own differences. */
function changeIn({ pairs, clusters }: Both, number: (answer: Answer) => number): NonNullable<Pairs['mean']> {
  const base = baseOf(clusters)
  const counts = new Float64Array(clusters)
  let [before, after] = [0, 0]
  for (const pair of pairs) {
    const [was, is] = [number(pair.before), number(pair.after)]
    before += was
    after += is
    takeIn(base, pair.cluster)
    countIn(counts, pair.cluster, is - was)
  }
  const change = estimate(counts, base)
  if (change === null) return { before: null, after: null, difference: null, interval: null }
  return {
    before: before / pairs.length,
    after: after / pairs.length,
    difference: change.value,
    interval: meanInterval(change),
  }
}

const meanOf = (both: Both): NonNullable<Pairs['mean']> => changeIn(both, numberOf)
function* netOf(both: Both, { rows, of }: Rows): Generator<undefined, Pairs['net']> {
  const net: Pairs['net'][number][] = []
  for (const [row, { key }] of rows.entries()) {
    yield
    net.push({ key, ...changeIn(both, (answer) => (of(answer).includes(row) ? 1 : 0)) })
  }
  return net
}

function spreadOf(item: Item, { pairs }: Both, rows: Rows): Pairs['spread'] {
  const of = (time: 'before' | 'after'): number | null => {
    if (isNumbers(item)) return deviation(pairs.map((pair) => [numberOf(pair[time]), 1]))
    const counts = rows.rows.map(() => 0)
    for (const pair of pairs) for (const row of rows.of(pair[time])) counts[row] = (counts[row] ?? 0) + 1
    return entropy(plainRows(rows.rows).map(({ row }) => counts[row] ?? 0))
  }
  return { how: isNumbers(item) ? 'deviation' : 'entropy', before: of('before'), after: of('after') }
}
