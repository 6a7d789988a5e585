/**
 * What a citizen is asked, as data: an item of a ballot or of a questionnaire. Each says in which unit its figures are and
 * on which base they stand, so that nobody downstream has to guess what a percentage is a percentage of.
 */
import type { NodeKind } from '../board/schema.ts'
import type { NodeId } from '../ids.ts'
import type { LocalText } from './programme.ts'

/** What is counted. `answers`: a person may give several, so shares of answers and of people differ. */
export const units = ['people', 'answers', 'tables'] as const
export type Unit = (typeof units)[number]
/** What a share is a share of: everybody who was asked, or those who gave a valid answer. */
export const bases = ['all', 'valid'] as const
export type Base = (typeof bases)[number]

export type Option = {
  readonly id: string
  readonly text: LocalText
  /** An entry of a table's map. Only asked on the day, never foreseen. */
  readonly entry?: EntryMark
}
/** What is shown beside an entry outside its table: what kind it is, and of which table. */
export type EntryMark = { readonly kind: NodeKind; readonly table: number }

/** A skip rule: the item is asked only of those who answered `item` with one of `is` (an option, a number, agree …). */
export type Condition = { readonly item: string; readonly is: readonly string[] }

type Common = {
  readonly id: string
  readonly text: LocalText
  readonly help?: LocalText
  readonly unit: Unit
  readonly base: Base
  readonly showIf?: Condition
  /** Which of its meanings, where it was changed so that it asks something else under the same id: 1, which is left out, 2, … */
  readonly meaning?: number
  /** In what words it was asked before, each with why it was put in others; left out where it never was. */
  readonly earlier?: readonly Earlier[]
}
export type Earlier = { readonly text: LocalText; readonly why: string }
export type Item = Common &
  (
    | {
        /** Agree, disagree or pass. On `nodes` it becomes one question per entry that the facilitator picks when opening. */
        readonly type: 'agree'
        readonly on: 'statement' | 'nodes'
      }
    /** Choose, reject, or leave as it is; several of each. `most`: how many may be chosen. */
    | { readonly type: 'choose'; readonly options: readonly Option[]; readonly most?: number }
    | { readonly type: 'single'; readonly options: readonly Option[] }
    /** First to last; an unfinished order counts as far as it goes. */
    | { readonly type: 'ranking'; readonly options: readonly Option[] }
    /** Whole steps from `min` to `max`, each end named. */
    | {
        readonly type: 'scale'
        readonly min: number
        readonly max: number
        readonly low: LocalText
        readonly high: LocalText
      }
    /** A point on two axes, 0 to 100 each: one person's, so its unit is people. */
    | { readonly type: 'placement'; readonly x: Axis; readonly y: Axis }
    | { readonly type: 'number'; readonly min?: number; readonly max?: number; readonly suffix?: LocalText }
    | { readonly type: 'text' }
    /** A sentence on which a table agrees, with its reasons from its map: its unit is tables. */
    | { readonly type: 'recommendation' }
    /** Whether somebody stands behind what a table recommends: its unit is people. Only asked on the day, never foreseen. */
    | ({ readonly type: 'support' } & Recommended)
  )
/** What a table's map says, as it stood. */
export type Wording = { readonly wording: string; readonly lang: string }
/** What one table recommends. The sentence is the item's text; options are of maps, to be picked instead of typed. */
export type Recommended = {
  readonly table: number
  readonly reasons: readonly Wording[]
  /** Picked by who says *yes, if*. */
  readonly conditions: readonly Option[]
  /** Picked by who says no. */
  readonly objections: readonly Option[]
}
export type Axis = { readonly low: LocalText; readonly high: LocalText }
export type ItemType = Item['type']
export const itemTypes: readonly ItemType[] = [
  'agree',
  'choose',
  'single',
  'ranking',
  'scale',
  'placement',
  'number',
  'text',
  'recommendation',
  'support',
]

/** Why there is no answer. `not-asked`: a skip rule, or an item that the paper did not have. */
export const noAnswers = ['refused', 'not-asked', 'illegible'] as const
export type NoAnswer = (typeof noAnswers)[number]

export type Answer =
  | { readonly type: 'agree'; readonly value: 'agree' | 'disagree' | 'pass' }
  | {
      readonly type: 'choose'
      readonly chosen: readonly string[]
      readonly rejected: readonly string[]
      readonly indifferent: readonly string[]
    }
  | { readonly type: 'single'; readonly option: string }
  | { readonly type: 'ranking'; readonly order: readonly string[] }
  | { readonly type: 'scale'; readonly value: number }
  | { readonly type: 'placement'; readonly x: number; readonly y: number }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'text'; readonly text: string; readonly lang: string }
  | ({ readonly type: 'recommendation' } & Recommendation)
  | { readonly type: 'support'; readonly value: Support; readonly why?: Why }
  | { readonly type: 'none'; readonly why: NoAnswer }

/** `reasons`: entries of the table's map, in the wording that they had. */
export type Recommendation = {
  readonly sentence: string
  readonly lang: string
  readonly reasons: readonly (Wording & { readonly node: NodeId })[]
}
export const supports = ['yes', 'yes-if', 'no'] as const
export type Support = (typeof supports)[number]
/** The condition of *yes, if*, and why somebody says no: one of the item's options, or typed. */
export type Why = { readonly option: string } | { readonly text: string; readonly lang: string }

/**
 * Which question of a round an answer is to: an item's id, or `item.node` where an item asks about entries of the map.
 * Never more than 130 characters.
 */
export type ItemKey = string
/** What an answer stands under: the item, and on entries of the map the entry too (`i1.n7`). */
export const itemKey = (item: string, node: string | null): ItemKey => (node === null ? item : `${item}.${node}`)
/** The answer to this, of answers by key: its own only, for an item may be called as something is that every object has. */
export const answerTo = <T>(answers: Readonly<Record<ItemKey, T>>, key: ItemKey): T | undefined =>
  Object.hasOwn(answers, key) ? answers[key] : undefined
/** The item and the entry that a key names. */
export function readItemKey(key: ItemKey): { readonly item: string; readonly node: string | null } {
  const dot = key.indexOf('.')
  return dot < 0 ? { item: key, node: null } : { item: key.slice(0, dot), node: key.slice(dot + 1) }
}
