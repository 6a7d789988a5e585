/** One card as it is seen from afar: its silhouette, mark, number and words, or the name of its branch; in which colours. */
import type { NodeKind, RelationKind } from '@tablee/shared/board/schema'
import type { Camera } from './camera.ts'
import { behindNumber, letters, line, type Label } from './far-words.ts'
import { textWidth } from './measure.ts'
import type { Box } from './types.ts'

export type Face = {
  readonly kind: NodeKind
  readonly relation: RelationKind | null
  readonly number: string
  readonly wording: string
  /** Entries in the folded branch beneath. */
  readonly holds: number
  /** Found, or not found while something is sought; null when nothing is. */
  readonly sought?: boolean | null
}
export type Faces = ReadonlyMap<string, Face>

const names = {
  paper: '--paper',
  sheet: '--sheet',
  linen: '--linen',
  rule: '--rule',
  edge: '--edge',
  ink: '--ink',
  ink2: '--ink-2',
  ink3: '--ink-3',
  onInk: '--on-ink',
  accent: '--accent',
  support: '--support',
  attack: '--attack',
  condition: '--condition',
  fill: '--condition-fill',
  undercut: '--undercut',
} as const
export type Colours = Readonly<Record<keyof typeof names, string>>
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element)
  return Object.fromEntries(
    Object.entries(names).map(([name, token]) => [name, style.getPropertyValue(token).trim()]),
  ) as Colours
}

export const lineOf = (colours: Colours, kind: RelationKind): string =>
  kind === 'answers'
    ? colours.ink
    : kind === 'supports'
      ? colours.support
      : kind === 'attacks'
        ? colours.attack
        : kind === 'qualifies'
          ? colours.condition
          : kind === 'undercuts'
            ? colours.undercut
            : colours.ink3

export const measured = (text: string, weight: number): number => textWidth(text, letters, weight)

/** How cards are painted just now. */
export type Brush = {
  readonly faces: Faces
  readonly colours: Colours
  readonly camera: Camera
  readonly rtl: boolean
  readonly sans: string
}

export const marked = (face: Face | undefined): boolean => face?.relation != null && face.relation !== 'answers'

export function card(
  context: CanvasRenderingContext2D,
  { colours, rtl, sans, camera }: Brush,
  face: Face,
  box: Box,
  selected: boolean,
  label: Label | null,
): void {
  const { x, y, w, h } = box
  const { kind, relation } = face
  const round =
    kind === 'experience'
      ? Math.min(16 * camera.scale + 2, h / 2)
      : kind === 'position'
        ? 0
        : Math.max(1, 6 * camera.scale)
  context.globalAlpha = face.sought === false ? 0.3 : 1
  if (face.holds > 0) sheets(context, colours, box, round, camera.scale)
  context.beginPath()
  if (kind === 'condition' || kind === 'source') cornered(context, box, kind, rtl, Math.min(18 * camera.scale, h / 2))
  else
    context.roundRect(
      x,
      y,
      w,
      h,
      kind === 'experience' ? (rtl ? [round, round, 0, round] : [round, round, round, 0]) : round,
    )
  context.fillStyle = kind === 'issue' ? colours.ink : colours.sheet
  context.fill()
  if (kind !== 'issue') {
    context.strokeStyle = kind === 'position' ? colours.ink : kind === 'condition' ? colours.condition : colours.edge
    context.lineWidth = kind === 'position' ? Math.max(1.25, 2 * camera.scale) : 1
    context.setLineDash(kind === 'question' ? [3, 2] : [])
    context.stroke()
    context.setLineDash([])
  }
  if (kind === 'argument' && relation && relation !== 'answers') {
    context.fillStyle = lineOf(colours, relation)
    const bar = Math.max(2, 5 * camera.scale)
    context.fillRect(rtl ? x + w - bar : x, y, bar, h)
  }
  if (face.sought || selected) {
    context.strokeStyle = selected ? colours.accent : colours.ink
    context.lineWidth = 3
    context.beginPath()
    context.roundRect(x - 4, y - 4, w + 8, h + 8, round + 4)
    context.stroke()
  }
  if (label) {
    if (marked(face) && face.relation)
      mark(context, colours, face.relation, rtl ? x + w - 15 : x + 15, y + 2 + line / 2, 7)
    said(context, colours, sans, label, face, rtl)
  } else words(context, colours, sans, face, box, rtl)
}

