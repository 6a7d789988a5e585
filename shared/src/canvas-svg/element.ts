/**
 * A vision element: a silhouette that says its kind without colour, its icon and its word, the table's text, and beneath
 * it when, where and what it is linked to. Start and end turn round in a drawing that is read from the right.
 */
import { elementIcons, linkIcon } from './icons.ts'
import { path, polygon, round, tag } from './markup.ts'
import { breakLines, estimate, type Measure } from './measure.ts'
import type { Colour, Palette } from './palette.ts'
import { textLines } from './text.ts'

export type Face = {
  readonly kind: string
  readonly text: string
  readonly lang: string | null
  /** The kind in the reader's language, and what stands beneath: a year, a level. */
  readonly word: string
  readonly beneath: string
  readonly links: number
  readonly w: number
  readonly h: number
}

type Style = {
  readonly ink: Colour
  readonly fill: Colour
  readonly stroke: { readonly colour: Colour; readonly width: number } | null
  readonly top: number
  readonly bottom: number
  readonly start: number
  readonly end: number
  readonly size: number
  readonly leading: number
  readonly weight: number
  readonly centred?: true
}
const plain = { fill: 'sheet', top: 9, bottom: 9, start: 13, end: 13, size: 16, leading: 21, weight: 500 } as const
/** Look 02, kind by kind; a kind of a later version is drawn as a plain card. */
const styles: Readonly<Record<string, Style>> = {
  hope: { ...plain, ink: 'support', stroke: { colour: 'support', width: 1.5 }, top: 13, centred: true },
  fear: { ...plain, ink: 'attack', fill: 'attack-wash', stroke: null, top: 14, bottom: 17 },
  condition: { ...plain, ink: 'condition', stroke: { colour: 'condition', width: 1.5 } },
  obstacle: { ...plain, ink: 'ink-2', stroke: null, top: 14 },
  actor: { ...plain, ink: 'ink-2', stroke: { colour: 'ink', width: 1.5 }, start: 19, end: 19 },
  milestone: { ...plain, ink: 'ink-2', stroke: { colour: 'ink', width: 2 }, end: 28 },
  headline: { ...plain, ink: 'ink-2', stroke: null, top: 13, bottom: 13, size: 24, leading: 28, weight: 750 },
}
const other: Style = { ...plain, ink: 'ink-2', stroke: { colour: 'edge', width: 1.5 } }
const head = { icon: 17, gap: 7, size: 13, leading: 18 } as const
const gap = 4

const styleOf = (kind: string): Style => (Object.hasOwn(styles, kind) ? styles[kind] : undefined) ?? other

function linesOf(face: Face, measure: Measure): readonly string[] {
  const { start, end, size, weight } = styleOf(face.kind)
  return breakLines(face.text, { width: face.w - start - end, size, weight, measure })
}

/** How tall an element has to be for its text. The editor's own card asks too, so that both look alike. */
export function elementHeight(face: Face, measure: Measure = estimate): number {
  return heightFor(face, linesOf(face, measure).length)
}

function heightFor(face: Face, lines: number): number {
  const { top, bottom, leading } = styleOf(face.kind)
  const foot = face.beneath !== '' || face.links > 0 ? head.leading + gap : 0
  return top + head.leading + gap + Math.max(1, lines) * leading + foot + bottom
}

/** The outline from the top left corner, ready to be filled. `mirrored`: the start side lies on the right. */
export function silhouette(kind: string, w: number, h: number, mirrored = false): string {
  const x = (value: number): number => (mirrored ? w - value : value)
  switch (kind) {
    case 'hope': {
      // A dome: wide shoulders, and feet that are almost square.
      const [rx, ry, r] = [Math.min(60, w / 2), Math.min(26, h / 2), 3]
      return `M0 ${h - r}V${ry}A${rx} ${ry} 0 0 1 ${rx} 0H${w - rx}A${rx} ${ry} 0 0 1 ${w} ${ry}V${h - r}A${r} ${r} 0 0 1 ${w - r} ${h}H${r}A${r} ${r} 0 0 1 0 ${h - r}Z`
    }
    case 'fear': {
      // Torn off beneath: eight teeth, as deep as a third of a line.
      const teeth = Array.from({ length: 17 }, (_, n): [number, number] => [
        w - (w * n) / 16,
        n % 2 === 0 ? h - Math.min(8, h / 3) : h,
      ])
      return polygon([[0, 0], [w, 0], ...teeth])
    }
    case 'condition': {
      const cut = Math.min(18, w / 3, h / 3)
      return polygon([
        [x(cut), 0],
        [x(w), 0],
        [x(w), h],
        [x(0), h],
        [x(0), cut],
      ])
    }
    case 'actor': {
      const r = Math.min(22, w / 2, h / 2)
      return `M${r} 0H${w - r}A${r} ${r} 0 0 1 ${w} ${r}V${h - r}A${r} ${r} 0 0 1 ${w - r} ${h}H${r}A${r} ${r} 0 0 1 0 ${h - r}V${r}A${r} ${r} 0 0 1 ${r} 0Z`
    }
    case 'milestone': {
      const tip = Math.min(20, w / 3)
      return polygon([
        [x(0), 0],
        [x(w - tip), 0],
        [x(w), h / 2],
        [x(w - tip), h],
        [x(0), h],
      ])
    }
    default:
      return polygon([
        [0, 0],
        [w, 0],
        [w, h],
        [0, h],
      ])
  }
}

