/** A question crossed with the one that divides, as it may leave the house. */
import type { Item } from '../dialogue/items.ts'
import type { LocalText } from '../dialogue/programme.ts'
import { answerRows, rowKeys, type AnswerRow } from '../voices/answer-rows.ts'
import type { Figure } from '../voices/figure.ts'
import type { Family } from '../voices/places.ts'
import { itemTold } from './ask.ts'
import { placeOf, slice, type Asked, type Cases } from './cases.ts'
import { crossed, crossedSeveral, type Class, type Classes, type Person, type Several } from './classes.ts'
import { plainRows } from './frame.ts'
import type { Step } from './hall-cases.ts'
import type { Kept, PartsTold } from './outside-kept.ts'
import type { Question } from './question.ts'
import { isValid } from './rows.ts'
import type { Cell, Column, Refused, Row, Told } from './told.ts'

/** No answer, where it is told with others as one. */
export const noAnswer = 'none'

/** What is known of one of the two questions. */
export type Side = {
  readonly asked: Asked
  readonly step: Step
  readonly figure: Figure
  readonly parts: PartsTold
}

/** Yields now and then. `of` in rows and `by` in columns; one of them divides. */
export function* crossOutside(
  kept: Kept,
  cases: Cases,
  of: Side,
  by: Side,
  question: Question,
): Generator<undefined, Told | Refused> {
  const divides = by.asked.name === kept.dividing.by
  const tables = new Set([...of.step.closed, ...by.step.closed].map(({ at }) => at.table)).size
  const about = { cut: kept.cases.cut, question, tables }
  if (by.asked.item.type === 'choose') return { why: 'not-crossable' }
  if (of.asked.item.type === 'choose') return yield* severalOutside(cases, of, by, about)
  // Either way round it is the same table, turned.
  const [item, other] = divides ? [of, by] : [by, of]
  const [first, second] = [classesOf(item), classesOf(other)]
  if (first === null || second === null) return { why: 'too-few' }
  const found = crossed(first, second, yield* peopleOf(cases, item, other))
  if (found === null) return { why: 'too-few' }
  const counts = divides ? found.counts : (found.counts[0] ?? []).map((_, n) => found.counts.map((row) => row[n] ?? 0))
  const [rows, columns] = divides ? [found.item, found.by] : [found.by, found.item]
  return told(
    about,
    { asked: of.asked, classes: rows.map((one) => named(of.asked.item, one)) },
    { asked: by.asked, classes: columns.map((one) => named(by.asked.item, one)) },
    counts,
  )
}

/** Several answers each: of each how many of whom gave it, whatever else they chose. */
function* severalOutside(cases: Cases, of: Side, by: Side, about: About): Generator<undefined, Told | Refused> {
  const second = classesOf(by)
  const all = plainRows(of.figure.rows)
  const rows = all.filter(({ count }) => count !== null)
  if (second === null || rows.length === 0) return { why: 'too-few' }
  const people: Several[] = []
  for (const { first, ...one } of yield* bothOf(cases, of, by)) {
    const items = rows.flatMap(({ row }, n) => (first?.rows.includes(row) === true ? [n] : []))
    people.push({ ...one, items })
    if (people.length % slice === 0) yield
  }
  const found = crossedSeveral(rows.length, second, people)
  if (found === null) return { why: 'too-few' }
  return told(
    about,
    { asked: of.asked, classes: all.map(({ key, text }) => ({ key, text })) },
    { asked: by.asked, classes: found.by.map((one) => named(by.asked.item, one)) },
    all.map((one) => found.counts[rows.indexOf(one)] ?? null),
    // Columns are of everybody in them.
    found.by.map((_, n) => people.filter((one) => found.by[n]?.includes(one.by < 0 ? 'none' : one.by) === true).length),
    all.map(({ count }) => count),
  )
}

/** Null where something of it is withheld already. */
function classesOf({ asked: { item }, figure }: Side): Classes | null {
  const counts = figure.rows.flatMap(({ count }) => count ?? [])
  if (counts.length < figure.rows.length || counts.length < 2) return null
  const silent = figure.asked === null || figure.valid === null ? null : figure.asked - figure.valid
  return { counts, ordered: item.type === 'scale', silent: silent === 0 ? null : silent }
}

