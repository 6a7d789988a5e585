/** Paper over HTTP: sheets are asked for, followed, fetched or cancelled; a typed id says what its sheet holds. */
import type { TableId } from '@tablee/shared/ids'
import { paperKinds, paperLangs } from '@tablee/shared/wire/paper'
import { Hono } from 'hono'
import { z } from 'zod'
import { allow, problemResponse, type Env } from '../access/allow.ts'
import type { Paper } from '../paper/paper.ts'
import { paperSheet } from './voices-answers.ts'

const tableId = z.custom<TableId>((value) => typeof value === 'string' && value.length <= 64, 'not an id')
const printRequest = z.strictObject({
  session: z.int().min(1).max(99).nullable(),
  kinds: z.array(z.enum(paperKinds)).min(1).max(paperKinds.length),
  tables: z.array(tableId).max(500).nullable(),
  langs: z.array(z.enum(paperLangs)).max(paperLangs.length),
})
const job = z
  .object({
    id: z.string(),
    state: z.enum(['waiting', 'printing', 'done', 'failed']),
    progress: z.number(),
    sheets: z.int(),
    pages: z.int(),
    files: z.array(z.object({ from: z.int(), to: z.int(), pages: z.int(), bytes: z.int() })),
    seconds: z.number().nullable(),
    problem: z.looseObject({ code: z.string() }).nullable(),
  })
  .meta({ id: 'PrintJob' })

export function paperRoutes({ paper, origin }: { paper: Paper; origin: () => string }): Hono<Env> {
  const unknown = { code: 'not-found', what: 'print' } as const
  return new Hono<Env>()
    .post(
      '/api/dialogues/:dialogue/paper',
      allow('paper.print', 'dialogue', {
        summary: 'Begin a print: sheets by table and seat. A table’s own people get those of their table',
        body: printRequest,
        answer: job,
        status: 202,
      }),
      (c) => {
        const session = c.get('session')
        const asked = { dialogue: c.get('where').dialogue, own: session.table, by: session.id, origin: origin() }
        const begun = paper.print(asked, c.get('body'))
        return begun.ok ? c.json(begun.value, 202) : problemResponse(c, begun.problem)
      },
    )
    .get(
      '/api/dialogues/:dialogue/paper/:job',
      allow('paper.print', 'dialogue', { summary: 'How far a print is', answer: job }),
      (c) => {
        const found = paper.prints.job(c.get('session').id, c.req.param('job'))
        return found === null ? problemResponse(c, unknown) : c.json(found)
      },
    )
    .get(
      '/api/dialogues/:dialogue/paper/:job/files/:file',
      allow('paper.print', 'dialogue', {
        summary: 'Printed sheets, by the number of the file',
        gives: ['application/pdf'],
      }),
      (c) => {
        const file = paper.prints.file(c.get('session').id, c.req.param('job'), Number(c.req.param('file')))
        if (file === null) return problemResponse(c, unknown)
        c.header('Content-Type', 'application/pdf')
        c.header('Content-Disposition', 'attachment; filename="sheets.pdf"')
        return c.body(new Uint8Array(file))
      },
    )
    .delete(
      '/api/dialogues/:dialogue/paper/:job',
      allow('paper.print', 'dialogue', { summary: 'Cancel a print, or forget one that is done', status: 204 }),
      (c) => {
        const dropped = paper.prints.cancel(c.get('session').id, c.req.param('job'))
        return dropped ? c.body(null, 204) : problemResponse(c, unknown)
      },
    )
    .get(
      '/api/boards/:board/paper/:sheet',
      allow('paper.enter', 'board', {
        summary: 'What a printed sheet of this table holds, by its short id',
        answer: paperSheet,
      }),
      (c) => {
        const found = paper.find(c.get('where').board, c.req.param('sheet'))
        return found.ok ? c.json(found.value) : problemResponse(c, found.problem)
      },
    )
}
