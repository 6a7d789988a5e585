/**
 * The whole board: its map, and what lies beside it. Anyone who shows, holds back or freezes a board reads this; the table's
 * outline and map read `Board` alone, so that a letter in the notes costs them nothing. What is left out is not there.
 */
import type * as Y from 'yjs'
import { canvasReader, readCanvas } from './canvas/read.ts'
import type { Canvas } from './canvas/schema.ts'
import { notesToRead } from './doc.ts'
import { readNotes } from './notes/read.ts'
import type { Notes } from './notes/schema.ts'
import { boardReader, readBoard, type BoardReader } from './read.ts'
import type { Board } from './schema.ts'
import { kept } from './share.ts'

export type Whole = Board & { readonly notes?: Notes; readonly canvas?: Canvas }

/** Map, minutes and canvas of one document, each shared with what was read of it before. */
export const readWhole = (doc: Y.Doc): Whole => ({
  ...readBoard(doc),
  notes: readNotes(doc),
  canvas: readCanvas(doc),
})

export type WholeReader = Omit<BoardReader, 'current'> & { current(): Whole }

/** Follows a document; the same object until something on the board changes. */
export function wholeReader(doc: Y.Doc): WholeReader {
  const reader = boardReader(doc)
  const canvas = canvasReader(doc)
  const now = (): Whole => ({ ...reader.current(), notes: readNotes(doc), canvas: canvas.current() })
  let whole = now()
  return {
    current: () => (whole = kept(whole, now())),
    subscribe(changed) {
      const notes = notesToRead(doc)
      notes.observeDeep(changed)
      const stop = reader.subscribe(changed)
      const stopCanvas = canvas.subscribe(changed)
      return () => {
        notes.unobserveDeep(changed)
        stop()
        stopCanvas()
      }
    },
    destroy() {
      reader.destroy()
      canvas.destroy()
    },
  }
}
