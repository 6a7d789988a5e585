/** What keeps its place on the glass when the layout changes. */
import { seen, touches, type Camera, type Size } from './camera.ts'
import type { Box, PlacedCard } from './types.ts'

/** Whether cards came, went or hang elsewhere: more than words that grew. */
export function rebuilt(before: ReadonlyMap<string, PlacedCard>, now: readonly PlacedCard[]): boolean {
  return before.size !== now.length || now.some((card) => before.get(card.id)?.parent !== card.parent)
}

/** The card that must not move: the wished one if it is in sight, else the one nearest the middle of the window. */
export function anchorOf(
  wished: string | null,
  before: ReadonlyMap<string, Box>,
  now: ReadonlyMap<string, Box>,
  camera: Camera,
  size: Size,
): string | null {
  const window = seen(camera, size, 0)
  const chosen = wished === null ? undefined : before.get(wished)
  if (wished !== null && chosen && now.has(wished) && touches(window, chosen)) return wished
  const middle = { x: window.x + window.w / 2, y: window.y + window.h / 2 }
  let best: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const [id, box] of before) {
    if (!now.has(id) || !touches(window, box)) continue
    const away = Math.hypot(box.x + box.w / 2 - middle.x, box.y + box.h / 2 - middle.y)
    if (away < least) {
      least = away
      best = id
    }
  }
  return best
}
