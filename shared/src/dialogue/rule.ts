/**
 * What a table decides about being watched: a rule of the table, over all its sessions, until the table changes it. Its
 * dialogue and its site say how it begins and how far it may be opened.
 */

export type Rule = {
  /** Paused by the facilitator or the organiser: the last good view stands, marked paused. */
  readonly observation: 'open' | 'paused'
  /** The table's own consent to be observed; without it observers see only that a table is there. */
  readonly consent: boolean
  /** Drawn by anyone at the table. */
  readonly curtain: 'open' | 'drawn'
  /** Minutes, 0 to 15. Clock and session title are exempt. */
  readonly delayMinutes: number
  /** Whether people's words are shown beneath the wording, or only the wording. */
  readonly showWords: boolean
  /** Whether the table's notes are shown: they are the reporter's, and nobody wrote them to be watched. */
  readonly showNotes: boolean
  /** Whether the vision canvas is shown. */
  readonly showCanvas: boolean
}
/** How far a table may open itself. Pause and curtain only close, so nothing bounds them. */
export type Opening = Pick<Rule, 'consent' | 'delayMinutes' | 'showWords' | 'showNotes' | 'showCanvas'>
export type Observation = {
  readonly start: Opening
  readonly ceiling: Opening
}
/** What is asked for: only what is named is changed. */
export type Wish = Partial<Opening>

/** Of a table whose dialogue says nothing: nobody watches before it says yes, and then a minute later, the wording only. */
export const closedStart: Opening = {
  consent: false,
  delayMinutes: 1,
  showWords: false,
  showNotes: false,
  showCanvas: false,
}
/** Nothing is kept from the table to decide. */
export const noCeiling: Opening = {
  consent: true,
  delayMinutes: 0,
  showWords: true,
  showNotes: true,
  showCanvas: true,
}
export const closedObservation: Observation = { start: closedStart, ceiling: noCeiling }

const shows = ['consent', 'showWords', 'showNotes', 'showCanvas'] as const

/** Never more open than the ceiling. */
export const beneath = (wish: Opening, ceiling: Opening): Opening => ({
  consent: wish.consent && ceiling.consent,
  delayMinutes: Math.max(wish.delayMinutes, ceiling.delayMinutes),
  showWords: wish.showWords && ceiling.showWords,
  showNotes: wish.showNotes && ceiling.showNotes,
  showCanvas: wish.showCanvas && ceiling.showCanvas,
})

/** The first thing that a wish would open further than the ceiling, or null. */
export function beyond(wish: Wish, ceiling: Opening): keyof Opening | null {
  if (wish.delayMinutes !== undefined && wish.delayMinutes < ceiling.delayMinutes) return 'delayMinutes'
  return shows.find((what) => wish[what] === true && !ceiling[what]) ?? null
}

/** Of several, in each thing the strictest. */
export const strictest = (first: Rule, second: Rule): Rule => ({
  ...beneath(first, second),
  observation: first.observation === 'paused' ? 'paused' : second.observation,
  curtain: first.curtain === 'drawn' ? 'drawn' : second.curtain,
})
