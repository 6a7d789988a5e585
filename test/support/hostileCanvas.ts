/** What a hostile editor's page may lay on a canvas. */
import type * as Y from 'yjs'
import { rawElement, rawRecord } from './rawCanvas.ts'

type Fields = Readonly<Record<string, unknown>>
const base = { x: 100, y: 100, rotation: 0, index: 'a1V', parentId: 'page:page', isLocked: false, opacity: 1 }
const looks = {
  'props.color': 'black',
  'props.size': 's',
  'props.font': 'sans',
  'props.dash': 'dotted',
  'props.fill': 'none',
}
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const shape =
  (type: string, props: Fields, more: Fields = {}) =>
  (doc: Y.Doc): void =>
    void rawRecord(doc, 'shape:evil', {
      typeName: 'shape',
      type,
      ...base,
      ...Object.fromEntries(Object.entries(props).map(([key, value]) => [`props.${key}`, value])),
      ...more,
    })
const { 'props.color': color, 'props.size': size, 'props.font': font, 'props.dash': dash, 'props.fill': fill } = looks
const label = { labelColor: color, align: 'middle', verticalAlign: 'middle', growY: 0, url: '', scale: 1 }
const note = (content: readonly unknown[], more: Fields = {}) =>
  shape('note', { color, size, font, fontSizeAdjustment: 0, ...label, richText: { type: 'doc', content }, ...more })
const geo = (more: Fields) =>
  shape('geo', {
    geo: 'cloud',
    dash,
    color,
    fill,
    size,
    font,
    ...label,
    w: 100,
    h: 100,
    richText: { type: 'doc', content: [paragraph('geo')] },
    ...more,
  })
const stroke = (segments: unknown, more: Fields = {}) =>
  shape('draw', {
    color,
    fill,
    dash,
    size,
    segments,
    isComplete: true,
    isClosed: true,
    isPen: false,
    scale: 1 / 32,
    ...more,
  })
const arrow = (more: Fields = {}) =>
  shape('arrow', {
    kind: 'arc',
    labelColor: color,
    color,
    fill,
    dash,
    size,
    arrowheadStart: 'none',
    arrowheadEnd: 'arrow',
    font,
    start: { x: 0, y: 0 },
    end: { x: 100, y: 0 },
    bend: 0,
    text: 'so',
    labelPosition: 0.5,
    scale: 1,
    elbowMidPoint: 0.5,
    ...more,
  })
/** An arrow between two shapes at opposite ends of the canvas. */
const bound = (far: number, more: Fields) => (doc: Y.Doc) => {
  rawElement(doc, 'shape:one', 'A', { x: -far })
  rawElement(doc, 'shape:two', 'B', { x: far, y: 300 })
  arrow(more)(doc)
  for (const [terminal, toId] of [
    ['start', 'shape:one'],
    ['end', 'shape:two'],
  ] as const)
    rawRecord(doc, `binding:${terminal}`, {
      typeName: 'binding',
      type: 'arrow',
      fromId: 'shape:evil',
      toId,
      'props.terminal': terminal,
      'props.normalizedAnchor': { x: 0.5, y: 0.5 },
      'props.isExact': false,
      'props.isPrecise': false,
      'props.snap': 'none',
    })
}
const far = 250_000

/** At the limits of what is let in, and beyond them: those are refused, which is as good. */
export const hostile: Readonly<Record<string, (doc: Y.Doc) => void>> = {
  'a mark the tool does not have': note([
    { type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'underline' }] }] },
  ]),
  'a block the tool does not have': note([{ type: 'blockquote', content: [paragraph('x')] }]),
  'text of no block': note([{ type: 'text', text: 'x' }]),
  'an item of no list': note([{ type: 'listItem', content: [{ type: 'text', text: 'x' }] }]),
  'a list of text': note([{ type: 'bulletList', content: [{ type: 'text', text: 'x' }] }]),
  'no text at all': note([]),
  'a title in a paragraph': note([{ type: 'paragraph', content: [{ type: 'heading', content: [] }] }]),
  'a title of the 99th degree': note([{ type: 'heading', attrs: { level: 99 }, content: [] }]),
  'one word of 4,000 letters': note([paragraph('W'.repeat(4_000))]),
  'letters as large as they get': note([paragraph('x')], { scale: 32, fontSizeAdjustment: 10_000 }),
  'a stroke of nothing': stroke([]),
  'a piece without a point': stroke([{ type: 'straight', points: [] }]),
  'a stroke across everything': stroke([
    {
      type: 'straight',
      points: [
        { x: -far, y: -far },
        { x: far, y: far },
      ],
    },
  ]),
  'an arc across everything': arrow({ start: { x: -far, y: far }, end: { x: far, y: -far }, bend: 100_000 }),
  'an arc round the earth': arrow({ bend: 10_000_000 }),
  'an arrow of no length': arrow({ end: { x: 0, y: 0 }, bend: 100_000 }),
  'an elbow of no length': arrow({ kind: 'elbow', end: { x: 0, y: 0 }, elbowMidPoint: -10 }),
  'an arc between the ends of the canvas': bound(far, { bend: 100_000, scale: 1 / 32 }),
  'the largest cloud': geo({ w: 10_000, h: 10_000, scale: 1 / 32 }),
  'the thinnest cloud': geo({ w: 10_000, h: 1, scale: 32 }),
  'a cloud of a million bumps': geo({ w: 10_000_000, h: 10_000_000 }),
  'a cloud that grew': geo({ growY: 10_000_000 }),
  'a cloud too thin to see': geo({ w: 5e-324, h: 5e-324 }),
}
