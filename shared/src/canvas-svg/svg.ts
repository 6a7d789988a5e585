/**
 * A canvas as SVG: a function of what it shows, without an editor, a screen or a clock. Observers' pages, snapshots and
 * exports draw with it, so that anyone who looks never loads the editor. The same canvas gives the same bytes.
 *
 * Nothing is clipped: what stands half in a frame is seen whole. What lies in a frame or group is drawn after it, in its
 * space; arrows are drawn on the page, at their turn.
 */
import { strokePoints, type ViewShape, type ViewShapes } from '../view/shapes.ts'
import { arrow, type Target } from './arrow.ts'
import { elementFigure } from './element.ts'
import { frame, geometry, looseText, note, photo, stroke, strokeOf, type Pen } from './marks.ts'
import { escape, round, tag } from './markup.ts'
import { breakLines, estimate, type Measure } from './measure.ts'
import { dayPalette, pagePalette, sans } from './palette.ts'
import { part } from './template.ts'
import { isRtl, textLines } from './text.ts'
import { at, boxAround, cornersOf, identity, placed, times, type Box, type Matrix, type Point } from './space.ts'

export type Labels = {
  /** Hope, fear, condition … in the reader's language. */
  readonly kinds: Readonly<Record<string, string>>
  readonly levels: Readonly<Record<string, string>>
  /** Where a photo was not released. */
  readonly noPhoto: string
}
export type Drawing = {
  /** The reader's language: for what the drawing itself says. */
  readonly lang: string
  /** The table's language: of its template, and which side things start from. The places of a canvas are never turned. */
  readonly spoken: string
  readonly labels: Labels
  readonly photo: (hash: string) => string | null
  readonly title?: string
  /** A sentence beneath everything, in the reader's language. */
  readonly foot?: string
  readonly measure?: Measure
  /** `page`: colours follow the page's light, and there is no ground. `file`: the day's colours on paper. */
  readonly ground?: 'page' | 'file'
}

/** Room around everything. */
const margin = 24
/** A canvas with nothing on it is a small empty sheet. */
const nothing: Box = { x: 0, y: 0, w: 400, h: 240 }

/** A whole SVG document, without a declaration. */
export const canvasSvg = (shapes: ViewShapes, drawing: Drawing): string => drawCanvas(shapes, drawing).svg

export type Drawn = {
  readonly svg: string
  /** The view box. */
  readonly box: Box
  /** Where each shape lies in it, in drawing order: for anyone who lays something over the picture. */
  readonly places: ReadonlyMap<string, Box>
}

/** The document, and where on the page each shape came to lie. */
export function drawCanvas(shapes: ViewShapes, drawing: Drawing): Drawn {
  const pen: Pen = {
    palette: drawing.ground === 'page' ? pagePalette : dayPalette,
    measure: drawing.measure ?? estimate,
    lang: drawing.lang,
    mirrored: isRtl(drawing.spoken),
  }
  const children = childrenOf(shapes)
  const laid = lay(shapes, children, drawing, pen)
  const out: string[] = []
  const reach: Point[] = []
  const places = new Map<string, Box>()
  for (const { id, shape, matrix, markup, box } of laid.values()) {
    if (shape.type === 'arrow') {
      const drawn = arrow(shape, matrix, (target) => targetOf(laid, target, children), pen)
      reach.push(...drawn.reach)
      if (drawn.markup !== '') out.push(group(id, shape, identity, drawn.markup))
      continue
    }
    const corners = box === null ? [] : cornersOf(box).map((corner) => at(matrix, corner))
    const place = boxAround(corners)
    if (place !== null) places.set(id, place)
    reach.push(...corners)
    if (markup !== '') out.push(group(id, shape, matrix, markup))
  }
  const foot = footOf(boxAround(reach) ?? nothing, drawing, pen)
  const all = foot.box
  const [x, y] = [Math.floor(all.x - margin), Math.floor(all.y - margin)]
  const [w, h] = [Math.ceil(all.x + all.w + margin) - x, Math.ceil(all.y + all.h + margin) - y]
  const ground = drawing.ground === 'page' ? '' : tag('rect', { x, y, width: w, height: h, fill: pen.palette.paper })
  const title = drawing.title === undefined ? '' : tag('title', {}, escape(drawing.title))
  const svg = tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `${x} ${y} ${w} ${h}`,
      width: w,
      height: h,
      'xml:lang': drawing.lang,
      'font-family': sans,
    },
    title + ground + out.join('') + foot.markup,
  )
  return { svg, box: { x, y, w, h }, places }
}

/** Set as large as a card's words, and no wider than the canvas, as long as a sentence fits there. */
function footOf(above: Box, { foot }: Drawing, pen: Pen): { readonly box: Box; readonly markup: string } {
  if (foot === undefined) return { box: above, markup: '' }
  const w = Math.max(above.w, 420)
  const lines = breakLines(foot, { width: w, size: 17, weight: 500, measure: pen.measure })
  const look = { size: 17, leading: 24, weight: 500, fill: pen.palette['ink-2'], lang: pen.lang }
  return {
    box: { ...above, w, h: above.h + margin + lines.length * look.leading },
    markup: textLines(lines, above.x, above.y + above.h + margin, w, look),
  }
}

function group(id: string, shape: ViewShape, matrix: Matrix, markup: string): string {
  const moved = matrix === identity ? null : `matrix(${matrix.map(precise).join(' ')})`
  return tag('g', { 'data-shape': id, transform: moved, opacity: shape.opacity === 1 ? null : shape.opacity }, markup)
}
/** Turns need more decimals than places: a hundredth of a turn moves the far end of a frame by a centimetre. */
const precise = (value: number, n: number): string => (n > 3 ? round(value) : String(Math.round(value * 1e5) / 1e5 + 0))

