/** Questions asked on the day, over HTTP. */
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { questionCommands, type QuestionCommand } from '@tablee/shared/wire/questions'
import { run, type Verbs } from '@tablee/shared/wire/verbs'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import type { Session } from '../access/session.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import type { Asked } from '../voices/questions.ts'
import { on, routes } from './serve.ts'

export type QuestionVerbs = Verbs<
  QuestionCommand,
  [session: Session, dialogue: DialogueId],
  [still: () => boolean],
  Promise<Result<Asked>>
>

/** Ten at once, then one in ten seconds, for each session: nobody is asked more often. */
export function questionRoutes({ verbs, clock }: { verbs: QuestionVerbs; clock: Clock }): Hono<Env> {
  const hands = buckets({ clock, perSecond: 0.1, burst: 10 })
  return routes(
    on(
      questionCommands,
      async ({ session, where: { dialogue }, body, still }) => {
        const done = await run(verbs, [session, dialogue], body, [() => still() === null])
        return done.ok ? ok(done.value) : fail(still() ?? done.problem)
      },
      ({ session }) => hands.take(session.id),
    ),
  )
}
