/** From the one to the other of two that may be the same: a dotted line over the map, which moves with its window. */
import { useEffect, useRef } from 'react'
import { lineThrough } from '../../ui/map/edges.ts'
import { useMap } from '../../ui/map/context.ts'
import type { MapLayout } from '../../ui/map/types.ts'

export function AskedLine({ layout, a, b }: { layout: MapLayout | null; a: string; b: string }) {
  const map = useMap()
  const group = useRef<SVGGElement>(null)
  const [from, to] = [layout?.cards.find(({ id }) => id === a), layout?.cards.find(({ id }) => id === b)]
  useEffect(
    () =>
      map.follow(({ x, y, scale }) => group.current?.setAttribute('transform', `translate(${x} ${y}) scale(${scale})`)),
    [map],
  )
  if (from === undefined || to === undefined) return null
  const [left, right] = from.x <= to.x ? [from, to] : [to, from]
  // Out at the end side of the one, in at the start side of the other; beside both where they stand beneath one another.
  const apart = right.x > left.x + left.w + 16
  const start = [left.x + left.w, left.y + 24] as const
  const end = apart ? ([right.x, right.y + 24] as const) : ([right.x + right.w, right.y + 24] as const)
  const turn = apart ? (start[0] + end[0]) / 2 : Math.max(start[0], end[0]) + 16
  return (
    <svg className="asked-line" aria-hidden="true">
      <g ref={group}>
        <path d={lineThrough([start, [turn, start[1]], [turn, end[1]], end])} />
      </g>
    </svg>
  )
}
