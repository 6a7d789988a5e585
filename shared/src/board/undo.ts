/**
 * Undo is a person's own: it takes back what this person did and keeps what others did since.
 *
 * Nodes, relations, wordings and the places of words are undone. Words are not: what somebody said is taken back by a
 * withdrawal that everybody can see. A node that somebody else has built on (written in, linked, moved, laid words
 * beneath) stays when its making is undone, as it is. Where a step has nothing left to take back, because others have
 * overwritten or built on all of it, one undo does nothing: it does not reach for a step that nobody had in mind.
 */
import * as Y from 'yjs'
import { isMap, isText, roots } from './doc.ts'
import type { Edit } from './edit.ts'
import type { NodeId } from '../ids.ts'

/** Typing in one text this close together is one step, so that undo takes back a phrase and not a letter (ms). */
const oneStep = 500

type StackItem = Y.UndoManager['undoStack'][number]

/** What a step was, for the button that takes it back: why it was done, and to which entry. */
export type StepName = { readonly why: string; readonly node: NodeId | null }
export const stepName = 'step'
/** What a step of undo was, for its button; null for one that nobody named. */
export function nameOfStep(item: StackItem): StepName | null {
  const name: unknown = item.meta.get(stepName)
  return typeof name === 'object' && name !== null && 'why' in name ? (name as StepName) : null
}

