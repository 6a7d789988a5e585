/**
 * A board as observers may follow it: journal rows applied in order, each once its delay is over. It folds the curtain
 * over the same rows, so that what is held is a function of the journal and a restart holds the same things.
 *
 * Three things look ahead of the delay, because they protect people: the curtain counts from its row, and what the table
 * has since removed, withdrawn or redacted is not played back. So does whose sentence it is (`later`).
 */
import { boardReplay, type Replay } from '@tablee/shared/board/anew'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { wholeReader, type Whole, type WholeReader } from '@tablee/shared/board/whole'
import { readBoardRow } from '@tablee/shared/dialogue/commands'
import { alsoHeld, curtainAfter, heldNow, openCurtain, type Curtain } from '@tablee/shared/view/held'
import type { Held } from '@tablee/shared/view/policy'
import { shapesGone } from '@tablee/shared/view/canvas'
import { blocksGone } from '@tablee/shared/view/notes'
import { takenBack } from '@tablee/shared/view/project'
import * as Y from 'yjs'
import type { JournalRow } from '../journal/port.ts'

type Copy = { readonly doc: Y.Doc; readonly reader: WholeReader; readonly rows: Replay }
const text = new TextDecoder()

export type Replica = ReturnType<typeof createReplica>

/** `damaged` hears of rows that could not be applied; they are left out, as the gate's quarantine leaves them out. */
export function createReplica(damaged: (row: JournalRow, cause: unknown) => void) {
  const shown = copy(null)
  /** The board as the table sees it; only while rows wait for their delay. */
  let ahead: Copy | null = null
  let waiting: JournalRow[] = []
  let curtain: Curtain = openCurtain
  let drawn = false
  let last = 0
  let shownSeq = 0

  function apply({ rows }: Copy, row: JournalRow): void {
    try {
      rows.take(row)
    } catch (cause) {
      damaged(row, cause)
    }
  }

  function show(row: JournalRow): void {
    shownSeq = row.seq
    if (row.kind === 'update') return apply(shown, row)
    const command = readBoardRow(text.decode(row.data))
    if (command !== null) curtain = curtainAfter(curtain, command, shown.reader.current())
  }

  return {
    /** Seq of the last row taken, and of the last one shown. */
    get last() {
      return last
    },
    get shownSeq() {
      return shownSeq
    },
    /** Time of the first row that still waits. */
    get next(): number | null {
      return waiting[0]?.at ?? null
    },
    /** Is the curtain drawn at the table now, whatever the delay? */
    get drawn() {
      return drawn
    },

    /** In seq order; a row that was taken already is ignored. It is shown by `advance`. */
    take(row: JournalRow): void {
      if (row.seq <= last) return
      last = row.seq
      if (row.kind === 'command') {
        const command = readBoardRow(text.decode(row.data))
        if (command?.kind === 'curtain') drawn = command.to === 'drawn'
      }
      waiting.push(row)
      if (ahead && row.kind === 'update') apply(ahead, row)
    },

    /** Shows every waiting row that `due` accepts, up to the first it does not. True when something was shown. */
    advance(due: (row: JournalRow) => boolean): boolean {
      let count = 0
      for (const row of waiting) {
        if (!due(row)) break
        show(row)
        count += 1
      }
      if (count > 0) waiting = waiting.slice(count)
      if (waiting.length === 0) {
        ahead?.doc.destroy()
        ahead = null
      } else if (!ahead) {
        ahead = copy(shown)
        for (const row of waiting) if (row.kind === 'update') apply(ahead, row)
      }
      return count > 0
    },

    /** What `project` needs. */
    read(): { readonly board: Whole; readonly held: Held; readonly later: Whole | null } {
      const board = shown.reader.current()
      const held = heldNow(curtain, board)
      if (ahead === null) return { board, held, later: null }
      const later = ahead.reader.current()
      return {
        board,
        later,
        held: alsoHeld(
          held,
          takenBack(board, later),
          blocksGone(board.notes, later.notes),
          shapesGone(board.canvas, later.canvas),
        ),
      }
    },

    destroy(): void {
      shown.doc.destroy()
      ahead?.doc.destroy()
    },
  }
}

function copy(of: Copy | null): Copy {
  const doc = newBoardDoc()
  if (of) Y.applyUpdate(doc, Y.encodeStateAsUpdate(of.doc))
  return { doc, reader: wholeReader(doc), rows: of?.rows.fork(doc) ?? boardReplay(doc) }
}
