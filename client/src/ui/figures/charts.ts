/**
 * What a chart of results says, ready to be set: the page and the file that is downloaded are drawn of the same words and
 * numbers. Nothing is counted from here on.
 */

/** `weight` 1: bold. */
export type Lead = readonly { readonly text: string; readonly strong?: true }[]

/** `few`: fewer than may be told. `covered`: enough, but another could be worked out from it. */
export type Withheld = 'few' | 'covered'

type Common = {
  readonly title: string
  readonly lead: Lead
  /** Beneath: what was done, and what is not shown. */
  readonly notes: readonly string[]
}

/** A row plots and prints itself. */
export type IntervalRow = {
  readonly key: string
  readonly name: string
  /** The first, of everybody: a diamond. */
  readonly all: boolean
  /** Specific here: a filled capsule, a hollow point. */
  readonly here: boolean
  readonly point: number | null
  readonly interval: { readonly low: number; readonly high: number } | null
  /** As they are printed; empty: nothing is told. */
  readonly count: string
  readonly of: string
  /** Both in one, where there is no room for two columns. */
  readonly countOf: string
  readonly value: string
  readonly range: string
  readonly withheld?: Withheld
  /** What is said of it against the others, and in numbers. */
  readonly says: string
  readonly difference: string
}
export type IntervalChart = Common & {
  readonly kind: 'intervals'
  readonly scale: {
    readonly low: number
    readonly high: number
    readonly ticks: readonly { readonly at: number; readonly text: string }[]
  }
  readonly heads: {
    readonly name: string
    readonly plot: string
    readonly count: string
    readonly of: string
    readonly value: string
    readonly range: string
    readonly against: string
  }
  /** Where everybody stands: a dashed line through all rows. */
  readonly guide: number | null
  readonly rows: readonly IntervalRow[]
}

export type MatrixCell = {
  readonly count: string
  readonly share: string
  /** Length of its bar, 0 to 1. */
  readonly bar: number | null
  readonly withheld?: Withheld
}
export type MatrixChart = Common & {
  readonly kind: 'matrix'
  /** What stands over the rows' names. */
  readonly corner: string
  /** What withheld cells say. */
  readonly unsaid: Readonly<Record<Withheld, string>>
  readonly columns: readonly {
    readonly key: string
    readonly name: string
    readonly base: string
    readonly total: boolean
  }[]
  readonly rows: readonly { readonly key: string; readonly name: string; readonly cells: readonly MatrixCell[] }[]
}
export type Chart = IntervalChart | MatrixChart

/** Where a value stands between the ends of a scale, 0 to 100; what lies beyond stands at the end. */
export const placeOn = ({ low, high }: { readonly low: number; readonly high: number }, value: number): number =>
  high <= low ? 0 : Math.min(100, Math.max(0, (100 * (value - low)) / (high - low)))
