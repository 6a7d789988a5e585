/** Coders over HTTP: what nobody coded yet, the codebook, matrices and rounds, held until they are others; and what they do. */
import { fail, ok } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/codebook'
import { run } from '@tablee/shared/wire/verbs'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import type { CodeDesk } from '../codebook/desk.ts'
import type { CodeVerbs } from '../codebook/verbs.ts'
import { topicsOfReading } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import { held } from './held.ts'
import { on, routes } from './serve.ts'

/** Sixty steps at once, then four a second, for each session: a passage in two codes is two, and nobody codes faster. */
export function codebookRoutes({
  codebook: { desk, verbs },
  waiting,
  clock,
}: {
  codebook: { readonly desk: CodeDesk; readonly verbs: CodeVerbs }
  waiting: Waiting
  clock: Clock
}): Hono<Env> {
  const hands = buckets({ clock, perSecond: 4, burst: 60 })
  return routes(
    held(
      waiting,
      wire.readCodebook,
      ({ where }) => topicsOfReading(where.dialogue),
      ({ session, where, query }) => desk.told(session, where.dialogue, query),
    ),
    held(
      waiting,
      wire.readCodedEntry,
      ({ where }) => topicsOfReading(where.dialogue),
      ({ session, where, query }) => desk.entry(session, where.dialogue, query),
    ),
    held(
      waiting,
      wire.readInCode,
      ({ where }) => topicsOfReading(where.dialogue),
      ({ session, where, param, query }) => desk.inside(session, where.dialogue, param.code, query),
    ),
    held(
      waiting,
      wire.readMatrix,
      ({ where }) => topicsOfReading(where.dialogue),
      ({ session, where, query }) => desk.matrix(session, where.dialogue, query),
    ),
    held(
      waiting,
      wire.readRound,
      ({ where }) => topicsOfReading(where.dialogue),
      ({ session, where, param, query }) => desk.round(session, where.dialogue, param.round, query),
    ),
    on(
      wire.codeCommands,
      async ({ session, where, body, still }) => {
        const done = await run(verbs, [session, where.dialogue], body, [() => still() === null])
        return done.ok ? ok(null) : fail(still() ?? done.problem)
      },
      ({ session }) => hands.take(session.id),
    ),
  )
}