/** Everybody who was asked one of the two; who moved in between stands where they sat each time. */
function* bothOf(
  cases: Cases,
  item: Side,
  by: Side,
): Generator<undefined, readonly (Omit<Person, 'item'> & { readonly first: Said | undefined })[]> {
  const [first, second] = [yield* saidIn(cases, item.asked), yield* saidIn(cases, by.asked)]
  const pieces = new Map<string, number>()
  const nameOf = (parts: PartsTold, table: number): string =>
    parts.pieceOf((family: Family) => placeOf(cases, family, -1, table))
  const people: (Omit<Person, 'item'> & { readonly first: Said | undefined })[] = []
  for (const person of new Set([...first.keys(), ...second.keys()])) {
    const [one, other] = [first.get(person), second.get(person)]
    const [here, there] = [one?.table ?? other?.table ?? -1, other?.table ?? one?.table ?? -1]
    const name = JSON.stringify([nameOf(item.parts, here), nameOf(by.parts, there)])
    const piece = pieces.get(name) ?? pieces.size
    pieces.set(name, piece)
    people.push({ first: one, by: other?.rows[0] ?? -1, piece })
    if (people.length % slice === 0) yield
  }
  return people
}
function* peopleOf(cases: Cases, item: Side, by: Side): Generator<undefined, readonly Person[]> {
  const people = yield* bothOf(cases, item, by)
  return people.map(({ first, ...one }) => ({ ...one, item: first?.rows[0] ?? -1 }))
}
/** `rows`: places of what they said in the item's rows; none where they gave no answer. */
type Said = { readonly table: number; readonly rows: readonly number[] }
function* saidIn(cases: Cases, { name, item }: Asked): Generator<undefined, ReadonlyMap<number, Said>> {
  const answered = yield* cases.answered(name)
  const rows = new Map(answerRows(item).map(({ key }, n) => [key, n]))
  const said = new Map<number, Said>()
  for (let n = 0; n < answered.given.length; n += 1) {
    if (n % slice === slice - 1) yield
    const [person = -1, table = -1, given = null] = [answered.person[n], answered.table[n], answered.given[n]]
    const keys = isValid(item, given) ? rowKeys(item, given) : []
    said.set(person, { table, rows: keys.flatMap((key) => rows.get(key) ?? []) })
  }
  return said
}

type Named = { readonly key: string; readonly text: LocalText; readonly merged?: readonly string[] }
function named(item: Item, one: Class): Named {
  const rows = answerRows(item)
  const of = one.flatMap((n): readonly AnswerRow[] =>
    n === 'none' ? [{ key: noAnswer, text: {} }] : rows.slice(n, n + 1),
  )
  const key = of.map((row) => row.key).join('+')
  const merged = of.length > 1 ? { merged: of.map((row) => row.key) } : {}
  const texts = of.filter((row) => row.key !== noAnswer).map(({ text }) => text)
  const langs = [...new Set(texts.flatMap((text) => Object.keys(text)))]
  const inAll = langs.filter((lang) => texts.every((text) => Object.hasOwn(text, lang)))
  return {
    key,
    text: Object.fromEntries(inAll.map((lang) => [lang, texts.map((text) => text[lang]).join(' / ')])),
    ...merged,
  }
}

type About = { readonly cut: number; readonly question: Question; readonly tables: number }
type Of = { readonly asked: Asked; readonly classes: readonly Named[] }
const sum = (all: readonly number[]): number => all.reduce((more, n) => more + n, 0)

/** A row of `null` is told of all together alone. `bases`, `wholes`: of several answers each, which no row or column adds up. */
function told(
  { cut, question, tables }: About,
  rows: Of,
  columns: Of,
  counts: readonly (readonly number[] | null)[],
  bases: readonly number[] = columns.classes.map((_, n) => sum(counts.map((row) => row?.[n] ?? 0))),
  wholes: readonly (number | null)[] = counts.map((row) => sum(row ?? [])),
): Told {
  const of = [sum(bases), ...bases]
  const cell = (count: number | null, n: number): Cell =>
    count === null
      ? { count, share: null, interval: null, withheld: 'covered' }
      : { count, share: count / (of[n] ?? 1), interval: null }
  const all: Named = { key: 'all', text: {} }
  return {
    cut,
    question,
    way: 'outside',
    item: itemTold(rows.asked.item),
    other: { text: columns.asked.item.text, type: columns.asked.item.type },
    unit: 'people',
    // Who gave no answer is in every sum, or what they said to the other question would be the difference.
    base: 'all',
    asked: of[0] ?? 0,
    valid: null,
    none: { refused: null, notAsked: null, illegible: null },
    columns: [all, ...columns.classes].map((one, n): Column => ({ ...one, base: of[n] ?? 0, tables: null })),
    rows: rows.classes.map((one, at): Row => {
      const row = counts[at] ?? columns.classes.map(() => null)
      return { ...one, cells: [wholes[at] ?? null, ...row].map(cell) }
    }),
    stands: null,
    clusters: tables,
  }
}