const icon = (paths: readonly string[], left: number, top: number, size: number, stroke: string): string =>
  tag(
    'g',
    {
      transform: `translate(${round(left)} ${round(top)}) scale(${Math.round((size / 24) * 1e4) / 1e4})`,
      fill: 'none',
      stroke,
      'stroke-width': 2,
      'stroke-linejoin': 'miter',
    },
    paths.map((d) => path(d)).join(''),
  )

/** What only one kind has: the hatched beam of an obstacle, the double rules of a headline. */
function trim(kind: string, w: number, h: number, palette: Palette): string {
  const rule = (y: number, thick: number) => path(`M0 ${y}H${w}`, { stroke: palette.ink, 'stroke-width': thick })
  if (kind === 'headline') return [rule(0.5, 1.5), rule(4, 1.5), rule(h - 4, 1.5), rule(h - 0.5, 1.5)].join('')
  if (kind !== 'obstacle') return ''
  const bars: string[] = []
  for (let at = -6; at < w; at += 22) {
    const left = Math.max(0, at)
    const points: [number, number][] = [
      [Math.min(w, at + 7), 1],
      [Math.min(w, at + 18), 1],
      [Math.min(w, at + 11), 7],
      [left, 7],
    ]
    if (at < 0) points.splice(3, 1, [0, 7])
    bars.push(polygon(points))
  }
  return rule(1, 2) + path(bars.join(''), { fill: palette.ink }) + rule(h - 1, 2)
}

/** `h` of the face is the least it gets; a longer text makes it taller. */
export function elementFigure(
  face: Face,
  { palette, mirrored, measure, lang }: { palette: Palette; mirrored: boolean; measure: Measure; lang: string },
): { readonly markup: string; readonly h: number } {
  const style = styleOf(face.kind)
  const lines = linesOf(face, measure)
  const h = Math.max(face.h, heightFor(face, lines.length))
  const { w } = face
  const ink = palette[style.ink]
  // The room for text: the sides turn round with the drawing.
  const [left, right] = mirrored ? [style.end, style.start] : [style.start, style.end]
  const width = w - left - right

  const body = path(silhouette(face.kind, w, h, mirrored), {
    fill: palette[style.fill],
    stroke: style.stroke === null ? null : palette[style.stroke.colour],
    'stroke-width': style.stroke?.width ?? null,
    'stroke-linejoin': style.stroke === null ? null : 'round',
  })
  // Icon and word lie together at the start of the reader's language; a hope carries them in its middle.
  const word = measure(face.word, head.size, 600)
  const together = head.icon + head.gap + word
  const indent = face.kind === 'condition' ? 8 : 0
  const headLeft = style.centred
    ? left + Math.max(0, (width - together) / 2)
    : mirrored
      ? w - right - indent - together
      : left + indent
  const headText = {
    size: head.size,
    leading: head.leading,
    weight: 600,
    fill: ink,
    lang,
  }
  const symbol = icon(
    elementIcons[face.kind] ?? ['M5 5h14v14H5z'],
    mirrored ? headLeft + word + head.gap : headLeft,
    style.top + 0.5,
    head.icon,
    ink,
  )
  const kind = textLines([face.word], mirrored ? headLeft : headLeft + head.icon + head.gap, style.top, word, headText)

  const top = style.top + head.leading + gap
  const said = textLines(lines, left, top, width, {
    size: style.size,
    leading: style.leading,
    weight: style.weight,
    fill: palette.ink,
    lang: face.lang,
    ...(style.size > 20 ? { letterSpacing: -0.2 } : {}),
  })
  let foot = ''
  const footTop = h - style.bottom - head.leading
  const meta = { size: head.size, leading: head.leading, weight: 400, fill: palette['ink-3'], lang }
  if (face.beneath !== '') foot += textLines([face.beneath], left, footTop, width, meta)
  if (face.links > 0) {
    const count = String(face.links)
    const wide = measure(count, head.size, 400)
    const from = mirrored ? left : left + width - wide - 24
    foot += icon(linkIcon, from, footTop, 19, palette['ink-3'])
    foot += textLines([count], from + 22, footTop, wide, { ...meta, lang: null })
  }
  return { markup: body + trim(face.kind, w, h, palette) + symbol + kind + said + foot, h }
}
