/** The named places of a template as they lie on the page: where a list can put an element without a mouse. */
import type { Box } from './place.ts'
import { pageBox } from './place.ts'
import type { Canvas, ShapeId } from './schema.ts'

export type Zone = { readonly part: string; readonly id: ShapeId; readonly box: Box }

const places = /^(column|row|quadrant|slot|part):|^field$/

/** In the order of their names' appearance on the canvas, back to front. */
export function zonesOf(canvas: Canvas): readonly Zone[] {
  const zones: Zone[] = []
  for (const shape of canvas.shapes.values()) {
    const { part } = shape.meta
    if (part === undefined || !places.test(part)) continue
    const box = pageBox(canvas, shape.id)
    if (box !== null) zones.push({ part, id: shape.id, box })
  }
  return zones.sort((a, b) => a.box.x - b.box.x || a.box.y - b.box.y || (a.part < b.part ? -1 : 1))
}

/** Left and upper edge included, so that a point on a border is in one place. */
export const contains = ({ x, y, w, h }: Box, point: { readonly x: number; readonly y: number }): boolean =>
  point.x >= x && point.x < x + w && point.y >= y && point.y < y + h

/** The zone of this kind (`column`, `row`, …) that a point lies in; of several the smallest. */
export function zoneAt(
  zones: readonly Zone[],
  kind: string,
  point: { readonly x: number; readonly y: number },
): Zone | null {
  let found: Zone | null = null
  for (const zone of zones) {
    if (zone.part !== kind && !zone.part.startsWith(`${kind}:`)) continue
    if (!contains(zone.box, point)) continue
    if (found === null || zone.box.w * zone.box.h < found.box.w * found.box.h) found = zone
  }
  return found
}

/** A free place for a card inside a zone (and a second one, which crosses it): the first of a grid where nothing lies. */
export function freePlace(
  canvas: Canvas,
  zone: Box,
  size: { readonly w: number; readonly h: number },
): { readonly x: number; readonly y: number } {
  const margin = 12
  const taken: Box[] = []
  for (const shape of canvas.shapes.values()) {
    if (shape.meta.part !== undefined || shape.type === 'arrow' || shape.type === 'draw') continue
    const box = pageBox(canvas, shape.id)
    if (box !== null) taken.push(box)
  }
  const meets = (x: number, y: number): boolean =>
    taken.some((box) => x < box.x + box.w && box.x < x + size.w && y < box.y + box.h && box.y < y + size.h)
  for (let y = zone.y + margin; y + size.h <= zone.y + zone.h; y += 24)
    for (let x = zone.x + margin; x + size.w <= zone.x + zone.w; x += 24) if (!meets(x, y)) return { x, y }
  return { x: zone.x + margin, y: zone.y + margin }
}

/** What two boxes have in common; null where they only touch. */
export function cross(a: Box, b: Box): Box | null {
  const x = Math.max(a.x, b.x)
  const y = Math.max(a.y, b.y)
  const w = Math.min(a.x + a.w, b.x + b.w) - x
  const h = Math.min(a.y + a.h, b.y + b.h) - y
  return w > 0 && h > 0 ? { x, y, w, h } : null
}