type Children = ReadonlyMap<string | null, readonly string[]>
function childrenOf(shapes: ViewShapes): Children {
  const children = new Map<string | null, string[]>()
  for (const [id, { parent }] of Object.entries(shapes)) {
    const under = parent !== null && Object.hasOwn(shapes, parent) ? parent : null
    const list = children.get(under)
    if (list) list.push(id)
    else children.set(under, [id])
  }
  const order = (id: string): number => shapes[id]?.order ?? 0
  for (const list of children.values()) list.sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1))
  return children
}

type Laid = {
  readonly id: string
  readonly shape: ViewShape
  readonly matrix: Matrix
  readonly markup: string
  /** In its own space; null for groups and arrows. */
  readonly box: Box | null
}

/** Every shape in drawing order with its place on the page. A ring of parents, which only a liar makes, is not drawn. */
function lay(shapes: ViewShapes, children: Children, drawing: Drawing, pen: Pen): ReadonlyMap<string, Laid> {
  const laid = new Map<string, Laid>()
  const stack: { id: string; space: Matrix }[] = []
  const push = (parent: string | null, space: Matrix): void => {
    for (const id of (children.get(parent) ?? []).toReversed()) stack.push({ id, space })
  }
  push(null, identity)
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { id, space } = next
    const found = shapes[id]
    if (found === undefined || laid.has(id)) continue
    const shape = sound(found)
    const matrix = times(space, placed(shape.x, shape.y, (shape.rotation * Math.PI) / 180))
    laid.set(id, { id, shape, matrix, ...figure(shape, drawing, pen) })
    push(id, matrix)
  }
  return laid
}

/** What comes off the wire may hold any number; a drawing of it is odd then, but it is one. */
function sound(shape: ViewShape): ViewShape {
  const number = (value: number, low = -far, otherwise = 0): number =>
    Number.isFinite(value) ? Math.min(far, Math.max(low, value)) : otherwise
  const all = (values: readonly number[]): readonly number[] => values.map((value) => number(value))
  return {
    ...shape,
    x: number(shape.x),
    y: number(shape.y),
    w: number(shape.w, 0),
    h: number(shape.h, 0),
    rotation: number(shape.rotation),
    opacity: Math.min(1, number(shape.opacity, 0, 1)),
    scale: Math.min(100, number(shape.scale, 0.01, 1)),
    bend: number(shape.bend),
    ends: all(shape.ends),
    fromAt: all(shape.fromAt),
    toAt: all(shape.toAt),
    middle: all(shape.middle),
    crop: all(shape.crop),
  }
}
const far = 1e7

function figure(shape: ViewShape, drawing: Drawing, pen: Pen): { markup: string; box: Box | null } {
  const { w, h } = shape
  const box = { x: 0, y: 0, w, h }
  if (shape.part !== '' && shape.type !== 'element') {
    const drawn = part(shape, pen, drawing.spoken)
    if (drawn !== null) return drawn
  }
  switch (shape.type) {
    case 'element': {
      const { labels } = drawing
      const beneath = [shape.horizon === null ? '' : String(shape.horizon), own(labels.levels, shape.level) ?? '']
      const drawn = elementFigure(
        {
          kind: shape.kind,
          text: shape.text,
          lang: shape.lang === '' ? null : shape.lang,
          word: own(labels.kinds, shape.kind) ?? shape.kind,
          beneath: beneath.filter(Boolean).join(' · '),
          links: shape.links.length,
          w,
          h,
        },
        { palette: pen.palette, mirrored: pen.mirrored, measure: pen.measure, lang: drawing.lang },
      )
      return { markup: drawn.markup, box: { ...box, h: drawn.h } }
    }
    case 'frame':
      return { markup: frame(shape, pen), box: { x: 0, y: -26, w, h: h + 26 } }
    case 'note':
      return { markup: note(shape, pen), box }
    case 'text': {
      const drawn = looseText(shape, pen)
      return { markup: drawn.markup, box: { ...box, w: drawn.w, h: drawn.h } }
    }
    case 'geo':
      return { markup: geometry(shape, pen), box }
    case 'draw': {
      const points = strokePoints(shape.stroke)
        .flat()
        .map(([px, py]): Point => ({ x: px, y: py }))
      const around = boxAround(points)
      const by = strokeOf(shape) / 2
      return {
        markup: stroke(shape, pen),
        box: around && { x: around.x - by, y: around.y - by, w: around.w + 2 * by, h: around.h + 2 * by },
      }
    }
    case 'image':
      return {
        markup: photo(shape, pen, shape.photo === null ? null : drawing.photo(shape.photo), drawing.labels.noPhoto),
        box,
      }
    case 'arrow':
    case 'group':
      return { markup: '', box: null }
  }
}

/** A group is as large as what lies in it. */
function targetOf(laid: ReadonlyMap<string, Laid>, id: string, children: Children): Target | null {
  const found = laid.get(id)
  if (found === undefined || found.shape.type === 'arrow') return null
  if (found.box !== null)
    return {
      box: found.shape.type === 'frame' ? { x: 0, y: 0, w: found.shape.w, h: found.shape.h } : found.box,
      matrix: found.matrix,
    }
  const points: Point[] = []
  const waiting = [...(children.get(id) ?? [])]
  const seen = new Set<string>([id])
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    const one = laid.get(next)
    if (one?.box) points.push(...cornersOf(one.box).map((corner) => at(one.matrix, corner)))
    waiting.push(...(children.get(next) ?? []))
  }
  const box = boxAround(points)
  return box === null ? null : { box, matrix: identity }
}

const own = (record: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined
