/**
 * The nodes of a view's document, and the blocks of its minutes (`shared/view/read.ts` says how they stand in it). One at
 * rest is one entry. A text that changes again soon after it changed is being typed: it moves into a text of its own,
 * where each observer gets the letters and not the whole, and back into its entry when the writing rests, so that the
 * document stays as small as what it shows.
 *
 * Invariant: it stands in one place. A text that goes, or is folded, is deleted whole and collected (`gc`).
 */
import { difference } from '@tablee/shared/board/text'
import { Text, type Doc } from 'yjs'
import { sameFields } from './entries.ts'

type Entry<Field extends string> = Readonly<Record<Field, string>> & Readonly<Record<string, unknown>>
type Entries<Field extends string> = Readonly<Record<string, Entry<Field>>>

/** A second change within this time is typing; a text that was left alone for as long is folded back. */
const rest = 10_000
/** A text is folded at the latest after this many changes: each leaves a piece that late joiners would have to apply. */
const mostPieces = 150

/** Times are in ms. What is shown has to be handed back as `before`: the document itself is not read again. */
export const createNodes = (doc: Doc) => createTyped(doc, 'nodes', 'typing', 'wording')
/** As `createNodes`. */
export const createBlocks = (doc: Doc) => createTyped(doc, 'notes', 'typingNotes', 'text')

/** `field` names the text of an entry that may be typed. */
function createTyped<Field extends string>(doc: Doc, entries: string, beside: string, field: Field) {
  type Node = Entry<Field>
  type Nodes = Entries<Field>
  const root = doc.getMap<unknown>(entries)
  const texts = doc.getMap<Text>(beside)
  /** When a wording last changed as a whole. */
  const changed = new Map<string, number>()
  /** Texts being typed. Those that an earlier process left rest since long. */
  const typed = new Map<string, { at: number; pieces: number }>(
    [...texts.keys()].map((id) => [id, { at: Number.NEGATIVE_INFINITY, pieces: 0 }]),
  )

  /** What is 0 or null is left out: the reader knows. */
  function entryOf(node: Node, isTyped = false): Readonly<Record<string, unknown>> {
    const kept = Object.entries(node).filter(
      ([key, value]) => value !== null && value !== 0 && !(isTyped && key === field),
    )
    return Object.fromEntries(kept)
  }

  function leave(id: string): void {
    texts.delete(id)
    typed.delete(id)
  }

  function remove(id: string): void {
    root.delete(id)
    changed.delete(id)
    if (typed.has(id)) leave(id)
  }

  function whole(id: string, node: Node, now: number): void {
    root.set(id, entryOf(node))
    changed.set(id, now)
    if (typed.has(id)) leave(id)
  }

  function reword(id: string, was: Node, node: Node, now: number): void {
    const typing = typed.get(id)
    const text = texts.get(id)
    if (typing === undefined || text === undefined) {
      if (now - (changed.get(id) ?? Number.NEGATIVE_INFINITY) > rest) return whole(id, node, now)
      texts.set(id, new Text(node[field]))
      typed.set(id, { at: now, pieces: 0 })
      root.set(id, entryOf(node, true))
      return
    }
    if (typing.pieces >= mostPieces) return whole(id, node, now)
    const { at, remove: gone, insert } = difference(was[field], node[field])
    if (gone > 0) text.delete(at, gone)
    if (insert !== '') text.insert(at, insert)
    typing.at = now
    typing.pieces += 1
    if (!sameFields({ ...was, [field]: node[field] }, node)) root.set(id, entryOf(node, true))
  }

  return {
    /** From `before`, which the document shows, to `wanted`; inside a transaction. */
    show(before: Nodes, wanted: Nodes, now: number): void {
      for (const id of Object.keys(before)) if (!Object.hasOwn(wanted, id)) remove(id)
      for (const [id, node] of Object.entries(wanted)) {
        const was = before[id]
        if (was === undefined) whole(id, node, now)
        else if (was[field] !== node[field]) reword(id, was, node, now)
        else if (!sameFields(was, node)) root.set(id, entryOf(node, typed.has(id)))
      }
    },
    /** Folds what rests; only together with something that is seen, because a frame goes out for it. */
    fold(shown: Nodes, now: number): void {
      for (const [id, { at }] of typed) {
        const node = shown[id]
        if (node !== undefined && now - at > rest) whole(id, node, Number.NEGATIVE_INFINITY)
      }
    },
  }
}
