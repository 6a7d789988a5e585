/** Shapes moved on the page. What they hold comes with them. */
import * as Y from 'yjs'
import { canvasMap, isMap } from '../doc.ts'
import { done, missing, wrong, type Done, type Edit } from '../verb.ts'
import { into, pagePose, poseOf } from './place.ts'
import { readCanvas } from './read.ts'
import { canvasLimits, pageId, type Canvas, type CanvasShape, type ShapeId } from './schema.ts'

/** Moves shapes by so much on the page. What they hold comes with them. */
export function moveShapes(
  doc: Y.Doc,
  origin: Edit,
  ids: readonly ShapeId[],
  dx: number,
  dy: number,
  canvas = readCanvas(doc),
): Done {
  const moved = new Set(ids)
  const fields: [ShapeId, { x: number; y: number }][] = []
  for (const id of moved) {
    const shape = canvas.shapes.get(id)
    if (shape === undefined) return missing('shape')
    if (heldBy(canvas, shape, moved)) continue
    const at = pagePose(canvas, shape)
    const { x, y } = into(poseOf(canvas, shape.parentId), { ...at, x: at.x + dx, y: at.y + dy })
    if (!inBounds(x) || !inBounds(y)) return wrong('x', 'outside the canvas')
    fields.push([id, { x, y }])
  }
  writePlaces(doc, origin, canvas, fields)
  return done
}

/** Puts a shape's corner at a place on the page. */
export function placeShape(
  doc: Y.Doc,
  origin: Edit,
  id: ShapeId,
  at: { readonly x: number; readonly y: number },
  canvas = readCanvas(doc),
): Done {
  const shape = canvas.shapes.get(id)
  if (shape === undefined) return missing('shape')
  const { x, y } = into(poseOf(canvas, shape.parentId), { ...at, rotation: 0 })
  if (!inBounds(x) || !inBounds(y)) return wrong('x', 'outside the canvas')
  writePlaces(doc, origin, canvas, [[id, { x, y }]])
  return done
}

const inBounds = (value: number): boolean => Number.isFinite(value) && Math.abs(value) <= canvasLimits.coordinate

/** Is one of these among what holds the shape? It moves with it then. */
export function heldBy(canvas: Canvas, shape: CanvasShape, ids: ReadonlySet<ShapeId>): boolean {
  for (let at = shape.parentId; at !== pageId; ) {
    if (ids.has(at)) return true
    const parent: CanvasShape | undefined = canvas.shapes.get(at)
    if (parent === undefined) return false
    at = parent.parentId
  }
  return false
}

/** Writes the places, and with them the parent that the canvas shows, should the document still name one that is gone. */
function writePlaces(
  doc: Y.Doc,
  origin: Edit,
  canvas: Canvas,
  places: readonly (readonly [ShapeId, { readonly x: number; readonly y: number }])[],
): void {
  const map = canvasMap(doc)
  doc.transact(() => {
    for (const [id, { x, y }] of places) {
      const entry = map.get(id)
      const shape = canvas.shapes.get(id)
      if (!isMap(entry) || shape === undefined) continue
      set(entry, 'x', x)
      set(entry, 'y', y)
      if (entry.get('parentId') !== shape.parentId) {
        set(entry, 'parentId', shape.parentId)
        set(entry, 'rotation', shape.rotation)
      }
    }
  }, origin)
}

/** Sets a field, unless it holds that already. */
export function set(entry: Y.Map<unknown>, field: string, value: unknown): void {
  if (entry.get(field) !== value) entry.set(field, value)
}
