/** The rows that a question is told in, which of them an answer is in, and what it is as a number. */
import type { Answer, Item, Unit } from '../dialogue/items.ts'
import { answerRows, rowKeys, type AnswerRow } from '../voices/answer-rows.ts'

export type Rows = {
  readonly rows: readonly AnswerRow[]
  /** Places in `rows`; none of what is not valid. */
  readonly of: (answer: Answer) => readonly number[]
}

/** A number of few values is told value by value. */
const mostValues = 20

/** Whether it answers the item. A survey's scale may be answered between two steps. */
export const isValid = ({ type }: Pick<Item, 'type'>, answer: Answer | null): answer is Answer =>
  answer !== null && (answer.type === type || (answer.type === 'number' && type === 'scale'))

/** Whether an answer is one of its rows alone, so that its rows divide people. */
export const isOneClass = ({ type, unit }: Pick<Item, 'type' | 'unit'>): boolean =>
  unit !== 'tables' && (type === 'agree' || type === 'single' || type === 'scale' || type === 'number')

/** Of scale and number. */
export const valueOf = (answer: Answer): number | null =>
  answer.type === 'scale' || answer.type === 'number' ? answer.value : null

/** Of a number by the values that were given; of all else by what can be answered. */
export function rowsOf(item: Item, unit: Unit, given: readonly (Answer | null)[]): Rows {
  const rows = rowsIn(unit === 'tables' ? item : { ...item, unit }, given)
  const place = new Map(rows.map(({ key }, n) => [key, n]))
  // One answer may be many people's: the cell of a file.
  const known = new Map<Answer, readonly number[]>()
  return {
    rows,
    of(answer) {
      let found = known.get(answer)
      if (found === undefined) {
        const value = valueOf(answer)
        const keys = value === null ? rowKeys(item, answer) : [String(value)]
        known.set(answer, (found = isValid(item, answer) ? keys.flatMap((key) => place.get(key) ?? []) : []))
      }
      return found
    },
  }
}

function rowsIn(item: Item, given: readonly (Answer | null)[]): readonly AnswerRow[] {
  if (item.type !== 'scale' && item.type !== 'number') return answerRows(item)
  const values = new Set<number>()
  for (const answer of given) {
    const value = isValid(item, answer) ? valueOf(answer) : null
    if (value !== null) values.add(value)
    // A value between two steps is on none of them: rows would not add up.
    if (item.type === 'scale' && value !== null && !Number.isInteger(value)) return []
    if (item.type === 'number' && values.size > mostValues) return []
  }
  if (item.type === 'scale') return answerRows(item)
  return [...values].sort((a, b) => a - b).map((value) => ({ key: String(value), text: { und: String(value) } }))
}
