/** What people typed on their phones under what was recommended: it goes with their sentence; what others typed stays. */
import { blackenAgain } from '@tablee/shared/board/again'
import { changeStrings } from '@tablee/shared/board/blacken'
import { readItemKey } from '@tablee/shared/dialogue/items'
import type { Sought } from './blacken-row.ts'
import type { SoughtOn } from './sought.ts'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What one of these seats answered, at whichever table it sat. */
export const isTyped = (value: unknown, { seats }: SoughtOn): value is { readonly answers: unknown } =>
  isRecord(value) &&
  value['kind'] === 'answer' &&
  typeof value['seat'] === 'string' &&
  seats.has(value['seat']) &&
  'answers' in value

/** Conditions and objections that they typed; what is asked of pairs, who have no seat, is left. */
export const typedAgain = (answers: unknown, { again }: Sought): unknown =>
  isRecord(answers)
    ? Object.fromEntries(
        Object.entries(answers).map(([item, answer]) => [
          item,
          isRecord(answer) && answer['type'] === 'support'
            ? changeStrings(answer, (text) => blackenAgain(again, text, false))
            : answer,
        ]),
      )
    : answers

/** A reason that stands in a row of answers, in letters. */
export type Typed = { readonly step: string; readonly item: string; readonly text: string; readonly lang: string }

/** Every one that this row of people's voices holds, whoever typed it; none of a row of another kind. */
export function typedIn(value: unknown): readonly Typed[] {
  if (!isRecord(value) || value['kind'] !== 'answer' || typeof value['step'] !== 'string') return []
  const { step, answers } = value
  return Object.entries(isRecord(answers) ? answers : {}).flatMap(([item, answer]) => {
    const why = isRecord(answer) && answer['type'] === 'support' ? answer['why'] : null
    return isRecord(why) && typeof why['text'] === 'string' && typeof why['lang'] === 'string'
      ? [{ step, item, text: why['text'], lang: why['lang'] }]
      : []
  })
}

/** Every answer in somebody's own words that this row of people's voices holds: a person's, or their table's. */
export function answersIn(value: unknown): readonly Omit<Typed, 'lang'>[] {
  if (!isRecord(value) || value['kind'] !== 'answer' || typeof value['step'] !== 'string') return []
  const { step, answers } = value
  return Object.entries(isRecord(answers) ? answers : {}).flatMap(([item, answer]) =>
    isRecord(answer) && answer['type'] === 'text' && typeof answer['text'] === 'string'
      ? [{ step, item: readItemKey(item).item, text: answer['text'] }]
      : [],
  )
}
