/**
 * What a table does on its canvas without a drawing tool: the keyboard list, imports, tests. Each verb is one
 * transaction; it checks before it writes, and returns what it made, or a Problem and leaves the document as it was.
 * Coordinates are the page's, whatever a shape lies in. Anyone who follows the document hands over the canvas as it is now;
 * without one it is read, which costs some 30 ms where 2,000 shapes lie.
 */
import * as Y from 'yjs'
import { isId, isLang, isSeatCode, type Lang, type NodeId, type SeatCode } from '../../ids.ts'
import { fail, ok, type Result } from '../../problem.ts'
import { canvasMap, isMap, isText } from '../doc.ts'
import { between } from '../order.ts'
import type { Capture } from '../schema.ts'
import { plainText } from '../text.ts'
import { done, missing, wrong, type Done, type Edit } from '../verb.ts'
import { linkPrefix, rulesOf, textField } from './fields.ts'
import { middleOf, into, pagePose, poseOf } from './place.ts'
import { isLockedPart } from './parts.ts'
import { readCanvas } from './read.ts'
import { shapeWith } from './records.ts'
import {
  canvasLimits,
  containerTypes,
  pageId,
  type BindingId,
  type Canvas,
  type CanvasRecord,
  type ElementKind,
  type ElementLevel,
  type ElementShape,
  type ParentId,
  type ShapeId,
  type Vec,
} from './schema.ts'
import { wayBetween } from './way.ts'
import { dropRecord, holdsRecord, writeRecord, writeText } from './write.ts'
import { heldBy, set } from './move.ts'
import { addRecord, cannotAdd, indexAbove, tooLong } from './put.ts'

/** Cards as wide as two columns of words; a headline is larger (look 02). */
export const elementSize: Readonly<Record<ElementKind, { readonly w: number; readonly h: number }>> = {
  hope: { w: 220, h: 104 },
  fear: { w: 216, h: 132 },
  condition: { w: 190, h: 124 },
  obstacle: { w: 196, h: 108 },
  actor: { w: 190, h: 100 },
  milestone: { w: 204, h: 124 },
  headline: { w: 240, h: 160 },
}

export type NewElement = {
  readonly id: ShapeId
  readonly kind: ElementKind
  readonly text?: string
  readonly lang: Lang
  readonly x: number
  readonly y: number
  readonly w?: number
  readonly h?: number
  readonly horizon?: number | null
  readonly level?: ElementLevel | null
  readonly seat?: SeatCode | null
  readonly capture?: Capture | null
  readonly at: number
}

/** An element as it would stand in the document. */
export function elementRecord(element: NewElement, index: string): ElementShape {
  const { w, h } = elementSize[element.kind]
  return {
    id: element.id,
    typeName: 'shape',
    type: 'element',
    x: element.x,
    y: element.y,
    rotation: 0,
    index,
    parentId: pageId,
    isLocked: false,
    opacity: 1,
    props: {
      kind: element.kind,
      w: element.w ?? w,
      h: element.h ?? h,
      text: plainText(element.text ?? ''),
      lang: element.lang,
      horizon: element.horizon ?? null,
      level: element.level ?? null,
      seat: element.seat ?? null,
      capture: element.capture ?? null,
    },
    meta: { at: element.at },
  }
}

/** In front of all that lies there. */
export function addElement(doc: Y.Doc, origin: Edit, element: NewElement, canvas = readCanvas(doc)): Result<ShapeId> {
  if (!isLang(element.lang)) return wrong('lang', 'no language tag')
  const added = addRecord(doc, origin, elementRecord(element, indexAbove(canvas)))
  return added.ok ? ok(element.id) : added
}

function elementOf(doc: Y.Doc, id: ShapeId): Y.Map<unknown> | null {
  const entry = canvasMap(doc).get(id)
  return isMap(entry) && entry.get('type') === 'element' ? entry : null
}

/** The co-edited text of an element, for an editor to bind to. */
export function elementTextOf(doc: Y.Doc, id: ShapeId): Y.Text | null {
  const text = elementOf(doc, id)?.get(textField)
  return isText(text) ? text : null
}

