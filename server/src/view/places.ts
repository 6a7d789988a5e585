/** Where a link leads: which rooms it opens, and which board is behind one. */
import type { BoardId, DialogueId, TableId } from '@tablee/shared/ids'
import { placeOf } from '@tablee/shared/view/place'
import type { WatchedPlace, WatchedTable, WatchList } from '@tablee/shared/wire/watch'
import type { Audience } from '@tablee/shared/view/audiences'
import { roomName, type ViewKey } from './names.ts'
import type { Dialogues } from './ports.ts'

type Table = ReturnType<Dialogues['tables']>[number]

type Options = {
  readonly dialogues: Dialogues
  readonly keyOf: (board: BoardId) => ViewKey
  readonly audience: Audience
  /** The epoch that a board's view is in. */
  readonly epochOf: (board: BoardId) => number
  /** Whether anybody has written on it. */
  readonly written: (board: BoardId) => boolean
  /** Whether a dialogue is a poll or survey that came in by file. */
  readonly imported: (dialogue: DialogueId) => boolean
}

/** Null for a dialogue or place that is not there. Places stay the same while epochs pass; rooms do not. */
export function createPlaces({ dialogues, keyOf, audience, epochOf, written, imported }: Options) {
  const roomOf = (board: BoardId, epoch: number): string => roomName(keyOf(board), board, audience, epoch)

  /** Rooms that were asked for: naming every board of a dialogue anew for each of 600 joiners would cost. */
  const behind = new Map<string, BoardId>()

  /** The board behind a room of this dialogue, of whatever epoch. */
  function boardBehind(dialogue: DialogueId, place: string): BoardId | null {
    const asked = `${dialogue} ${place}`
    const known = behind.get(asked)
    if (known !== undefined) return known
    const found = findBoard(dialogue, place)
    if (found !== null) behind.set(asked, found)
    return found
  }

  function findBoard(dialogue: DialogueId, place: string): BoardId | null {
    for (const table of dialogues.tables(dialogue)) {
      for (const { id } of dialogues.boardsOf(table.id)) if (roomOf(id, 1).startsWith(`${place}.`)) return id
    }
    return null
  }

  /** The other sessions that this table has been in: boards that nobody has opened yet are no place to go to. */
  function earlierThan(table: TableId, board: BoardId): WatchedTable['earlier'] {
    const now = dialogues.currentBoard(table)?.id
    return dialogues
      .boardsOf(table)
      .filter(({ id }) => id !== board && id !== now && dialogues.reached(id) && written(id))
      .map(({ id, session }) => ({ session, place: placeOf(roomOf(id, 1)) }))
  }

  function watched({ id, number, site, siteId }: Table, board: BoardId, session: number): WatchedTable & WatchedPlace {
    const epoch = epochOf(board)
    return {
      table: number,
      site,
      siteId,
      ...dialogues.ownClock(id),
      room: roomOf(board, epoch),
      epoch,
      session,
      delay: dialogues.policy(board).delayMinutes,
      earlier: earlierThan(id, board),
    }
  }

  return {
    boardBehind,
    /** Everything that can be followed, its titles in `lang` where the programme has it. */
    list(dialogue: DialogueId, lang?: string): WatchList | null {
      const of = dialogues.dialogue(dialogue)
      if (!of) return null
      const foreign = imported(dialogue)
      return {
        id: dialogue,
        dialogue: of.title,
        lang: of.lang,
        clock: dialogues.clock(dialogue, lang ?? of.lang),
        sites: dialogues.sitesTold(dialogue),
        // At tables that came in by file nobody sits: there is nothing to follow.
        tables: (foreign ? [] : dialogues.tables(dialogue)).flatMap((table) => {
          const board = dialogues.currentBoard(table.id)
          return board ? [watched(table, board.id, board.session)] : []
        }),
        asked: dialogues.asked(dialogue),
        ...(foreign ? { imported: true } : {}),
      }
    },
    /** Where a permanent link leads, in whichever session. */
    place(dialogue: DialogueId, place: string): WatchedPlace | null {
      const board = boardBehind(dialogue, place)
      if (!board) return null
      for (const table of dialogues.tables(dialogue)) {
        const found = dialogues.boardsOf(table.id).find(({ id }) => id === board)
        if (found) return watched(table, board, found.session)
      }
      return null
    },
  }
}
