/** Questions asked on the day, over HTTP. */
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import {
  questionCommands,
  readPickable,
  readQuestions,
  type Pickable,
  type QuestionCommand,
  type Questions,
} from '@tablee/shared/wire/questions'
import { run, type Verbs } from '@tablee/shared/wire/verbs'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import type { Session } from '../access/session.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import { topicsOfQuestions } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { Asked } from '../voices/questions.ts'
import { held } from './held.ts'
import { on, routes } from './serve.ts'

export type QuestionVerbs = Verbs<
  QuestionCommand,
  [session: Session, dialogue: DialogueId],
  [still: () => boolean],
  Promise<Result<Asked>>
>

/** Ten at once, then one in ten seconds, for each session: nobody is asked more often. */
export function questionRoutes({
  verbs,
  told,
  pickable,
  waiting,
  clock,
}: {
  verbs: QuestionVerbs
  told: (session: Session, dialogue: DialogueId) => Promise<Result<Questions>>
  pickable: (session: Session, dialogue: DialogueId) => Promise<Result<Pickable>>
  waiting: Waiting
  clock: Clock
}): Hono<Env> {
  const hands = buckets({ clock, perSecond: 0.1, burst: 10 })
  // All maps of a hall are read for it.
  const looks = buckets({ clock, perSecond: 0.5, burst: 20 })
  return routes(
    held(
      waiting,
      readQuestions,
      ({ where }) => topicsOfQuestions(where.dialogue),
      ({ session, where }) => told(session, where.dialogue),
    ),
    on(
      readPickable,
      ({ session, where }) => pickable(session, where.dialogue),
      ({ session }) => looks.take(session.id),
    ),
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
