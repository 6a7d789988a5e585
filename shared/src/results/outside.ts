/**
 * What may leave the house: the figures that walls and files tell, by place where that tells nobody's, and each question crossed
 * with the one that divides. No sum, difference or solver finds a number below five in all of it together, whoever asks for what
 * in whichever order. What cannot hold that is refused, and stays inside.
 */
import { clustersIn } from '../statistics/totals.ts'
import type { Figure } from '../voices/figure.ts'
import type { ImportedSet } from '../voices/imported.ts'
import type { Family } from '../voices/places.ts'
import { askInside } from './ask.ts'
import { placeOf, type Asked, type Cases } from './cases.ts'
import { dividing } from './dividing.ts'
import type { Hall } from './hall-cases.ts'
import { crossOutside, type Side } from './outside-cross.ts'
import { mayTell, meanOutside, shareOutside } from './outside-interval.ts'
import { figureNow, firstCases, isOf, keptOf, partsOf, type Kept } from './outside-kept.ts'
import { countsOf, sumsOf, type Sums } from './outside-sums.ts'
import { noIntervals, spreadOf, standsOutside, toldOf, type Intervals } from './outside-told.ts'
import type { ItemName, Question } from './question.ts'
import type { Refused, Told } from './told.ts'

/** `cases`: what is told outside by now (`published`); of an imported set, its own. */
export type Leaving = { readonly hall: Hall | null; readonly cases: Cases; readonly set: ImportedSet | null }

const notOutside: Refused = { why: 'not-outside' }

/** Yields now and then; see `whole` of `cases`. */
export function* askOutside(of: Leaving, question: Question): Generator<undefined, Told | Refused> {
  const { hall, cases } = of
  // Its rows may be downloaded by whoever is told: nothing is withheld of it.
  if (hall === null || of.set !== null) return outwards(yield* askInside(cases, question))
  const asked = cases.items.get(question.of)
  if (asked === undefined) return { why: 'no-item' }
  if (question.where !== undefined || question.with !== undefined || question.weight !== 'none') return notOutside
  // What a table answered as one is told table by table.
  if (asked.item.unit === 'tables') return outwards(yield* askInside(cases, question))
  if (question.unit === 'tables' || (question.unit === 'answers' && asked.item.type !== 'choose'))
    return { why: 'other-unit' }
  if (question.by === 'table') return notOutside
  if (!asked.complete) return { why: 'not-closed' }
  const kept = keptOf(hall, cases)
  if (question.by === 'all') return yield* askWhole(kept, asked, question)
  if (typeof question.by !== 'string') return yield* askCross(kept, asked, question, question.by.item)
  return yield* askPlaces(kept, asked, question, question.by)
}

const outwards = (told: Told | Refused): Told | Refused => ('why' in told ? told : { ...told, way: 'outside' })

/** Of which parts of the people a question is told outside, and with which it may be crossed. */
export function mayLeave(
  of: Leaving,
  name: ItemName,
): { readonly places: boolean; readonly crossed: readonly ItemName[] } {
  const { by, placed, crossed } = of.hall === null ? nothingPlanned : keptOf(of.hall, of.cases).dividing
  const others = name === by ? [...crossed] : crossed.has(name) && by !== null ? [by] : []
  return { places: placed.has(name), crossed: others.filter((one) => of.cases.items.has(one)) }
}
const nothingPlanned = dividing([])

function* askWhole(kept: Kept, asked: Asked, question: Question): Generator<undefined, Told | Refused> {
  const figure = yield* figureNow(kept, asked)
  if (figure === undefined) return { why: 'no-item' }
  const sums = yield* sumsOf(kept.cases, asked, question, null)
  const intervals = figure.apart === undefined ? intervalsOf(sums.all, figure, question) : noIntervals
  const tables = clustersIn(sums.all.base)
  return toldOf(asked, question, figure, [{ key: 'all', figure, tables, intervals }], {
    cut: kept.cases.cut,
    stands: standsOutside(figure, question, tables, largestOf(kept.hall)),
    clusters: tables,
  })
}

/** How many have a seat at the largest table. */
function largestOf({ voices }: Hall): number {
  const at = new Map<string, number>()
  for (const { table } of voices.seats.values()) at.set(table, (at.get(table) ?? 0) + 1)
  return Math.max(0, ...at.values())
}

function* askPlaces(kept: Kept, asked: Asked, question: Question, by: Family): Generator<undefined, Told | Refused> {
  const now = yield* figureNow(kept, asked)
  const step = kept.first(asked.step)
  if (!kept.dividing.placed.has(asked.name) || asked.worded !== undefined || step === null) return notOutside
  if (now === undefined || now.apart !== undefined) return notOutside
  const whole = kept.figures(step).find((one) => isOf(one, asked))
  yield
  const { by: parts } = partsOf(kept, step, asked)
  if (whole === undefined || parts[by].size === 0) return { why: 'too-few' }
  const cases = yield* firstCases(kept)
  const sums = yield* sumsOf(cases, asked, question, (table) => placeOf(cases, by, -1, table))
  // Intervals of parts beside that of all would say how much its tables differ in each, and so of some what each said.
  const columns = [...sums.parts].map(([key, of]) => ({
    key,
    figure: parts[by].get(key) ?? null,
    tables: clustersIn(of.base),
    intervals: noIntervals,
  }))
  columns.sort((a, b) => (a.key < b.key ? -1 : 1))
  const tables = clustersIn(sums.all.base)
  const all = { key: 'all', figure: whole, tables, intervals: intervalsOf(sums.all, whole, question) }
  return toldOf(asked, question, whole, [all, ...columns], {
    cut: kept.cases.cut,
    stands: standsOutside(whole, question, tables, largestOf(kept.hall)),
    clusters: tables,
  })
}

function* askCross(kept: Kept, asked: Asked, question: Question, by: ItemName): Generator<undefined, Told | Refused> {
  if (question.unit !== 'people') return notOutside
  const other = kept.cases.items.get(by)
  if (other === undefined) return { why: 'no-item' }
  if (!other.complete) return { why: 'not-closed' }
  const { by: divides, crossed } = kept.dividing
  const [with1, one] = asked.name === divides ? [asked, other] : [other, asked]
  if (with1.name !== divides || !crossed.has(one.name)) return notOutside
  const sides: Side[] = []
  for (const side of [asked, other]) {
    const now = yield* figureNow(kept, side)
    const step = kept.first(side.step)
    if (side.worded !== undefined || step === null || now?.apart !== undefined) return notOutside
    const figure = kept.figures(step).find((found) => isOf(found, side))
    if (figure === undefined) return notOutside
    yield
    sides.push({ asked: side, step, figure, parts: partsOf(kept, step, side) })
  }
  const [of, with2] = sides
  if (of === undefined || with2 === undefined) return notOutside
  return yield* crossOutside(kept, yield* firstCases(kept), of, with2, question)
}

/**
 * Of answers none: a person who gives several is in several rows, and the base is not people. Of one base alone: of both it would
 * say at how many tables who kept silent.
 */
function intervalsOf(sums: Sums, figure: Figure, { unit, base }: Question): Intervals {
  if (unit === 'answers' || base !== figure.base || figure.type === 'support' || !mayTell(sums.base)) return noIntervals
  // A scale has that of its mean, and none of its steps beside it.
  return {
    row: (key) => (figure.type === 'scale' ? null : shareOutside(countsOf(sums, key), sums.base)),
    mean: meanOutside(sums.values, sums.numbers, spreadOf(figure)),
  }
}
