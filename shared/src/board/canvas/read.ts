/**
 * The document's canvas read: immutable, bounded, without orphans. Reading is total: it never throws, whatever the
 * document holds.
 */
import * as Y from 'yjs'
import { canvasMapToRead, isMap } from '../doc.ts'
import { entryAbove } from '../read.ts'
import { keptMap } from '../share.ts'
import { classOf, templateField } from './fields.ts'
import { readAsset, readBinding, readShape, type RawShape } from './records.ts'
import {
  documentId,
  pageId,
  templateNames,
  type AssetId,
  type BindingId,
  type Canvas,
  type CanvasAsset,
  type CanvasBinding,
  type CanvasShape,
  type CanvasTemplate,
  type ShapeId,
} from './schema.ts'
import { keptData, sameData } from './same.ts'
import { differsFromShown, settle, settledAgain, type CanvasEntries } from './settle.ts'
import { isAssetId, isBindingId, isShapeId } from './values.ts'

export const emptyCanvas: Canvas = {
  template: { name: 'free', today: 0, horizon: 0 },
  shapes: new Map(),
  bindings: new Map(),
  assets: new Map(),
  links: new Map(),
  children: new Map(),
}

function keptShape(before: RawShape | undefined, next: RawShape): RawShape {
  if (before === undefined) return next
  if (sameData(before, next)) return before
  const old = before.shape
  const { shape } = next
  if (old.type !== shape.type) return next
  const kept = { ...shape, props: keptData<unknown>(old.props, shape.props), meta: keptData(old.meta, shape.meta) }
  return {
    ...next,
    shape: sameData(old, shape) ? old : (kept as CanvasShape),
    links: keptData(before.links, next.links),
  }
}

function readTemplate(value: unknown): CanvasTemplate {
  if (typeof value !== 'object' || value === null) return emptyCanvas.template
  const own = (key: string): unknown =>
    Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
  const name = templateNames.find((one) => one === own('name'))
  const yearOf = (year: unknown): number =>
    typeof year === 'number' && Number.isInteger(year) && year >= 0 && year <= 9999 ? year : 0
  return name === undefined
    ? emptyCanvas.template
    : { name, today: yearOf(own('today')), horizon: yearOf(own('horizon')) }
}

type Source = Y.Map<unknown>

function templateIn(canvas: Source): unknown {
  const root = canvas.get(documentId)
  return isMap(root) ? root.get(templateField) : null
}

function readAll(canvas: Source, before: Canvas | null): CanvasEntries {
  const shapes = new Map<ShapeId, RawShape>()
  const bindings = new Map<BindingId, CanvasBinding>()
  const assets = new Map<AssetId, CanvasAsset>()
  for (const [id, value] of canvas.entries()) {
    const shape = readShape(id, value)
    if (shape !== null) {
      const old = before?.shapes.get(shape.shape.id)
      shapes.set(
        shape.shape.id,
        old === undefined
          ? shape
          : keptShape({ shape: old, gone: false, links: before?.links.get(old.id) ?? [] }, shape),
      )
      continue
    }
    const binding = readBinding(id, value)
    if (binding !== null) bindings.set(binding.id, keptData(before?.bindings.get(binding.id), binding))
    const asset = readAsset(id, value)
    if (asset !== null) assets.set(asset.id, keptData(before?.assets.get(asset.id), asset))
  }
  return {
    template: keptData(before?.template, readTemplate(templateIn(canvas))),
    shapes,
    bindings,
    assets: keptMap(before?.assets, assets),
  }
}

/** The whole canvas read. With the canvas before, whatever did not change is the same object. Never throws. */
export function readCanvas(doc: Y.Doc, previous?: Canvas): Canvas {
  const before = previous ?? null
  return settle(readAll(canvasMapToRead(doc), before), before)
}

const isRead = ({ shapes, bindings, assets }: CanvasEntries, id: string): boolean =>
  isShapeId(id) ? shapes.has(id) : isBindingId(id) ? bindings.has(id) : isAssetId(id) && assets.has(id)

