/**
 * What reading settles, written down: after others' changes came in, shapes whose parent is gone get the place they are
 * shown at, siblings with the same index get different ones, and what no screen shows (bindings without an end, records
 * that are none) is taken away. A function of the document, so that two replicas that repair at once write the same.
 *
 * Reading alone would do for anyone who only looks; an editor's next move is relative to what it sees, so it repairs first.
 */
import type * as Y from 'yjs'
import { canvasMap, isMap } from '../doc.ts'
import { betweenMany } from '../order.ts'
import type { Edit } from '../verb.ts'
import { classOf, goneField } from './fields.ts'
import { isLockedPart } from './parts.ts'
import { readCanvas, type CanvasReader } from './read.ts'
import { readAsset, readBinding, readShape } from './records.ts'
import { documentId, pageId, type Canvas, type ShapeId } from './schema.ts'

export type RepairOptions = {
  /** May the parts of the template and frames be written to? Only a facilitator's, an organiser's and the server's may. */
  readonly parts: boolean
}

/** New indices where several siblings share one: the first keeps it, the others stand between it and the next. */
function newIndices(canvas: Canvas, { parts }: RepairOptions): ReadonlyMap<ShapeId, string> {
  const given = new Map<ShapeId, string>()
  for (const ids of canvas.children.values()) {
    for (let n = 0; n < ids.length; ) {
      const index = indexOf(canvas, ids[n])
      let end = n + 1
      while (end < ids.length && indexOf(canvas, ids[end]) === index) end += 1
      const run = ids.slice(n, end).flatMap((id) => canvas.shapes.get(id) ?? [])
      if (run.length > 1) {
        // One that may not be written to keeps its index, whatever its id says.
        const keeps = run.find((shape) => !parts && isLockedPart(shape)) ?? run[0]
        const movers = run.filter((shape) => shape !== keeps && (parts || !isLockedPart(shape)))
        const made = betweenMany(index, indexOf(canvas, ids[end]), movers.length)
        movers.forEach((shape, at) => given.set(shape.id, made[at] ?? index ?? 'a1'))
      }
      n = end
    }
  }
  return given
}

const indexOf = (canvas: Canvas, id: ShapeId | undefined): string | null =>
  id === undefined ? null : (canvas.shapes.get(id)?.index ?? null)

/**
 * Returns how many records were changed. One transaction, or none when nothing was to be done: with a reader that follows
 * the document that is known at once.
 */
export function repairCanvas(doc: Y.Doc, origin: Edit, options: RepairOptions, reader?: CanvasReader): number {
  if (reader?.amiss() === false) return 0
  const map = canvasMap(doc)
  const canvas = reader?.current() ?? readCanvas(doc)
  const indices = newIndices(canvas, options)
  const changes: (() => void)[] = []
  for (const [id, value] of map.entries()) {
    const shape = readShape(id, value)
    if (shape !== null && isMap(value)) {
      if (shape.gone) continue
      const shown = canvas.shapes.get(shape.shape.id)
      if (shown === undefined || (!options.parts && isLockedPart(shown))) continue
      const fields: [string, unknown][] = []
      if (shown.parentId !== shape.shape.parentId)
        for (const field of ['parentId', 'x', 'y', 'rotation'] as const) fields.push([field, shown[field]])
      const index = indices.get(shown.id)
      if (index !== undefined) fields.push(['index', index])
      const changed = fields.filter(([field, now]) => value.get(field) !== now)
      if (changed.length > 0) changes.push(() => changed.forEach(([field, now]) => value.set(field, now)))
      continue
    }
    if (readBinding(id, value) !== null && canvas.bindings.has(id as `binding:${string}`)) continue
    if (readAsset(id, value) !== null) continue
    // The server's own two records are its own to write.
    if (id === pageId || id === documentId) continue
    if (!options.parts && isMap(value) && (value.has('meta.part') || value.get('type') === 'frame')) continue
    changes.push(() => map.delete(id))
  }
  if (changes.length > 0) doc.transact(() => changes.forEach((change) => change()), origin)
  return changes.length
}

/** The rules of a canvas, each checked and named. After a repair the list is empty, whatever people did at once. */
export function brokenCanvasRules(doc: Y.Doc): string[] {
  const broken: string[] = []
  const map = canvasMap(doc)
  const canvas = readCanvas(doc)
  const containers = new Set<string>([pageId])
  for (const shape of canvas.shapes.values())
    if (shape.type === 'frame' || shape.type === 'group') containers.add(shape.id)
  for (const [id, value] of map.entries()) {
    if (id === pageId || id === documentId) continue
    if (!isMap(value)) {
      broken.push(`${id}: no record`)
      continue
    }
    const of = classOf(id)
    if (of === null) broken.push(`${id}: no id`)
    const shape = readShape(id, value)
    if (shape !== null) {
      if (shape.gone) continue
      if (!containers.has(shape.shape.parentId)) broken.push(`${id}: an orphan of ${shape.shape.parentId}`)
    } else if (of === 'shape') broken.push(`${id}: no shape`)
    if (of === 'binding' && !canvas.bindings.has(id as `binding:${string}`))
      broken.push(`${id}: a binding without an end`)
    if (of === 'asset' && readAsset(id, value) === null) broken.push(`${id}: no asset`)
    if (of !== 'shape' && value.has(goneField)) broken.push(`${id}: gone, but no frame or group`)
  }
  for (const [parent, ids] of canvas.children) {
    const seen = new Set<string>()
    for (const id of ids) {
      const index = indexOf(canvas, id) ?? ''
      if (seen.has(index)) broken.push(`${id}: shares its index with a sibling in ${parent}`)
      seen.add(index)
    }
    if (!containers.has(parent)) broken.push(`${parent}: holds shapes and is none`)
  }
  const reached = new Set<string>()
  const queue: ShapeId[] = [...(canvas.children.get(pageId) ?? [])]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (reached.has(id)) broken.push(`${id}: stands twice`)
    reached.add(id)
    queue.push(...(canvas.children.get(id) ?? []))
  }
  if (reached.size !== canvas.shapes.size) broken.push('shapes: some stand nowhere')
  return broken
}
