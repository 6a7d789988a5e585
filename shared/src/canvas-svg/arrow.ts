/**
 * Arrows: from one thing to another they begin and end at its edge, wherever it was moved to; their ends are kept apart
 * from it by a breath. Bent ones are arcs, the others straight or, where the editor made them so, at right angles.
 */
import type { ViewShape } from '../view/shapes.ts'
import { dashOf, strokeOf, type Pen } from './marks.ts'
import { path, polygon, round, tag } from './markup.ts'
import { breakLines } from './measure.ts'
import { inkOf } from './palette.ts'
import { at, boxAround, cornersOf, holds, inside, type Box, type Matrix, type Point } from './space.ts'
import { textLines } from './text.ts'

/** What an end holds on to: a box in its own space, and that space on the page. */
export type Target = { readonly box: Box; readonly matrix: Matrix }
/** Between an edge and a line's end. */
const breath = 6
const headLength = 11

export type DrawnArrow = { readonly markup: string; readonly reach: readonly Point[] }

/** In page units; `matrix` is the arrow's own space on the page, `target` finds what an end holds on to. */
export function arrow(shape: ViewShape, matrix: Matrix, target: (id: string) => Target | null, pen: Pen): DrawnArrow {
  const [sx = 0, sy = 0, ex = 0, ey = 0] = shape.ends
  const from = shape.from === null ? null : target(shape.from)
  const to = shape.to === null ? null : target(shape.to)
  const start = from === null ? at(matrix, { x: sx, y: sy }) : anchorOf(from, shape.fromAt)
  const end = to === null ? at(matrix, { x: ex, y: ey }) : anchorOf(to, shape.toAt)
  const way = shape.elbow
    ? elbow(start, from, end, to, shape.middle[1] ?? 0.5, from !== null && sideways(shape.fromAt))
    : cut(Math.abs(shape.bend) < 2 ? line(start, end) : arc(start, end, shape.bend), from, to)
  if (way.length < 2) return { markup: '', reach: [] }

  const { palette } = pen
  const width = Math.min(strokeOf(shape), 6)
  const colour = palette[inkOf(shape.color).ink]
  const [startHead = 'none', endHead = 'arrow'] = shape.heads.split(' ')
  const size = headLength + width * 1.2
  const body = shorten(
    shorten(way, endHead === 'none' ? 0 : reachOf(endHead, size)).toReversed(),
    startHead === 'none' ? 0 : reachOf(startHead, size),
  ).toReversed()
  const drawn = path(shape.elbow ? cornered(body) : smooth(body), {
    fill: 'none',
    stroke: colour,
    'stroke-width': width,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'stroke-dasharray': dashOf(shape.dash, width),
  })
  const heads =
    head(endHead, way.at(-1), way.at(-2), size, colour, width) + head(startHead, way[0], way[1], size, colour, width)
  const { markup: said, reach } = labelOf(shape, way, pen)
  return { markup: drawn + heads + said, reach: [...way, ...reach] }
}

const anchorOf = ({ box, matrix }: Target, share: readonly number[]): Point =>
  at(matrix, { x: box.x + box.w * (share[0] ?? 0.5), y: box.y + box.h * (share[1] ?? 0.5) })

/** An end that holds on to the left or right side, and not to the one above or beneath. */
const sideways = ([x = 0.5, y = 0.5]: readonly number[]): boolean => Math.abs(x - 0.5) > Math.abs(y - 0.5)

const steps = 48
const between = (a: Point, b: Point, share: number): Point => ({
  x: a.x + (b.x - a.x) * share,
  y: a.y + (b.y - a.y) * share,
})
const line = (a: Point, b: Point): readonly Point[] =>
  Array.from({ length: steps + 1 }, (_, n) => between(a, b, n / steps))

