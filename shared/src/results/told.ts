/**
 * What is told in answer to a question: a table of rows (what was answered) and columns (parts of who answered), every number
 * with its base. Two ways: `inside`, exact, to an analyst's session and in no file or address; `outside`, what may leave.
 */
import type { Base, Item, Unit } from '../dialogue/items.ts'
import type { LocalText } from '../dialogue/programme.ts'
import type { Figure } from '../voices/figure.ts'
import type { Cut, ItemName, Question } from './question.ts'

/** 95 %: of a share (0 to 1), a mean, or a difference of two. */
export type Interval = { readonly low: number; readonly high: number }

/**
 * A part against all the others. `specific`: the interval of the difference is without 0; `none-seen`: it holds 0, which is not
 * to say that they are alike; `too-few`: fewer than two tables in the part, or fewer than ten people on a side.
 */
export type Against = {
  readonly says: 'specific' | 'none-seen' | 'too-few'
  readonly difference: number | null
  readonly interval: Interval | null
}
export type Cell = {
  /** People (answers, tables), whatever their weights. */
  readonly count: number | null
  /** 0 to 1, of the column's base; weighted where weights were asked for. */
  readonly share: number | null
  readonly interval: Interval | null
  /** Of a ranking: the mean rank among those who ranked it; `count` and `share` are first places. */
  readonly rank?: number | null
  readonly withheld?: 'few' | 'covered'
  /** Left out of the column of all. */
  readonly against?: Against
}
export type Mean = {
  readonly value: number | null
  /** Standard deviation. */
  readonly spread: number | null
  readonly median: number | null
  readonly interval: Interval | null
  readonly against?: Against
}
export type Column = {
  /** `all`; a country's code, a site's or group's name, a table's number; the key of a row of the other item. */
  readonly key: string
  readonly text: LocalText
  /** Of what its shares are: people, answers or tables. */
  readonly base: number | null
  /** At how many tables those are. */
  readonly tables: number | null
  /** Of scale and number. */
  readonly mean?: Mean
  /** Of placement: the mean of the points. */
  readonly centre?: { readonly x: number | null; readonly y: number | null }
  /** Outside: keys of the columns that are told as one. */
  readonly merged?: readonly string[]
}
export type Row = {
  readonly key: string
  readonly text: LocalText
  /** One for each column, in their order. */
  readonly cells: readonly Cell[]
  readonly merged?: readonly string[]
}
export type Told = {
  readonly cut: Cut
  readonly question: Question
  readonly way: 'inside' | 'outside'
  readonly item: {
    readonly text: LocalText
    readonly type: Item['type']
    /** Of a scale: its first and last step, and what they are called. */
    readonly range?: { readonly min: number; readonly max: number }
    readonly ends?: { readonly low: LocalText; readonly high: LocalText }
  }
  /** What it is crossed with. */
  readonly other?: { readonly text: LocalText; readonly type: Item['type'] }
  readonly unit: Unit
  readonly base: Base
  /** Of who is in the column of all; not asked (a skip rule, a draw) is not in `asked`. */
  readonly asked: number | null
  readonly valid: number | null
  readonly none: Figure['none']
  /** The first is `all`. */
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  /** `effective`: so many people without weights say as much, `designEffect` times fewer (Kish). `without`: who has no weight, and is in no share. */
  readonly weight?: {
    readonly how: 'given' | 'raked'
    readonly sum: number
    readonly effective: number
    readonly designEffect: number
    readonly without: number
  }
  /**
   * What leaving out any one table does to the column of all. `moves`: by how much a share (a mean) at most; `order`: whether the
   * rows stay in their order; `falls`: the numbers of tables without which the order or something specific changes. Null where
   * nobody sat at tables, or at one alone.
   */
  readonly stands: {
    readonly tables: number
    readonly moves: number | null
    readonly order: boolean
    readonly falls: readonly number[]
  } | null
  /** Tables that the intervals rest on; people, where nobody sat at tables. */
  readonly clusters: number
}

/**
 * From one time to another, of those who answered both: counted person by person, so nobody by a weight. Who answered one time
 * alone is in `once` and nowhere else.
 */
export type Pairs = {
  readonly cut: Cut
  readonly way: Told['way']
  readonly from: ItemName
  readonly to: ItemName
  readonly item: Told['item']
  /** As the file or the programme calls the two times: `before`, `after`. */
  readonly waves: { readonly from: string; readonly to: string }
  readonly pairs: number | null
  readonly once: { readonly before: number | null; readonly after: number | null }
  /** Whose second answer is not their first; of numbers, how many went up and down. */
  readonly moved: number | null
  readonly up?: number | null
  readonly down?: number | null
  readonly options: readonly { readonly key: string; readonly text: LocalText }[]
  /** People from option to option, by their places: `flows[from][to]`. Empty where an answer is no one option. */
  readonly flows: readonly (readonly (number | null)[])[]
  /** The share of each option at both times, 0 to 1, and what it gained or lost. */
  readonly net: readonly {
    readonly key: string
    readonly before: number | null
    readonly after: number | null
    readonly difference: number | null
    readonly interval: Interval | null
  }[]
  /** Of scale and number. */
  readonly mean?: {
    readonly before: number | null
    readonly after: number | null
    readonly difference: number | null
    readonly interval: Interval | null
  }
  /** How far the answers lie apart: 0 to 1 of options (entropy), the standard deviation of numbers. */
  readonly spread: {
    readonly how: 'entropy' | 'deviation'
    readonly before: number | null
    readonly after: number | null
  }
  readonly clusters: number
}

/**
 * Why a question has no answer. `not-closed`: some table still answers. `other-words`, `other-meaning`: what would be counted
 * together was not asked in the same words, or is not meant the same. `no-weights`: the file has none. `no-pairs`: it was asked
 * one time alone.
 */
export type Refused = {
  readonly why:
    | 'no-item'
    | 'not-closed'
    | 'other-words'
    | 'other-meaning'
    | 'other-unit'
    | 'not-crossable'
    | 'not-outside'
    | 'no-weights'
    | 'no-pairs'
    | 'no-margins'
    | 'margins-do-not-fit'
    | 'too-few'
  /** What the organiser wrote as the reason. */
  readonly sentence?: string
}
