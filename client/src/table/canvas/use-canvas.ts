/** The canvas of a document as React follows it: one reader per document, no matter who looks. */
import { canvasReader, type CanvasReader } from '@tablee/shared/board/canvas/read'
import type { Canvas, ShapeId } from '@tablee/shared/board/canvas/schema'
import type { NodeId } from '@tablee/shared/ids'
import { useSyncExternalStore } from 'react'
import type * as Y from 'yjs'

const readers = new WeakMap<Y.Doc, CanvasReader>()
export function readerOf(doc: Y.Doc): CanvasReader {
  const found = readers.get(doc) ?? canvasReader(doc)
  readers.set(doc, found)
  return found
}

export function useCanvas(doc: Y.Doc): Canvas {
  const reader = readerOf(doc)
  return useSyncExternalStore(reader.subscribe, reader.current)
}

const byNode = new WeakMap<Canvas['links'], ReadonlyMap<NodeId, readonly ShapeId[]>>()
const none: readonly ShapeId[] = []
/** What on the canvas is linked to an entry of the map. The same array until it changes. */
export function elementsOfNode(canvas: Canvas, node: NodeId): readonly ShapeId[] {
  let all = byNode.get(canvas.links)
  if (!all) {
    const made = new Map<NodeId, ShapeId[]>()
    for (const [id, nodes] of canvas.links)
      for (const one of nodes) {
        const list = made.get(one)
        if (list) list.push(id)
        else made.set(one, [id])
      }
    byNode.set(canvas.links, (all = made))
  }
  return all.get(node) ?? none
}
