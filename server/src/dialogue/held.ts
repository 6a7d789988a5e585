/**
 * How many entries each table still holds back behind its curtain, for the table's own screen. Boards of which a curtain
 * can hold nothing cost nothing; of the others a copy is read once, when somebody asks, and follows the journal from there.
 */
import { boardDoc } from '@tablee/shared/documents'
import { boardReplay, type Replay } from '@tablee/shared/board/anew'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { wholeReader, type WholeReader } from '@tablee/shared/board/whole'
import { readBoardRow } from '@tablee/shared/dialogue/commands'
import type { BoardId } from '@tablee/shared/ids'
import { curtainAfter, heldCount, heldNow, openCurtain, type Curtain } from '@tablee/shared/view/held'
import { nothingHeld, type Held } from '@tablee/shared/view/policy'
import type { DocName, Journal, JournalRow } from '../journal/port.ts'

type Followed = {
  readonly board: BoardId
  readonly rows: Replay
  readonly reader: WholeReader
  curtain: Curtain
  seq: number
  /** What lands while it is being read; null once it is. */
  meanwhile: JournalRow[] | null
  read: Promise<void>
  /** Somebody was told that it is not known yet. */
  asked: boolean
}

/** Follows the journal until `close`. */
export function createHeldCounts(
  journal: Journal,
  /** As its command rows say, which are known to the last that was told. */
  mayHold: (board: BoardId) => boolean,
) {
  const boards = new Map<DocName, Followed>()
  const listeners = new Set<(board: BoardId) => void>()
  const text = new TextDecoder()

  function take(followed: Followed, row: JournalRow): void {
    if (row.seq <= followed.seq) return
    followed.seq = row.seq
    if (row.kind === 'update') {
      try {
        followed.rows.take(row)
      } catch {
        // The live board has put this row aside; a count is not worth more.
      }
      return
    }
    const command = readBoardRow(text.decode(row.data))
    if (command !== null) followed.curtain = curtainAfter(followed.curtain, command, followed.reader.current())
  }

  async function read(followed: Followed): Promise<void> {
    const name = boardDoc(followed.board)
    try {
      for await (const row of journal.read(name, journal.head(name).epoch, 0)) take(followed, row)
      for (const row of followed.meanwhile ?? []) take(followed, row)
      followed.meanwhile = null
    } catch (cause) {
      if (boards.get(name) === followed) boards.delete(name)
      throw cause
    }
    if (followed.asked && boards.get(name) === followed) for (const listener of listeners) listener(followed.board)
  }

  function open(board: BoardId): Followed {
    const name = boardDoc(board)
    const known = boards.get(name)
    if (known !== undefined) return known
    const doc = newBoardDoc()
    const [rows, reader] = [boardReplay(doc), wholeReader(doc)]
    const followed: Followed = {
      board,
      rows,
      reader,
      curtain: openCurtain,
      seq: 0,
      meanwhile: [],
      read: Promise.resolve(),
      asked: false,
    }
    boards.set(name, followed)
    followed.read = read(followed)
    return followed
  }

  const stop = journal.follow((row) => {
    const known = boards.get(row.doc)
    if (known === undefined) return
    if (known.meanwhile === null) take(known, row)
    else known.meanwhile.push(row)
    if (row.kind === 'command' && !mayHold(known.board)) boards.delete(row.doc)
  })

  return {
    /** What it holds back; null while that is not known. `counted` reads it. */
    what(board: BoardId): Held | null {
      if (!mayHold(board)) return nothingHeld
      const known = boards.get(boardDoc(board))
      if (known === undefined || known.meanwhile !== null) return null
      return heldNow(known.curtain, known.reader.current())
    },
    /** Null while it is being read: `onCounted` tells when it is known. */
    of(board: BoardId): number | null {
      if (!mayHold(board)) return 0
      const followed = open(board)
      if (followed.meanwhile === null) {
        const now = followed.reader.current()
        return heldCount(heldNow(followed.curtain, now), now)
      }
      followed.asked = true
      followed.read.catch(() => {}) // asked again, it is read again
      return null
    },
    /** Reads it where that is needed: `of` knows it when this has ended. */
    counted: (board: BoardId): Promise<void> => (mayHold(board) ? open(board).read : Promise.resolve()),
    onCounted(listener: (board: BoardId) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Rows were rewritten (erasure): counted from them anew. */
    forget: (): void => boards.clear(),
    close: stop,
  }
}
