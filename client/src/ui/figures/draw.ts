/**
 * A chart as an SVG file, with the day's colours inside: the same words and numbers as on the page, its title and base with it,
 * so that nobody can hand on a bar without what it is of.
 */
import { breakLines } from '@tablee/shared/canvas-svg/measure'
import { path, tag } from '@tablee/shared/canvas-svg/markup'
import { dayPalette as ink, sans } from '@tablee/shared/canvas-svg/palette'
import { isRtl, textLines } from '@tablee/shared/canvas-svg/text'
import { placeOn, type Chart, type IntervalChart, type IntervalRow, type MatrixChart, type Withheld } from './charts.ts'

export type Drawing = { readonly svg: string; readonly w: number; readonly h: number }

const width = 1100
const margin = 32
const inner = width - 2 * margin

type Align = 'start' | 'middle' | 'end'
type Look = { readonly size?: number; readonly weight?: number; readonly fill?: string; readonly align?: Align }

/** Columns run in reading direction: `x` and `w` are told from where a line begins. */
type Pen = {
  readonly text: (lines: readonly string[], x: number, top: number, w: number, look?: Look) => string
  readonly box: (x: number, y: number, w: number, h: number, fill: string) => string
  /** Where a box of `w` that begins at `x` lies from the left. */
  readonly left: (x: number, w: number) => number
  readonly lines: (text: string, w: number, look?: Look) => readonly string[]
}

const leadingOf = (size: number): number => Math.round(size * 1.38)

function penFor(lang: string): Pen {
  const rtl = isRtl(lang)
  const left = (x: number, w: number): number => (rtl ? width - x - w : x)
  return {
    left,
    text: (lines, x, top, w, { size = 15, weight = 400, fill = ink.ink, align = 'start' } = {}) =>
      textLines(lines, left(x, w), top, w, { size, leading: leadingOf(size), weight, fill, lang, align }),
    box: (x, y, w, h, fill) => tag('rect', { x: left(x, w), y, width: w, height: h, fill }),
    lines: (text, w, { size = 15, weight = 400 } = {}) =>
      text === '' ? [] : breakLines(text, { width: w, size, weight, balance: false }),
  }
}

/** Hatched: fewer than may be told; dashed: told it would give another away. */
function withheldBox(
  pen: Pen,
  why: Withheld,
  said: string,
  [x, y, w, h]: readonly [number, number, number, number],
): string {
  const left = pen.left(x, w)
  const frame =
    why === 'few'
      ? tag('rect', { x: left, y, width: w, height: h, fill: 'url(#few)' })
      : tag('rect', {
          x: left + 0.75,
          y: y + 0.75,
          width: w - 1.5,
          height: h - 1.5,
          fill: 'none',
          stroke: ink.edge,
          'stroke-width': 1.5,
          'stroke-dasharray': '4 3',
        })
  const lines = pen.lines(said, w - 12, { size: 13 })
  const high = lines.length * leadingOf(13)
  const wide = Math.min(w - 4, Math.max(...lines.map((line) => line.length)) * 6.6 + 12)
  return (
    frame +
    pen.box(x + (w - wide) / 2, y + (h - high) / 2, wide, high, ink.paper) +
    pen.text(lines, x, y + (h - high) / 2, w, { size: 13, fill: ink['ink-2'], align: 'middle' })
  )
}

/** Title and base; how far down they reach. */
function head(pen: Pen, { title, lead }: Chart): { readonly markup: string; readonly y: number } {
  const titled = { size: 26, weight: 700 }
  const named = pen.lines(title, inner, titled)
  let y = margin
  let markup = pen.text(named, margin, y, inner, titled)
  y += named.length * leadingOf(26) + 4
  const said = { size: 17, fill: ink['ink-2'] }
  const base = pen.lines(lead.map(({ text }) => text).join(' '), inner, said)
  markup += pen.text(base, margin, y, inner, said)
  return { markup, y: y + base.length * leadingOf(17) + 12 }
}

function foot(pen: Pen, { notes }: Chart, from: number): { readonly markup: string; readonly y: number } {
  let y = from + 14
  let markup = ''
  for (const note of notes) {
    const look = { size: 13, fill: ink['ink-2'] }
    const lines = pen.lines(note, inner, look)
    markup += pen.text(lines, margin, y, inner, look)
    y += lines.length * leadingOf(13) + 4
  }
  return { markup, y: y + margin - 8 }
}

