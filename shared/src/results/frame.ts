/**
 * Who is counted for a question, and how: the item (or several that are one), the parts of the people that it is told by, each
 * one's weight and table. Or why it cannot be asked.
 */
import type { Answer, Item } from '../dialogue/items.ts'
import { placeOf, slice, type Answered, type Asked, type Cases } from './cases.ts'
import type { Counting, Part } from './count.ts'
import { mayPool } from './pool.ts'
import type { ItemName, PlaceKind, Question, Where } from './question.ts'
import { isValid, rowsOf, type Rows } from './rows.ts'
import type { Refused } from './told.ts'
import { weightsFor } from './weigh.ts'

export type Frame = {
  readonly asked: Asked
  readonly other: Asked | null
  readonly counting: Counting
  /** By cluster the number of its table; null where nobody sat at tables. */
  readonly tables: readonly number[] | null
  /** Of everybody whom the question is about; `valid`: of those in the column of all. */
  readonly bases: {
    readonly asked: number | null
    readonly valid: number
    readonly none: { readonly refused: number; readonly notAsked: number; readonly illegible: number }
  }
}

/** Parts of the people: of each place in the lists those that it is in, or null where it is in none at all. */
type Parts = {
  readonly parts: readonly Part[]
  readonly of: (person: number, table: number) => readonly number[] | null
}

const whole: Part = { key: 'all', text: {}, apart: false }
/** Of who gave the other item no answer; only where shares are of everybody. */
export const noAnswerKey = 'none'

/** Yields now and then; see `whole` of `cases`. */
export function* frameOf(cases: Cases, question: Question): Generator<undefined, Frame | Refused> {
  const all = askedFor(cases, question)
  if ('why' in all) return all
  const [asked] = all
  const { item } = asked
  const unit = unitFor(item, question, all.length > 1)
  if (unit === null) return { why: 'other-unit' }
  const answered = yield* together(cases, all)
  if (unit === 'people' && all.length > 1 && new Set(answered.person).size < answered.person.length)
    return { why: 'other-unit' }
  const wheres: Belongs[] = []
  for (const where of question.where ?? []) {
    const belongs = yield* whereOf(cases, where, unit === 'tables')
    if (typeof belongs !== 'function') return belongs
    wheres.push(belongs)
  }
  const here: number[] = []
  for (let n = 0; n < answered.given.length; n += 1) {
    if (n % slice === slice - 1) yield
    const [person = -1, table = -1] = [answered.person[n], answered.table[n]]
    if (wheres.every((belongs) => belongs(person, table))) here.push(n)
  }
  const parts = yield* partsOf(cases, question, unit === 'tables', answered, here)
  if ('why' in parts) return parts
  if (unit === 'tables' && question.weight !== 'none') return { why: 'no-weights' }
  const among = unit === 'tables' ? [] : askedPeople(answered)
  yield
  const weights = unit === 'tables' ? null : yield* weightsFor(cases, question.weight, among)
  if (weights !== null && 'why' in weights) return weights
  yield
  const { cluster, clusters, tables } = clustersOf(cases, answered, here)
  yield
  const none = { refused: 0, notAsked: 0, illegible: 0 }
  let [sum, valid] = [0, 0]
  const columns: (readonly number[] | null)[] = []
  for (const [place, n] of here.entries()) {
    if (place % slice === slice - 1) yield
    const given = answered.given[n] ?? null
    if (isNotAsked(given)) {
      none.notAsked += 1
      columns.push(null)
      continue
    }
    sum += 1
    if (given?.type === 'none') none[given.why === 'refused' ? 'refused' : 'illegible'] += 1
    const column = parts.of(answered.person[n] ?? -1, answered.table[n] ?? -1)
    if (column !== null && isValid(item, given)) valid += 1
    columns.push(column)
  }
  yield
  const given = here.map((n) => answered.given[n] ?? null)
  const rows = rowsOf(item, unit, answered.given)
  yield
  return {
    asked,
    other: parts.other,
    tables,
    bases: { asked: asked.open === true ? null : sum, valid, none },
    counting: {
      item,
      unit,
      ofAll: question.base === 'all' && asked.open !== true,
      rows,
      given,
      cluster,
      clusters,
      weight: here.map((n) => (weights === null ? 1 : (weights[answered.person[n] ?? -1] ?? 0))),
      columns,
      parts: parts.parts,
    },
  }
}

function askedPeople({ person, given }: Answered): readonly number[] {
  const people = new Set<number>()
  for (let n = 0; n < person.length; n += 1) if (!isNotAsked(given[n] ?? null)) people.add(person[n] ?? -1)
  return [...people]
}
const isNotAsked = (answer: Answer | null): boolean => answer?.type === 'none' && answer.why === 'not-asked'

function askedFor(cases: Cases, { of, with: more = [] }: Question): readonly [Asked, ...Asked[]] | Refused {
  const [first, ...others] = [of, ...more].map((name) => cases.items.get(name))
  if (first === undefined || new Set([of, ...more]).size <= more.length) return { why: 'no-item' }
  const all: [Asked, ...Asked[]] = [first]
  for (const one of others) {
    if (one === undefined) return { why: 'no-item' }
    all.push(one)
  }
  const refused = mayPool(all)
  if (refused !== null) return refused
  return all.every(({ complete }) => complete) ? all : { why: 'not-closed' }
}

/** Of items with several answers each people or answers are counted; of what several times are taken together, too. */
export const unitsOf = ({ unit, type }: Item, several = false): readonly Question['unit'][] =>
  unit === 'tables'
    ? ['tables']
    : type === 'choose'
      ? ['people', 'answers']
      : several
        ? ['people', 'answers']
        : ['people']
