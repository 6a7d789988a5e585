/** The day as it is by now over HTTP, and what nobody foresaw. */
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/plan'
import type { Plan, PlanAnswer, PlanCommand } from '@tablee/shared/wire/plan'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import type { Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import { on, routes } from './serve.ts'

type PlanParts = {
  readonly told: (session: Session, dialogue: DialogueId) => Result<Plan>
  /** After COMMIT, with what follows from it. */
  readonly change: (
    session: Session,
    dialogue: DialogueId,
    command: PlanCommand,
    still: () => boolean,
  ) => Promise<Result<PlanAnswer>>
  readonly clock: Clock
}

/** A day is changed by hand: thirty changes at once, then one every two seconds, for each session. */
export function planRoutes({ told, change, clock }: PlanParts): Hono<Env> {
  const hands = buckets({ clock, perSecond: 0.5, burst: 30 })
  return routes(
    on(wire.readPlan, ({ session, where: { dialogue } }) => told(session, dialogue)),
    on(
      wire.planCommands,
      async ({ session, where: { dialogue }, body, still }) => {
        const done = await change(session, dialogue, body, () => still() === null)
        return done.ok ? ok(done.value) : fail(still() ?? done.problem)
      },
      ({ session }) => hands.take(session.id),
    ),
  )
}
