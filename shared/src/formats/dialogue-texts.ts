/** What a dialogue's file has many of: texts in every language that it promises, names that are there once, and limits. */
import { mostAdded } from '../dialogue/changes.ts'
import type { LocalText } from '../dialogue/programme.ts'
import type { Lang } from '../ids.ts'
import type { Spot } from './json-spot.ts'

/** Generous beside any dialogue that was ever held (15 cities, 945 people); beyond them a file is a mistake. */
export const most = {
  languages: 24,
  sites: mostAdded.sites,
  tables: mostAdded.tables,
  /** Two digits of a seat code, and what still hears one another around one table. */
  seats: mostAdded.seats,
  sessions: 20,
  steps: 30,
  /** Tables times sessions: founded within a request's time. */
  boards: 1_000,
  minutes: mostAdded.minutes,
  days: 3_650,
  items: 40,
  options: 30,
  /** Characters. */
  question: mostAdded.question,
  option: 200,
  consent: 4_000,
} as const

/** One text in each of the dialogue's languages: anyone who chose one of them is never answered in another. */
export function localIn(spot: Spot, languages: readonly Lang[], limit: number): LocalText {
  // Which languages it needs is not known: that was told.
  if (languages.length === 0) return {}
  spot.fields(languages)
  if (spot.faulty) return {}
  const missing = languages.filter((lang) => {
    const text = spot.maybe(lang)
    // Written `EN`: that it is misspelt was told.
    if (text !== null && text.faulty) return false
    return text === null || (typeof text.value === 'string' && text.value.trim() === '')
  })
  if (missing.length > 0) spot.bad('languages-missing', { langs: missing.join(', ') }, null)
  return Object.fromEntries(languages.map((lang) => [lang, missing.includes(lang) ? '' : spot.at(lang).text(limit)]))
}

/** Tells each name that stands there before. */
export function noneTwice(all: readonly (readonly [id: string, spot: Spot])[]): void {
  const seen = new Set<string>()
  for (const [id, spot] of all) {
    if (spot.faulty) continue
    if (seen.has(id)) spot.bad('id-twice', { id }, null)
    seen.add(id)
  }
}
