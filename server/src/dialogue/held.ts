/**
 * How many entries each table still holds back behind its curtain, for the table's own screen. Boards whose curtain was
 * never drawn cost nothing; of the others a copy follows the journal.
 */
import { boardDoc } from '@tablee/shared/documents'
import { boardReplay, type Replay } from '@tablee/shared/board/anew'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { wholeReader, type WholeReader } from '@tablee/shared/board/whole'
import { readBoardRow } from '@tablee/shared/dialogue/commands'
import type { BoardId } from '@tablee/shared/ids'
import { curtainAfter, heldCount, heldNow, openCurtain, type Curtain } from '@tablee/shared/view/held'
import type { Journal, JournalRow } from '../journal/port.ts'

type Followed = { readonly rows: Replay; readonly reader: WholeReader; curtain: Curtain; seq: number }

export function createHeldCounts(journal: Journal) {
  /** Null: no curtain row so far. Absent: not looked at yet. */
  const boards = new Map<string, Followed | null>()
  const text = new TextDecoder()
  const commandOf = (row: JournalRow) => (row.kind === 'command' ? readBoardRow(text.decode(row.data)) : null)

  function take(followed: Followed, row: JournalRow): void {
    followed.seq = row.seq
    if (row.kind === 'update') {
      try {
        followed.rows.take(row)
      } catch {
        // The live board has put this row aside; a count is not worth more.
      }
      return
    }
    const command = commandOf(row)
    if (command !== null) followed.curtain = curtainAfter(followed.curtain, command, followed.reader.current())
  }

  function read(name: string): Followed | null {
    if (![...journal.atOnce.commands(name)].some((row) => commandOf(row)?.kind === 'curtain')) return null
    const doc = newBoardDoc()
    const followed: Followed = { rows: boardReplay(doc), reader: wholeReader(doc), curtain: openCurtain, seq: 0 }
    for (const row of journal.atOnce.since(name, journal.head(name).epoch, 0)) take(followed, row)
    return followed
  }

  const stop = journal.follow((row) => {
    const known = boards.get(row.doc)
    if (known === undefined) return
    if (known !== null) {
      if (row.seq > known.seq) take(known, row)
    } else if (row.kind === 'command') boards.delete(row.doc) // its first curtain: read anew when asked
  })
  return {
    of(board: BoardId): number {
      const name = boardDoc(board)
      let found = boards.get(name)
      if (found === undefined) {
        found = read(name)
        boards.set(name, found)
      }
      if (found === null) return 0
      const now = found.reader.current()
      return heldCount(heldNow(found.curtain, now), now)
    },
    /** Rows were rewritten (erasure): counted from them anew. */
    forget: (): void => boards.clear(),
    close: stop,
  }
}
