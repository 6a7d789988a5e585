/**
 * How tall a card will be, before it is drawn: words wrapped greedily at the card's width with the browser's own text
 * metrics. What is on the screen is measured for real; this is for the thousands that are not.
 */
import { useSyncExternalStore } from 'react'
import type { NodeKind } from '@tablee/shared/board/schema'

export const cardWidth = (kind: NodeKind): number => (kind === 'issue' ? 330 : 228)

type Metric = { readonly font: string; readonly line: number; readonly inner: number; readonly border: number }
const sans = '"Atkinson Next", "Noto Sans Arabic", system-ui, sans-serif'
const metrics: Readonly<Record<NodeKind, Metric>> = {
  issue: { font: `650 17px ${sans}`, line: 21, inner: 306, border: 0 },
  position: { font: `700 20px ${sans}`, line: 26, inner: 200, border: 4 },
  argument: { font: `500 16px ${sans}`, line: 21, inner: 198, border: 2 },
  condition: { font: `500 16px ${sans}`, line: 21, inner: 201, border: 3 },
  question: { font: `500 16px ${sans}`, line: 21, inner: 200, border: 4 },
  experience: { font: `500 16px ${sans}`, line: 21, inner: 202, border: 2 },
  source: { font: `400 16px ${sans}`, line: 21, inner: 202, border: 2 },
}

let context: CanvasRenderingContext2D | null = null
let fontNow = ''
const widths = new Map<string, Map<string, number>>()
const known = new Map<string, number>()

/** What was measured in a stand-in is wrong once the font is there: changes with each of its own that arrives. */
let fonts = 0
const listeners = new Set<() => void>()
if (typeof document !== 'undefined')
  document.fonts?.addEventListener('loadingdone', ({ fontfaces }) => {
    // A map of 2,000 is not measured anew because the first of people's words, in the serif, are opened.
    if (!fontfaces.some(({ family }) => sans.includes(family.replaceAll('"', '')))) return
    fonts += 1
    widths.clear()
    known.clear()
    for (const listener of listeners) listener()
  })
const follow = (changed: () => void) => {
  listeners.add(changed)
  return () => listeners.delete(changed)
}
export const useFonts = (): number => useSyncExternalStore(follow, () => fonts)

function widthOf(font: string, text: string): number {
  let words = widths.get(font)
  if (!words) widths.set(font, (words = new Map()))
  const width = words.get(text)
  if (width !== undefined) return width
  const now = measured(font, text)
  if (words.size > 20_000) words.clear() // a day's worth of different words on one device
  words.set(text, now)
  return now
}
function measured(font: string, text: string): number {
  context ??= document.createElement('canvas').getContext('2d')
  if (!context) return text.length * 8
  if (fontNow !== font) context.font = fontNow = font
  return context.measureText(text).width
}

/** As a drawing asks for it. */
export const textWidth = (text: string, size: number, weight: number): number =>
  widthOf(`${weight} ${size}px ${sans}`, text)

/** `wider`: than a table's card of its kind. */
export function lines(kind: NodeKind, wording: string, wider = 0): number {
  const key = `${kind} ${wider} ${wording}`
  const count = known.get(key) ?? wrapped(kind, wording, wider)
  if (known.size > 10_000) known.clear()
  known.set(key, count)
  return count
}
function wrapped(kind: NodeKind, wording: string, wider: number): number {
  const { font, inner: usual } = metrics[kind]
  const inner = usual + wider
  const space = widthOf(font, ' ')
  let count = 0
  for (const paragraph of wording.split('\n')) {
    let x = 0
    count += 1
    for (const word of paragraph.split(' ')) {
      const width = widthOf(font, word)
      if (x > 0 && x + space + width > inner) {
        count += 1
        x = width
      } else x += (x > 0 ? space : 0) + width
      while (x > inner) {
        count += 1 // a word longer than the card breaks anywhere
        x -= inner
      }
    }
  }
  return Math.max(1, count)
}

/** Height of a closed card: head 25, padding 18, wording, further relations 26 each, counts 26 each, words chip 34. */
export function cardHeight(
  kind: NodeKind,
  wording: string,
  hasWords: boolean,
  also: number,
  counts = 0,
  wider = 0,
): number {
  const { line, border } = metrics[kind]
  const beneath = counts > 0 ? 15 + counts * 26 : 0
  return 43 + lines(kind, wording, wider) * line + also * 26 + beneath + (hasWords ? 34 : 0) + border
}
