/** What the second laptop's own page is told, and sends: only to a browser on that laptop itself. */

/** How many laptops hold the day. `none`: there never was a second one. `since`: of one copy; `behind`: milliseconds. */
export type CopiesTold = {
  readonly state: 'none' | 'two' | 'behind' | 'one'
  readonly since: number | null
  readonly behind: number
}

/** `seeking`: the first has not answered yet. `code`: it shows a code. `old`: the other laptop is behind this one. */
export type SecondTold = {
  readonly stage: 'seeking' | 'code' | 'copying' | 'following' | 'silent' | 'old'
  readonly now: number
  /** The last sign of life of the first. */
  readonly heard: number | null
  /** Up to here everything is here, by the first one's clock. */
  readonly until: number | null
  /** Of the whole copy while it is on its way, from 0 to 1. */
  readonly arrived: number | null
  readonly photosMissing: number
  /** The first one said last that both had everything. */
  readonly two: boolean
  readonly title: string
  /** What was typed was not the code. */
  readonly wrong: boolean
  readonly mayTakeOver: boolean
  /** Where the first is, and what cards say. */
  readonly first: string
  readonly cards: string
  /** Addresses of this laptop. */
  readonly own: readonly string[]
}
export type SecondCode = { readonly code: string }
/** Nobody takes over who has not answered the question. */
export type SecondTakeOver = { readonly firstIsOff: true }
