/** A table and its room over HTTP: the table's calls, and the room's messages to it. What the console does is its own. */
import type { TableId } from '@tablee/shared/ids'
import { fail, type Result } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/calls'
import { run } from '@tablee/shared/wire/verbs'
import type { Hono } from 'hono'
import type { Env, Where } from '../access/allow.ts'
import type { Session } from '../access/session.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import { topic } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { CallVerbs } from '../room/between.ts'
import { held } from './held.ts'
import { on, routes } from './serve.ts'

/** A command is answered with what the table is told by then. Twenty at once, then one in two seconds, for each session. */
export function callsRoutes({
  verbs,
  told,
  waiting,
  clock,
}: {
  verbs: CallVerbs
  told: (session: Session, table: TableId) => Result<wire.TableCalls>
  waiting: Waiting
  clock: Clock
}): Hono<Env> {
  const hands = buckets({ clock, perSecond: 0.5, burst: 20 })
  const toldAt = (session: Session, { table }: Where): Result<wire.TableCalls> =>
    table === null ? fail({ code: 'not-found', what: 'table' }) : told(session, table)
  return routes(
    held(
      waiting,
      wire.tableCalls,
      ({ where: { table } }) => (table === null ? [] : [topic.calls(table)]),
      ({ session, where }) => toldAt(session, where),
    ),
    on(
      wire.callCommands,
      async ({ session, where, body, still }) => {
        const done = await run(verbs, [session, where], body, [() => still() === null])
        return done.ok ? toldAt(session, where) : fail(still() ?? done.problem)
      },
      ({ session }) => hands.take(session.id),
    ),
  )
}
