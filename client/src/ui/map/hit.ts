/** What lies under a tap on a map of which no card is an element: from afar all of them are painted. */
import { legible } from './camera.ts'
import { nameAt } from './far.ts'
import type { MapHandle } from './map-view.tsx'
import type { MapLayout } from './types.ts'

/** A finger is 22 px wide, however small the cards are. */
export function hit(layout: MapLayout | null, map: MapHandle | null, x: number, y: number): string | null {
  const reach = map && map.camera().scale < legible ? 12 / map.camera().scale : 0
  const named = layout && reach > 0 ? nameAt(layout, x, y) : null
  if (named !== null) return named
  let best: string | null = null
  let least = reach
  for (const box of layout?.cards ?? []) {
    const away = Math.hypot(Math.max(box.x - x, 0, x - box.x - box.w), Math.max(box.y - y, 0, y - box.y - box.h))
    if (away <= least && (best === null || away < least)) {
      best = box.id
      least = away
    }
  }
  return reach === 0 ? null : best
}
