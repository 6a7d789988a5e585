/** Lines of text in a drawing: one `<text>` per line, each in the direction of its own language. */
import { escape as escapeLine, tag } from './markup.ts'

export type TextLook = {
  readonly size: number
  readonly leading: number
  readonly weight: number
  readonly fill: string
  readonly lang: string | null
  readonly align?: 'start' | 'middle' | 'end'
  readonly letterSpacing?: number
  /** A rim in this colour, so that words on a line stay readable. */
  readonly rim?: string
}

/** By its language alone; `null`: to the right. */
export const isRtl = (lang: string | null): boolean => lang !== null && /^(ar|fa|he|ur)\b/.test(lang)
const strong = /[\p{L}]/u
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
/** Where nobody said the language the first letter tells, as it does in every browser. */
const runsLeft = (lines: readonly string[], lang: string | null): boolean =>
  lang === null ? rightToLeft.test(strong.exec(lines.join(' '))?.[0] ?? '') : isRtl(lang)

/** Lines from `top`, between `left` and `left + width`. An empty line keeps its place. */
export function textLines(lines: readonly string[], left: number, top: number, width: number, look: TextLook): string {
  const rtl = runsLeft(lines, look.lang)
  const align = look.align ?? 'start'
  const x = align === 'middle' ? left + width / 2 : (align === 'start') === rtl ? left + width : left
  const shared = {
    'font-size': look.size,
    'font-weight': look.weight,
    fill: look.fill,
    'text-anchor': align === 'start' ? null : align,
    direction: rtl ? 'rtl' : null,
    'xml:lang': look.lang,
    lang: look.lang,
    ...(look.letterSpacing === undefined ? {} : { 'letter-spacing': look.letterSpacing }),
    ...(look.rim === undefined
      ? {}
      : { stroke: look.rim, 'stroke-width': 5, 'stroke-linejoin': 'round', 'paint-order': 'stroke' }),
  }
  const drawn = lines.flatMap((line, n) => {
    if (line.trim() === '') return []
    // The baseline: half the leading above and below, and ascenders of about 0.74 of the size.
    const y = top + n * look.leading + look.leading / 2 + look.size * 0.355
    return [tag('tspan', { x, y }, escapeLine(line))]
  })
  return drawn.length === 0 ? '' : tag('text', shared, drawn.join(''))
}
