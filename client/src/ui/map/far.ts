/**
 * A map seen from afar, painted: silhouette, number and mark of each card, its first words or its branch's name
 * (`far-words`), and nothing that cannot be read. One canvas for all of them, because 2,000 elements cannot follow a finger.
 */
import type { RelationKind } from '@tablee/shared/board/schema'
import type { Size } from './camera.ts'
import { touches } from './camera.ts'
import { labelsOf, type Spot } from './far-words.ts'
import type { Box, MapLayout } from './types.ts'
import { card, lineOf, marked, measured, plate, type Brush } from './far-card.ts'

/** One path per kind of line, in the map's own coordinates: made once per layout. */
type Lines = {
  readonly lines: ReadonlyMap<RelationKind, Path2D>
  readonly tips: ReadonlyMap<RelationKind, Path2D>
  readonly bars: Path2D
}
const known = new WeakMap<MapLayout, Lines>()
/** All of them once; of a window that shows a part, what touches it: the dashes of 2,000 lines take longer than a frame. */
function linesOf(layout: MapLayout, window: Box): Lines {
  const { bounds } = layout
  if (window.w * window.h * 2 < bounds.w * bounds.h) return made(layout.edges.filter(({ box }) => touches(window, box)))
  const before = known.get(layout)
  if (before) return before
  const all = made(layout.edges)
  known.set(layout, all)
  return all
}
function made(edges: MapLayout['edges']): Lines {
  const lines = new Map<RelationKind, string[]>()
  const tips = new Map<RelationKind, string[]>()
  const bars: string[] = []
  for (const edge of edges) {
    if (edge.also) continue // thin lines across the whole map are noise from here
    push(lines, edge.kind, edge.path)
    if (edge.tip) push(tips, edge.kind, edge.tip)
    if (edge.bar) bars.push(edge.bar)
  }
  const joined = (all: ReadonlyMap<RelationKind, string[]>) =>
    new Map([...all].map(([kind, parts]) => [kind, new Path2D(parts.join(''))] as const))
  return { lines: joined(lines), tips: joined(tips), bars: new Path2D(bars.join('')) }
}
function push<K>(all: Map<K, string[]>, key: K, value: string): void {
  const list = all.get(key)
  if (list) list.push(value)
  else all.set(key, [value])
}

export type Ground = Brush & {
  readonly layout: MapLayout
  /** Of the canvas, CSS pixels; `margin` of them lie outside the window on each side. */
  readonly size: Size
  readonly margin: number
  readonly ratio: number
  /** Cards that are elements of their own: drawn there. */
  readonly selected: string | null
  /** What stands over the cards that are not linked yet. */
  readonly loose: string
}

/** Where the names of branches were painted last, in the map's coordinates: a tap on one means its entry. */
const named = new WeakMap<MapLayout, readonly { readonly id: string; readonly box: Box }[]>()
export const nameAt = (layout: MapLayout, x: number, y: number): string | null =>
  named.get(layout)?.find(({ box }) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h)?.id ?? null

export function paint(context: CanvasRenderingContext2D, ground: Ground): void {
  const { layout, faces, colours, camera, size, margin, rtl, ratio, selected } = ground
  const { scale } = camera
  const way = rtl ? -1 : 1
  const left = (x: number) => (rtl ? size.width - margin - (camera.x + x * scale) : margin + camera.x + x * scale)
  const window: Box = {
    x: (-camera.x - margin) / scale,
    y: (-camera.y - margin) / scale,
    w: size.width / scale,
    h: size.height / scale,
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, size.width, size.height)
  // Lines: in the map's coordinates, as wide as on the near map but never finer than a pixel.
  context.setTransform(ratio * scale * way, 0, 0, ratio * scale, ratio * left(0), ratio * (margin + camera.y))
  const stroke = Math.max(2, 1 / scale)
  context.lineWidth = stroke
  const { lines, tips, bars } = linesOf(layout, window)
  context.globalAlpha = scale < 0.3 ? 0.55 : 0.8 // the cards are what one looks for
  for (const [kind, path] of lines) {
    context.strokeStyle = lineOf(colours, kind)
    context.setLineDash(
      kind === 'undercuts'
        ? [4 * stroke, 3 * stroke]
        : kind === 'qualifies'
          ? [5 * stroke, 2 * stroke, stroke, 2 * stroke]
          : kind === 'illustrates' || kind === 'cites'
            ? [stroke, 2 * stroke]
            : [],
    )
    context.stroke(path)
  }
  context.setLineDash([])
  if (scale > 0.14) {
    for (const [kind, path] of tips) {
      context.fillStyle = lineOf(colours, kind)
      context.fill(path)
    }
    context.strokeStyle = colours.attack
    context.lineWidth = 2 * stroke
    context.stroke(bars)
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.globalAlpha = 1
  context.textBaseline = 'middle'
  const spots: Spot[] = layout.cards.map((box) => {
    const w = Math.max(3, box.w * scale)
    const x = rtl ? left(box.x) - w : left(box.x)
    return {
      id: box.id,
      parent: box.parent,
      box: { x, y: margin + camera.y + box.y * scale, w, h: Math.max(3, box.h * scale) },
    }
  })
  const near = spots.filter((_, n) => touches(window, layout.cards[n] ?? window))
  const glass: Box = { x: margin, y: margin, w: size.width - 2 * margin, h: size.height - 2 * margin }
  const { cards, names } = labelsOf(
    near,
    faces,
    glass,
    toolsIn(glass, rtl),
    (id) => (marked(faces.get(id)) ? 18 : 0),
    measured,
  )
  for (const { id, box } of near) {
    const face = faces.get(id)
    if (face) card(context, ground, face, box, id === selected, cards.get(id) ?? null)
  }
  context.globalAlpha = 1
  if (layout.loose) {
    const { x, y, n } = layout.loose
    context.font = `700 15px ${ground.sans}`
    context.fillStyle = colours.ink
    context.direction = rtl ? 'rtl' : 'ltr'
    context.textAlign = 'start'
    context.fillText(`${ground.loose} ${n}`, left(x), margin + camera.y + y * scale + Math.min(12, 14 * scale))
  }
  for (const name of names) plate(context, ground, name)
  named.set(
    layout,
    names.map(({ id, box }) => {
      const [start, w] = [rtl ? size.width - box.x - box.w : box.x, box.w / scale]
      return {
        id,
        box: { x: (start - margin - camera.x) / scale, y: (box.y - margin - camera.y) / scale, w, h: box.h / scale },
      }
    }),
  )
}

/** What lies over a map's upper corners: zoom at the start, how much is open at the end. */
const toolsIn = ({ x, y, w }: Box, rtl: boolean): readonly Box[] => {
  const [start, end] = [204, 244]
  return [
    { x, y, w: rtl ? end : start, h: 64 },
    { x: x + w - (rtl ? start : end), y, w: rtl ? start : end, h: 64 },
  ]
}
