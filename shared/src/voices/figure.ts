/**
 * A figure: what came out of one item, in numbers that say what they are of. Tables, walls, snapshots and files have the
 * same; outside the own table a number that is not said is null (`voices/suppress`).
 */
import type { LocalText } from '../dialogue/programme.ts'
import type { Axis, Base, EntryMark, Item, ItemKey, Option, Unit, Wording } from '../dialogue/items.ts'
import type { ViewTranslations } from '../view/translated.ts'
import type { VotedOn } from './rows.ts'

/** The figure of one item. Every share says of what: `unit` and `base` go with it wherever it is shown. */
export type Figure = {
  readonly item: ItemKey
  readonly type: Item['type']
  readonly text: LocalText
  /** Some were asked in other words: this figure is of those who read these, and of nobody else. */
  readonly worded?: { readonly part: number; readonly of: number; readonly why: string }
  /** The wording voted on, for an item on an entry. */
  readonly wording?: VotedOn
  readonly unit: Unit
  readonly base: Base
  /**
   * How many were asked, answered validly, and gave no answer and why; who was asked and is in none of these handed in
   * nothing. Null where saying it would give away a number below `smallest`. Not asked (a skip rule) is not in `asked`.
   */
  readonly asked: number | null
  readonly valid: number | null
  readonly none: {
    readonly refused: number | null
    readonly notAsked: number | null
    readonly illegible: number | null
  }
  /** Of an imported set that has weights: counts stay counts of people, shares, mean and median are weighted. */
  readonly weight?: Weighed
  /** Number the shares are of: `asked` or `valid` (of people, tables), or all answers. Null where it is suppressed. */
  readonly denominator: number | null
  readonly rows: readonly FigureRow[]
  /** Of scale and number. */
  readonly mean: number | null
  readonly median: number | null
  /** Of placement: the mean of the points. */
  readonly centre: { readonly x: number; readonly y: number } | null
  /** Of placements: points without a seat; of texts: what was written, without a seat. Empty where suppressed. */
  readonly points: readonly { readonly x: number; readonly y: number }[]
  readonly texts: readonly FigureText[]
  /** Of support: which table recommends it, why, and what its map says for and against it. */
  readonly recommended?: {
    readonly table: number
    readonly reasons: readonly (Wording & Told)[]
    readonly conditions: readonly Option[]
    readonly objections: readonly Option[]
  }
  /**
   * `asked`: people who are nearly the same were asked it before, so that nothing of it is told. `joined`: without tables that
   * joined when it was told already, where fewer than five people answered.
   */
  readonly apart?: 'asked' | 'joined'
  /** What the ends of a placement's axes are called. */
  readonly axes?: { readonly x: Axis; readonly y: Axis }
  /** What the ends of a scale are called. */
  readonly ends?: Axis
}
/** `effective`: how many people without weights say as much. `without`: people whose weight is missing or nothing. */
export type Weighed = { readonly sum: number; readonly effective: number; readonly without: number }
/** Of the figures of one round: those of one question in several wordings are several. */
export const keyOf = ({ item, worded }: Pick<Figure, 'item' | 'worded'>): string =>
  worded === undefined ? item : `${item} ${worded.part}`
/** `said`: to what it was written. `reasons`: of a recommendation. */
export type FigureText = {
  readonly text: string
  readonly lang: string
  readonly said?: 'yes-if' | 'no'
  readonly reasons?: readonly (Wording & Told)[]
  readonly translations?: ViewTranslations
}
/** What translators made of it, where it is told. */
type Told = { readonly translations?: ViewTranslations }
export type FigureRow = {
  /** `agree`, an option, `option:rejected`, `option:indifferent`, a number; of support as in `stances`. A ranking: the option. */
  readonly key: string
  readonly text: LocalText
  /** Of an option that was picked from a map. */
  readonly entry?: EntryMark
  /** Null outside the own table, where `withheld` says why. */
  readonly count: number | null
  /** 0 to 1. */
  readonly share: number | null
  /** `few`: fewer than 5. `covered`: not said, because a number below 5 could be worked out from it. */
  readonly withheld?: 'few' | 'covered'
  /** Of a ranking: the mean rank of this option among those who ranked it; null where withheld. `count` is first places. */
  readonly rank?: number | null
}
/** Counts below this are not said outside the table they come from. */
export const smallest = 5

/** Before and after, of those who answered both. */
export type Change = {
  readonly questionnaire: string
  readonly item: string
  readonly text: LocalText
  /** It was put in other words between two answers: what moved may be the words. Then nothing is told, and why. */
  readonly worded?: { readonly why: string }
  readonly unit: 'people'
  /** Null: fewer than 5. */
  readonly pairs: number | null
  readonly before: number | null
  readonly after: number | null
  readonly difference: number | null
  readonly up: number | null
  readonly down: number | null
  readonly same: number | null
  /** From answer to answer, for items with options; counts below `smallest` are null. */
  readonly flows: readonly { readonly from: string; readonly to: string; readonly count: number | null }[]
  /** What the keys of `flows` are called, in their order. */
  readonly options?: readonly { readonly key: string; readonly text: LocalText }[]
  /** Of a scale: its ends. */
  readonly range?: { readonly min: number; readonly max: number }
}

/** Questions by parts of the people. A part that is null has something in it that may not be told. */
export type PlaceFigures = {
  readonly by: 'country' | 'site' | 'group'
  readonly parts: readonly string[]
  /** In the order of the questions; those that cannot be told by parts at all are left out. */
  readonly figures: readonly { readonly item: ItemKey; readonly parts: readonly (Figure | null)[] }[]
}

/** What came out of all tables together: of each step that was closed, and from before to after. */
export type Results = {
  readonly steps: readonly {
    readonly step: string
    readonly session: number
    readonly title: LocalText
    readonly kind: 'ballot' | 'questionnaire'
    /** Asked on the day, and no step of the programme. `session`: the first of those in which its tables were. */
    readonly asked?: true
    /** Each person was asked `most` of its items, drawn by this seed. */
    readonly draw?: { readonly seed: string; readonly most: number }
    /** Tables that have closed it, and all that have it. */
    readonly tables: { readonly closed: number; readonly of: number }
    /** All tables together. */
    readonly figures: readonly Figure[]
    readonly byTable: readonly { readonly table: number; readonly figures: readonly Figure[] }[]
    /** By country, site and group of tables; left out where nothing is told so. */
    readonly byPlace?: readonly PlaceFigures[]
  }[]
  readonly change: readonly Change[]
}