/** The whole text anew, as the smallest change, so that others' letters beside it stay. */
export function setText(doc: Y.Doc, origin: Edit, id: ShapeId, text: string): Done {
  const entry = elementOf(doc, id)
  if (entry === null) return missing('element')
  const plain = plainText(text)
  const long = tooLong(plain)
  if (long !== null) return long
  doc.transact(() => writeText(entry, plain), origin)
  return done
}

export type ElementChange = {
  readonly kind?: ElementKind
  readonly lang?: Lang
  readonly horizon?: number | null
  readonly level?: ElementLevel | null
  readonly seat?: SeatCode | null
  readonly capture?: Capture | null
}

/** Fields that are given, if each may hold its value; what is the same already is not written. */
export function setElement(doc: Y.Doc, origin: Edit, id: ShapeId, change: ElementChange): Done {
  const entry = elementOf(doc, id)
  if (entry === null) return missing('element')
  if (change.seat !== undefined && change.seat !== null && !isSeatCode(change.seat))
    return wrong('seat', 'no seat code')
  const rules = rulesOf('shape', 'element')
  const fields = Object.entries(change).map(([key, value]) => [`props.${key}`, value] as const)
  for (const [field, value] of fields) if (rules?.get(field)?.(value) !== true) return wrong(field, 'cannot hold this')
  const changed = fields.filter(([field, value]) => entry.get(field) !== value)
  if (changed.length > 0) doc.transact(() => changed.forEach(([field, value]) => entry.set(field, value)), origin)
  return done
}

/** Elements, frames, notes' geometry and images have a size; the others are as large as what is in them. */
export function resizeShape(
  doc: Y.Doc,
  origin: Edit,
  id: ShapeId,
  size: { readonly w: number; readonly h: number },
): Done {
  const entry = canvasMap(doc).get(id)
  if (!isMap(entry) || !holdsRecord(canvasMap(doc), id)) return missing('shape')
  const rules = rulesOf('shape', entry.get('type'))
  const fields = (['w', 'h'] as const).map((key) => [`props.${key}`, size[key]] as const)
  for (const [field, value] of fields) if (rules?.get(field)?.(value) !== true) return wrong(field, 'cannot hold this')
  doc.transact(() => fields.forEach(([field, value]) => set(entry, field, value)), origin)
  return done
}

/** Links an element to a node of the map. Linking it again does nothing. */
export function linkElement(doc: Y.Doc, origin: Edit, id: ShapeId, node: NodeId, at: number): Done {
  const entry = elementOf(doc, id)
  if (entry === null) return missing('element')
  if (!isId(node)) return wrong('node', 'no id')
  const field = `${linkPrefix}${node}`
  if (entry.has(field)) return done
  let links = 0
  for (const key of entry.keys()) if (key.startsWith(linkPrefix)) links += 1
  if (links >= canvasLimits.links) return fail({ code: 'board-full', what: 'links', limit: canvasLimits.links })
  doc.transact(() => entry.set(field, Math.max(0, Math.floor(at))), origin)
  return done
}

/** A link that is not there is no mistake. */
export function unlinkElement(doc: Y.Doc, origin: Edit, id: ShapeId, node: NodeId): Done {
  const entry = elementOf(doc, id)
  if (entry === null) return missing('element')
  const field = `${linkPrefix}${node}`
  if (entry.has(field)) doc.transact(() => entry.delete(field), origin)
  return done
}

/** Takes shapes away. What a frame or a group held stays where it is seen; arrows let go of what is gone. */
export function removeShapes(
  doc: Y.Doc,
  origin: Edit,
  ids: readonly ShapeId[],
  at: number,
  canvas = readCanvas(doc),
): Done {
  const going = new Set(ids)
  for (const id of going) if (!canvas.shapes.has(id)) return missing('shape')
  const map = canvasMap(doc)
  doc.transact(() => {
    for (const id of going) {
      for (const child of canvas.children.get(id) ?? [])
        if (!going.has(child)) adopt(map, canvas, child, outside(canvas, id, going))
    }
    for (const [binding, { fromId, toId }] of canvas.bindings)
      if (going.has(fromId) || going.has(toId)) map.delete(binding)
    for (const id of going) dropRecord(map, id, at)
  }, origin)
  return done
}

