/**
 * A map as a drawing for paper and the press: the whole of it, with a head, its people's words and a legend of the signs
 * that stand on it. Pure: what may leave was decided by the server (`PrintedMap`), the words of the reader's language and
 * the width of a text are arguments. Presentation attributes only.
 */
import type { NodeKind, RelationKind } from '@tablee/shared/board/schema'
import { breakLines, type Measure } from '@tablee/shared/canvas-svg/measure'
import { escape as escapeTitle, path, round, tag } from '@tablee/shared/canvas-svg/markup'
import { dayPalette as ink, sans, type Colour } from '@tablee/shared/canvas-svg/palette'
import { isRtl, textLines } from '@tablee/shared/canvas-svg/text'
import type { PrintedEntry, PrintedMap, PrintedWords } from '@tablee/shared/wire/printed'
import { layOut } from './layout.ts'
import { cardWidth } from './measure.ts'

export type DrawnAs = {
  /** The reader's language: of labels, head and legend, and the side at which the map begins. */
  readonly lang: string
  readonly withWords: boolean
  readonly measure: Measure
  /** Lines above the map: the question, then where and when. */
  readonly title: string
  readonly about: string
  /** Names of kinds and relations, and the word on the mark of a condition. */
  readonly kind: (kind: NodeKind | RelationKind) => string
  readonly ifWord: string
  readonly people: (n: number) => string
  readonly loose: string
  readonly legend: string
  /** What stays at the table, in a sentence; null where nothing does. */
  readonly withheld: string | null
  readonly quoted: (words: PrintedWords) => string
}
export type Drawing = { readonly svg: string; readonly w: number; readonly h: number }

const serif = "'Literata', 'Noto Naskh Arabic', Georgia, serif"
const pad = 12
const edge = 40

type Part = { readonly lines: readonly string[]; readonly lang: string }
type Sheet = {
  readonly entry: PrintedEntry
  readonly wording: Part
  readonly words: readonly Part[]
  readonly h: number
}

const type = (kind: NodeKind): { size: number; leading: number; weight: number } =>
  kind === 'position'
    ? { size: 20, leading: 26, weight: 700 }
    : kind === 'issue'
      ? { size: 18, leading: 24, weight: 650 }
      : { size: 16, leading: 21, weight: 500 }
const head = 36
const quote = { size: 15, leading: 21 }

function sheetOf(entry: PrintedEntry, as: DrawnAs): Sheet {
  const width = cardWidth(entry.kind) - 2 * pad - 4
  const { size, leading, weight } = type(entry.kind)
  const broken = (text: string, look: { size: number; weight: number }) =>
    breakLines(text, { width, ...look, measure: as.measure })
  const wording = { lines: broken(entry.wording, { size, weight }), lang: entry.lang }
  const words = as.withWords
    ? entry.words.map((one) => ({ lines: broken(as.quoted(one), { size: quote.size, weight: 400 }), lang: one.lang }))
    : []
  const said = words.reduce((sum, { lines }) => sum + lines.length * quote.leading + 14, 0)
  return { entry, wording, words, h: head + wording.lines.length * leading + 12 + said + (entry.people > 0 ? 30 : 0) }
}

/** Shape and glyph of a relation, as on the screen. */
function mark(kind: RelationKind, x: number, y: number, as: DrawnAs): string {
  const colour = lineOf(kind)
  const stroke = { fill: 'none', stroke: ink.paper, 'stroke-width': 2.5 }
  const plain = { fill: ink.paper, stroke: ink[colour], 'stroke-width': 1.5 }
  if (kind === 'supports')
    return (
      tag('circle', { cx: x, cy: y, r: 10, fill: ink[colour] }) +
      path(`M${round(x - 5)} ${round(y)}h10M${round(x)} ${round(y - 5)}v10`, stroke)
    )
  if (kind === 'attacks')
    return (
      tag('rect', { x: x - 10, y: y - 10, width: 20, height: 20, fill: ink[colour] }) +
      path(`M${round(x - 5)} ${round(y)}h10`, stroke)
    )
  if (kind === 'undercuts')
    return (
      path(`M${round(x)} ${round(y - 12)}l12 12l-12 12l-12 -12Z`, { fill: ink[colour] }) +
      tag('circle', { cx: x, cy: y, r: 4, ...stroke, 'stroke-width': 2 }) +
      path(`M${round(x - 5)} ${round(y + 5)}l10 -10`, { ...stroke, 'stroke-width': 2 })
    )
  if (kind === 'qualifies') {
    const w = Math.max(20, as.measure(as.ifWord, 12, 750) + 10)
    return (
      path(
        `M${round(x - w / 2 + 6)} ${round(y - 10)}H${round(x + w / 2)}V${round(y + 10)}H${round(x - w / 2)}V${round(y - 4)}Z`,
        { ...plain, fill: ink['condition-wash'] },
      ) +
      textLines([as.ifWord], x - w / 2, y - 10, w, {
        size: 12,
        leading: 20,
        weight: 750,
        fill: ink.ink,
        lang: as.lang,
        align: 'middle',
      })
    )
  }
  const glyph =
    kind === 'illustrates'
      ? tag('circle', { cx: x, cy: y, r: 3.5, fill: 'none', stroke: ink[colour], 'stroke-width': 1.5 })
      : path(`M${round(x - 2)} ${round(y - 5)}h-3v10h3M${round(x + 2)} ${round(y - 5)}h3v10h-3`, {
          ...plain,
          fill: 'none',
        })
  return (
    tag('rect', { x: x - 10, y: y - 10, width: 20, height: 20, rx: kind === 'illustrates' ? 8 : 2, ...plain }) + glyph
  )
}

