/** Whom a change may concern: names that held requests wait for (`waiting.ts`). */
import { roundOf } from '@tablee/shared/ballot/fold'
import type { BoardId, DialogueId, LinkId, SeatCode, TableId } from '@tablee/shared/ids'
import type { Session } from '../access/session.ts'
import type { RoundPlaces } from './ports.ts'
import type { VoiceChange, VoiceStore } from './voices.ts'
import type { Waiting } from './waiting.ts'

const seatConcern = (dialogue: DialogueId, seat: SeatCode): string => `seat:${dialogue}/${seat}`
const tableConcern = (table: TableId): string => `table:${table}`
const boardConcern = (board: BoardId): string => `board:${board}`
const dialogueConcern = (dialogue: DialogueId): string => `dialogue:${dialogue}`
/** Figures of all tables: they move when somebody closes, settles, or types in what came on paper. */
const resultsConcern = (dialogue: DialogueId): string => `results:${dialogue}`
const linkConcern = (link: LinkId): string => `link:${link}`

export const concernsOfSeat = ({ dialogue, table, seat, link }: Session): readonly string[] => [
  ...(seat === null ? [] : [seatConcern(dialogue, seat)]),
  ...(table === null ? [] : [tableConcern(table)]),
  dialogueConcern(dialogue),
  linkConcern(link),
]
export const concernsOfBoard = (
  { link }: Session,
  {
    board,
    table,
    dialogue,
  }: { readonly board: BoardId; readonly table: TableId | null; readonly dialogue: DialogueId },
): readonly string[] => [
  boardConcern(board),
  ...(table === null ? [] : [tableConcern(table)]),
  dialogueConcern(dialogue),
  linkConcern(link),
]

export const concernsOfResults = ({ link }: Session, dialogue: DialogueId): readonly string[] => [
  resultsConcern(dialogue),
  dialogueConcern(dialogue),
  linkConcern(link),
]

/** People move placed words about while they talk: their board is looked at four times a second at most. */
const boardMs = 250

export function createWaking({
  waiting,
  voices,
  places,
  placements,
}: {
  waiting: Waiting
  voices: VoiceStore
  places: RoundPlaces
  placements: (board: BoardId) => string | null
}) {
  const wakeTable = (board: BoardId): void => {
    const place = places.board(board)
    if (place !== null) waiting.wake(tableConcern(place.table))
  }
  function voiced({ id: dialogue, row }: VoiceChange): void {
    switch (row.kind) {
      case 'sit':
      case 'consent':
      case 'free': {
        const table = voices.state(dialogue).seats.get(row.seat)?.table
        waiting.wake(seatConcern(dialogue, row.seat), ...(table === undefined ? [] : [tableConcern(table)]))
        return waiting.wake(resultsConcern(dialogue))
      }
      case 'open':
      case 'close':
      case 'reveal':
        waiting.wake(resultsConcern(dialogue))
        return wakeTable(row.board)
      case 'write':
      case 'take-back':
        return waiting.wake(seatConcern(dialogue, row.seat), boardConcern(row.board))
      case 'answer':
        if (row.seat !== null) waiting.wake(seatConcern(dialogue, row.seat))
        // While a ballot is open nobody at the table hears of votes: not even that a request came back early.
        if (row.how === 'table' || roundOf(voices.state(dialogue), row.board, row.step).state !== 'open')
          waiting.wake(boardConcern(row.board), resultsConcern(dialogue))
        return
      case 'settle':
        return waiting.wake(boardConcern(row.board), resultsConcern(dialogue))
      case 'placed':
        // Where it lies the board says, and wakes.
        return
      case 'import':
        return waiting.wake(dialogueConcern(dialogue))
    }
  }
  const stop = voices.onChange(voiced)

  /** Where the sheets of a board lay when somebody last looked. */
  const lay = new Map<BoardId, string | null>()
  const timers = new Map<BoardId, NodeJS.Timeout>()

  return {
    /** A board's document changed: whether that moved a sheet. */
    boardWritten(board: BoardId): void {
      if (timers.has(board)) return
      if (!waiting.waits(boardConcern(board))) return void lay.delete(board)
      const timer = setTimeout(() => {
        timers.delete(board)
        const now = placements(board)
        if (lay.get(board) === now) return
        lay.set(board, now)
        waiting.wake(boardConcern(board))
      }, boardMs)
      timer.unref()
      timers.set(board, timer)
    },
    dialogueChanged(change: { readonly board: BoardId } | { readonly dialogue: DialogueId }): void {
      if ('board' in change) {
        wakeTable(change.board)
        waiting.wake(boardConcern(change.board))
      } else waiting.wake(dialogueConcern(change.dialogue))
    },
    /** A phone asks to be let in, or has been. */
    asked: (table: TableId): void => waiting.wake(tableConcern(table)),
    revoked: (link: LinkId): void => waiting.wake(linkConcern(link)),
    close(): void {
      stop()
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
