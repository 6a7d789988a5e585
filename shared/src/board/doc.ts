/**
 * The Yjs keys of a board's document. No other file knows them.
 *
 *     nodes      Y.Map<NodeId, Y.Map{ kind, lang, order, at: plain; wording: Y.Text }>
 *     relations  Y.Map<RelationId, Y.Map{ kind, from, to, order, group, at, label?: plain }>
 *     words      Y.Map<WordsId, plain { node, text, lang, seat, capture, at, corrects }>   written once
 *     placed     Y.Map<WordsId, NodeId>            where words lie now, if not where they were said
 *     withdrawn  Y.Map<WordsId, { at, by }>        written by the server's commands only
 *     redacted   Y.Map<WordsId, { at, by }>        written by the server's commands only
 *     meta       Y.Map<plain>                      written by the server when the board is made
 *     canvas     Y.Map<RecordId, Y.Map{ typeName, type, x, …, 'props.color', …: plain; 'props.text': Y.Text }>
 *                the vision canvas: records flattened one level (`canvas/fields.ts`), `link.<NodeId>` per linked node
 *     notes      Y.XmlFragment of blocks            the minutes: ProseMirror's nodes as y-tiptap lays them (`notes/schema.ts`)
 *
 * A node's and a relation's fields are keys of a map of their own, so that two people who change different fields
 * both keep their change. Depth: root (1), entry (2), wording (3).
 */
import * as Y from 'yjs'
import type { NodeId } from '../ids.ts'

export const rootNames = ['nodes', 'relations', 'words', 'placed', 'withdrawn', 'redacted', 'meta'] as const
export type RootName = (typeof rootNames)[number]

/** The vision canvas, read and written by `canvas/` alone. */
export const canvasRoot = 'canvas'
/** The minutes, read and written by `notes/` and by the editor that is bound to them. */
export const notesRoot = 'notes'
/** Every root of a board's document: what is not here is refused by the gate. */
export const documentRoots = [...rootNames, canvasRoot, notesRoot] as const

/** The whitelist of fields per root; the gate refuses any other key. `wording` is the only Yjs type among them. */
export const nodeFields = ['kind', 'lang', 'order', 'at', 'wording'] as const
export const relationFields = ['kind', 'from', 'to', 'order', 'group', 'at', 'label'] as const
export const wordsFields = ['node', 'text', 'lang', 'seat', 'capture', 'at', 'corrects'] as const
/** Only words that came from the notes have it: the block they were taken from, the way back. */
export const wordsOptionalFields = ['block'] as const

/** Raised when the layout changes, together with the step that reads the older one. */
export const schemaVersion = 1

export type Roots = Readonly<Record<RootName, Y.Map<unknown>>>

/** The roots, to write to. Throws if the document is no board (a root was opened as another type): a bug, not input. */
export function roots(doc: Y.Doc): Roots {
  return {
    nodes: doc.getMap('nodes'),
    relations: doc.getMap('relations'),
    words: doc.getMap('words'),
    placed: doc.getMap('placed'),
    withdrawn: doc.getMap('withdrawn'),
    redacted: doc.getMap('redacted'),
    meta: doc.getMap('meta'),
  }
}

/** The roots, to read from: a root that was opened as another type reads as an empty one. */
export function rootsToRead(doc: Y.Doc): Roots {
  try {
    return roots(doc)
  } catch {
    const empty = new Y.Doc()
    const read = (name: RootName): Y.Map<unknown> => {
      try {
        return doc.getMap(name)
      } catch {
        return empty.getMap(name)
      }
    }
    return {
      nodes: read('nodes'),
      relations: read('relations'),
      words: read('words'),
      placed: read('placed'),
      withdrawn: read('withdrawn'),
      redacted: read('redacted'),
      meta: read('meta'),
    }
  }
}

/** The canvas, to write to. */
export const canvasMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(canvasRoot)

/** The canvas, to read from: a root that was opened as another type reads as an empty one. */
export function canvasMapToRead(doc: Y.Doc): Y.Map<unknown> {
  try {
    return doc.getMap(canvasRoot)
  } catch {
    return new Y.Doc().getMap(canvasRoot)
  }
}

/** The minutes, for an editor to bind to. */
export const notesFragment = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(notesRoot)

/** The minutes, to read from: a root that was opened as another type reads as an empty one. */
export function notesToRead(doc: Y.Doc): Y.XmlFragment {
  try {
    return doc.getXmlFragment(notesRoot)
  } catch {
    return new Y.Doc().getXmlFragment(notesRoot)
  }
}

/** A document with a board's roots opened. What it holds comes from the server (`seedBoard`) or from updates. */
export function newBoardDoc(): Y.Doc {
  const doc = new Y.Doc()
  roots(doc)
  canvasMap(doc)
  notesFragment(doc)
  return doc
}

/** A plain text, and not one of its XML kin (whose `toString` runs through whatever a hostile client put inside). */
export const isText = (value: unknown): value is Y.Text => value instanceof Y.Text && !(value instanceof Y.XmlText)
/** A Y.XmlHook is one too for `instanceof`, and none of ours. */
export const isMap = (value: unknown): value is Y.Map<unknown> =>
  value instanceof Y.Map && !(value instanceof Y.XmlHook)

/** A node, relation or record of a root by its id; null where a plain value or nothing stands there. */
export function entryOf(root: Y.Map<unknown>, id: string): Y.Map<unknown> | null {
  const entry = root.get(id)
  return isMap(entry) ? entry : null
}

/** The co-edited text of a node, for an editor to bind to; null when there is no such node. */
export function wordingOf(doc: Y.Doc, id: NodeId): Y.Text | null {
  const text = entryOf(rootsToRead(doc).nodes, id)?.get('wording')
  return isText(text) ? text : null
}
