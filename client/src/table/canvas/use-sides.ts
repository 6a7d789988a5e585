/** Keeps the sides of every element up to date: who writes, what it is linked to, who spoke there. */
import type { Canvas, ShapeId } from '@tablee/shared/board/canvas/schema'
import type { NodeId } from '@tablee/shared/ids'
import { useLayoutEffect, useState } from 'react'
import type { Entries } from '../board/entries.ts'
import { peopleOf, shortened, titleOf } from '../board/entries.ts'
import type { Present } from '../../link/link.ts'
import { presenceId } from './verbs.ts'
import { createSides, noSide, type Side, type Sides } from './sides.ts'
import type { TakenShape } from './taken.ts'

export function useSides(
  canvas: Canvas,
  entries: Entries,
  writers: ReadonlyMap<NodeId, readonly Present[]>,
  others: readonly Present[],
  taken: readonly TakenShape[],
): Sides {
  const [sides] = useState(createSides)
  useLayoutEffect(() => {
    const next = new Map<ShapeId, Side>()
    const held = others.filter(({ node, writing }) => node !== null && !writing)
    for (const shape of canvas.shapes.values()) {
      const name = writers.size + held.length === 0 ? null : presenceId(shape.id)
      const here = writers.get(name as NodeId)
      const holders = held.length === 0 ? held : held.filter(({ node }) => node === name)
      const linked = (canvas.links.get(shape.id) ?? []).flatMap((id) => entries.byId.get(id) ?? [])
      if (linked.length === 0 && !here && holders.length === 0) continue
      const { people, spoke } = peopleOf(linked.flatMap(({ words }) => words))
      next.set(shape.id, {
        ...noSide,
        writers: here ?? noSide.writers,
        holders,
        linked: linked.map((entry) => ({
          id: entry.node.id,
          label: entry.item.number || shortened(entry.node.wording, 12),
          title: titleOf(entry),
        })),
        people,
        spoke,
      })
    }
    for (const { shape } of taken) if (!canvas.shapes.has(shape.id)) next.set(shape.id, { ...noSide, adrift: true })
    sides.set(next)
  }, [sides, canvas, entries, writers, others, taken])
  return sides
}
