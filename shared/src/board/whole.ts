/**
 * The whole board: its map, and what lies beside it. Whoever shows, holds back or freezes a board reads this; the table's
 * outline and map read `Board` alone, so that a letter in the notes costs them nothing. What is left out is not there.
 */
import type * as Y from 'yjs'
import { notesToRead } from './doc.ts'
import { readNotes } from './notes/read.ts'
import type { Notes } from './notes/schema.ts'
import { boardReader, readBoard, type BoardReader } from './read.ts'
import type { Board } from './schema.ts'
import { kept } from './share.ts'

export type Whole = Board & { readonly notes?: Notes }

export const readWhole = (doc: Y.Doc): Whole => ({ ...readBoard(doc), notes: readNotes(doc) })

export type WholeReader = Omit<BoardReader, 'current'> & { current(): Whole }

/** Follows a document; the same object until something on the board changes. */
export function wholeReader(doc: Y.Doc): WholeReader {
  const reader = boardReader(doc)
  let whole: Whole = { ...reader.current(), notes: readNotes(doc) }
  return {
    current: () => (whole = kept(whole, { ...reader.current(), notes: readNotes(doc) })),
    subscribe(changed) {
      const notes = notesToRead(doc)
      notes.observeDeep(changed)
      const stop = reader.subscribe(changed)
      return () => {
        notes.unobserveDeep(changed)
        stop()
      }
    },
    destroy: () => reader.destroy(),
  }
}
