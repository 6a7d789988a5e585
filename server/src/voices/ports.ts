/** What people's voices ask of their neighbours. Structural: `dialogue/` and `live/` answer it, tests may too. */
import type { Course } from '@tablee/shared/dialogue/course'
import type { ConsentTexts, ProgrammeSession, ProgrammeStep } from '@tablee/shared/dialogue/programme'
import type { Rewording } from '@tablee/shared/dialogue/changes'
import type { Ask } from '@tablee/shared/voices/asks'
import type { Seating } from '@tablee/shared/dialogue/rotation'
import type { Sitting } from '@tablee/shared/dialogue/seating'
import type { BoardId, DialogueId, Lang, SeatCode, TableId } from '@tablee/shared/ids'
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
/** Where seats sit: of a table and a session, never of a seat's code. */
export type SeatingOf = {
  seating(dialogue: DialogueId): Seating
  /** As staged. */
  staged(dialogue: DialogueId): Seating
  /** All tables at which a seat sat in this session, by whatever was decided of it. */
  everAt(dialogue: DialogueId, seat: SeatCode, session: number): readonly TableId[]
  rotates(dialogue: DialogueId): boolean
  sitting(dialogue: DialogueId, seat: SeatCode): Sitting | null
  /** Staged: what a row is judged by. */
  sitsAt(place: Pick<PlaceOfBoard, 'dialogue' | 'table' | 'session'>, seat: SeatCode): boolean
  /** The same, or sat there until it was moved in the middle of that session. */
  wasAt(place: Pick<PlaceOfBoard, 'dialogue' | 'table' | 'session'>, seat: SeatCode): boolean
  seatsAt(place: Pick<PlaceOfBoard, 'dialogue' | 'table' | 'session'>): readonly SeatCode[]
  isFull(dialogue: DialogueId, seat: SeatCode, taken: (seat: SeatCode) => boolean): boolean
  homeOf(dialogue: DialogueId, seat: SeatCode): TableId | null
  tablesOf(dialogue: DialogueId, seat: SeatCode): readonly TableId[]
}
export type RoundPlaces = {
  readonly seating: SeatingOf
  board(id: string): PlaceOfBoard | null
  /** As it is staged: what a placement is judged by. */
  boardState(id: string): BoardState
  boardsOf(table: TableId): readonly PlaceOfBoard[]
  /** Whether its table's day has ended and its screens have said so: nobody hands in any more. */
  dayOver(table: TableId): boolean
  /** A step of the programme as it is staged: a round that is opened keeps the words in which it asks. */
  stepNow(dialogue: DialogueId, step: string): ProgrammeStep | null
  /** What was asked at this board on the day, beside its programme. */
  asksAt(board: string): readonly Ask[]
  dialogue(id: string): {
    readonly id: DialogueId
    readonly title: string
    readonly sessions: readonly ProgrammeSession[]
    readonly consent: ConsentTexts | null
    readonly langs: readonly Lang[]
    /** Items that were put in other words, in their order. */
    readonly rewordings?: readonly Rewording[]
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