/** The nearest parent of a shape that stays. */
function outside(canvas: Canvas, id: ShapeId, going: ReadonlySet<ShapeId>): ParentId {
  let at: ParentId = id
  while (at !== pageId && going.has(at)) at = canvas.shapes.get(at)?.parentId ?? pageId
  return at
}

/** Gives a shape another parent, and leaves it where it is on the page. */
function adopt(map: Y.Map<unknown>, canvas: Canvas, id: ShapeId, parent: ParentId): void {
  const shape = canvas.shapes.get(id)
  const entry = map.get(id)
  if (shape === undefined || !isMap(entry)) return
  const { x, y, rotation } = into(poseOf(canvas, parent), pagePose(canvas, shape))
  set(entry, 'parentId', parent)
  set(entry, 'x', x)
  set(entry, 'y', y)
  set(entry, 'rotation', rotation)
}

/** Into a frame or group, or onto the page, where they lie on the page staying the same; all of them or none. */
export function reparent(
  doc: Y.Doc,
  origin: Edit,
  ids: readonly ShapeId[],
  parent: ParentId,
  canvas = readCanvas(doc),
): Done {
  const into = parent === pageId ? null : canvas.shapes.get(parent)
  if (into === undefined || (into !== null && !containerTypes.has(into.type))) return missing('frame or group')
  const moved = new Set(ids)
  for (const id of moved) {
    const shape = canvas.shapes.get(id)
    if (shape === undefined) return missing('shape')
    if (into !== null && isLockedPart(shape)) return wrong('parent', 'a frame stands on the page')
  }
  if (into !== null && (moved.has(into.id) || heldBy(canvas, into, moved)))
    return wrong('parent', 'a shape cannot lie in itself')
  const map = canvasMap(doc)
  let index = indexAbove(canvas, parent)
  doc.transact(() => {
    for (const id of moved) {
      adopt(map, canvas, id, parent)
      const entry = map.get(id)
      if (isMap(entry)) set(entry, 'index', index)
      index = between(index, null)
    }
  }, origin)
  return done
}

export type NewArrow = {
  readonly id: ShapeId
  readonly start: BindingId
  readonly end: BindingId
  readonly from: ShapeId
  readonly to: ShapeId
  readonly label?: string
  readonly at: number
}

/** An arrow from one shape to another, which holds on to both. */
export function connect(doc: Y.Doc, origin: Edit, arrow: NewArrow, canvas = readCanvas(doc)): Result<ShapeId> {
  const from = middleOf(canvas, arrow.from)
  const to = middleOf(canvas, arrow.to)
  if (from === null || to === null) return missing('shape')
  if (arrow.from === arrow.to) return wrong('to', 'a shape cannot be linked to itself')
  for (const end of [arrow.from, arrow.to])
    if (canvas.shapes.get(end)?.type === 'arrow') return wrong('to', 'an arrow holds no arrow')
  const label = plainText(arrow.label ?? '')
  const long = tooLong(label)
  if (long !== null) return long
  const way = wayBetween(canvas, arrow.from, arrow.to)
  const shape = shapeWith(
    arrow.id,
    'arrow',
    { x: from.x, y: from.y, index: indexAbove(canvas) },
    {
      kind: 'elbow',
      dash: 'solid',
      size: 's',
      arrowheadEnd: 'triangle',
      end: { x: to.x - from.x, y: to.y - from.y },
      text: label,
      labelPosition: way.label,
      scale: 0.8,
    },
    { at: arrow.at },
  )
  const binding = (id: BindingId, toId: ShapeId, terminal: 'start' | 'end', side: Vec | null): CanvasRecord => ({
    id,
    typeName: 'binding',
    type: 'arrow',
    fromId: arrow.id,
    toId,
    props: {
      terminal,
      normalizedAnchor: side ?? { x: 0.5, y: 0.5 },
      isExact: false,
      isPrecise: side !== null,
      snap: side === null ? 'none' : 'edge',
    },
    meta: {},
  })
  const records = [
    shape,
    binding(arrow.start, arrow.from, 'start', way.from),
    binding(arrow.end, arrow.to, 'end', way.to),
  ]
  for (const record of records) {
    const problem = cannotAdd(doc, record)
    if (problem !== null) return problem
  }
  doc.transact(() => records.forEach((record) => writeRecord(canvasMap(doc), record)), origin)
  return ok(arrow.id)
}