const lineOf = (kind: RelationKind): Colour =>
  kind === 'supports'
    ? 'support'
    : kind === 'attacks'
      ? 'attack'
      : kind === 'qualifies'
        ? 'condition'
        : kind === 'undercuts'
          ? 'undercut'
          : kind === 'answers'
            ? 'ink'
            : 'ink-3'
const dashOf = (kind: RelationKind): string | null =>
  kind === 'undercuts'
    ? '7 5'
    : kind === 'qualifies'
      ? '10 4 2 4'
      : kind === 'illustrates' || kind === 'cites'
        ? '1 5'
        : null

function card({ entry, wording, words, h }: Sheet, x: number, y: number, w: number, as: DrawnAs): string {
  const { kind } = entry
  const dark = kind === 'issue'
  const { size, leading, weight } = type(kind)
  const parts: string[] = []
  const border =
    kind === 'position'
      ? { stroke: ink.ink, 'stroke-width': 2 }
      : kind === 'condition'
        ? { stroke: ink.condition, 'stroke-width': 1.5 }
        : {
            stroke: ink.edge,
            'stroke-width': kind === 'question' ? 2 : 1,
            'stroke-dasharray': kind === 'question' ? '5 4' : null,
          }
  const bottom = head + wording.lines.length * leading + 12
  parts.push(tag('rect', { x, y, width: w, height: h, rx: kind === 'position' ? 0 : 6, fill: ink.linen }))
  parts.push(
    tag('rect', { x, y, width: w, height: bottom, rx: kind === 'position' ? 0 : 6, fill: dark ? ink.ink : ink.sheet }),
  )
  const small = {
    size: 15,
    leading: 22,
    weight: 550,
    fill: dark ? ink.paper : kind === 'condition' ? ink.condition : ink['ink-2'],
    lang: as.lang,
  }
  parts.push(textLines([as.kind(kind)], x + pad, y + 8, w - 2 * pad, small))
  if (entry.number !== '')
    parts.push(textLines([entry.number], x + pad, y + 8, w - 2 * pad, { ...small, align: 'end' }))
  parts.push(
    textLines(wording.lines, x + pad, y + head - 2, w - 2 * pad, {
      size,
      leading,
      weight,
      fill: dark ? ink.paper : ink.ink,
      lang: wording.lang,
    }),
  )
  let at = y + bottom
  if (entry.people > 0) {
    parts.push(
      textLines([as.people(entry.people)], x + pad, at + 5, w - 2 * pad, { ...small, fill: ink['ink-2'], weight: 400 }),
    )
    at += 30
  }
  const said = words.map(({ lines, lang }) => {
    const text = textLines(lines, x + pad, at, w - 2 * pad, { ...quote, weight: 400, fill: ink.ink, lang })
    at += lines.length * quote.leading + 14
    return text
  })
  if (said.length > 0) parts.push(tag('g', { 'font-family': serif }, said.join('')))
  parts.push(tag('rect', { x, y, width: w, height: h, rx: kind === 'position' ? 0 : 6, fill: 'none', ...border }))
  const relation = entry.relation?.kind
  if (kind === 'argument' && (relation === 'supports' || relation === 'attacks' || relation === 'undercuts'))
    parts.push(tag('rect', { x: isRtl(as.lang) ? x + w - 5 : x, y, width: 5, height: h, fill: ink[lineOf(relation)] }))
  return parts.join('')
}

