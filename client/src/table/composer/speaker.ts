import type { Lang } from '@tablee/shared/ids'
import { lettersRunLeft, runsLeft } from '@tablee/shared/script'

/**
 * Whose words are being typed. A seat is chosen for the words at hand and let go with them: after *Add*, and when it was
 * chosen and for a while nothing is typed. Else what somebody else says next would stand in that person's name.
 */
export type Chosen = {
  readonly seat: number /** When it was chosen, or a letter was typed last. */
  readonly at: number
}

/** How long a seat stays chosen with nothing typed: long enough for a speaker who thinks, too short for the next one. */
export const seatPatience = 90_000

export const stillChosen = (chosen: Chosen | null, text: string, now: number): Chosen | null =>
  chosen !== null && text.trim() === '' && now - chosen.at >= seatPatience ? null : chosen

/** How long until it is let go; null while nothing does. */
export const patienceLeft = (chosen: Chosen | null, text: string, now: number): number | null =>
  chosen === null || text.trim() !== '' ? null : Math.max(0, chosen.at + seatPatience - now)

/** A language chosen for the words at hand, and for whom: another seat's words are not said in it. */
export type Picked = { readonly lang: Lang; readonly seat: string | null }

export type Spoken = { readonly lang: Lang; readonly seat: string | null; readonly at: number }
/** What each seat spoke last. */
export function lastTongues(words: Iterable<Spoken>): ReadonlyMap<string, Lang> {
  const last = new Map<string, Spoken>()
  for (const one of words) {
    if (one.seat === null || one.lang === 'und') continue
    const before = last.get(one.seat)
    if (before === undefined || one.at >= before.at) last.set(one.seat, one)
  }
  return new Map([...last].map(([seat, { lang }]) => [seat, lang]))
}

/**
 * A language belongs to the seat: what was chosen for these words, else what that seat spoke last, here or in an earlier
 * session (`before`), else the table's. What one person spoke says nothing of the next one.
 */
export function tongueOfSeat(
  words: Iterable<Spoken>,
  seat: string | null,
  table: Lang,
  picked: Picked | null,
  before: ReadonlyMap<string, Lang> = new Map(),
): Lang {
  if (picked !== null && (picked.seat === null || picked.seat === seat)) return picked.lang
  if (seat === null) return table
  return lastTongues(words).get(seat) ?? before.get(seat) ?? table
}

/**
 * The language of a text, by its letters where they cannot be of the one proposed: Arabic typed in a table's French would be
 * translated into French by nobody. Of the others the first that is written that way, else as proposed.
 */
export function tongueByLetters<Tag extends string>(text: string, proposed: Tag, others: readonly Tag[]): Tag {
  const left = lettersRunLeft(text)
  if (left === null || left === runsLeft(proposed)) return proposed
  return others.find((one) => runsLeft(one) === left) ?? proposed
}
