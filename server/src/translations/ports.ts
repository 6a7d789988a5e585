/** What translating asks of its neighbours. Structural: `dialogue/`, `view/`, `live/` and `access/` answer it. */
import type { BoardId, DialogueId, LinkId, TableId } from '@tablee/shared/ids'
import type { Original } from '@tablee/shared/translations/rows'
import type { BoardView } from '@tablee/shared/view/policy'

type Table = { readonly id: TableId; readonly number: number; readonly site: string }
export type TranslatedPlaces = {
  dialogue(id: DialogueId): { readonly title: string; readonly langs: readonly string[] } | null
  /** In the order of their numbers. */
  tables(dialogue: DialogueId): readonly Table[]
  boardsOf(table: TableId): readonly { readonly id: BoardId; readonly session: number }[]
  /** Whether its table has been there. */
  reached(board: BoardId): boolean
  board(board: BoardId): { readonly table: TableId } | null
  /** Whether what a table said at that moment as one was said behind its curtain, and is not released. */
  saidBehind(table: TableId, at: number): boolean
}
export type Shown = {
  /** What observers get of a board just now; null while it cannot be said. */
  seen(board: BoardId): Promise<BoardView | null>
  /** What originals are called there, by the names of `originalId`. */
  names(board: BoardId): (id: string) => string
  /** What came out of steps, as observers get it; the same list while it is the same. Null while it cannot be said. */
  answers(dialogue: DialogueId): Promise<readonly AnswerSeen[] | null>
  /** What answers are called there. */
  answerNames(dialogue: DialogueId): (id: string) => string
  /** The originals of a board, as it is committed. */
  ids(board: BoardId): Promise<readonly Original[]>
  /**
   * What says again, on this board, what somebody refuses or took back. A text that stands there is judged by its view; this is
   * for what does not stand any more, as an earlier wording.
   */
  refused(board: BoardId): Promise<Refused>
}
export type Refused = (text: string) => boolean
export type AnswerSeen = {
  readonly of: Extract<Original, { readonly answer: string }>
  readonly session: number
  readonly lang: string
  /** What was asked. */
  readonly asked: { readonly text: string; readonly lang: string }
}
/** What observers are told of results, as far as it is read here. `item`: whichever entry it asks about. */
export type ResultsSeen = {
  readonly steps: readonly {
    readonly step: string
    readonly session: number
    readonly figures: readonly FigureSeen[]
    readonly byTable: readonly { readonly figures: readonly FigureSeen[] }[]
  }[]
}
type FigureSeen = {
  readonly item: string
  readonly text: Readonly<Record<string, string>>
  readonly texts: readonly { readonly text: string; readonly lang: string }[]
}
/** What is written on a card; empty where nothing is. */
export type LabelOf = (link: LinkId) => string

/** From one language into another, each without its country. */
export type Pair = { readonly from: string; readonly to: string }
type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: string }
/** The engine that a dialogue's consent text names for translating: `name` is what it is called there. */
export type DraftingEngine = {
  readonly name: string
  readonly about: () => Promise<Answered<{ readonly version: string; readonly pairs: readonly Pair[] }>>
  readonly translate: (of: {
    readonly text: string
    readonly from: string
    readonly to: string
    readonly signal: AbortSignal
  }) => Promise<Answered<{ readonly engine: string; readonly version: string; readonly text: string }>>
}