/** The circle through both ends whose middle lies `bend` beside the straight line; the editor's own construction. */
function arc(a: Point, b: Point, bend: number): readonly Point[] {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const length = Math.hypot(dx, dy)
  if (length < 1) return line(a, b)
  const half = length / 2
  const sagitta = Math.max(-length * 4, Math.min(length * 4, bend))
  const radius = (half * half + sagitta * sagitta) / (2 * sagitta)
  // The centre lies on the other side of the middle, along the same normal.
  const normal = { x: -dy / length, y: dx / length }
  const middle = between(a, b, 0.5)
  const c = { x: middle.x + normal.x * (sagitta - radius), y: middle.y + normal.y * (sagitta - radius) }
  const first = Math.atan2(a.y - c.y, a.x - c.x)
  const last = Math.atan2(b.y - c.y, b.x - c.x)
  const top = Math.atan2(middle.y + normal.y * sagitta - c.y, middle.x + normal.x * sagitta - c.x)
  const turn = (angle: number): number => ((angle % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)
  // Whichever way round passes the middle of the arc.
  const forward = turn(top - first) <= turn(last - first)
  const sweep = forward ? turn(last - first) : -turn(first - last)
  const r = Math.abs(radius)
  return Array.from({ length: steps + 1 }, (_, n) => {
    const angle = first + (sweep * n) / steps
    return { x: c.x + Math.cos(angle) * r, y: c.y + Math.sin(angle) * r }
  })
}

/** The part of the way that lies in neither of its ends. */
function cut(way: readonly Point[], from: Target | null, to: Target | null): readonly Point[] {
  const out = (target: Target | null, point: Point): boolean =>
    target === null || !holds(target.box, inside(target.matrix, point), breath)
  const edge = (inner: Point, outer: Point, target: Target | null): Point => {
    let [low, high] = [inner, outer]
    for (let n = 0; n < 8; n += 1) {
      const middle = between(low, high, 0.5)
      if (out(target, middle)) high = middle
      else low = middle
    }
    return high
  }
  const first = way.findIndex((point) => out(from, point))
  const last = way.findLastIndex((point) => out(to, point))
  // One lies in the other, or they touch: from anchor to anchor is all there is to say.
  if (first < 0 || last < 0 || first >= last) return way
  const kept = way.slice(first, last + 1)
  const [before, after] = [way[first - 1], way[last + 1]]
  const [one, two] = [kept[0], kept.at(-1)]
  return [...(before && one ? [edge(before, one, from)] : []), ...kept, ...(after && two ? [edge(after, two, to)] : [])]
}

/** At right angles: out of the side that faces the other, across in the middle of the gap, into the side that faces back. */
function elbow(
  start: Point,
  from: Target | null,
  end: Point,
  to: Target | null,
  mid: number,
  level: boolean,
): readonly Point[] {
  const a = grown(start, from)
  const b = grown(end, to)
  const gapX = Math.max(b.x - (a.x + a.w), a.x - (b.x + b.w))
  const gapY = Math.max(b.y - (a.y + a.h), a.y - (b.y + b.h))
  const share = Math.max(0.1, Math.min(0.9, mid))
  if (gapX < 0 && gapY < 0) return cut(line(start, end), from, to)
  // One lies both beside and above the other: one corner says it.
  const entry = end.x > start.x ? b.x : b.x + b.w
  const leaving = end.y > start.y ? a.y + a.h : a.y
  if (level && gapX >= 0 && gapY >= 0) {
    const leave = end.x > start.x ? a.x + a.w : a.x
    const enter = end.y > start.y ? b.y : b.y + b.h
    if (Math.abs(end.x - leave) > 20 && Math.abs(enter - start.y) > 30)
      return tidy([
        { x: leave, y: start.y },
        { x: end.x, y: start.y },
        { x: end.x, y: enter },
      ])
  }
  if (gapX >= 0 && gapY >= 0 && Math.abs(entry - start.x) > 30 && Math.abs(end.y - leaving) > 20)
    return tidy([
      { x: start.x, y: leaving },
      { x: start.x, y: end.y },
      { x: entry, y: end.y },
    ])
  if (gapX >= gapY) {
    const right = b.x >= a.x + a.w
    const x1 = right ? a.x + a.w : a.x
    const x2 = right ? b.x : b.x + b.w
    const x = x1 + (x2 - x1) * share
    // Nearly level: one straight line is calmer than two small corners.
    const y2 =
      Math.abs(start.y - end.y) < 12 && holds({ ...b, x: b.x - 1, w: b.w + 2 }, { x: b.x + b.w / 2, y: start.y })
        ? start.y
        : end.y
    return tidy([
      { x: x1, y: start.y },
      { x, y: start.y },
      { x, y: y2 },
      { x: x2, y: y2 },
    ])
  }
  const down = b.y >= a.y + a.h
  const y1 = down ? a.y + a.h : a.y
  const y2 = down ? b.y : b.y + b.h
  const y = y1 + (y2 - y1) * share
  const x2 =
    Math.abs(start.x - end.x) < 12 && holds({ ...b, y: b.y - 1, h: b.h + 2 }, { x: start.x, y: b.y + b.h / 2 })
      ? start.x
      : end.x
  return tidy([
    { x: start.x, y: y1 },
    { x: start.x, y },
    { x: x2, y },
    { x: x2, y: y2 },
  ])
}

const grown = (point: Point, target: Target | null): Box => {
  if (target === null) return { x: point.x, y: point.y, w: 0, h: 0 }
  const box = boxAround(cornersOf(target.box).map((corner) => at(target.matrix, corner)))
  return box === null
    ? { x: point.x, y: point.y, w: 0, h: 0 }
    : { x: box.x - breath, y: box.y - breath, w: box.w + 2 * breath, h: box.h + 2 * breath }
}

const tidy = (points: readonly Point[]): readonly Point[] =>
  points.filter((point, n) => {
    const before = points[n - 1]
    return before === undefined || Math.hypot(point.x - before.x, point.y - before.y) > 0.01
  })

/** Takes `by` off the end, so that a line does not stick out of its head. */
function shorten(way: readonly Point[], by: number): readonly Point[] {
  if (by <= 0) return way
  const kept = [...way]
  let left = by
  while (kept.length > 1) {
    const [a, b] = [kept.at(-2), kept.at(-1)]
    if (a === undefined || b === undefined) break
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    if (length > left) {
      kept[kept.length - 1] = between(b, a, left / length)
      return kept
    }
    left -= length
    kept.pop()
  }
  return way
}

const straight = (way: readonly Point[]): string =>
  polygon(
    way.map(({ x, y }) => [x, y] as const),
    false,
  )

/** A straight way needs its two ends only; an arc every third point is as round as one can see. */
function smooth(way: readonly Point[]): string {
  const [a, b] = [way[0], way.at(-1)]
  if (a === undefined || b === undefined) return ''
  const far = Math.hypot(b.x - a.x, b.y - a.y)
  const bent = way.some(
    ({ x, y }) => Math.abs((b.x - a.x) * (a.y - y) - (a.x - x) * (b.y - a.y)) > 0.5 * Math.max(1, far),
  )
  return straight(bent ? way.filter((_, n) => n % 3 === 0 || n === way.length - 1) : [a, b])
}

function cornered(way: readonly Point[]): string {
  let d = ''
  for (const [n, point] of way.entries()) {
    const [before, after] = [way[n - 1], way[n + 1]]
    if (before === undefined) d += `M${round(point.x)} ${round(point.y)}`
    else if (after === undefined) d += `L${round(point.x)} ${round(point.y)}`
    else {
      const [back, on] = [
        Math.hypot(before.x - point.x, before.y - point.y),
        Math.hypot(after.x - point.x, after.y - point.y),
      ]
      const r = Math.min(8, back / 2, on / 2)
      const [p, q] = [between(point, before, r / back), between(point, after, r / on)]
      d += `L${round(p.x)} ${round(p.y)}Q${round(point.x)} ${round(point.y)} ${round(q.x)} ${round(q.y)}`
    }
  }
  return d
}

const reachOf = (kind: string, size: number): number =>
  kind === 'bar' || kind === 'pipe' || kind === 'none' ? 0 : kind === 'dot' || kind === 'square' ? size * 0.4 : size - 2

function head(
  kind: string,
  tip: Point | undefined,
  before: Point | undefined,
  size: number,
  colour: string,
  width: number,
): string {
  if (kind === 'none' || tip === undefined || before === undefined) return ''
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x)
  const turned = (back: number, side: number): [number, number] => [
    tip.x - Math.cos(angle) * back - Math.sin(angle) * side,
    tip.y - Math.sin(angle) * back + Math.cos(angle) * side,
  ]
  const half = size * 0.54
  switch (kind) {
    case 'bar':
    case 'pipe':
      return path(polygon([turned(0, -half), turned(0, half)], false), {
        fill: 'none',
        stroke: colour,
        'stroke-width': width + 1,
      })
    case 'dot': {
      const [cx, cy] = turned(size * 0.3, 0)
      return tag('circle', { cx, cy, r: size * 0.32, fill: colour })
    }
    case 'square':
      return path(
        polygon([
          turned(0, -size * 0.3),
          turned(0, size * 0.3),
          turned(size * 0.6, size * 0.3),
          turned(size * 0.6, -size * 0.3),
        ]),
        { fill: colour },
      )
    case 'diamond':
      return path(
        polygon([turned(0, 0), turned(size / 2, half * 0.8), turned(size, 0), turned(size / 2, -half * 0.8)]),
        { fill: colour },
      )
    case 'inverted':
      return path(polygon([turned(size, 0), turned(0, half), turned(0, -half)]), { fill: colour })
    default:
      return path(polygon([turned(0, 0), turned(size, half), turned(size, -half)]), { fill: colour })
  }
}

