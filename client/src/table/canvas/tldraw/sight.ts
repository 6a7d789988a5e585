/** What of a canvas is in sight: at first, on demand, and where there is room in it. */
import type { Editor, TLShapeId } from 'tldraw'
import type { Spot } from '../handle.ts'
import { isGround } from './parts.tsx'

type Size = { readonly w: number; readonly h: number }

/** All of it where that is readable; on a small screen who opens it reads the first rows, and scrolls to the rest. */
export function showFirst(editor: Editor): void {
  const bounds = editor.getCurrentPageBounds()
  if (!bounds) return
  const { w, h } = editor.getViewportScreenBounds()
  const z = Math.min(1, Math.max(0.62, Math.min((w - 48) / bounds.w, (h - 28) / bounds.h)))
  const start = document.documentElement.dir === 'rtl' ? bounds.maxX - (w - 24) / z : bounds.minX - 24 / z
  const spare = w / z - bounds.w
  editor.setCamera({ x: -(spare > 0 ? bounds.minX - spare / 2 : start), y: -bounds.minY + 16 / z, z })
}

/** All of it in sight, but no larger than it is. */
export function showAll(editor: Editor, moves: boolean): void {
  const bounds = editor.getCurrentPageBounds()
  const animation = moves ? { animation: { duration: 180 } } : {}
  if (!bounds) {
    editor.setCamera({ x: 0, y: 0, z: 1 }, animation)
    return
  }
  editor.zoomToBounds(bounds, { inset: 28, ...animation })
  if (editor.getZoomLevel() > 1) editor.resetZoom(undefined, animation)
}

/** Rings around the middle of what is in sight, until a card has room that no other card takes. */
export function freeSpot(editor: Editor, { w, h }: Size): Spot {
  const view = editor.getViewportPageBounds()
  const taken = editor
    .getCurrentPageShapes()
    .filter((shape) => !isGround(shape) && shape.type !== 'arrow')
    .flatMap((shape) => editor.getShapePageBounds(shape) ?? [])
  const free = (x: number, y: number) =>
    taken.every((box) => x + w + 12 < box.minX || x > box.maxX + 12 || y + h + 12 < box.minY || y > box.maxY + 12)
  const middle = { x: view.center.x - w / 2, y: view.center.y - h / 2 }
  for (let ring = 0; ring < 30; ring += 1) {
    const steps = Math.max(1, ring * 8)
    for (let n = 0; n < steps; n += 1) {
      const turn = (n / steps) * 2 * Math.PI
      const spot = { x: middle.x + Math.cos(turn) * ring * 48, y: middle.y + Math.sin(turn) * ring * 36 }
      if (free(spot.x, spot.y)) return { x: Math.round(spot.x), y: Math.round(spot.y) }
    }
  }
  return { x: Math.round(middle.x), y: Math.round(middle.y) }
}

/** The spot nearest to this one from which all of a card is in sight, if the window is large enough for it. */
export function spotInSight(editor: Editor, spot: Spot, { w, h }: Size): Spot {
  const { minX, minY, maxX, maxY } = editor.getViewportPageBounds()
  const edge = 8 / editor.getZoomLevel()
  const within = (at: number, size: number, from: number, to: number) =>
    Math.round(Math.max(from + edge, Math.min(at, to - edge - size)))
  return { x: within(spot.x, w, minX, maxX), y: within(spot.y, h, minY, maxY) }
}

/** Brings a card into sight that is not. */
export function bringIntoSight(editor: Editor, id: TLShapeId): void {
  const bounds = editor.getShapePageBounds(id)
  if (bounds && !editor.getViewportPageBounds().contains(bounds))
    editor.centerOnPoint(bounds.center, { animation: { duration: 180 } })
}
