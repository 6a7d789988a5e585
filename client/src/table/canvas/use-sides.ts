/** Keeps the sides of every element up to date: who writes, what it is linked to, who spoke there. */
import type { Canvas, ShapeId } from '@tablee/shared/board/canvas/schema'
import type { NodeId } from '@tablee/shared/ids'
import { useLayoutEffect, useState } from 'react'
import type { Entries } from '../entries.ts'
import { peopleOf, shortened, titleOf } from '../entries.ts'
import type { Present } from '../../link/link.ts'
import { bareId } from './deeds.ts'
import { createSides, noSide, type Side, type Sides } from './sides.ts'

export function useSides(canvas: Canvas, entries: Entries, writers: ReadonlyMap<NodeId, readonly Present[]>): Sides {
  const [sides] = useState(createSides)
  useLayoutEffect(() => {
    const next = new Map<ShapeId, Side>()
    for (const shape of canvas.shapes.values()) {
      if (shape.type !== 'element') continue
      const here = writers.get(bareId(shape.id) as NodeId)
      const linked = (canvas.links.get(shape.id) ?? []).flatMap((id) => entries.byId.get(id) ?? [])
      if (linked.length === 0 && !here) continue
      const { people, spoke } = peopleOf(linked.flatMap(({ words }) => words))
      next.set(shape.id, {
        ...noSide,
        writers: here ?? noSide.writers,
        linked: linked.map((entry) => ({
          id: entry.node.id,
          label: entry.item.number || shortened(entry.node.wording, 12),
          title: titleOf(entry),
        })),
        people,
        spoke,
      })
    }
    sides.set(next)
  }, [sides, canvas, entries, writers])
  return sides
}
