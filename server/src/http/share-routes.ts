/** Themes given back to the hall, over HTTP: what walls and the team are told of them, and what team and tables do. */
import { fail, ok } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/shares'
import { run } from '@tablee/shared/wire/verbs'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import { topic, topicsWatched } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { AnswerVerbs, ProposalVerbs, ShareVerbs } from '../synthesis/share-verbs.ts'
import type { ShareDesk } from '../synthesis/shares.ts'
import { held } from './held.ts'
import { on, routes } from './serve.ts'

/** Of each session: ten boards at once, then one in ten seconds; of a table forty answers, then one a second. */
export function shareRoutes({
  shares,
  sharing,
  answering,
  deciding,
  waiting,
  clock,
}: {
  readonly shares: Pick<ShareDesk, 'told' | 'toWatchers'>
  readonly sharing: ShareVerbs
  readonly answering: AnswerVerbs
  readonly deciding: ProposalVerbs
  readonly waiting: Waiting
  readonly clock: Clock
}): Hono<Env> {
  const hands = buckets({ clock, perSecond: 0.1, burst: 10 })
  const answers = buckets({ clock, perSecond: 1, burst: 40 })
  return routes(
    held(
      waiting,
      wire.readShares,
      ({ where }) => [topic.themes(where.dialogue)],
      ({ where }) => shares.told(where.dialogue),
    ),
    held(
      waiting,
      wire.watchedShares,
      ({ where }) => topicsWatched(where.dialogue),
      async ({ where }) => ok(await shares.toWatchers(where.dialogue, where.audience)),
    ),
    on(
      wire.shareCommands,
      async ({ session, where, body, still }) => {
        const done = await run(sharing, [session, where.dialogue], body, [() => still() === null])
        return done.ok ? ok(null) : fail(still() ?? done.problem)
      },
      ({ session }) => hands.take(session.id),
    ),
    on(
      wire.proposalCommands,
      async ({ session, where, body, still }) => {
        const done = await run(deciding, [session, where.dialogue], body, [() => still() === null])
        return done.ok ? ok(null) : fail(still() ?? done.problem)
      },
      ({ session }) => hands.take(session.id),
    ),
    on(
      wire.answerCommands,
      async ({ session, where: { board }, body, still }) => {
        const done = await run(answering, [session, board], body, [() => still() === null])
        return done.ok ? ok(null) : fail(still() ?? done.problem)
      },
      ({ session }) => answers.take(session.id),
    ),
  )
}
