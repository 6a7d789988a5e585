/** How much each person counts: alike, as their file says, or so that margins come out that are known of the population. */
import { rake, type Margin as Classes } from '../statistics/weights.ts'
import type { Cases } from './cases.ts'
import type { Margin, Question } from './question.ts'
import { isOneClass, isValid, rowsOf } from './rows.ts'
import type { Refused } from './told.ts'

/**
 * By person; 0: none. Raked over `among`, each of whom began alike; who did not answer an item of a margin has no weight.
 */
export function* weightsFor(
  cases: Cases,
  weight: Question['weight'],
  among: readonly number[],
): Generator<undefined, ArrayLike<number> | Refused> {
  if (weight === 'none') return new Float64Array(cases.people).fill(1)
  if (weight === 'given') return cases.weights ?? { why: 'no-weights' }
  if (weight.margins.length === 0) return { why: 'no-margins' }
  const classes: Classes[] = []
  for (const margin of weight.margins) {
    const made = yield* classesOf(cases, margin, among)
    if ('why' in made) return made
    classes.push(made)
  }
  yield
  const raked = yield* rake(
    among.map(() => 1),
    classes,
  )
  if ('why' in raked) return { why: 'margins-do-not-fit' }
  const by = new Float64Array(cases.people)
  among.forEach((person, n) => (by[person] = raked.weights[n] ?? 0))
  return by
}

function* classesOf(
  cases: Cases,
  { item: name, shares }: Margin,
  among: readonly number[],
): Generator<undefined, Classes | Refused> {
  const asked = cases.items.get(name)
  if (asked === undefined) return { why: 'no-item' }
  if (!asked.complete) return { why: 'not-closed' }
  const { item } = asked
  if (!isOneClass(item)) return { why: 'margins-do-not-fit' }
  const answered = yield* cases.answered(name)
  const { rows, of } = rowsOf(item, 'people', answered.given)
  if (rows.length === 0 || !Object.keys(shares).every((key) => rows.some((row) => row.key === key)))
    return { why: 'margins-do-not-fit' }
  const by = new Map<number, number>()
  answered.person.forEach((person, n) => {
    const answer = answered.given[n] ?? null
    const [row] = isValid(item, answer) ? of(answer) : []
    if (row !== undefined) by.set(person, row)
  })
  return {
    classes: among.map((person) => by.get(person) ?? null),
    shares: rows.map(({ key }) => (Object.hasOwn(shares, key) ? (shares[key] ?? 0) : 0)),
  }
}