const unitFor = (item: Item, { unit }: Question, several: boolean): Question['unit'] | null =>
  unitsOf(item, several).includes(unit) ? unit : null

function* together(cases: Cases, all: readonly Asked[]): Generator<undefined, Answered> {
  const parts: Answered[] = []
  for (const { name } of all) parts.push(yield* cases.answered(name))
  const [first, ...others] = parts
  return others.length === 0 && first !== undefined
    ? first
    : {
        person: parts.flatMap(({ person }) => person),
        table: parts.flatMap(({ table }) => table),
        given: parts.flatMap(({ given }) => given),
      }
}

type Belongs = (person: number, table: number) => boolean

/** What somebody said to another item, as places in its rows; null: no valid answer. By table where tables answered. */
function* saidTo(
  cases: Cases,
  name: ItemName,
  ofTables: boolean,
): Generator<undefined, { asked: Asked; rows: Rows; said: ReadonlyMap<number, readonly number[]> } | Refused> {
  const asked = cases.items.get(name)
  if (asked === undefined) return { why: 'no-item' }
  if (!asked.complete) return { why: 'not-closed' }
  const { item } = asked
  const answered = yield* cases.answered(name)
  const rows = rowsOf(item, item.unit === 'tables' ? 'tables' : 'people', answered.given)
  if (rows.rows.length === 0 || (item.unit === 'tables') !== ofTables) return { why: 'not-crossable' }
  const said = new Map<number, readonly number[]>()
  for (let n = 0; n < answered.given.length; n += 1) {
    if (n % slice === slice - 1) yield
    const answer = answered.given[n] ?? null
    if (isValid(item, answer)) said.set((ofTables ? answered.table[n] : answered.person[n]) ?? -1, rows.of(answer))
  }
  return { asked, rows, said }
}

function* whereOf(cases: Cases, where: Where, ofTables: boolean): Generator<undefined, Belongs | Refused> {
  if ('place' in where)
    return (person: number, table: number) => placeOf(cases, where.place, person, table) === where.is
  const to = yield* saidTo(cases, where.item, ofTables)
  if ('why' in to) return to
  const row = to.rows.rows.findIndex(({ key }) => key === where.is)
  return (person: number, table: number) => to.said.get(ofTables ? table : person)?.includes(row) === true
}

function* partsOf(
  cases: Cases,
  { by, base }: Question,
  ofTables: boolean,
  answered: Answered,
  here: readonly number[],
): Generator<undefined, (Parts & { readonly other: Asked | null }) | Refused> {
  if (by === 'all') return { parts: [whole], of: () => [0], other: null }
  if (typeof by === 'string') return { ...byPlace(cases, by, answered, here), other: null }
  const to = yield* saidTo(cases, by.item, ofTables)
  if ('why' in to) return to
  const columns = plainRows(to.rows.rows)
  const column = new Map(columns.map(({ row }, n) => [row, n + 1]))
  const others = base === 'all' ? [0, columns.length + 1] : null
  const known = new Map<readonly number[], readonly number[]>()
  return {
    other: to.asked,
    parts: [
      whole,
      ...columns.map(({ key, text }): Part => ({ key, text, apart: false })),
      ...(others === null ? [] : [{ key: noAnswerKey, text: {}, apart: false }]),
    ],
    of(person, table) {
      const said = to.said.get(ofTables ? table : person)
      if (said === undefined) return others
      let found = known.get(said)
      if (found === undefined) known.set(said, (found = [0, ...said.flatMap((row) => column.get(row) ?? [])]))
      return found
    },
  }
}

/** Of rows that hold one another (a yes, with and without a condition) or tell how an option was rejected, those beside each other. */
export const plainRows = <T extends { readonly key: string }>(
  rows: readonly T[],
): readonly (T & { readonly row: number })[] =>
  rows.flatMap((one, row) => (one.key === 'for' || one.key.includes(':') ? [] : [{ ...one, row }]))

function byPlace(cases: Cases, by: PlaceKind, answered: Answered, here: readonly number[]): Parts {
  const named = new Set<string>()
  for (const n of here) {
    const name = placeOf(cases, by, answered.person[n] ?? -1, answered.table[n] ?? -1)
    if (name !== null) named.add(name)
  }
  const order = new Map(cases.tables.map(({ name }, n) => [name, n]))
  const names = [...named].sort((a, b) => (by === 'table' ? (order.get(a) ?? 0) - (order.get(b) ?? 0) : a < b ? -1 : 1))
  const column = new Map(names.map((name, n) => [name, [0, n + 1]]))
  const nowhere = [0]
  return {
    parts: [whole, ...names.map((key): Part => ({ key, text: { und: key }, apart: by === 'table' }))],
    of(person, table) {
      const name = placeOf(cases, by, person, table)
      return name === null ? nowhere : (column.get(name) ?? nowhere)
    },
  }
}

/** Tables, where people sat at them; who sat at none, and everybody of a poll, is by themselves. */
function clustersOf(
  cases: Cases,
  answered: Answered,
  here: readonly number[],
): { readonly cluster: readonly number[]; readonly clusters: number; readonly tables: readonly number[] | null } {
  const numbers: number[] = []
  const known = new Map<string, number>()
  const cluster = here.map((n) => {
    const [person = -1, table = -1] = [answered.person[n], answered.table[n]]
    const name = cases.clustered && table >= 0 ? `t${table}` : `p${person}`
    let found = known.get(name)
    if (found === undefined) {
      known.set(name, (found = numbers.length))
      numbers.push(cases.tables[table]?.number ?? 0)
    }
    return found
  })
  return { cluster, clusters: numbers.length, tables: cases.clustered ? numbers : null }
}