/** Yjs goes on to older steps until one has an effect; this one takes exactly one step. */
export class OneStep extends Y.UndoManager {
  /** What is being taken back or done again: the step that comes of it is called the same. */
  #taken: StackItem | null = null
  constructor(...of: ConstructorParameters<typeof Y.UndoManager>) {
    super(...of)
    this.on('stack-item-added', ({ stackItem, origin }) => {
      if (origin === this && this.#taken) stackItem.meta.set(stepName, this.#taken.meta.get(stepName))
    })
  }
  override undo(): ReturnType<Y.UndoManager['undo']> {
    cutAsCopies(this.doc)
    this.#taken = this.undoStack.at(-1) ?? null
    const older = this.undoStack.slice(0, -1)
    const known = this.redoStack
    // Yjs looks into both stacks for what is this person's own, so what is hidden from one must be seen in the other.
    this.undoStack = this.undoStack.slice(-1)
    this.redoStack = [...known, ...older]
    const before = this.redoStack.length
    try {
      return super.undo()
    } finally {
      this.redoStack = [...known, ...this.redoStack.slice(before)]
      this.undoStack = older
    }
  }
  override redo(): ReturnType<Y.UndoManager['redo']> {
    cutAsCopies(this.doc)
    this.#taken = this.redoStack.at(-1) ?? null
    const older = this.redoStack.slice(0, -1)
    const known = this.undoStack
    this.redoStack = this.redoStack.slice(-1)
    this.undoStack = [...known, ...older]
    const before = this.undoStack.length
    try {
      return super.redo()
    } finally {
      this.undoStack = [...known, ...this.undoStack.slice(before)]
      this.redoStack = older
    }
  }
}

/**
 * Bringing back a text makes a copy of each of its runs, and what is brought back into it later goes beside the copies of
 * its old neighbours. Of a copy that somebody has written into since, Yjs takes the first piece: the letters would come
 * back at the wrong place, between two that never stood side by side, and the gate would refuse them. So a run is cut
 * where its copy is cut, and each piece knows its own.
 */
function cutAsCopies(doc: Y.Doc): void {
  doc.transact((transaction) => {
    const { clients } = doc.store
    // One's own first, and of them the newest: a copy that was copied again is cut before what it is a copy of.
    for (const item of [doc.clientID, ...clients.keys()].flatMap((client) =>
      (clients.get(client) ?? []).toReversed(),
    )) {
      if (!(item instanceof Y.Item) || item.redone === null) continue
      const { client, clock } = item.redone
      const cuts: number[] = []
      for (let at = 0; at < item.length; ) {
        if (at > 0) cuts.push(item.id.clock + at)
        const piece: Y.Item | Y.GC = Y.getItem(doc.store, Y.createID(client, clock + at))
        at = piece.id.clock + piece.length - clock
      }
      for (const cut of cuts) Y.getItemCleanStart(transaction, Y.createID(item.id.client, cut))
    }
  })
}

type Step = { readonly insertions: Parameters<typeof Y.isDeleted>[0] }

/** An origin that a verb gave its transaction, as against the network's and the store's. */
export const isEdit = (origin: unknown): origin is Edit =>
  typeof origin === 'object' && origin !== null && 'who' in origin && 'why' in origin

const typeOf = (item: Y.Item): unknown => (item.content instanceof Y.ContentType ? item.content.type : null)

/** The undo of one person (`Edit.who`) on this document. Whoever makes it ends it (`destroy`). */
export function undoFor(doc: Y.Doc, who: string): Y.UndoManager {
  const { nodes, relations, placed, words } = roots(doc)
  let steps: Step[] = []
  const known = new Map<unknown, boolean>() // nodes asked about in the undo that is going on
  let last: unknown = null // the text that was typed in last
  let begun: unknown = null // the text of a new, empty row until its first word is written

  const nodeFrom = (relation: unknown): unknown => {
    const from = isMap(relation) ? relation.get('from') : null
    return typeof from === 'string' ? nodes.get(from) : null
  }
  /** The wording, still empty, of the one node that this transaction made. */
  const madeIn = ({ changed, beforeState }: Y.Transaction): Y.Text | null => {
    const roots: ReadonlyMap<unknown, ReadonlySet<string | null>> = changed
    const [key, ...more] = roots.get(nodes) ?? []
    const entry = typeof key === 'string' && more.length === 0 ? nodes.get(key) : null
    const id = isMap(entry) ? entry._item?.id : undefined
    if (!isMap(entry) || id === undefined || id.clock < (beforeState.get(id.client) ?? 0)) return null
    const wording = entry.get('wording')
    return isText(wording) && wording.length === 0 ? wording : null
  }
  const inOneStep = (a: Y.Item, b: Y.Item): boolean =>
    steps.some(({ insertions }) => Y.isDeleted(insertions, a.id) && Y.isDeleted(insertions, b.id))
  /**
   * The node whose making this item is part of: as its entry, as the first value of one of its fields, as (a field of)
   * a relation from it, or as the text it was made with. A later value of a field has the one before to its left:
   * taking it back unmakes nothing.
   */
  const madeWith = (item: Y.Item): unknown => {
    const { parent } = item
    if (parent === nodes) return typeOf(item)
    if (parent === relations) return nodeFrom(typeOf(item))
    if (isText(parent)) return parent._item !== null && inOneStep(item, parent._item) ? parent.parent : null
    if (!isMap(parent) || item.left !== null) return null
    return parent.parent === nodes ? parent : parent.parent === relations ? nodeFrom(parent) : null
  }

  const undo: Y.UndoManager = new OneStep([nodes, relations, placed], {
    // Origins are plain objects; which of them are this person's is for captureTransaction to say.
    trackedOrigins: new Set<unknown>([Object]),
    captureTimeout: oneStep,
    captureTransaction: (transaction) => {
      const { origin, changed } = transaction
      known.clear()
      if (origin === undo) {
        last = begun = null // what is typed after an undo is a step of its own
        return true
      }
      if (!isEdit(origin) || origin.who !== who) return false
      const [only] = changed.keys()
      const text = changed.size === 1 && isText(only) ? only : null
      if (text === null || text !== last) undo.stopCapturing() // two verbs are two steps, however quick
      last = text
      // A first word is one step however slowly it is typed: no undo leaves a new row with its first letter.
      if (text === null) begun = madeIn(transaction)
      else if (text !== begun || /\s/.test(text.toString())) begun = null
      else if (undo.lastChange > 0) undo.lastChange = Infinity // as if no time had passed
      return true
    },
    deleteFilter: (item) => {
      if (undo.redoing) return true // what is done again is a removal, and that takes what it finds
      const node = madeWith(item)
      if (!isMap(node)) return true
      const kept = known.get(node) ?? builtOn(node)
      known.set(node, kept)
      return !kept
    },
  })
  undo.on('stack-item-added', ({ stackItem, origin, changedParentTypes }) => {
    if (isEdit(origin)) {
      const name: StepName = { why: origin.why, node: nodeIn(changedParentTypes) }
      stackItem.meta.set(stepName, name)
    }
    const known = new Set<Step>([...undo.undoStack, ...undo.redoStack])
    steps = [...steps.filter((step) => known.has(step)), stackItem]
  })

  /** The entry that a transaction was about, where it was about one. */
  function nodeIn(changed: ReadonlyMap<unknown, readonly Y.YEvent<Y.Map<unknown>>[]>): NodeId | null {
    for (const type of changed.keys()) {
      if (!isMap(type) || type.parent === null) continue
      const id = type.parent === nodes ? type._item?.parentSub : type.parent === relations ? type.get('from') : null
      if (typeof id === 'string') return id as NodeId
    }
    for (const root of [nodes, relations, placed])
      for (const event of changed.get(root) ?? [])
        for (const key of event.target === root ? event.keys.keys() : []) {
          if (root === nodes) return key as NodeId
          const value: unknown = root.get(key)
          const id = isMap(value) ? value.get('from') : value
          if (typeof id === 'string') return id as NodeId
        }
    return null
  }

  /** Has anybody but its maker written in this node, changed, moved or linked it, or laid words beneath it? */
  function builtOn(node: Y.Map<unknown>): boolean {
    const made = node._item
    if (made === null || made.parentSub === null) return false
    const id = made.parentSub
    const foreign = (item: Y.Item): boolean => !item.deleted && item.id.client !== made.id.client
    const changed = (entry: Y.Map<unknown>): boolean => [...entry._map.values()].some(foreign)
    if (changed(node)) return true
    const wording = node.get('wording')
    if (isText(wording))
      for (let item = wording._start; item !== null; item = item.right) if (foreign(item)) return true
    for (const item of relations._map.values()) {
      const relation = item.deleted ? null : typeOf(item)
      if (!isMap(relation)) continue
      const [from, to] = [relation.get('from'), relation.get('to')]
      if (from === id && (foreign(item) || changed(relation))) return true
      if (to === id && foreign(item)) return true
      if (
        typeof to === 'string' &&
        foreign(item) &&
        relation.get('kind') === 'undercuts' &&
        nodeFrom(relations.get(to)) === node
      )
        return true
    }
    for (const [key, item] of words._map) {
      if (!foreign(item)) continue
      const value = words.get(key)
      if (typeof value === 'object' && value !== null && 'node' in value && value.node === id) return true
    }
    return false
  }
  return undo
}
