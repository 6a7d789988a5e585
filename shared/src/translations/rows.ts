/**
 * Translations as rows of the journal `translations:<dialogue>`, beside the boards and never in them. A row names its original
 * by id and board, and of an entry, whose wording may change, the wording of which it was made.
 */
import type { ShapeId } from '../board/canvas/schema.ts'
import type { BlockId, BoardId, NodeId, WordsId } from '../ids.ts'

/** What somebody has opened is offered to nobody else for so long (ms). */
export const leaseMs = 120_000

/** `words` null: the entry's own wording; else what was said beneath it. */
export type OnMap = { readonly board: BoardId; readonly node: NodeId; readonly words: WordsId | null }
export type OnCanvas = { readonly board: BoardId; readonly element: ShapeId }
export type InMinutes = { readonly board: BoardId; readonly block: BlockId }
/**
 * What came out of a step as text, at whichever tables: an answer, a condition, an objection, a reason. It is known by what
 * it says, never by who said it, so that a row leads to no seat.
 */
export type Answered = {
  readonly board: null
  readonly step: string
  readonly item: string
  readonly answer: string
}
/** A text that can be translated. Versions before knew the map alone. */
export type Original = OnMap | OnCanvas | InMinutes | Answered

export type FromEngine = { readonly name: string; readonly version: string; readonly edited: boolean }

/** `command`: the same one twice takes effect once. `by`: the device of who did it; `who`: what is written on their card. */
export type TranslationRow =
  | (Original & { readonly kind: 'opened'; readonly command: string; readonly lang: string; readonly by: string })
  /** Whatever this device has open. */
  | { readonly kind: 'left'; readonly command: string; readonly by: string }
  | (Original & {
      readonly kind: 'translated'
      readonly command: string
      readonly lang: string
      /** Of which it was made; null of words and answers, which never change. */
      readonly wording: string | null
      readonly text: string
      readonly by: string
      readonly who: string
      /** Of which machine draft it was made; `edited`: somebody put it right first. */
      readonly engine?: FromEngine
    })
  /** What an engine gave, until somebody takes it as theirs: `by` asked for it. */
  | (Original & {
      readonly kind: 'drafted'
      readonly command: string
      readonly lang: string
      readonly wording: string | null
      readonly text: string
      readonly engine: string
      readonly version: string
      readonly by: string
    })
  | (Original & {
      readonly kind: 'checked'
      readonly command: string
      readonly lang: string
      readonly by: string
      readonly who: string
    })
  /** What it means is not clear to whoever translates it; `on` false: it is by now. */
  | (Original & {
      readonly kind: 'unclear'
      readonly command: string
      readonly lang: string
      readonly wording: string | null
      readonly on: boolean
      readonly by: string
    })
  /** Its table is asked what is meant. The newest question stands. */
  | (Original & {
      readonly kind: 'asked'
      readonly command: string
      readonly lang: string
      readonly wording: string | null
      readonly text: string
      readonly by: string
    })
  /** The table's answer to what was asked about it for this language. */
  | (Original & {
      readonly kind: 'answered'
      readonly command: string
      readonly lang: string
      readonly wording: string | null
      readonly text: string
    })
  /** How translators say a term of the dialogue; empty: it is none any more. */
  | {
      readonly kind: 'term'
      readonly command: string
      readonly from: string
      readonly lang: string
      readonly term: string
      readonly say: string
      readonly by: string
    }
/** Since which number of the program (`record/known`): a kind that is missing does not compile. */
export const translationKinds: Readonly<Record<TranslationRow['kind'], number>> = {
  opened: 1,
  left: 1,
  translated: 1,
  drafted: 1,
  checked: 1,
  unclear: 1,
  asked: 1,
  answered: 1,
  term: 1,
}

/** Null for a row of a kind, or of an original, that this version does not know. */
export function readTranslationRow(text: string): TranslationRow | null {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    Object.hasOwn(translationKinds, String(value.kind)) &&
    names(value)
    ? (value as TranslationRow)
    : null
}
/** Of an original that this version knows; what somebody left, and a term, name none. */
const names = (row: object): boolean =>
  ('kind' in row && (row.kind === 'left' || row.kind === 'term')) ||
  ['node', 'element', 'block', 'answer'].some((field) => field in row)
