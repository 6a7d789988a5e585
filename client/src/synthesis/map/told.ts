/** What the hall's map is told of, until the wire says it. */
import type { NodeKind, RelationKind } from '@tablee/shared/board/schema'
import type { TableId } from '@tablee/shared/ids'
import type { TranslationState } from '@tablee/shared/view/translated'

export type HallSentence = {
  readonly text: string
  readonly lang: string
  readonly translations?: readonly { readonly lang: string; readonly text: string; readonly state: TranslationState }[]
}
export type HallWords = HallSentence & {
  readonly entry: string
  readonly seat: string | null
  readonly capture: string | null
}
export type HallCard = HallSentence & {
  readonly id: string
  readonly kind: NodeKind
  readonly number: string
  readonly parent: string | null
  readonly relation: { readonly kind: RelationKind; readonly tables: number } | null
  readonly also: readonly { readonly kind: RelationKind; readonly to: string; readonly tables: number }[]
  readonly holds: readonly TableId[]
  readonly objects: readonly TableId[]
  readonly onlyIf: readonly TableId[]
  readonly people: number
  readonly wordings: number
}
export type HallAsked = {
  readonly a: string
  readonly b: string
  readonly cardA: string
  readonly cardB: string
  readonly textA: string
  readonly langA: string
  readonly textB: string
  readonly langB: string
  readonly shared: readonly string[]
  readonly differs: readonly [readonly string[], readonly string[]]
  readonly over: string | null
  readonly ifSame: { readonly tables: number; readonly people: number }
  readonly words: HallWords | null
}
export type HallStep = {
  readonly step: string
  readonly kind: 'same' | 'different' | 'apart' | 'show'
  readonly at: number
  readonly undone: boolean
  readonly can: boolean
  readonly a: string | null
  readonly b: string | null
}
export type HallMapTold = {
  readonly version: string
  readonly session: number | null
  readonly sessions: readonly number[]
  readonly tables: readonly { readonly id: TableId; readonly number: number; readonly curtain: boolean }[]
  readonly entries: number
  readonly withheld: number
  readonly cards: readonly HallCard[]
  readonly asked: readonly HallAsked[]
  readonly waiting: number
  readonly taken: number
  readonly refused: number
  readonly steps: readonly HallStep[]
}
export type HallCardTold = {
  readonly version: string
  readonly wordings: readonly (HallSentence & {
    readonly entry: string
    readonly table: TableId
    readonly number: string
    readonly stance: 'holds' | 'objects' | 'if'
    readonly objections: readonly HallSentence[]
    readonly conditions: readonly HallSentence[]
    readonly words: readonly HallWords[]
  })[]
}
