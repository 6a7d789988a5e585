/** Where so few take part that anonymity is one in name only. It hinders nobody: who runs the table is told beforehand. */

import { primaryOf } from '../ids.ts'
import type { Round } from './fold.ts'

/** Of fewer than three, each knows of the others what stands there without a name. */
export const fewest = 3

/** So few have answered, and others not, that what they chose would say who chose it, and to people who did not agree to it. */
export const tooFew = (asked: number, answered: number): boolean => answered < fewest && answered < asked

/** Languages of one person alone, where there are others: anyone who reads them knows whose words they are. */
export function loneLanguages(all: readonly string[]): readonly string[] {
  const count = new Map<string, number>()
  for (const tag of all) {
    const lang = primaryOf(tag)
    count.set(lang, (count.get(lang) ?? 0) + 1)
  }
  return count.size < 2 ? [] : [...count].flatMap(([lang, n]) => (n === 1 ? [lang] : [])).sort()
}

/** What was handed in without names, where it says whose it is: by so few, or by one person alone in a language. */
export function thinSheets({ sheets }: Pick<Round, 'sheets'>): {
  readonly few: boolean
  readonly alone: readonly string[]
} {
  const handed = [...sheets.values()].filter(({ sent, takenBack }) => sent && !takenBack)
  const few = new Set(handed.map(({ seat }) => seat)).size < fewest
  return { few, alone: loneLanguages(handed.map(({ lang }) => lang)) }
}
