/** Places of a template by their names: how one moves things there without a mouse, and what a place says of a thing. */
import { middleOf } from '@tablee/shared/board/canvas/place'
import { placeShape, setElement, moveShapes, type ElementChange } from '@tablee/shared/board/canvas/edit'
import { boxOf, type Box } from '@tablee/shared/board/canvas/place'
import {
  elementLevels,
  type Canvas,
  type CanvasShape,
  type ElementLevel,
  type ElementShape,
  type ShapeId,
} from '@tablee/shared/board/canvas/schema'
import { pageParts, quadrants, slots, templateWords } from '@tablee/shared/board/canvas/template-words'
import { cross, freePlace, zoneAt, zonesOf, type Zone } from '@tablee/shared/board/canvas/zones'
import type { TableLink } from '../../link/link.ts'
import type { Spot } from './handle.ts'

export type Places = {
  readonly zones: readonly Zone[]
  /** Years of the columns, as they stand. */
  readonly years: readonly number[]
  readonly levels: readonly ElementLevel[]
  /** Named places that are neither column nor row: quadrants, times of day, parts of a page. */
  readonly named: readonly Zone[]
}

const yearOf = (zone: Zone): number | null =>
  zone.part.startsWith('column:') ? Number(zone.part.slice('column:'.length)) : null
const levelOf = (zone: Zone | null): ElementLevel | null =>
  elementLevels.find((level) => zone?.part === `row:${level}`) ?? null

export function placesOf(canvas: Canvas): Places {
  const zones = zonesOf(canvas)
  return {
    zones,
    years: [...new Set(zones.flatMap((zone) => yearOf(zone) ?? []))].sort((a, b) => a - b),
    levels: elementLevels.filter((level) => zones.some((zone) => zone.part === `row:${level}`)),
    named: zones.filter(({ part }) => /^(quadrant|slot|part):/.test(part)),
  }
}

/** What the reader calls a place. */
export function nameOfPlace(part: string, lang: string): string {
  const words = templateWords(lang)
  const [what, which = ''] = part.split(':')
  const quadrant = quadrants.find((one) => one === which)
  const slot = slots.find((one) => one === which)
  const page = pageParts.find((one) => one === which)
  if (what === 'quadrant' && quadrant) return words(`quadrant-${quadrant}`)
  if (what === 'slot' && slot) return words(`slot-${slot}`)
  if (what === 'part' && page) return words(`part-${page}`)
  return which
}

/** What lying there says of an element: nothing where no column or row is. */
export function meaningAt(places: Places, spot: Spot): ElementChange {
  const column = zoneAt(places.zones, 'column', spot)
  const level = levelOf(zoneAt(places.zones, 'row', spot))
  const horizon = column === null ? null : yearOf(column)
  return { ...(horizon === null ? {} : { horizon }), ...(level === null ? {} : { level }) }
}

/** When and where an element is: as was said of it, else as it lies. */
export function whenAndWhere(
  canvas: Canvas,
  places: Places,
  shape: ElementShape,
): { readonly horizon: number | null; readonly level: ElementLevel | null } {
  const middle = middleOf(canvas, shape.id)
  const lies = middle === null ? {} : meaningAt(places, middle)
  return { horizon: shape.props.horizon ?? lies.horizon ?? null, level: shape.props.level ?? lies.level ?? null }
}

/** The named place a shape lies in. */
export function placeOf(canvas: Canvas, places: Places, id: ShapeId): Zone | null {
  const middle = middleOf(canvas, id)
  if (middle === null) return null
  for (const kind of ['quadrant', 'slot', 'part']) {
    const zone = zoneAt(places.zones, kind, middle)
    if (zone !== null) return zone
  }
  return null
}

const zoneNamed = (places: Places, part: string): Box | null =>
  places.zones.find((zone) => zone.part === part)?.box ?? null

/** Where a year and a level cross, or the place of this name. */
function boxFor(places: Places, to: Destination): Box | null {
  if ('part' in to) return zoneNamed(places, to.part)
  const column = to.horizon === null ? null : zoneNamed(places, `column:${to.horizon}`)
  const row = to.level === null ? null : zoneNamed(places, `row:${to.level}`)
  return column !== null && row !== null ? cross(column, row) : (column ?? row)
}

export type Destination =
  | { readonly part: string }
  | { readonly horizon: number | null; readonly level: ElementLevel | null }

/** Space under the head of a column, so that the years stay readable. */
const headOf = (box: Box, places: Places): Box => {
  const rows = places.zones.filter(({ part }) => part.startsWith('row:'))
  const top = Math.min(...rows.map((zone) => zone.box.y))
  return rows.length > 0 && box.y < top ? { ...box, y: top, h: box.h - (top - box.y) } : box
}

/** A free spot at a destination; null where the template has no such place. */
export function spotFor(
  canvas: Canvas,
  places: Places,
  to: Destination,
  size: { readonly w: number; readonly h: number },
): Spot | null {
  const box = boxFor(places, to)
  return box === null ? null : freePlace(canvas, headOf(box, places), size)
}

/** Beneath everything that lies there, for anyone who has no eyes on the canvas and no template to say where. */
export function spotBelow(canvas: Canvas, places: Places, size: { readonly w: number; readonly h: number }): Spot {
  const named = places.named[0] ?? places.zones[0]
  if (named) return freePlace(canvas, headOf(named.box, places), size)
  return freePlace(canvas, { x: 0, y: 0, w: 1_200, h: 20_000 }, size)
}

/** Moves a shape in words: to a year, a level, a named place. Its year and level say the same afterwards. */
export function moveTo(link: TableLink, canvas: Canvas, shape: CanvasShape, to: Destination, gesture: string): boolean {
  const places = placesOf(canvas)
  const { w, h } = boxOf(canvas, shape)
  const spot = spotFor(without(canvas, shape.id), places, to, { w, h })
  const origin = { who: link.me.who, why: 'move', gesture }
  let done = true
  link.doc.transact(() => {
    if (spot !== null) done = placeShape(link.doc, origin, shape.id, spot).ok
    if (shape.type === 'element' && !('part' in to)) done = setElement(link.doc, origin, shape.id, to).ok && done
  }, origin)
  return done
}

const without = (canvas: Canvas, id: ShapeId): Canvas => ({
  ...canvas,
  shapes: new Map([...canvas.shapes].filter(([key]) => key !== id)),
})

/** One step of a nudge in words. */
export const nudge = (link: TableLink, id: ShapeId, dx: number, dy: number, gesture: string): boolean =>
  moveShapes(link.doc, { who: link.me.who, why: 'nudge', gesture }, [id], dx, dy).ok
