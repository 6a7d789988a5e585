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