function whole(lang: string, h: number, title: string, markup: string): Drawing {
  const hatch = tag(
    'pattern',
    { id: 'few', patternUnits: 'userSpaceOnUse', width: 7, height: 7, patternTransform: 'rotate(45)' },
    tag('rect', { width: 1.5, height: 7, fill: ink.edge }),
  )
  const svg = tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${h}`,
      width,
      height: h,
      'font-family': sans,
      'xml:lang': lang,
      role: 'img',
    },
    tag('title', {}, textOf(title)) +
      tag('defs', {}, hatch) +
      tag('rect', { width, height: h, fill: ink.paper }) +
      markup,
  )
  return { svg, w: width, h }
}
const textOf = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

export const drawChart = (chart: Chart, lang: string): Drawing =>
  chart.kind === 'intervals' ? drawIntervals(chart, lang) : drawMatrix(chart, lang)

/** Where the columns of the grid begin, and how wide they are. */
function columnsOf({
  rows,
}: IntervalChart): Readonly<
  Record<'name' | 'plot' | 'count' | 'of' | 'value' | 'range' | 'v', readonly [x: number, w: number]>
> {
  const longest = Math.max(...rows.map(({ name }) => name.length))
  const name = longest > 16 ? 220 : 116
  const against = rows.some(({ says, difference }) => says !== '' || difference !== '') ? 190 : 0
  const means = rows.every(({ count }) => count === '')
  const [count, of, value, range] = means ? [0, 84, 72, 124] : [60, 84, 62, 92]
  const plot = inner - name - count - of - value - range - against
  const widths = { name, plot, count, of, value, range, v: against }
  let x = margin
  const begin = (w: number): readonly [number, number] => {
    x += w
    return [x - w, w]
  }
  return {
    name: begin(widths.name),
    plot: begin(widths.plot),
    count: begin(widths.count),
    of: begin(widths.of),
    value: begin(widths.value),
    range: begin(widths.range),
    v: begin(widths.v),
  }
}

function drawIntervals(chart: IntervalChart, lang: string): Drawing {
  const pen = penFor(lang)
  const { heads, scale, guide, rows } = chart
  const columns = columnsOf(chart)
  const top = head(pen, chart)
  const [plotX, plotW] = columns.plot
  const plotLeft = pen.left(plotX, plotW)
  const on = (value: number): number => plotLeft + (placeOn(scale, value) / 100) * plotW
  const small = { size: 13, fill: ink['ink-2'] }
  let y = top.y + 26
  let markup = top.markup
  const headed = (text: string, [x, w]: readonly [number, number], align: Align = 'start') =>
    pen.text([text], x, y - 24, w - (align === 'start' ? 0 : 4), { ...small, align })
  markup +=
    headed(heads.name, columns.name) + headed(heads.count, columns.count, 'end') + headed(heads.of, columns.of, 'end')
  markup += headed(heads.value, columns.value, 'end') + headed(heads.range, columns.range, 'end')
  if (columns.v[1] > 0) markup += headed(heads.against, [columns.v[0] + 20, columns.v[1] - 20])
  markup += scale.ticks
    .map(({ at, text }) =>
      tag(
        'text',
        {
          x: on(at),
          y: y - 10,
          'font-size': 13,
          fill: ink['ink-2'],
          'text-anchor': at === scale.low ? 'start' : at === scale.high ? 'end' : 'middle',
        },
        textOf(text),
      ),
    )
    .join('')
  markup += pen.box(margin, y, inner, 2, ink.ink)
  y += 2
  const first = y
  let body = ''
  for (const row of rows) {
    const named = pen.lines(row.name, columns.name[1] - 10, { weight: 500 })
    const h = Math.max(46, named.length * leadingOf(15) + 12)
    if (y > first) body += pen.box(margin, y, inner, 1, ink.rule)
    const middle = y + h / 2
    body += pen.text(named, columns.name[0], middle - (named.length * leadingOf(15)) / 2, columns.name[1], {
      weight: row.all ? 650 : 400,
    })
    body += plotted(row, on, middle) + printed(pen, row, columns, y, h)
    y += h
  }
  const lines = scale.ticks.map(({ at }) =>
    tag('rect', { x: on(at), y: first, width: 1, height: y - first, fill: ink.rule }),
  )
  const through =
    guide === null
      ? ''
      : tag('line', {
          x1: on(guide),
          x2: on(guide),
          y1: first,
          y2: y,
          stroke: ink['ink-3'],
          'stroke-width': 2,
          'stroke-dasharray': '5 4',
        })
  markup += lines.join('') + through + body + pen.box(margin, y, inner, 1, ink.rule)
  const end = foot(pen, chart, y)
  return whole(lang, end.y, chart.title, markup + end.markup)
}

function plotted({ interval, point, here, all }: IntervalRow, on: (value: number) => number, middle: number): string {
  const capsule =
    interval === null
      ? ''
      : tag('rect', {
          x: on(interval.low),
          y: middle - 5,
          width: Math.max(10, on(interval.high) - on(interval.low)),
          height: 10,
          rx: 5,
          fill: here ? ink.ink : ink.paper,
          stroke: here ? ink.ink : ink['ink-2'],
          'stroke-width': 1.5,
        })
  if (point === null) return capsule
  const x = on(point)
  if (all)
    return (
      capsule +
      path(`M${x - 8.5} ${middle}L${x} ${middle - 8.5}L${x + 8.5} ${middle}L${x} ${middle + 8.5}Z`, { fill: ink.ink })
    )
  const look = here ? { r: 4.8, fill: ink.paper, stroke: ink.ink, 'stroke-width': 2.5 } : { r: 6, fill: ink.ink }
  return capsule + tag('circle', { cx: x, cy: middle, ...look })
}

function printed(pen: Pen, row: IntervalRow, columns: ReturnType<typeof columnsOf>, y: number, h: number): string {
  const one = (text: string, [x, w]: readonly [number, number], look: Look): string =>
    text === '' ? '' : pen.text([text], x, y + h / 2 - leadingOf(15) / 2, w - 4, { align: 'end', ...look })
  const light = { fill: ink['ink-2'] }
  const numbers =
    row.withheld === undefined
      ? one(row.count, columns.count, { weight: 700 }) +
        one(row.of, columns.of, light) +
        one(row.value, columns.value, { weight: 700 }) +
        one(row.range, columns.range, light)
      : withheldBox(pen, row.withheld, row.value, [
          columns.count[0] + 8,
          y + 6,
          columns.v[0] - columns.count[0] - 12,
          h - 12,
        ])
  const said = [row.says, row.difference].filter((line) => line !== '')
  const high = said.length * 18
  const beside = said.map((line, n) =>
    pen.text([line], columns.v[0] + 20, y + h / 2 - high / 2 + n * 18, columns.v[1] - 20, {
      size: n === 0 && row.here ? 15 : 13,
      weight: n === 0 && row.here ? 650 : 400,
      fill: n === 0 && row.here ? ink.ink : ink['ink-2'],
    }),
  )
  return numbers + beside.join('')
}

function drawMatrix(chart: MatrixChart, lang: string): Drawing {
  const pen = penFor(lang)
  const { corner, columns, rows, unsaid } = chart
  const top = head(pen, chart)
  const each = Math.min(160, (inner - 224) / columns.length)
  const names = inner - columns.length * each
  const at = (column: number): number => margin + names + column * each
  const named = columns.map(({ name }) => pen.lines(name, each - 20, { weight: 550 }))
  const tallest = Math.max(...named.map((lines) => lines.length))
  const headH = tallest * leadingOf(15) + leadingOf(13) + 12
  let y = top.y + headH
  const bodies = rows.map((row) => ({ ...row, lines: pen.lines(row.name, names - 16, { weight: 550 }) }))
  const heights = bodies.map(({ lines }) => Math.max(72, lines.length * leadingOf(15) + 20))
  const h = heights.reduce((sum, one) => sum + one, 0)
  const ground = columns
    .map(({ total }, n) => (total ? pen.box(at(n), top.y, each, headH + h + 2, ink.linen) : ''))
    .join('')
  let markup = top.markup + ground
  markup += pen.text([corner], margin, y - leadingOf(13) - 8, names, { size: 13, fill: ink['ink-2'] })
  columns.forEach(({ base }, n) => {
    const lines = named[n] ?? []
    markup += pen.text(lines, at(n), y - 8 - leadingOf(13) - lines.length * leadingOf(15), each - 14, {
      weight: 550,
      align: 'end',
    })
    markup += pen.text([base], at(n), y - 8 - leadingOf(13), each - 14, { size: 13, fill: ink['ink-2'], align: 'end' })
  })
  markup += pen.box(margin, y, inner, 2, ink.ink)
  y += 2
  bodies.forEach(({ lines, cells }, row) => {
    const high = heights[row] ?? 72
    if (row > 0) markup += pen.box(margin, y, inner, 1, ink.rule)
    markup += pen.text(lines, margin, y + high / 2 - (lines.length * leadingOf(15)) / 2, names - 16, { weight: 550 })
    cells.forEach((cell, n) => {
      if (cell.withheld !== undefined) {
        markup += withheldBox(pen, cell.withheld, unsaid[cell.withheld], [at(n) + 8, y + 9, each - 16, high - 18])
        return
      }
      const middle = y + high / 2
      markup += pen.text([cell.count], at(n), middle - 24, each - 14, { size: 20, weight: 650, align: 'end' })
      markup += pen.text([cell.share], at(n), middle + 3, each - 14, { size: 13, fill: ink['ink-2'], align: 'end' })
      const bar = columns[n]?.total === true || cell.bar === null ? 0 : cell.bar * (each - 24)
      if (bar > 0) markup += pen.box(at(n) + each - 14 - bar, y + high - 5, bar, 5, ink.ink)
    })
    y += high
  })
  markup += pen.box(margin, y, inner, 1, ink.rule)
  const end = foot(pen, chart, y)
  return whole(lang, end.y, chart.title, markup + end.markup)
}