/** The name of a branch, over whatever lies there. */
export function plate(context: CanvasRenderingContext2D, { faces, colours, sans, rtl }: Brush, label: Label): void {
  const face = faces.get(label.id)
  if (!face) return
  const { x, y, w, h } = label.box
  context.beginPath()
  context.rect(x, y, w, h)
  context.fillStyle = face.kind === 'issue' ? colours.ink : colours.sheet
  context.fill()
  context.strokeStyle = colours.ink
  context.lineWidth = face.kind === 'position' ? 2 : 1
  context.stroke()
  said(context, colours, sans, label, face, rtl)
}

/** Of people who write from the other side. */
const fromRight = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

function said(
  context: CanvasRenderingContext2D,
  colours: Colours,
  sans: string,
  { box, plate, number, lines, indent, count }: Label,
  { kind, wording }: Face,
  rtl: boolean,
): void {
  const ink = kind === 'issue' ? colours.onInk : colours.ink
  const strong = plate || kind === 'issue' || kind === 'position'
  const pad = plate ? 6 : 8
  const [left, right] = [box.x + pad, box.x + box.w - pad]
  const top = box.y + 2 + line / 2
  const free = indent - (number === '' ? 0 : measured(number, 700) + behindNumber)
  context.fillStyle = ink
  let start = indent
  if (number !== '') {
    context.font = `700 ${letters}px ${sans}`
    context.direction = 'ltr'
    context.textAlign = rtl ? 'right' : 'left'
    context.fillText(number, rtl ? right - free : left + free, top)
    // As wide as it was painted: fonts may have come since it was measured.
    start = Math.max(start, free + context.measureText(number).width + 5)
  }
  const back = fromRight.test(wording)
  context.font = `${strong ? 700 : 500} ${letters}px ${sans}`
  context.direction = back ? 'rtl' : 'ltr'
  context.textAlign = back ? 'right' : 'left'
  for (const [n, text] of lines.entries()) {
    const inset = n === 0 ? start : 0
    const tail = plate && count > 0 && n === lines.length - 1 ? ` · ${count}` : ''
    // What begins at the other side than the screen does keeps clear of mark and number there.
    const at = back ? (rtl ? right - inset : right) : rtl ? left : left + inset
    context.fillText(text + tail, at, top + n * line)
  }
}

/** What a folded branch holds shows as the edges of sheets beneath. */
function sheets(
  context: CanvasRenderingContext2D,
  colours: Colours,
  { x, y, w, h }: Box,
  round: number,
  scale: number,
): void {
  context.strokeStyle = colours.edge
  context.fillStyle = colours.linen
  context.lineWidth = 1
  for (const n of [2, 1]) {
    const by = Math.max(2, 5 * scale) * n
    context.beginPath()
    context.roundRect(x + by, y + by, w - 2 * by, h, round)
    context.fill()
    context.stroke()
  }
}

function cornered(
  context: CanvasRenderingContext2D,
  { x, y, w, h }: Box,
  kind: 'condition' | 'source',
  rtl: boolean,
  cut: number,
): void {
  // A condition is bevelled where it starts, a source folded where it ends.
  const atLeft = (kind === 'condition') !== rtl
  context.moveTo(atLeft ? x + cut : x, y)
  context.lineTo(atLeft ? x + w : x + w - cut, y)
  if (!atLeft) context.lineTo(x + w, y + cut)
  else context.lineTo(x + w, y)
  context.lineTo(x + w, y + h)
  context.lineTo(x, y + h)
  if (atLeft) context.lineTo(x, y + cut)
  context.closePath()
}

