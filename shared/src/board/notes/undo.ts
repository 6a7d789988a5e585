/**
 * Undo in the minutes is a person's own, as it is on the map: it takes back what this device's editor did and keeps what
 * others wrote since. A block or a run whose making is undone goes only when nothing of somebody else stands in it.
 */
import * as Y from 'yjs'
import { notesFragment } from '../doc.ts'
import { OneStep } from '../undo.ts'

/** Typing this close together is one step (ms). */
const oneStep = 500

/** `origin`: what the editor's binding gives its transactions. */
export function notesUndoFor(doc: Y.Doc, origin: unknown): Y.UndoManager {
  const fragment = notesFragment(doc)
  return new OneStep(fragment, {
    trackedOrigins: new Set([origin]),
    captureTimeout: oneStep,
    captureTransaction: (transaction) => transaction.meta.get('addToHistory') !== false,
    deleteFilter: ({ content, parent }) => {
      if (!(content instanceof Y.ContentType)) return true
      // An editor cannot show a document of nothing: it would write a line of its own in place of the last one.
      if (parent === fragment && fragment.length === 1) return false
      // Yjs takes children back before what holds them: a type that still has something then holds another's.
      return (content.type instanceof Y.XmlElement && content.type.nodeName === 'mention') || content.type._length === 0
    },
  })
}
