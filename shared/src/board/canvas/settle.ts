/**
 * Records put together into a Canvas on which nothing hangs in the air. Two people can delete a frame and put something
 * into it at the same time, or put two groups into one another: every replica then settles it the same way.
 *
 * A shape whose parent is gone stands on the page (or in the parent's own parent) where it was seen; where the parent's
 * place is not known any more, its own coordinates count. Frames and parts stand on the page, always. Of a ring of parents the one with the smallest id is let out.
 */
import type { NodeId } from '../../ids.ts'
import { keptList, keptMap } from '../share.ts'
import { isLockedPart } from './parts.ts'
import { outOf, type Pose } from './place.ts'
import type { RawShape } from './records.ts'
import { canvasLimits, containerTypes, pageId } from './schema.ts'
import type {
  AssetId,
  BindingId,
  Canvas,
  CanvasAsset,
  CanvasBinding,
  CanvasShape,
  CanvasTemplate,
  ParentId,
  ShapeId,
} from './schema.ts'

export type CanvasEntries = {
  readonly template: CanvasTemplate
  readonly shapes: ReadonlyMap<ShapeId, RawShape>
  readonly bindings: ReadonlyMap<BindingId, CanvasBinding>
  readonly assets: ReadonlyMap<AssetId, CanvasAsset>
}