/** Number and mark stand at a size one can read, or not at all. */
function words(
  context: CanvasRenderingContext2D,
  colours: Colours,
  sans: string,
  face: Face,
  { x, y, w, h }: Box,
  rtl: boolean,
): void {
  if (h < 11) return
  const size = Math.min(face.kind === 'position' ? 17 : 14, Math.max(11, h * 0.42))
  const middle = y + h / 2
  let room = w - 10
  if (face.relation && face.relation !== 'answers' && w >= 34) {
    const r = Math.min(8, h * 0.28)
    mark(context, colours, face.relation, rtl ? x + w - 8 - r : x + 8 + r, middle, r)
    room -= 2 * r + 8
  }
  const held = face.holds > 0 && room > 60 ? `  +${face.holds}` : ''
  if (!face.number && !held) return
  context.font = `${face.kind === 'position' || face.kind === 'issue' ? 700 : 600} ${size}px ${sans}`
  context.fillStyle = face.kind === 'issue' ? colours.onInk : colours.ink
  // Deep in a branch the lines say where it hangs; its own place in its row is what a long number says last.
  let number = face.number
  while (context.measureText(number + held).width > room) {
    const shorter = number.replace(/^…?[^.]*\./, '…')
    if (shorter === number) return
    number = shorter
  }
  context.direction = 'ltr'
  context.textAlign = rtl ? 'left' : 'right'
  context.fillText(number + held, rtl ? x + 6 : x + w - 6, middle + 0.5)
}

function mark(
  context: CanvasRenderingContext2D,
  colours: Colours,
  relation: RelationKind,
  x: number,
  y: number,
  r: number,
): void {
  const colour = relation === 'qualifies' ? colours.fill : lineOf(colours, relation)
  const solid = relation !== 'illustrates' && relation !== 'cites'
  context.fillStyle = solid ? colour : colours.paper
  context.strokeStyle = colour
  context.lineWidth = 1.5
  context.beginPath()
  if (relation === 'supports') context.arc(x, y, r, 0, 7)
  else if (relation === 'undercuts') {
    context.moveTo(x, y - r * 1.2)
    context.lineTo(x + r * 1.2, y)
    context.lineTo(x, y + r * 1.2)
    context.lineTo(x - r * 1.2, y)
    context.closePath()
  } else if (relation === 'illustrates') context.roundRect(x - r, y - r, 2 * r, 2 * r, [r, r, r, 0])
  else context.rect(x - r, y - r, 2 * r, 2 * r)
  context.fill()
  if (!solid) context.stroke()
  context.strokeStyle = relation === 'qualifies' ? '#1C1B19' : solid ? colours.paper : colour
  context.lineWidth = Math.max(1.25, r / 4)
  context.beginPath()
  const a = r * 0.55
  if (relation === 'supports' || relation === 'attacks') {
    context.moveTo(x - a, y)
    context.lineTo(x + a, y)
    if (relation === 'supports') {
      context.moveTo(x, y - a)
      context.lineTo(x, y + a)
    }
  } else if (relation === 'undercuts') {
    context.moveTo(x - a, y + a)
    context.lineTo(x + a, y - a)
    context.moveTo(x + a * 0.8, y)
    context.arc(x, y, a * 0.8, 0, 7)
  } else if (relation === 'qualifies') {
    // The fork of "if": one way in, two ways on.
    context.moveTo(x, y + a)
    context.lineTo(x, y)
    context.lineTo(x - a, y - a)
    context.moveTo(x, y)
    context.lineTo(x + a, y - a)
  } else if (relation === 'illustrates') context.arc(x, y, a * 0.8, 0, 7)
  else {
    context.moveTo(x - a * 0.4, y - a)
    context.lineTo(x - a, y - a)
    context.lineTo(x - a, y + a)
    context.lineTo(x - a * 0.4, y + a)
    context.moveTo(x + a * 0.4, y - a)
    context.lineTo(x + a, y - a)
    context.lineTo(x + a, y + a)
    context.lineTo(x + a * 0.4, y + a)
  }
  context.stroke()
}
