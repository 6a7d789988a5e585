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
export const notesUndoFor = (doc: Y.Doc, origin: unknown): Y.UndoManager =>
  new OneStep(notesFragment(doc), {
    trackedOrigins: new Set([origin]),
    captureTimeout: oneStep,
    captureTransaction: (transaction) => transaction.meta.get('addToHistory') !== false,
    // Yjs takes children back before what holds them: a type that still has something then holds another's.
    deleteFilter: (item) =>
      !(item.content instanceof Y.ContentType) ||
      (item.content.type instanceof Y.XmlElement && item.content.type.nodeName === 'mention') ||
      item.content.type._length === 0,
  })
