/**
 * Which seats have no words in a session, so that a facilitator can ask those who have not been heard. Words on the board
 * with a seat are all that counts: no sheet, no draft, no vote, so that silence here says nothing of what somebody wrote
 * alone. It is no score: how often or how long somebody spoke is nowhere.
 */
import type { Words } from './schema.ts'
import type { SeatCode } from '../ids.ts'

/** What of somebody's words is looked at: no text. */
export type Said = { readonly id: string; readonly corrects: string | null } & Pick<
  Words,
  'seat' | 'withdrawn' | 'redacted'
>

/**
 * Seats of which words stand there that were not taken back. `isSheet`: words that bear the name of a text that was written
 * alone (`board/sheets`): somebody else laid them there.
 */
export function heardSeats(
  words: ReadonlyMap<string, Said>,
  isSheet: (words: string) => boolean,
): ReadonlySet<SeatCode> {
  const heard = new Set<SeatCode>()
  for (const said of words.values()) {
    const { seat, withdrawn, redacted } = said
    if (seat !== null && withdrawn === null && redacted === null && !ofSheet(said, words, isSheet)) heard.add(seat)
  }
  return heard
}

/** A sheet's own words, and what corrected these. A ring, which only hostile devices make, ends. */
function ofSheet(said: Said, words: ReadonlyMap<string, Said>, isSheet: (words: string) => boolean): boolean {
  const passed = new Set<string>()
  for (let one: Said | undefined = said; one !== undefined && !passed.has(one.id); ) {
    passed.add(one.id)
    if (isSheet(one.id)) return true
    one = one.corrects === null ? undefined : words.get(one.corrects)
  }
  return false
}

type Seated = {
  readonly seat: SeatCode
  readonly state: 'free' | 'phone' | 'paper'
  readonly consent: { readonly quoted: boolean; readonly observed: boolean } | null
}
/** Seats that are taken and have not been heard. Who refuses something is asked nothing more: they are not listed. */
export const notHeard = (seats: readonly Seated[], heard: ReadonlySet<SeatCode>): readonly SeatCode[] =>
  seats
    .filter(
      ({ seat, state, consent }) =>
        state !== 'free' && consent?.quoted === true && consent.observed && !heard.has(seat),
    )
    .map(({ seat }) => seat)
