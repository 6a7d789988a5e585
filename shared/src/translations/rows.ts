/**
 * Translations as rows of the journal `translations:<dialogue>`, beside the boards and never in them. A row names its original
 * by id and board, and of an entry, whose wording may change, the wording of which it was made.
 */
import type { BoardId, NodeId, WordsId } from '../ids.ts'

/** What somebody has opened is offered to nobody else for so long (ms). */
export const leaseMs = 120_000

/** A text of a board that can be translated. */
export type Original = {
  readonly board: BoardId
  /** The entry, or the entry beneath which the words stand. */
  readonly node: NodeId
  /** Null: the entry's own wording. */
  readonly words: WordsId | null
}

/** `command`: the same one twice takes effect once. `by`: the device of who did it; `who`: what is written on their card. */
export type TranslationRow =
  | (Original & { readonly kind: 'opened'; readonly command: string; readonly lang: string; readonly by: string })
  /** Whatever this device has open. */
  | { readonly kind: 'left'; readonly command: string; readonly by: string }
  | (Original & {
      readonly kind: 'translated'
      readonly command: string
      readonly lang: string
      /** Of which it was made; null of words. */
      readonly wording: string | null
      readonly text: string
      readonly by: string
      readonly who: string
    })
  | (Original & {
      readonly kind: 'checked'
      readonly command: string
      readonly lang: string
      readonly by: string
      readonly who: string
    })
type Kind = TranslationRow['kind']
const kinds: ReadonlySet<unknown> = new Set(['opened', 'left', 'translated', 'checked'] satisfies Kind[])

/** Null for a row of a kind that this version does not know. */
export function readTranslationRow(text: string): TranslationRow | null {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null && 'kind' in value && kinds.has(value.kind)
    ? (value as TranslationRow)
    : null
}
