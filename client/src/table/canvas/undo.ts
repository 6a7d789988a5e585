/**
 * Undo of the canvas, per person and document. It outlives the panel: who looks at the map in between comes back to the
 * same steps.
 */
import { canvasUndoFor } from '@tablee/shared/board/canvas/undo'
import type * as Y from 'yjs'

const known = new WeakMap<Y.Doc, Map<string, Y.UndoManager>>()

export function undoOf(doc: Y.Doc, who: string): Y.UndoManager {
  const ofDoc = known.get(doc) ?? new Map<string, Y.UndoManager>()
  known.set(doc, ofDoc)
  const found = ofDoc.get(who) ?? canvasUndoFor(doc, who)
  ofDoc.set(who, found)
  return found
}