export type CanvasReader = {
  /** The canvas as of the last finished transaction. */
  current(): Canvas
  /** Called after each transaction that touched the canvas; ask `current()` then. Returns how to stop. */
  subscribe(changed: () => void): () => void
  /** Is there anything for `repairCanvas` to put right? Costs a tenth of it. */
  amiss(): boolean
  destroy(): void
}

/** Follows a document: after a change it reads only the records that changed. Always equal to `readCanvas`. */
export function canvasReader(doc: Y.Doc): CanvasReader {
  const from = canvasMapToRead(doc)
  const changed = new Set<string>()
  const listeners = new Set<() => void>()
  /** Records that are none. */
  const unreadable = new Set<string>()
  const own = (id: string): boolean => id === documentId || id === pageId
  let entries = readAll(from, null)
  for (const id of from.keys()) if (!own(id) && !isRead(entries, id)) unreadable.add(id)
  /** Kept by what was read, not by what it comes to: two documents can show one canvas, and one of them be amiss. */
  let asked: { readonly entries: CanvasEntries; readonly amiss: boolean } | null = null
  let canvas = settle(entries, null)
  let stale = false
  let touched = false

  const watch = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    for (const event of events) {
      if (event.target === from) {
        if (event instanceof Y.YMapEvent)
          for (const key of event.keysChanged) if (typeof key === 'string') changed.add(key)
      } else {
        const key = entryAbove(event.target, from)
        if (key !== null) changed.add(key)
      }
    }
    if (changed.size > 0) stale = touched = true
  }
  from.observeDeep(watch)
  const tell = (): void => {
    if (!touched) return
    touched = false
    const told = [...listeners]
    for (const listener of told) listener()
  }
  doc.on('afterTransaction', tell)

  function reread(): CanvasEntries {
    const shapes = new Map(entries.shapes)
    const bindings = new Map(entries.bindings)
    const assets = new Map(entries.assets)
    for (const id of changed) {
      const value = from.get(id)
      switch (classOf(id)) {
        case 'shape': {
          const key = id as ShapeId
          const shape = readShape(id, value)
          if (shape === null) shapes.delete(key)
          else shapes.set(key, keptShape(entries.shapes.get(key), shape))
          break
        }
        case 'binding': {
          const key = id as BindingId
          const binding = readBinding(id, value)
          if (binding === null) bindings.delete(key)
          else bindings.set(key, keptData(entries.bindings.get(key), binding))
          break
        }
        case 'asset': {
          const key = id as AssetId
          const asset = readAsset(id, value)
          if (asset === null) assets.delete(key)
          else assets.set(key, keptData(entries.assets.get(key), asset))
          break
        }
        case null:
      }
      if (isRead({ ...entries, shapes, bindings, assets }, id) || own(id) || !from.has(id)) unreadable.delete(id)
      else unreadable.add(id)
    }
    return {
      template: changed.has(documentId) ? keptData(entries.template, readTemplate(templateIn(from))) : entries.template,
      shapes: keptMap(entries.shapes, shapes),
      bindings: keptMap(entries.bindings, bindings),
      assets: keptMap(entries.assets, assets),
    }
  }

  return {
    current() {
      if (stale) {
        const next = reread()
        const again = settledAgain(changed, entries, next, canvas)
        // What was amiss of parents and order is so still, and nothing new is.
        if (again !== null && asked?.entries === entries) asked = { entries: next, amiss: asked.amiss }
        canvas = again ?? settle(next, canvas)
        entries = next
        changed.clear()
        stale = false
      }
      return canvas
    },
    amiss() {
      const now = this.current()
      if (asked?.entries !== entries) asked = { entries, amiss: differsFromShown(entries, now) }
      return unreadable.size > 0 || asked.amiss
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    destroy() {
      from.unobserveDeep(watch)
      doc.off('afterTransaction', tell)
      listeners.clear()
    },
  }
}