export function drawMap(map: PrintedMap, as: DrawnAs): Drawing {
  const rtl = isRtl(as.lang)
  const sheets = new Map(map.entries.map((entry) => [entry.id, sheetOf(entry, as)]))
  const layout = layOut({
    cards: map.entries.map((entry) => ({
      id: entry.id,
      parent: entry.parent,
      relation: entry.relation,
      loose: entry.loose,
      holds: 0,
      width: cardWidth(entry.kind),
      height: sheets.get(entry.id)?.h ?? 60,
    })),
    references: map.references,
  })
  // A line may run beside the first card: room for it.
  const w = Math.max(layout.bounds.w + 2 * edge, 720)
  const inner = w - 2 * edge
  const title = breakLines(as.title, { width: inner, size: 30, weight: 700, measure: as.measure })
  const top = edge + title.length * 38 + 34 + 20
  const kinds = [...new Set(layout.edges.map(({ kind }) => kind))].filter((kind) => kind !== 'answers')
  // In rows from the side at which the language begins.
  const cells: { readonly kind: RelationKind; readonly x: number; readonly row: number; readonly w: number }[] = []
  let [x, row] = [0, 0]
  for (const kind of kinds) {
    const wide = 44 + as.measure(as.kind(kind), 15, 550)
    if (x > 0 && x + wide > inner) [x, row] = [0, row + 1]
    cells.push({ kind, x, row, w: wide })
    x += wide + 20
  }
  const foot = top + layout.bounds.h + 44
  const withheld =
    as.withheld === null ? [] : breakLines(as.withheld, { width: inner, size: 15, weight: 400, measure: as.measure })
  const legendHeight = kinds.length === 0 ? 0 : 28 + (row + 1) * 32
  const h = foot + legendHeight + withheld.length * 22 + edge
  /** From logical x (the start side) to the drawing's. */
  const left = (at: number, width: number) => {
    const from = edge + (inner - layout.bounds.w) / 2 + at - layout.bounds.x
    return rtl ? w - from - width : from
  }
  const down = (at: number) => top + at - layout.bounds.y
  const meta = { size: 15, leading: 22, weight: 400, fill: ink['ink-2'], lang: as.lang }
  const parts = [
    tag('rect', { width: w, height: h, fill: ink.paper }),
    textLines(title, edge, edge, inner, { size: 30, leading: 38, weight: 700, fill: ink.ink, lang: map.lang }),
    textLines([as.about], edge, edge + title.length * 38 + 6, inner, meta),
  ]
  const lines = layout.edges.map(({ kind, also, path: d, tip, bar }) => {
    const stroke = ink[lineOf(kind)]
    const thin = also ? { opacity: 0.7 } : {}
    return (
      path(d, { fill: 'none', stroke, 'stroke-width': 2, 'stroke-dasharray': dashOf(kind), ...thin }) +
      (tip === '' ? '' : path(tip, { fill: stroke })) +
      (bar === '' ? '' : path(bar, { fill: 'none', stroke, 'stroke-width': 4 }))
    )
  })
  const joints = layout.joints.map(({ path: d }) => path(d, { fill: 'none', stroke: ink['ink-2'], 'stroke-width': 4 }))
  const [dx, dy] = [left(0, 0), down(0)]
  parts.push(
    tag(
      'g',
      { transform: rtl ? `translate(${round(dx)} ${round(dy)}) scale(-1 1)` : `translate(${round(dx)} ${round(dy)})` },
      [...lines, ...joints].join(''),
    ),
  )
  if (layout.loose)
    parts.push(
      textLines(
        [as.loose],
        rtl ? edge : left(layout.loose.x, 0),
        down(layout.loose.y),
        rtl ? left(layout.loose.x, 0) - edge : inner,
        {
          size: 17,
          leading: 24,
          weight: 650,
          fill: ink.ink,
          lang: as.lang,
        },
      ),
    )
  for (const box of layout.cards) {
    const sheet = sheets.get(box.id)
    if (sheet) parts.push(card(sheet, left(box.x, box.w), down(box.y), box.w, as))
  }
  const signed = (kind: RelationKind, at: number, y: number): string => {
    const word = { size: 15, leading: 22, weight: 550, fill: ink[lineOf(kind)], lang: as.lang, rim: ink.paper }
    return textLines([as.kind(kind)], rtl ? at - 236 : at + 16, y - 11, 220, word) + mark(kind, at, y, as)
  }
  for (const one of layout.marks) parts.push(signed(one.kind, left(one.x, 0), down(one.y)))
  if (kinds.length > 0) {
    parts.push(textLines([as.legend], edge, foot, inner, { ...meta, weight: 650 }))
    for (const cell of cells) {
      const at = edge + cell.x + 12
      parts.push(signed(cell.kind, rtl ? w - at : at, foot + 44 + cell.row * 32))
    }
  }
  parts.push(textLines(withheld, edge, foot + legendHeight + 8, inner, meta))
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${round(w)} ${round(h)}`,
    width: w,
    height: h,
    'font-family': sans,
    role: 'img',
    'xml:lang': as.lang,
  }
  const name = tag('title', {}, escapeTitle(`${as.title} · ${as.about}`))
  return { svg: tag('svg', root, name + parts.join('')), w, h }
}
