/** What the second laptop's own page is told, and sends: only to a browser on that laptop itself. */

/** How many laptops hold the day. `none`: there never was a second one. `since`: of one copy; `behind`: milliseconds. */
export type CopiesTold = {
  readonly state: 'none' | 'two' | 'behind' | 'one'
  readonly since: number | null
  readonly behind: number
}

/** What a copy holds, for a person who decides by it: entries of maps, sheets that were handed in, seats that somebody took. */
export type Holds = {
  readonly tables: readonly {
    readonly table: number
    readonly site: string
    readonly entries: number
    readonly sheets: number
    readonly seats: number
  }[]
}

/** `seeking`: the first has not answered yet. `code`: it shows a code. `old`: the other laptop is behind this one. `other`: it runs another version. */
export type SecondTold = {
  readonly stage: 'seeking' | 'code' | 'copying' | 'following' | 'silent' | 'old' | 'other'
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
  readonly versions: { readonly theirs: string; readonly ours: string } | null
  /** What the copy holds; null until it was counted, which is done where the first one is silent. */
  readonly holds: Holds | null
  /** Folders in which lies what this laptop had as the first one, before the other took over; the newest last. */
  readonly aside: readonly string[]
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
