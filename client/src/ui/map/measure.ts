/**
 * How tall a card will be, before it is drawn: words wrapped greedily at the card's width with the browser's own text
 * metrics. What is on the screen is measured for real; this is for the thousands that are not.
 */
import type { NodeKind } from '@tablee/shared/board/schema'

export const cardWidth = (kind: NodeKind): number => (kind === 'issue' ? 330 : 228)

type Metric = { readonly font: string; readonly line: number; readonly inner: number; readonly border: number }
const sans = '"Atkinson Next", "Noto Sans Arabic", system-ui, sans-serif'
const metrics: Readonly<Record<NodeKind, Metric>> = {
  issue: { font: `650 17px ${sans}`, line: 21, inner: 306, border: 0 },
  position: { font: `700 17px ${sans}`, line: 22, inner: 200, border: 4 },
  argument: { font: `500 16px ${sans}`, line: 21, inner: 198, border: 2 },
  condition: { font: `500 16px ${sans}`, line: 21, inner: 201, border: 3 },
  question: { font: `500 16px ${sans}`, line: 21, inner: 200, border: 4 },
  experience: { font: `500 16px ${sans}`, line: 21, inner: 202, border: 2 },
  source: { font: `400 16px ${sans}`, line: 21, inner: 202, border: 2 },
}

let context: CanvasRenderingContext2D | null = null
const widths = new Map<string, number>()
function widthOf(font: string, text: string): number {
  const key = `${font}|${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  context ??= document.createElement('canvas').getContext('2d')
  if (!context) return text.length * 8
  context.font = font
  const width = context.measureText(text).width
  if (widths.size > 20_000) widths.clear() // a day's worth of different words on one device
  widths.set(key, width)
  return width
}

export function lines(kind: NodeKind, wording: string): number {
  const { font, inner } = metrics[kind]
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

/** Height of a closed card: head 21, padding 18, wording, further relations 24 each, words chip 28. */
export function cardHeight(kind: NodeKind, wording: string, hasWords: boolean, also: number): number {
  const { line, border } = metrics[kind]
  return 39 + lines(kind, wording) * line + also * 24 + (hasWords ? 28 : 0) + border
}
