/** Paper over HTTP: sheets are asked for, followed, fetched or cancelled; a typed id says what its sheet holds. */
import { fail, ok } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/print'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { topic } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { Paper } from '../paper/paper.ts'
import { held } from './held.ts'
import { on, routes } from './serve.ts'

/** A print of another session is `not-found`. Its file is there only once it is done, and ten minutes longer. */
export function paperRoutes({
  paper,
  origin,
  waiting,
}: {
  paper: Paper
  origin: () => string
  waiting: Waiting
}): Hono<Env> {
  const unknown = fail({ code: 'not-found', what: 'print' })
  return routes(
    on(wire.print, ({ session, where: { dialogue }, body }) =>
      paper.print({ dialogue, own: session.table, by: session.id, origin: origin() }, body),
    ),
    held(
      waiting,
      wire.printJob,
      ({ param }) => [topic.print(param.job)],
      ({ session, param }) => {
        const found = paper.prints.job(session.id, param.job)
        return found === null ? unknown : ok(found)
      },
    ),
    on(wire.printFile, ({ c, session, param }) => {
      const file = paper.prints.file(session.id, param.job, Number(param.file))
      if (file === null) return unknown
      c.header('Content-Type', 'application/pdf')
      c.header('Content-Disposition', 'attachment; filename="sheets.pdf"')
      return c.body(new Uint8Array(file))
    }),
    on(wire.cancelPrint, ({ session, param }) => (paper.prints.cancel(session.id, param.job) ? ok(null) : unknown)),
    on(wire.paperSheet, ({ where, param }) => paper.find(where.board, param.sheet)),
  )
}