/** Beside the line: above it where it runs level, at its side where it falls. A rim keeps it readable across anything. */
function labelOf(shape: ViewShape, way: readonly Point[], pen: Pen): { markup: string; reach: readonly Point[] } {
  if (shape.text.trim() === '') return { markup: '', reach: [] }
  const size = shape.size === 'l' ? 18 : shape.size === 'xl' ? 22 : 14
  const lines = breakLines(shape.text, { width: 180, size, weight: 600, measure: pen.measure, most: 6 })
  const wide = Math.max(...lines.map((one) => pen.measure(one, size, 600)))
  const leading = size * 1.3
  const high = lines.length * leading
  const share = Math.max(0, Math.min(1, shape.middle[0] ?? 0.5))
  const { point, level } = shape.elbow && Math.abs(share - 0.5) < 0.02 ? onLongest(way) : along(way, share)
  const left = level ? point.x - wide / 2 : pen.mirrored ? point.x - 10 - wide : point.x + 10
  const top = level ? point.y - high - 5 : point.y - high / 2
  const markup = textLines(lines, left, top, wide, {
    size,
    leading,
    weight: 600,
    fill: pen.palette['ink-2'],
    lang: shape.lang === '' ? null : shape.lang,
    align: level ? 'middle' : pen.mirrored ? 'end' : 'start',
    rim: pen.palette.paper,
  })
  return { markup, reach: cornersOf({ x: left, y: top, w: wide, h: high }) }
}