/** By key (code units, as the keys are made), then by id. */
export function inOrder(
  a: { readonly id: string; readonly index: string },
  b: { readonly id: string; readonly index: string },
): number {
  if (a.index !== b.index) return a.index < b.index ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** Containers that are let out onto the page: one of each ring. */
function letOut(raws: ReadonlyMap<ShapeId, RawShape>): ReadonlySet<ShapeId> {
  const out = new Set<ShapeId>()
  const seen = new Map<ShapeId, ShapeId>() // container -> the walk that came by first
  for (const [start, { shape }] of raws) {
    if (!containerTypes.has(shape.type) || seen.has(start)) continue
    let at: ParentId = start
    while (at !== pageId) {
      const raw = raws.get(at)
      if (raw === undefined || !containerTypes.has(raw.shape.type)) break
      const walk = seen.get(at)
      if (walk !== undefined) {
        if (walk !== start) break
        let smallest: ShapeId = at
        for (let one = raw.shape.parentId; one !== at && one !== pageId; ) {
          if (one < smallest) smallest = one
          one = raws.get(one)?.shape.parentId ?? pageId
        }
        out.add(smallest)
        break
      }
      seen.set(at, start)
      at = raw.shape.parentId
    }
  }
  return out
}

type Settled = { readonly parent: ParentId /** Seen from `parent`. */; readonly pose: Pose; readonly depth: number }

function settler(raws: ReadonlyMap<ShapeId, RawShape>): (raw: RawShape) => Settled {
  const out = letOut(raws)
  const memo = new Map<ShapeId, Settled>()
  const page: Omit<Settled, 'pose'> = { parent: pageId, depth: 0 }

  /** Of a container, gone or not: the live parent it stands in, and its pose there. */
  function container(id: ShapeId): Settled {
    // A chain may be as long as the canvas: walked, not recursed into.
    const chain: ShapeId[] = []
    let at: ParentId = id
    while (at !== pageId && !memo.has(at)) {
      const raw = raws.get(at)
      if (raw === undefined || !containerTypes.has(raw.shape.type)) break
      chain.push(at)
      at = out.has(at) ? pageId : raw.shape.parentId
    }
    for (const one of chain.toReversed()) {
      const raw = raws.get(one)
      if (raw !== undefined) memo.set(one, standing(raw))
    }
    return memo.get(id) ?? { ...page, pose: { x: 0, y: 0, rotation: 0 } }
  }

  function within(parentId: ParentId, pose: Pose): Settled {
    if (parentId === pageId) return { ...page, pose }
    const raw = raws.get(parentId)
    if (raw === undefined || !containerTypes.has(raw.shape.type)) return { ...page, pose }
    const above = memo.get(parentId) ?? container(parentId)
    if (!raw.gone && above.depth < canvasLimits.depth) return { parent: parentId, pose, depth: above.depth + 1 }
    // Out of the parent, into what the parent stands in.
    return { parent: above.parent, pose: outOf(above.pose, pose), depth: above.depth }
  }

  /** Frames and parts stand on the page, so that nobody moves them by moving what they lie in. */
  function standing({ shape }: RawShape): Settled {
    let at = within(out.has(shape.id) ? pageId : shape.parentId, shape)
    while (isLockedPart(shape) && at.parent !== pageId) {
      const above = container(at.parent)
      at = { parent: above.parent, pose: outOf(above.pose, at.pose), depth: above.depth }
    }
    return at
  }

  return standing
}

/** A shape where it stands: the same object, unless its parent had to change. */
function settledShape(raw: RawShape, { parent, pose }: Settled): CanvasShape {
  const { shape } = raw
  if (shape.parentId === parent) return shape
  return { ...shape, parentId: parent, x: pose.x, y: pose.y, rotation: pose.rotation }
}

/** What is as on the canvas before is the same object. Linear but for the sorting of siblings. */
export function settle(entries: CanvasEntries, before: Canvas | null): Canvas {
  const settled = settler(entries.shapes)
  const shapes = new Map<ShapeId, CanvasShape>()
  const links = new Map<ShapeId, readonly NodeId[]>()
  const siblings = new Map<ParentId, CanvasShape[]>()
  for (const [id, raw] of entries.shapes) {
    if (raw.gone) continue
    const next = settledShape(raw, settled(raw))
    const old = before?.shapes.get(id)
    const shape = old !== undefined && next !== raw.shape && samePlaced(old, next) ? old : next
    shapes.set(id, shape)
    if (raw.links.length > 0) links.set(id, keptList(before?.links.get(id), raw.links))
    const others = siblings.get(shape.parentId)
    if (others === undefined) siblings.set(shape.parentId, [shape])
    else others.push(shape)
  }
  const children = new Map<ParentId, readonly ShapeId[]>()
  for (const [parent, list] of siblings) {
    const ids = list.sort(inOrder).map(({ id }) => id)
    children.set(parent, keptList(before?.children.get(parent), ids))
  }
  const ends = new Map<string, CanvasBinding>()
  for (const binding of entries.bindings.values()) {
    if (shapes.get(binding.fromId)?.type !== 'arrow') continue
    const held = shapes.get(binding.toId)
    if (held === undefined || held.type === 'arrow') continue
    const end = `${binding.fromId} ${binding.props.terminal}`
    const other = ends.get(end)
    if (other === undefined || binding.id < other.id) ends.set(end, binding)
  }
  const bindings = new Map([...ends.values()].map((binding) => [binding.id, binding]))
  const canvas: Canvas = {
    template: entries.template,
    shapes: keptMap(before?.shapes, shapes),
    bindings: keptMap(before?.bindings, bindings),
    assets: entries.assets,
    links: keptMap(before?.links, links),
    children: keptMap(before?.children, children),
  }
  const same =
    before !== null &&
    before.template === canvas.template &&
    before.shapes === canvas.shapes &&
    before.bindings === canvas.bindings &&
    before.assets === canvas.assets &&
    before.links === canvas.links &&
    before.children === canvas.children
  return same ? before : canvas
}

/**
 * After a change of nothing but shapes that hold no others, of none of which parent, order, kind or links changed: the
 * canvas with these shapes. Null: something else changed, and all has to be settled. A drag is written ten times a second,
 * and settling 2,000 shapes costs a frame.
 */
export function settledAgain(
  ids: ReadonlySet<string>,
  before: CanvasEntries,
  after: CanvasEntries,
  canvas: Canvas,
): Canvas | null {
  if (
    before.template !== after.template ||
    before.bindings !== after.bindings ||
    before.assets !== after.assets ||
    before.shapes.size !== after.shapes.size
  )
    return null
  const shapes = new Map(canvas.shapes)
  for (const id of ids) {
    const old = before.shapes.get(id as ShapeId)
    const next = after.shapes.get(id as ShapeId)
    if (old === undefined || next === undefined || old.gone || next.gone || old.links !== next.links) return null
    const [was, is] = [old.shape, next.shape]
    if (
      containerTypes.has(is.type) ||
      was.type !== is.type ||
      was.parentId !== is.parentId ||
      was.index !== is.index ||
      isLockedPart(was) !== isLockedPart(is) ||
      canvas.shapes.get(is.id) !== was // it stands elsewhere than it says
    )
      return null
    shapes.set(is.id, is)
  }
  return { ...canvas, shapes }
}

/** Both were moved out of a parent that is gone: equal but for being made anew. */
function samePlaced(a: CanvasShape, b: CanvasShape): boolean {
  return (
    a.parentId === b.parentId &&
    a.x === b.x &&
    a.y === b.y &&
    a.rotation === b.rotation &&
    a.index === b.index &&
    a.isLocked === b.isLocked &&
    a.opacity === b.opacity &&
    a.props === b.props &&
    a.meta === b.meta
  )
}

/** Does the document say something else than is shown: a parent that is gone, an index drawn twice, an end that is none? */
export function differsFromShown(entries: CanvasEntries, canvas: Canvas): boolean {
  if (canvas.bindings.size !== entries.bindings.size) return true
  for (const [id, { shape, gone }] of entries.shapes)
    if (!gone && canvas.shapes.get(id)?.parentId !== shape.parentId) return true
  for (const ids of canvas.children.values()) {
    let last: string | null = null
    for (const id of ids) {
      const index = canvas.shapes.get(id)?.index ?? null
      if (index === last) return true
      last = index
    }
  }
  return false
}
