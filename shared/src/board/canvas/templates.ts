/**
 * The templates as data: which parts lie beneath, where, and what they are called. Parts are shapes like others
 * (`meta.part` names each), so that an export or another editor shows them without knowing any template; what a part
 * *means* is read back from its name and its place.
 *
 *     backcasting   column:<year> year:<year> row:<level> level:<level>     from a future back to today
 *     placement     field quadrant:<which> axis:<of>:<end> unit              desirable x probable, the table's answer
 *     day           slot:<when> when:<when> title                            a day in a year to come
 *     front-page    masthead part:<what>                                     a newspaper of that year
 *     free          nothing
 */
import type { Lang } from '../../ids.ts'
import { partId } from './parts.ts'
import { shapeWith } from './records.ts'
import type { CanvasShape, CanvasTemplate, Color, Fill, GeoShape, Size, TextShape } from './schema.ts'
import { elementLevels } from './schema.ts'
import { runsLeft } from '../../script.ts'
import { pageParts, quadrants, slots, templateWords, type PagePart, type Quadrant } from './template-words.ts'
import { plainRichText } from './values.ts'

type Rect = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

/** A part without its index, which is given when it is planted. */
function rect(
  part: string,
  { x, y, w, h }: Rect,
  { fill = 'none', color = 'grey', text = '' }: { fill?: Fill; color?: Color; text?: string } = {},
): GeoShape {
  const look = {
    geo: 'rectangle',
    labelColor: 'grey',
    color,
    fill,
    size: 's',
    align: 'start',
    verticalAlign: 'start',
  } as const
  return shapeWith(
    partId(null, part),
    'geo',
    { x, y, isLocked: true },
    { ...look, w, h, richText: plainRichText(text) },
    { part },
  )
}

function label(part: string, { x, y, w }: Omit<Rect, 'h'>, text: string, size: Size = 's'): TextShape {
  const said = { size, w, richText: plainRichText(text), autoSize: false }
  return shapeWith(partId(null, part), 'text', { x, y, isLocked: true }, said, { part })
}

/** The same picture read from the other side. */
const mirrored = (parts: readonly CanvasShape[], width: number): readonly CanvasShape[] =>
  parts.map((shape) => ('w' in shape.props ? { ...shape, x: width - shape.x - shape.props.w } : shape))

/** From today to the future: every fifth year between, or every tenth when that would be many. */
export function yearsBetween(today: number, horizon: number): readonly number[] {
  if (horizon <= today) return [today]
  const step = horizon - today > 30 ? 10 : 5
  const years = [today]
  // A column so close to its neighbour that it says nothing new is left out.
  for (let year = Math.ceil((today + 2) / step) * step; year <= horizon - 2; year += step) years.push(year)
  return [...years, horizon]
}

export const backcastSize = { label: 112, column: 264, header: 56, row: 184 } as const

function backcasting({ today, horizon }: CanvasTemplate, lang: Lang): { parts: readonly CanvasShape[]; width: number } {
  const words = templateWords(lang)
  const { label: side, column, header, row } = backcastSize
  const years = yearsBetween(today, horizon)
  const levels = elementLevels.toReversed()
  const width = side + column * years.length
  const height = header + row * levels.length
  return {
    width,
    parts: [
      ...years.map((year, n) =>
        rect(
          `column:${year}`,
          { x: side + n * column, y: 0, w: column, h: height },
          { fill: year === horizon ? 'semi' : 'none' },
        ),
      ),
      ...levels.map((level, n) => rect(`row:${level}`, { x: 0, y: header + n * row, w: width, h: row })),
      ...years.map((year, n) =>
        label(
          `year:${year}`,
          { x: side + n * column + 12, y: 12, w: column - 24 },
          [`${year}`, year === today ? words('today') : '', year === horizon ? words('future') : '']
            .filter((part) => part !== '')
            .join('  '),
          'm',
        ),
      ),
      ...levels.map((level, n) =>
        label(`level:${level}`, { x: 8, y: header + n * row + 12, w: side - 16 }, words(`level-${level}`)),
      ),
    ],
  }
}

