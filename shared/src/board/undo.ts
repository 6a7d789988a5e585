/**
 * Undo is a person's own: it takes back what this person did and keeps what others did since.
 *
 * Nodes, relations, wordings and the places of words are undone. Words are not: what somebody said is taken back by a
 * withdrawal that everybody can see. A node in which somebody else has written since does not go away with the undo of
 * its making, nor does the relation that places it: of its text only the undoer's own goes.
 */
import * as Y from 'yjs'
import { isMap, isText, roots } from './doc.ts'
import type { Edit } from './edit.ts'

/** Edits of one kind this close together are one step, so that undo takes back a phrase and not a letter (ms). */
const oneStep = 500

const isEdit = (origin: unknown): origin is Edit =>
  typeof origin === 'object' && origin !== null && 'who' in origin && 'why' in origin

export function undoFor(doc: Y.Doc, who: string): Y.UndoManager {
  const { nodes, relations, placed } = roots(doc)

  /** Has anybody but its maker changed this node or written in it? */
  const builtOn = (entry: unknown): boolean => {
    if (!isMap(entry) || entry._item === null) return false
    const maker = entry._item.id.client
    for (const field of entry._map.values()) if (!field.deleted && field.id.client !== maker) return true
    const wording = entry.get('wording')
    if (!isText(wording)) return false
    for (let item = wording._start; item !== null; item = item.right) if (!item.deleted && item.id.client !== maker) return true
    return false
  }
  /**
   * The node whose making this item is part of: as its entry, as the first value of one of its fields, or as (a field
   * of) a relation from it. A later value of a field has the one before to its left: taking it back unmakes nothing.
   */
  const madeWith = (item: Y.Item): unknown => {
    const parent = item.parent
    if (parent === nodes) return item.content instanceof Y.ContentType ? item.content.type : null
    if (parent === relations) return item.content instanceof Y.ContentType ? nodeFrom(item.content.type) : null
    if (!isMap(parent) || item.left !== null) return null
    return parent.parent === nodes ? parent : parent.parent === relations ? nodeFrom(parent) : null
  }
  const nodeFrom = (relation: unknown): unknown => {
    const from = isMap(relation) ? relation.get('from') : null
    return typeof from === 'string' ? nodes.get(from) : null
  }

  let last: string | null = null
  const undo: Y.UndoManager = new Y.UndoManager([nodes, relations, placed], {
    // Origins are plain objects; which of them are this person's is for captureTransaction to say.
    trackedOrigins: new Set<unknown>([Object]),
    captureTimeout: oneStep,
    captureTransaction: ({ origin }) => {
      if (origin === undo) return true
      if (!isEdit(origin) || origin.who !== who) return false
      if (origin.why !== last) undo.stopCapturing() // two verbs are two steps, however quick
      last = origin.why
      return true
    },
    deleteFilter: (item) => !builtOn(madeWith(item)),
  })
  return undo
}
