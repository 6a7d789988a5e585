/**
 * Undo on the canvas is a person's own, as on the map: one step, of what this person did. What others wrote into the
 * same fields since stays; a shape that somebody else has worked on stays when its making is undone.
 */
import * as Y from 'yjs'
import { canvasMap, isMap, isText } from '../doc.ts'
import { isEdit, OneStep, stepName } from '../undo.ts'
import { goneField } from './fields.ts'
import type { ShapeId } from './schema.ts'
import { isShapeId } from './values.ts'

/** Strokes and drags come in small pieces; pieces of one verb this close together are one step (ms). */
const oneStep = 500

/** What a step was: the first of these that it did, to how many shapes, and to which if it was one. */
const actions = ['add', 'remove', 'write', 'move', 'change'] as const
export type CanvasStep = {
  readonly why: (typeof actions)[number]
  readonly count: number
  readonly shape: ShapeId | null
}
/** What a step of undo was, for its button; null for one that nobody named. */
export function canvasStepOf(item: Y.UndoManager['undoStack'][number]): CanvasStep | null {
  const step: unknown = item.meta.get(stepName)
  return typeof step === 'object' && step !== null && 'why' in step ? (step as CanvasStep) : null
}

const places: ReadonlySet<unknown> = new Set(['x', 'y', 'rotation', 'parentId', 'index'])

function stepFrom(canvas: Y.Map<unknown>, { changed, beforeState }: Y.Transaction): CanvasStep | null {
  const done = new Map<CanvasStep['why'], Set<ShapeId>>()
  const note = (why: CanvasStep['why'], id: unknown) => {
    if (typeof id === 'string' && isShapeId(id)) done.set(why, (done.get(why) ?? new Set()).add(id))
  }
  const all: ReadonlyMap<unknown, ReadonlySet<string | null>> = changed
  for (const [type, keys] of all) {
    if (type === canvas) for (const key of keys) note(key !== null && canvas.has(key) ? 'add' : 'remove', key)
    else if (isMap(type) && type.parent === canvas && type._item) {
      const { id, parentSub } = type._item
      if (id.clock >= (beforeState.get(id.client) ?? 0)) continue // it was made just now
      const moved = [...keys].every((key) => places.has(key))
      note(keys.has(goneField) ? 'remove' : moved ? 'move' : 'change', parentSub)
    } else if (isText(type) && isMap(type.parent)) note('write', type.parent._item?.parentSub)
  }
  const why = actions.find((one) => done.has(one))
  const shapes = [...(why === undefined ? [] : (done.get(why) ?? []))]
  return why === undefined
    ? null
    : { why, count: shapes.length, shape: shapes.length === 1 ? (shapes[0] ?? null) : null }
}

/** The canvas' undo of one person (`Edit.who`); apart from the map's. Whoever makes it ends it (`destroy`). */
export function canvasUndoFor(doc: Y.Doc, who: string): Y.UndoManager {
  const canvas = canvasMap(doc)
  let last: string | null = null
  let step: CanvasStep | null = null
  const undo: Y.UndoManager = new OneStep([canvas], {
    trackedOrigins: new Set<unknown>([Object]),
    captureTimeout: oneStep,
    captureTransaction: (transaction) => {
      const { origin, changedParentTypes } = transaction
      if (origin === undo) {
        last = null
        return true
      }
      if (!isEdit(origin) || origin.who !== who || !changedParentTypes.has(canvas as never)) return false
      step = stepFrom(canvas, transaction)
      const verb = `${origin.why} ${origin.gesture ?? ''}`
      if (last !== verb)
        undo.stopCapturing() // two verbs are two steps, however quick
      else if (origin.gesture !== undefined && undo.lastChange > 0) undo.lastChange = Infinity // as if no time had passed
      last = verb
      return true
    },
    deleteFilter: (item) => undo.redoing || !keeps(item),
  })
  undo.on('stack-item-added', ({ stackItem, origin }) => {
    if (origin !== undo) stackItem.meta.set(stepName, step)
  })

  /** Part of the making of a shape that somebody else has worked on. */
  function keeps(item: Y.Item): boolean {
    const { parent } = item
    if (parent === canvas) return builtOn(item)
    if (isMap(parent) && parent._item?.parent === canvas && item.left === null) return builtOn(parent._item)
    if (isText(parent) && parent._item !== null) {
      const entry = parent._item.parent
      // The letters it was made with; what was typed later is taken back even if the shape stays.
      return (
        isMap(entry) &&
        entry._item !== null &&
        item.id.client === entry._item.id.client &&
        sameBirth(item, entry._item) &&
        builtOn(entry._item)
      )
    }
    return false
  }

  function builtOn(made: Y.Item): boolean {
    const key = made.parentSub
    const entry = made.content instanceof Y.ContentType ? made.content.type : null
    if (key === null || !isMap(entry)) return false
    const foreign = (item: Y.Item): boolean => !item.deleted && item.id.client !== made.id.client
    for (const item of entry._map.values()) {
      if (foreign(item)) return true
      const text = item.content instanceof Y.ContentType ? item.content.type : null
      if (isText(text)) for (let at = text._start; at !== null; at = at.right) if (foreign(at)) return true
    }
    for (const item of canvas._map.values()) {
      const other = item.deleted || !(item.content instanceof Y.ContentType) ? null : item.content.type
      if (!isMap(other) || other === entry) continue
      if (other.get('parentId') === key && (foreign(item) || [...other._map.values()].some(foreign))) return true
      if (other.get('toId') === key && foreign(item)) return true
    }
    return false
  }
  return undo
}

/** Written in the run of clocks that made the entry: at most as far from it as a record has fields and letters. */
const sameBirth = (item: Y.Item, entry: Y.Item): boolean => item.id.clock - entry.id.clock < 64