export const fieldSize = { w: 1_000, h: 600, margin: 120 } as const

function placement(lang: Lang): { parts: readonly CanvasShape[]; width: number } {
  const words = templateWords(lang)
  const { w, h, margin } = fieldSize
  const at: Readonly<Record<Quadrant, Rect>> = {
    'wanted-unlikely': { x: margin, y: 0, w: w / 2, h: h / 2 },
    'wanted-likely': { x: margin + w / 2, y: 0, w: w / 2, h: h / 2 },
    'unwanted-unlikely': { x: margin, y: h / 2, w: w / 2, h: h / 2 },
    'unwanted-likely': { x: margin + w / 2, y: h / 2, w: w / 2, h: h / 2 },
  }
  return {
    width: margin + w,
    parts: [
      rect('field', { x: margin, y: 0, w, h }),
      ...quadrants.map((one) =>
        rect(`quadrant:${one}`, at[one], {
          text: words(`quadrant-${one}`),
          fill: one === 'wanted-likely' ? 'semi' : 'none',
        }),
      ),
      label('axis:desirable:high', { x: 0, y: 8, w: margin - 12 }, words('desirable-high')),
      label('axis:desirable:low', { x: 0, y: h - 40, w: margin - 12 }, words('desirable-low')),
      label('axis:probable:low', { x: margin, y: h + 8, w: 240 }, words('probable-low')),
      label('axis:probable:high', { x: margin + w - 160, y: h + 8, w: 160 }, words('probable-high')),
      label('unit', { x: margin, y: h + 44, w }, words('unit')),
    ],
  }
}

function day({ horizon }: CanvasTemplate, lang: Lang): { parts: readonly CanvasShape[]; width: number } {
  const words = templateWords(lang)
  const column = 288
  return {
    width: column * slots.length,
    parts: [
      label('title', { x: 12, y: 0, w: 600 }, words('day', { year: String(horizon) }), 'l'),
      ...slots.map((slot, n) =>
        rect(`slot:${slot}`, { x: n * column, y: 64, w: column, h: 520 }, { fill: slot === 'night' ? 'semi' : 'none' }),
      ),
      ...slots.map((slot, n) =>
        label(`when:${slot}`, { x: n * column + 12, y: 76, w: column - 24 }, words(`slot-${slot}`), 'm'),
      ),
    ],
  }
}

function frontPage({ horizon }: CanvasTemplate, lang: Lang): { parts: readonly CanvasShape[]; width: number } {
  const words = templateWords(lang)
  const at: Readonly<Record<PagePart, Rect>> = {
    lead: { x: 0, y: 72, w: 960, h: 240 },
    picture: { x: 0, y: 312, w: 560, h: 400 },
    voices: { x: 560, y: 312, w: 400, h: 400 },
    opposed: { x: 0, y: 712, w: 480, h: 260 },
    elsewhere: { x: 480, y: 712, w: 480, h: 260 },
  }
  return {
    width: 960,
    parts: [
      label('masthead', { x: 12, y: 0, w: 936 }, words('paper', { year: String(horizon) }), 'xl'),
      ...pageParts.map((part) =>
        rect(`part:${part}`, at[part], { text: words(`part-${part}`), fill: part === 'picture' ? 'semi' : 'none' }),
      ),
    ],
  }
}

/** The parts of a template, from back to front, in the language of the table; on a board under ids of its own. */
export function templateParts(
  template: CanvasTemplate,
  lang: Lang,
  board: string | null = null,
): readonly CanvasShape[] {
  const made =
    template.name === 'backcasting'
      ? backcasting(template, lang)
      : template.name === 'placement'
        ? placement(lang)
        : template.name === 'day'
          ? day(template, lang)
          : template.name === 'front-page'
            ? frontPage(template, lang)
            : { parts: [], width: 0 }
  // Time and likelihood run as the table reads.
  const parts = runsLeft(lang) ? mirrored(made.parts, made.width) : made.parts
  return parts.map((shape) => ({ ...shape, id: partId(board, shape.meta.part ?? '') }))
}
