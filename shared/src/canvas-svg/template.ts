/**
 * The parts of a template (`board/canvas/templates.ts` says which there are): drawn as ground, quieter than what the table
 * puts on it. Rules, not boxes; the future a backcast starts from, and the corner that is wanted and likely, lie on linen.
 */
import type { ViewShape } from '../view/shapes.ts'
import type { Pen } from './marks.ts'
import { path, polygon } from './markup.ts'
import { breakLines } from './measure.ts'
import type { Colour } from './palette.ts'
import type { Box } from './space.ts'
import { isRtl, textLines } from './text.ts'

/** Above the levels of a backcast: the line of its years (`backcastSize.header`; a test compares them). */
export const header = 56

type Part = { readonly markup: string; readonly box: Box }
type Type = { readonly size: number; readonly weight: number; readonly ink: Colour }

const types: Readonly<Record<string, Type>> = {
  level: { size: 14, weight: 600, ink: 'ink-2' },
  axis: { size: 14, weight: 600, ink: 'ink-2' },
  unit: { size: 14, weight: 400, ink: 'ink-3' },
  when: { size: 20, weight: 650, ink: 'ink' },
  title: { size: 32, weight: 700, ink: 'ink' },
  masthead: { size: 46, weight: 750, ink: 'ink' },
}

/** Null for what is no part this version knows: it is drawn as what it is. `lang` is the table's. */
export function part(shape: ViewShape, pen: Pen, lang: string): Part | null {
  const [what = ''] = shape.part.split(':')
  return shape.type === 'geo'
    ? area(shape, what, pen, lang)
    : shape.type === 'text'
      ? words(shape, what, pen, lang)
      : null
}

function area({ w, h, fill, text }: ViewShape, what: string, { palette, measure }: Pen, lang: string): Part | null {
  const box = { x: 0, y: 0, w, h }
  const rule = (d: string, strong = false) =>
    path(d, { fill: 'none', stroke: palette[strong ? 'ink' : 'rule'], 'stroke-width': strong ? 2 : 1 })
  const inset = (by: number) =>
    polygon([
      [by, by],
      [w - by, by],
      [w - by, h - by],
      [by, h - by],
    ])
  const ground = fill === 'semi' ? path(inset(what === 'quadrant' ? 1 : 0), { fill: palette.linen }) : ''
  const name =
    text === ''
      ? ''
      : textLines(breakLines(text, { width: w - 24, size: 14, weight: 600, measure, most: 3 }), 12, 10, w - 24, {
          size: 14,
          leading: 19,
          weight: 600,
          fill: palette['ink-2'],
          lang,
        })
  switch (what) {
    case 'column':
      return { markup: ground + rule(`M0 ${header}H${w}`, true), box }
    case 'row':
      return { markup: rule(`M0 ${h}H${w}`), box }
    case 'field':
      return { markup: rule(`M0 0V${h}H${w}`, true) + rule(`M${w / 2} 0V${h}M0 ${h / 2}H${w}`), box }
    case 'quadrant':
      return { markup: ground + name, box }
    case 'slot':
      return { markup: ground + rule(`M0 0H${w}`, true) + rule(`M0 0V${h}`), box }
    case 'part':
      return { markup: ground + rule(`M0 0H${w}`, true) + rule(`M0 0V${h}`) + name, box }
    default:
      return null
  }
}

function words(shape: ViewShape, what: string, { palette, measure }: Pen, lang: string): Part | null {
  const { w } = shape
  if (what === 'year') return year(shape, palette, measure, lang)
  const type = Object.hasOwn(types, what) ? types[what] : undefined
  if (type === undefined) return null
  const { size, weight, ink } = type
  const leading = size * 1.3
  const lines = breakLines(shape.text, { width: w, size, weight, measure, most: 4 })
  const h = lines.length * leading
  return {
    markup: textLines(lines, 0, 0, w, { size, leading, weight, fill: palette[ink], lang }),
    box: { x: 0, y: 0, w, h },
  }
}

/** The year first and large; what it is beside it, small: "2040  we start from here". */
function year({ text, w }: ViewShape, palette: Pen['palette'], measure: Pen['measure'], lang: string): Part {
  const [number = '', ...rest] = text.split(/\s{2,}/)
  const wide = measure(number, 22, 700) + 10
  const small = { size: 14, leading: 30, weight: 400, fill: palette['ink-2'], lang }
  const beside =
    rest.length === 0
      ? []
      : breakLines(rest.join(' '), { width: w - wide, size: 14, weight: 400, measure, most: 1, balance: false })
  const rtl = isRtl(lang)
  return {
    markup:
      textLines([number], 0, 0, w, { size: 22, leading: 30, weight: 700, fill: palette.ink, lang }) +
      textLines(beside, rtl ? 0 : wide, 1, w - wide, small),
    box: { x: 0, y: 0, w, h: 30 },
  }
}
