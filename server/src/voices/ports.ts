/** What people's voices ask of their neighbours. Structural: `dialogue/` and `live/` answer it, tests may too. */
import type { Course } from '@tablee/shared/dialogue/course'
import type { ConsentTexts, ProgrammeSession } from '@tablee/shared/dialogue/programme'
import type { Ask } from '@tablee/shared/voices/asks'
import type { BoardId, DialogueId, Lang, TableId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import type { BoardState } from '@tablee/shared/roles'
import type * as Y from 'yjs'

export type PlaceOfBoard = {
  readonly id: BoardId
  readonly dialogue: DialogueId
  readonly table: TableId
  readonly tableNumber: number
  readonly session: number
  readonly seats: number
}
export type RoundPlaces = {
  board(id: string): PlaceOfBoard | null
  /** As it is staged: what a placement is judged by. */
  boardState(id: string): BoardState
  boardsOf(table: TableId): readonly PlaceOfBoard[]
  /** Whether its table's day has ended and its screens have said so: nobody hands in any more. */
  dayOver(table: TableId): boolean
  /** What was asked at this board on the day, beside its programme. */
  asksAt(board: string): readonly Ask[]
  dialogue(id: string): {
    readonly id: DialogueId
    readonly title: string
    readonly sessions: readonly ProgrammeSession[]
    readonly consent: ConsentTexts | null
    readonly langs: readonly Lang[]
  } | null
}
/** By which clock a table goes: its site's, or one of its own. Null for an unknown table. */
export type Clocks = { clockAt(table: TableId): { readonly course: Course } | null }
/** Asked in the turn in which a row is staged: may they who asked still? */
export type Still = () => boolean
/** The boards, as committed. */
export type RoundBoards = {
  /**
   * The board is loaded first, where nobody has it open. `run` keeps nothing of the document; what it judges by it and hands
   * over before it awaits anything is of one turn. What is on its way to the board is not in it: `settled` waits for that,
   * and a lock keeps out what would follow.
   */
  look<T>(board: BoardId, run: (doc: Y.Doc) => T): Promise<Awaited<T>>
  /** One row, all or nothing; `change` may run more than once. */
  write(board: BoardId, author: string, change: (doc: Y.Doc) => void, still: Still): Promise<Result<{ seq: number }>>
  /** Resolves when everything that was on its way into the journal is in it, or was refused. */
  settled(): Promise<void>
}
