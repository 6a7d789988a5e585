/** What is drawn beside vision elements: frames and the parts of a template, notes, texts, geometry, strokes, photos. */
import { strokePoints, type ViewShape } from '../view/shapes.ts'
import { geoInner, geoOutline } from './geo.ts'
import { escape, path, polygon, round, tag } from './markup.ts'
import { breakLines, type Measure } from './measure.ts'
import { inkOf, type Palette } from './palette.ts'
import { textLines } from './text.ts'

export type Pen = {
  readonly palette: Palette
  readonly measure: Measure
  /** The reader's language: for what the drawing itself says. */
  readonly lang: string
  readonly mirrored: boolean
}

const bySize = (size: string, s: number, m: number, l: number, xl: number): number =>
  size === 's' ? s : size === 'l' ? l : size === 'xl' ? xl : m
/** Width of a line in the page's units. */
export const strokeOf = ({ size, scale }: ViewShape): number => bySize(size, 2, 3.5, 5, 10) * scale
const labelOf = ({ size, scale }: ViewShape): number => bySize(size, 18, 22, 26, 32) * scale

/** `stroke-dasharray` for a line of this width; null for a whole one. */
export const dashOf = (dash: string, width: number): string | null =>
  dash === 'dashed'
    ? `${round(width * 4)} ${round(width * 2.5)}`
    : dash === 'dotted'
      ? `${round(width * 0.1)} ${round(width * 2.2)}`
      : null

const alignOf = (align: string): 'start' | 'middle' | 'end' =>
  align.startsWith('start') ? 'start' : align.startsWith('end') ? 'end' : 'middle'

/** A text in the middle of a box, made smaller until it fits, as far as it can still be read. */
function label(shape: ViewShape, box: { w: number; h: number }, pad: number, pen: Pen, fill: string): string {
  if (shape.text.trim() === '') return ''
  const width = Math.max(1, box.w - 2 * pad)
  let size = labelOf(shape)
  let lines = breakLines(shape.text, { width, size, weight: 500, measure: pen.measure })
  while (size > 11 && lines.length * size * 1.32 > box.h - 2 * pad) {
    size -= 1
    lines = breakLines(shape.text, { width, size, weight: 500, measure: pen.measure })
  }
  const leading = size * 1.32
  const top = (box.h - lines.length * leading) / 2
  const lang = shape.lang === '' ? null : shape.lang
  return textLines(lines, pad, top, width, { size, leading, weight: 500, fill, lang, align: alignOf(shape.align) })
}

/** A sheet laid on the table, one corner turned up: it is no card and no element. */
export function note(shape: ViewShape, pen: Pen): string {
  const { w, h } = shape
  const { ink, wash } = inkOf(shape.color)
  const { palette, mirrored } = pen
  const x = (value: number): number => (mirrored ? w - value : value)
  const fold = Math.min(18, w / 6)
  const sheet = polygon([
    [x(0), 0],
    [x(w), 0],
    [x(w), h - fold],
    [x(w - fold), h],
    [x(0), h],
  ])
  const turned = polygon([
    [x(w), h - fold],
    [x(w - fold), h - fold],
    [x(w - fold), h],
  ])
  return (
    path(sheet, { fill: palette[wash === 'sheet' ? 'linen' : wash] }) +
    path(turned, { fill: palette.sheet, stroke: palette.edge, 'stroke-width': 0.75 }) +
    label(shape, shape, 14, pen, palette[ink === 'edge' ? 'ink' : ink])
  )
}

/** Words that stand by themselves; as wide as they are, or in lines of the width they were given. */
export function looseText(shape: ViewShape, pen: Pen): { markup: string; w: number; h: number } {
  const size = bySize(shape.size, 18, 24, 36, 44) * shape.scale
  const leading = size * 1.35
  const lines =
    shape.w === 0
      ? shape.text.split('\n')
      : breakLines(shape.text, {
          width: shape.w * shape.scale,
          size,
          weight: 500,
          measure: pen.measure,
          balance: false,
        })
  const own = Math.max(1, ...lines.map((line) => pen.measure(line, size, 500)))
  const w = shape.w === 0 ? own : shape.w * shape.scale
  const { ink } = inkOf(shape.color)
  const look = {
    size,
    leading,
    weight: 500,
    fill: pen.palette[ink === 'edge' ? 'ink' : ink],
    lang: shape.lang === '' ? null : shape.lang,
    align: alignOf(shape.align === '' ? 'start' : shape.align),
  }
  return { markup: textLines(lines, 0, 0, w, look), w, h: lines.length * leading }
}