/** Where nobody moved the label of a way with corners: the middle of its longest leg, away from them. */
function onLongest(way: readonly Point[]): { readonly point: Point; readonly level: boolean } {
  let longest: { readonly length: number; readonly point: Point; readonly level: boolean } | null = null
  for (const [n, b] of way.entries()) {
    const a = way[n - 1]
    if (a === undefined) continue
    const [dx, dy] = [Math.abs(b.x - a.x), Math.abs(b.y - a.y)]
    if (longest === null || dx + dy > longest.length + 1)
      longest = { length: dx + dy, point: between(a, b, 0.5), level: dx >= dy }
  }
  return longest ?? along(way, 0.5)
}

/** A point of the way, and whether the way runs level there. */
function along(way: readonly Point[], share: number): { readonly point: Point; readonly level: boolean } {
  const lengths = way.slice(1).map((point, n) => Math.hypot(point.x - (way[n]?.x ?? 0), point.y - (way[n]?.y ?? 0)))
  let left = lengths.reduce((sum, one) => sum + one, 0) * share
  for (const [n, length] of lengths.entries()) {
    const [a, b] = [way[n], way[n + 1]]
    if (a !== undefined && b !== undefined && left <= length)
      return {
        point: between(a, b, length === 0 ? 0 : left / length),
        level: Math.abs(b.x - a.x) >= Math.abs(b.y - a.y),
      }
    left -= length
  }
  return { point: way.at(-1) ?? { x: 0, y: 0 }, level: true }
}
