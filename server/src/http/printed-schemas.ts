/** What a table's pictures are drawn from, as it is printed in `/openapi.json`. */
import { shapeTypes } from '@tablee/shared/board/canvas/schema'
import { captures, nodeKinds, relationKinds } from '@tablee/shared/board/schema'
import type { PrintedCanvas } from '@tablee/shared/view/printed'
import type { ViewShape } from '@tablee/shared/view/shapes'
import type { PrintedMap } from '@tablee/shared/wire/printed'
import { z } from 'zod'

export const printedMap: z.ZodType<PrintedMap> = z
  .object({
    question: z.string(),
    lang: z.string(),
    site: z.string(),
    table: z.int(),
    session: z.int(),
    entries: z.array(
      z.object({
        id: z.string(),
        parent: z.string().nullable(),
        number: z.string(),
        kind: z.enum(nodeKinds),
        wording: z.string(),
        lang: z.string(),
        loose: z.boolean(),
        relation: z
          .object({ id: z.string(), kind: z.enum(relationKinds), to: z.string(), group: z.string().nullable() })
          .nullable(),
        people: z.int(),
        words: z.array(z.object({ text: z.string(), lang: z.string(), capture: z.enum(captures) })),
      }),
    ),
    references: z.array(z.object({ id: z.string(), kind: z.enum(relationKinds), from: z.string(), to: z.string() })),
    withheld: z.int(),
  })
  .meta({ id: 'PrintedMap' })

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
export const printedCanvas: z.ZodType<PrintedCanvas> = z
  .object({
    question: z.string(),
    lang: z.string(),
    shapes: z.record(z.string(), viewShape),
    withheld: z.array(z.string()),
  })
  .meta({ id: 'PrintedCanvas' })