/** Plain geometry with its label, in its own space. */
export function geometry(shape: ViewShape, pen: Pen): string {
  const { w, h, geo } = shape
  const { palette } = pen
  const { ink, wash } = inkOf(shape.color)
  const width = strokeOf(shape)
  const filled = shape.fill === 'solid' || shape.fill === 'fill'
  const fill = shape.fill === 'none' || shape.fill === '' ? 'none' : palette[shape.fill === 'semi' ? 'sheet' : wash]
  const drawn = { stroke: palette[ink], 'stroke-width': width, 'stroke-linejoin': 'round', 'stroke-linecap': 'round' }
  const inner = geoInner(geo, w, h)
  return (
    path(geoOutline(geo, w, h), { fill, ...drawn, 'stroke-dasharray': dashOf(shape.dash, width) }) +
    (inner === null ? '' : path(inner, { fill: 'none', ...drawn })) +
    label(shape, shape, 8 + width, pen, palette[filled ? 'ink' : ink === 'edge' ? 'ink' : ink])
  )
}

/** A hand's line, smoothed from middle to middle. A single point is a dot. */
export function stroke(shape: ViewShape, pen: Pen): string {
  const segments = strokePoints(shape.stroke)
  const all = segments.flat()
  const [first] = all
  if (first === undefined) return ''
  const { palette } = pen
  const { ink, wash } = inkOf(shape.color)
  const width = strokeOf(shape)
  const colour = palette[ink]
  const [fx, fy] = first
  if (all.every(([x, y]) => Math.abs(x - fx) + Math.abs(y - fy) < 0.5))
    return tag('circle', { cx: fx, cy: fy, r: width * 0.75, fill: colour })
  let d = `M${round(fx)} ${round(fy)}`
  for (const points of segments) {
    for (let n = 1; n < points.length; n += 1) {
      const [x, y] = points[n] ?? first
      const [nx, ny] = points[n + 1] ?? [x, y]
      // A straight segment has two points and is drawn straight.
      d +=
        n === points.length - 1
          ? `L${round(x)} ${round(y)}`
          : `Q${round(x)} ${round(y)} ${round((x + nx) / 2)} ${round((y + ny) / 2)}`
    }
  }
  const filled = shape.closed && shape.fill !== 'none' && shape.fill !== ''
  return path(shape.closed ? `${d}Z` : d, {
    fill: filled ? palette[wash] : 'none',
    stroke: colour,
    'stroke-width': width,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'stroke-dasharray': dashOf(shape.dash, width),
  })
}

/** The photo, or an empty frame that says so: what it shows is not even described. */
export function photo(shape: ViewShape, pen: Pen, href: string | null, missing: string): string {
  const { w, h } = shape
  const { palette } = pen
  if (href === null) {
    const lines = breakLines(missing, { width: w - 24, size: 13, weight: 500, measure: pen.measure, most: 3 })
    return (
      path(
        polygon([
          [0, 0],
          [w, 0],
          [w, h],
          [0, h],
        ]),
        {
          fill: palette.linen,
          stroke: palette.edge,
          'stroke-width': 1,
          'stroke-dasharray': '6 4',
        },
      ) +
      textLines(lines, 12, (h - lines.length * 18) / 2, w - 24, {
        size: 13,
        leading: 18,
        weight: 500,
        fill: palette['ink-2'],
        lang: pen.lang,
        align: 'middle',
      })
    )
  }
  const [left = 0, top = 0, right = 1, bottom = 1] = shape.crop
  const [cw, ch] = [Math.max(0.01, right - left), Math.max(0.01, bottom - top)]
  const image = tag('image', {
    href,
    x: -(left / cw) * w,
    y: -(top / ch) * h,
    width: w / cw,
    height: h / ch,
    preserveAspectRatio: 'none',
  })
  const flip = shape.flip === '' ? image : tag('g', { transform: flipOf(shape.flip, w, h) }, image)
  return tag(
    'svg',
    { width: w, height: h, viewBox: `0 0 ${round(w)} ${round(h)}`, overflow: 'hidden' },
    (shape.text === '' ? '' : tag('title', {}, escape(shape.text))) + flip,
  )
}
const flipOf = (flip: string, w: number, h: number): string =>
  `translate(${round(flip.includes('x') ? w : 0)} ${round(flip.includes('y') ? h : 0)}) scale(${flip.includes('x') ? -1 : 1} ${flip.includes('y') ? -1 : 1})`

/** A frame that the facilitator put down: a hairline and its name above. */
export function frame(shape: ViewShape, pen: Pen): string {
  const { w, h } = shape
  const { palette } = pen
  const [name = ''] = breakLines(shape.text, {
    width: w,
    size: 15,
    weight: 600,
    measure: pen.measure,
    most: 1,
    balance: false,
  })
  return (
    path(
      polygon([
        [0, 0],
        [w, 0],
        [w, h],
        [0, h],
      ]),
      { fill: 'none', stroke: palette.edge, 'stroke-width': 1 },
    ) +
    textLines([name], 0, -24, w, {
      size: 15,
      leading: 20,
      weight: 600,
      fill: palette['ink-2'],
      lang: shape.lang === '' ? pen.lang : shape.lang,
    })
  )
}
