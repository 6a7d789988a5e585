/**
 * What a map seen from afar says: on a card number and first words, as large as one can read, as long as the card has room
 * for them; from further away the names of branches, with how many entries each holds. Pure: painted by `far`.
 */
import type { Faces } from './far-card.ts'
import type { Box } from './types.ts'

/** A letter's height and a line's, whatever the scale. */
export const letters = 13
export const line = 16
/** What a card must measure on the glass to say something of itself. */
const least = { w: 62, h: line + 6 } as const
/** A branch's name: at most so wide, two lines. */
const plate = { w: 156, pad: 6, apart: 3 } as const
/** Between a number and what it numbers. */
export const behindNumber = 8

export type Spot = { readonly id: string; readonly parent: string | null; readonly box: Box }
export type Label = {
  readonly id: string
  /** On the glass, of what it is written on. */
  readonly box: Box
  /** The name of a branch, on a plate of its own; else it is written on its card. */
  readonly plate: boolean
  readonly number: string
  readonly lines: readonly string[]
  /** Where the first line begins: behind mark and number. */
  readonly indent: number
  /** How many entries hang beneath, where it says so. */
  readonly count: number
}
export type Measure = (text: string, weight: number) => number

/** Words in lines, the last with an ellipsis where more would come. The first line is shorter than the others. */
export function clamped(text: string, first: number, rest: number, most: number, width: (text: string) => number) {
  const lines: string[] = []
  const words = text.split(/\s+/).filter(Boolean)
  let now = ''
  const room = () => (lines.length === 0 ? first : rest)
  for (let n = 0; n < words.length; n += 1) {
    const next = now === '' ? (words[n] ?? '') : `${now} ${words[n]}`
    if (width(next) <= room() || (now === '' && lines.length === most - 1)) {
      now = next
      continue
    }
    if (lines.length === most - 1) return [...lines, fitted(`${now}…`, room(), width)]
    lines.push(now === '' ? '' : now)
    now = words[n] ?? ''
    // A word longer than a line stands alone, cut off.
    if (width(now) > rest && lines.length === most - 1) return [...lines, fitted(`${now}…`, rest, width)]
  }
  return [...lines, fitted(now, room(), width)]
}
function fitted(text: string, room: number, width: (text: string) => number): string {
  let short = text
  while (short.length > 1 && width(short) > room) short = `${short.replace(/…$/, '').slice(0, -1).trimEnd()}…`
  return short
}

/** `mark`: how much of a card's first line its relation's mark takes. */
export function onCard({ id, box }: Spot, faces: Faces, mark: number, measure: Measure): Label | null {
  const face = faces.get(id)
  if (!face || box.w < least.w || box.h < least.h || face.wording === '') return null
  const weight = face.kind === 'issue' || face.kind === 'position' ? 700 : 500
  const width = (text: string) => measure(text, weight)
  const room = box.w - 14
  const number = face.number === '' ? 0 : measure(face.number, 700) + behindNumber
  const most = Math.min(4, Math.floor((box.h - 4) / line))
  const lines = clamped(face.wording, room - mark - number, room, most, width)
  return { id, box, plate: false, number: face.number, lines, indent: mark + number, count: face.holds }
}

/** The names of branches, the question's and the largest first, none over another and none under what `covers` the map. */
export function plates(
  spots: readonly Spot[],
  faces: Faces,
  window: Box,
  covers: readonly Box[],
  measure: Measure,
): Label[] {
  const depth = new Map<string, number>()
  const beneath = new Map<string, number>()
  for (const { id, parent } of spots) depth.set(id, parent === null ? 0 : (depth.get(parent) ?? 0) + 1)
  for (const { id, parent } of spots.toReversed()) {
    const n = (beneath.get(id) ?? 0) + (faces.get(id)?.holds ?? 0)
    beneath.set(id, n)
    if (parent !== null) beneath.set(parent, (beneath.get(parent) ?? 0) + n + 1)
  }
  const named = spots
    .filter(({ id }) => (depth.get(id) ?? 0) <= 2 && ((beneath.get(id) ?? 0) > 0 || faces.get(id)?.kind === 'position'))
    .toSorted(
      (a, b) => (depth.get(a.id) ?? 0) - (depth.get(b.id) ?? 0) || (beneath.get(b.id) ?? 0) - (beneath.get(a.id) ?? 0),
    )
  const placed: Label[] = []
  for (const { id, box } of named) {
    const face = faces.get(id)
    const middle = box.x + box.w / 2
    if (!face || face.wording === '' || middle < window.x || middle > window.x + window.w) continue
    const n = beneath.get(id) ?? 0
    const number = face.number === '' ? 0 : measure(face.number, 700) + behindNumber
    const room = plate.w - 2 * plate.pad
    // The count stands behind the last line, so that line is shorter.
    const tail = n === 0 ? 0 : measure(` · ${n}`, 500)
    const lines = clamped(face.wording, room - number, room - tail, 2, (text) => measure(text, 700))
    const w =
      2 * plate.pad +
      Math.max(
        ...lines.map((one, at) => measure(one, 700) + (at === 0 ? number : 0) + (at === lines.length - 1 ? tail : 0)),
      )
    const there: Box = {
      x: Math.max(window.x + 4, Math.min(window.x + window.w - w - 4, middle - w / 2)),
      y: box.y,
      w,
      h: lines.length * line + 4,
    }
    const cover = covers.find((one) => !apart(there, one))
    const at = cover ? { ...there, y: cover.y + cover.h + plate.apart } : there
    if (placed.every((other) => apart(at, other.box)))
      placed.push({ id, box: at, plate: true, number: face.number, lines, indent: number, count: n })
  }
  return placed
}

const apart = (a: Box, b: Box): boolean =>
  a.x > b.x + b.w + plate.apart ||
  b.x > a.x + a.w + plate.apart ||
  a.y > b.y + b.h + plate.apart ||
  b.y > a.y + a.h + plate.apart

/** All that is said: of each card what it has room for; the names of branches where most cards have none. */
export function labelsOf(
  spots: readonly Spot[],
  faces: Faces,
  window: Box,
  covers: readonly Box[],
  mark: (id: string) => number,
  measure: Measure,
) {
  const cards = new Map<string, Label>()
  for (const spot of spots) {
    const label = onCard(spot, faces, mark(spot.id), measure)
    if (label) cards.set(spot.id, label)
  }
  const names = cards.size * 2 >= spots.length ? [] : plates(spots, faces, window, covers, measure)
  return { cards, names }
}
