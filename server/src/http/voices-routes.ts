/** A table's rounds over HTTP: what its screen is told, and what who runs the table does. */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { fail, type Result } from '@tablee/shared/problem'
import { can, type Role } from '@tablee/shared/roles'
import * as wire from '@tablee/shared/wire/voices'
import type { ResultsAnswer, TableVoices } from '@tablee/shared/wire/voices'
import { run } from '@tablee/shared/wire/verbs'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import type { TableVerbs } from '../voices/participation.ts'
import { topicsOfBoard, topicsOfResults } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { Clock } from '../clock.ts'
import { held } from './held.ts'
import { on, routes } from './serve.ts'

/** A command is answered with what the table is told by then. Sixty at once, then two a second, for each session. */
export function voicesRoutes({
  verbs,
  told,
  results,
  waiting,
  clock,
}: {
  verbs: TableVerbs
  told: (board: BoardId, role: Role) => Promise<Result<TableVoices>>
  results: { told(dialogue: DialogueId, reader: 'analyst'): Promise<Result<ResultsAnswer>> }
  waiting: Waiting
  clock: Clock
}): Hono<Env> {
  // A reporter who types sheets in as fast as hands go stays far below; a card alone must not fill the journal.
  const hands = buckets({ clock, perSecond: 2, burst: 60 })

  return routes(
    held(
      waiting,
      wire.tableVoices,
      ({ where }) => topicsOfBoard(where),
      ({ session, where }) => told(where.board, session.role),
    ),
    on(
      wire.tableCommands,
      async ({ c, session, where: { board }, body, still }) => {
        const done = await run(verbs, [session, board], body, [() => still() === null])
        if (!done.ok) return fail(still() ?? done.problem)
        // Who opens a step for the whole hall is told nothing of what is said at the table.
        return can(session.role, 'voices.read') ? told(board, session.role) : c.body(null, 204)
      },
      ({ session }) => hands.take(session.id),
    ),
    held(
      waiting,
      wire.results,
      ({ where }) => topicsOfResults(where.dialogue),
      ({ where }) => results.told(where.dialogue, 'analyst'),
    ),
  )
}
