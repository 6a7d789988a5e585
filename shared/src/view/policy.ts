/**
 * What observers may see of one board: its table's rule (`dialogue/rule`), and what stands per board. Changed by command, read by
 * `project`.
 */
import type { Block } from '../board/notes/schema.ts'
import type { Opening, Rule } from '../dialogue/rule.ts'
import type { BlockId, NodeId, PhotoHash, RelationId, WordsId } from '../ids.ts'

import type { HeldShapes } from './canvas.ts'
import type { Consents } from './consents.ts'
import type { ViewShapes } from './shapes.ts'
import type { Layer, ViewTranslations } from './translated.ts'

export type ViewPolicy = Rule & {
  readonly hidden: readonly NodeId[]
  /** Photos of paper that the facilitator released, each by itself. Any other is an empty frame. */
  readonly photos: readonly PhotoHash[]
  /** Where a dialogue asks its people: what they said, as it stands now. Not stored; the server adds it to what is. */
  readonly consents?: Consents
  /** What translators made of it. Not stored either. */
  readonly translations?: Layer
  /** While paused: none that is later than this (ms). */
  readonly translatedUntil?: number
}
/** As the table's own screen reads it: with what its dialogue lets it open. */
export type TablePolicy = ViewPolicy & {
  readonly ceiling: Opening
  /** Left out: the pause, if there is one, is the table's own. */
  readonly pausedBy?: 'room'
}

/** Everything but the minutes is open. So boards began before dialogues said it: their journals rest on it. */
export const defaultPolicy: ViewPolicy = {
  observation: 'open',
  consent: true,
  curtain: 'open',
  delayMinutes: 0,
  hidden: [],
  showWords: true,
  showNotes: false,
  showCanvas: true,
  photos: [],
}

/**
 * What was first written while the curtain was drawn and not yet released: `ids` are left out, `wording` holds the text
 * a node had when the curtain was drawn, shown instead of what was written behind it.
 */
export type Held = {
  readonly ids: ReadonlySet<NodeId | RelationId | WordsId>
  readonly wording: ReadonlyMap<NodeId, string>
  /** Of the minutes: a block as it stood, or null for one that was first written behind the curtain. */
  readonly blocks: ReadonlyMap<BlockId, Block | null>
  /** Of the canvas: a shape as it stood, or null for one that was first made behind the curtain. */
  readonly shapes: HeldShapes
}
export const nothingHeld: Held = { ids: new Set(), wording: new Map(), blocks: new Map(), shapes: new Map() }

/** The allow-list. Nothing that is not named here can reach an observer. */
export type BoardView = {
  readonly state: 'open' | 'paused' | 'curtain' | 'no-consent'
  readonly question: string
  readonly lang: string
  readonly nodes: Readonly<Record<string, ViewNode>>
  readonly relations: Readonly<Record<string, ViewRelation>>
  readonly words: Readonly<Record<string, ViewWords>>
  /** The minutes; empty unless the policy shows them. */
  readonly notes: Readonly<Record<string, ViewBlock>>
  /** The vision canvas, and the name of the template beneath it; empty unless the policy shows them. */
  readonly template: string
  readonly canvas: ViewShapes
}
/** `order` is renumbered 0, 1, 2 … among what is shown, so that hidden siblings leave no gap; `number` is spoken. */
export type ViewNode = {
  readonly kind: string
  readonly wording: string
  readonly lang: string
  readonly order: number
  readonly number: string
  readonly depth: number
  readonly parent: string | null
  readonly relation: string | null
  readonly words: number
  readonly translations?: ViewTranslations
}
export type ViewRelation = {
  readonly kind: string
  readonly from: string
  readonly to: string
  readonly group: string | null
}
/**
 * Never a seat: `capture` says whether it may be printed in quotation marks. `minute`: when it was caught, in whole minutes
 * since 1970; a finer time would lead to anyone who was seen speaking.
 */
export type ViewWords = {
  readonly node: string
  readonly text: string
  readonly lang: string
  readonly capture: string
  readonly minute: number
  readonly order: number
  readonly translations?: ViewTranslations
}
/** `mentions`: one word per mark in the text, the public id of a node or `-` for one that is not shown. */
export type ViewBlock = {
  readonly kind: string
  readonly level: number
  readonly ordinal: number | null
  readonly text: string
  readonly mentions: string
  readonly order: number
  /** In their texts `[1]` stands for the first mention, `[2]` for the second. */
  readonly translations?: ViewTranslations
}
