/** A question crossed with the one that divides, as it may leave the house. */
import type { Item } from '../dialogue/items.ts'
import type { LocalText } from '../dialogue/programme.ts'
import { answerRows, rowKeys, type AnswerRow } from '../voices/answer-rows.ts'
import type { Figure } from '../voices/figure.ts'
import type { Family } from '../voices/places.ts'
import { itemTold } from './ask.ts'
import { placeOf, slice, type Asked, type Cases } from './cases.ts'
import { crossed, type Class, type Classes, type Person } from './classes.ts'
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
  // Either way round it is the same table, turned.
  const [item, other] = divides ? [of, by] : [by, of]
  const [first, second] = [classesOf(item), classesOf(other)]
  if (first === null || second === null) return { why: 'too-few' }
  const found = crossed(first, second, yield* peopleOf(cases, item, other))
  if (found === null) return { why: 'too-few' }
  const tables = new Set([...of.step.closed, ...by.step.closed].map(({ at }) => at.table)).size
  const counts = divides ? found.counts : (found.counts[0] ?? []).map((_, n) => found.counts.map((row) => row[n] ?? 0))
  const [rows, columns] = divides ? [found.item, found.by] : [found.by, found.item]
  return told(
    { cut: kept.cases.cut, question, tables },
    { asked: of.asked, classes: rows.map((one) => named(of.asked.item, one)) },
    { asked: by.asked, classes: columns.map((one) => named(by.asked.item, one)) },
    counts,
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
function* peopleOf(cases: Cases, item: Side, by: Side): Generator<undefined, readonly Person[]> {
  const [first, second] = [yield* saidIn(cases, item.asked), yield* saidIn(cases, by.asked)]
  const pieces = new Map<string, number>()
  const nameOf = (parts: PartsTold, table: number): string =>
    parts.pieceOf((family: Family) => placeOf(cases, family, -1, table))
  const people: Person[] = []
  for (const person of new Set([...first.keys(), ...second.keys()])) {
    const [one, other] = [first.get(person), second.get(person)]
    const [here, there] = [one?.table ?? other?.table ?? -1, other?.table ?? one?.table ?? -1]
    const name = JSON.stringify([nameOf(item.parts, here), nameOf(by.parts, there)])
    const piece = pieces.get(name) ?? pieces.size
    pieces.set(name, piece)
    people.push({ item: one?.row ?? -1, by: other?.row ?? -1, piece })
    if (people.length % slice === 0) yield
  }
  return people
}
type Said = { readonly table: number; readonly row: number }
function* saidIn(cases: Cases, { name, item }: Asked): Generator<undefined, ReadonlyMap<number, Said>> {
  const answered = yield* cases.answered(name)
  const rows = new Map(answerRows(item).map(({ key }, n) => [key, n]))
  const said = new Map<number, Said>()
  for (let n = 0; n < answered.given.length; n += 1) {
    if (n % slice === slice - 1) yield
    const [person = -1, table = -1, given = null] = [answered.person[n], answered.table[n], answered.given[n]]
    const [key = ''] = isValid(item, given) ? rowKeys(item, given) : []
    said.set(person, { table, row: rows.get(key) ?? -1 })
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

function told(
  { cut, question, tables }: { readonly cut: number; readonly question: Question; readonly tables: number },
  rows: { readonly asked: Asked; readonly classes: readonly Named[] },
  columns: { readonly asked: Asked; readonly classes: readonly Named[] },
  counts: readonly (readonly number[])[],
): Told {
  const sum = (all: readonly number[]): number => all.reduce((more, n) => more + n, 0)
  const bases = [sum(counts.map(sum)), ...columns.classes.map((_, n) => sum(counts.map((row) => row[n] ?? 0)))]
  const cell = (count: number, n: number): Cell => ({ count, share: count / (bases[n] ?? 1), interval: null })
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
    asked: bases[0] ?? 0,
    valid: null,
    none: { refused: null, notAsked: null, illegible: null },
    columns: [all, ...columns.classes].map((one, n): Column => ({ ...one, base: bases[n] ?? 0, tables: null })),
    rows: rows.classes.map((one, at): Row => {
      const row = counts[at] ?? []
      return { ...one, cells: [sum(row), ...row].map(cell) }
    }),
    stands: null,
    clusters: tables,
  }
}
