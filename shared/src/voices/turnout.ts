/**
 * How many of a table have handed in, before anybody is told what: a number only, for who runs the table and for the room's
 * console. What gives a person away is not the number but its change: so it is told as it stood at the last tick
 * (`server/voices/turnout`), of tables alone and never as a sum, and of so few people never.
 */
import type { StepTask } from '../dialogue/programme.ts'
import { smallest } from './figure.ts'
import { counts, tableSeat, type Round, type SeatState } from './fold.ts'
import { loneLanguages } from './thin.ts'

/** What has come in: how many seats have handed in, and the languages in which one alone did. */
export type Came = { readonly handedIn: number; readonly alone: readonly string[] }
export const nothingCame: Came = { handedIn: 0, alone: [] }

/** Sheets that were handed in and not taken back; of a vote, seats of which an answer counts. Drafts count nowhere. */
export function cameIn({ sheets, casts }: Pick<Round, 'sheets' | 'casts'>): Came {
  const seats = new Set<string>()
  const langs: string[] = []
  for (const { seat, sent, takenBack, lang } of sheets.values())
    if (sent && !takenBack) {
      seats.add(seat)
      langs.push(lang)
    }
  for (const of of casts.values())
    for (const [seat, cast] of of) if (seat !== tableSeat && counts(cast) !== null) seats.add(seat)
  return { handedIn: seats.size, alone: loneLanguages(langs) }
}

/**
 * Whether so many hand in by themselves that their number says nobody's. Paper is typed in by those who read the number:
 * they would take it off, and know of the others alone.
 */
export const enoughSeated = (seats: readonly SeatState[]): boolean =>
  seats.filter(({ held }) => held === 'phone').length >= smallest

/** While it is open, and while what was written lies sealed. What a vote came to is told with its figures. */
export const isSealed = ({ state }: Pick<Round, 'state'>, task: 'write' | 'ballot' | 'questionnaire'): boolean =>
  state === 'open' || (state === 'closed' && task === 'write')

/** What every table answers as one, and nobody alone: its turnout is that of tables. */
export const isTablesOnly = (task: StepTask): boolean =>
  task.kind === 'ballot' && task.items.every(({ unit }) => unit === 'tables')
/** As far as it counts: what is taken back is none. */
export const tableAnswered = ({ casts }: Pick<Round, 'casts'>): boolean =>
  [...casts.values()].some((of) => {
    const cast = of.get(tableSeat)
    return cast !== undefined && counts(cast) !== null
  })
