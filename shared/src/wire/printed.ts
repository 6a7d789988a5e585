/**
 * A table's map and canvas as they may be printed: every entry and shape, and no text of anyone who does not want to be
 * quoted. What leaves for read-back and the press is drawn from this and from nothing that a device holds.
 */
import { z } from 'zod'
import { shapeTypes } from '../board/canvas/schema.ts'
import { captures, nodeKinds, relationKinds } from '../board/schema.ts'
import type { PrintedCanvas } from '../view/printed.ts'
import type { ViewShape } from '../view/shapes.ts'
import { route, type Infer } from './declare.ts'
import { tag } from './terms.ts'

const words = z.object({ text: z.string(), lang: tag, capture: z.enum(captures) })
const entry = z.object({
  id: z.string(),
  parent: z.string().nullable(),
  number: z.string(),
  kind: z.enum(nodeKinds),
  wording: z.string(),
  lang: tag,
  loose: z.boolean().describe('Nothing places it yet'),
  relation: z
    .object({ id: z.string(), kind: z.enum(relationKinds), to: z.string(), group: z.string().nullable() })
    .nullable(),
  people: z.int().describe('How many people spoke beneath it, also those whose words stay at the table'),
  words: z.array(words),
})
export type PrintedWords = Infer<typeof words>
export type PrintedEntry = Infer<typeof entry>

export const printedMap = route('GET /api/boards/:board/map', {
  action: 'map.take',
  at: 'board',
  summary: 'The map as a table may show it outside: what its picture is drawn from',
  answer: z
    .object({
      question: z.string(),
      lang: tag,
      site: z.string(),
      table: z.int(),
      session: z.int(),
      /** In the order of the outline. */
      entries: z.array(entry),
      /** Relations beyond the ones that place an entry. */
      references: z.array(z.object({ id: z.string(), kind: z.enum(relationKinds), from: z.string(), to: z.string() })),
      withheld: z.int().describe('How many texts stay at the table'),
    })
    .meta({ id: 'PrintedMap' }),
})
export type PrintedMap = Infer<typeof printedMap.answer>

const numbers = z.array(z.number())
const viewShape: z.ZodType<ViewShape> = z
  .object({
    type: z.enum(shapeTypes),
    parent: z.string().nullable(),
    order: z.int(),
    x: z.number(),
    y: z.number(),
    rotation: z.number(),
    w: z.number(),
    h: z.number(),
    opacity: z.number(),
    scale: z.number(),
    text: z.string(),
    lang: z.string(),
    part: z.string(),
    kind: z.string(),
    horizon: z.int().nullable(),
    level: z.string(),
    links: z.array(z.string()),
    color: z.string(),
    size: z.string(),
    dash: z.string(),
    fill: z.string(),
    geo: z.string(),
    align: z.string(),
    elbow: z.boolean(),
    ends: numbers,
    bend: z.number(),
    heads: z.string(),
    from: z.string().nullable(),
    fromAt: numbers,
    to: z.string().nullable(),
    toAt: numbers,
    middle: numbers,
    stroke: z.string(),
    closed: z.boolean(),
    photo: z.string().nullable(),
    crop: numbers,
    flip: z.string(),
  })
  .meta({ id: 'ViewShape' })
const canvas: z.ZodType<PrintedCanvas> = z
  .object({
    question: z.string(),
    lang: tag,
    shapes: z.record(z.string(), viewShape),
    withheld: z.array(z.string()),
  })
  .meta({ id: 'PrintedCanvas' })
export const printedCanvas = route('GET /api/boards/:board/drawing', {
  action: 'canvas.take',
  at: 'board',
  summary: 'The vision canvas as a table may show it outside: what its picture is drawn from',
  answer: canvas,
})
