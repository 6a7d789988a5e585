/**
 * A table's map as it may be printed: every entry, and no text of anyone who does not want to be quoted. What leaves for
 * read-back and the press is drawn from this and from nothing that a device holds.
 */
import type { Capture, NodeKind, RelationKind } from '../board/schema.ts'

export type PrintedWords = { readonly text: string; readonly lang: string; readonly capture: Capture }
export type PrintedEntry = {
  readonly id: string
  readonly parent: string | null
  readonly number: string
  readonly kind: NodeKind
  readonly wording: string
  readonly lang: string
  /** Nothing places it yet. */
  readonly loose: boolean
  readonly relation: {
    readonly id: string
    readonly kind: RelationKind
    readonly to: string
    readonly group: string | null
  } | null
  /** How many people spoke beneath it, also those whose words stay at the table. */
  readonly people: number
  readonly words: readonly PrintedWords[]
}
export type PrintedMap = {
  readonly question: string
  readonly lang: string
  readonly site: string
  readonly table: number
  readonly session: number
  /** In the order of the outline. */
  readonly entries: readonly PrintedEntry[]
  /** Relations beyond the ones that place an entry. */
  readonly references: readonly {
    readonly id: string
    readonly kind: RelationKind
    readonly from: string
    readonly to: string
  }[]
  /** How many texts stay at the table. */
  readonly withheld: number
}
