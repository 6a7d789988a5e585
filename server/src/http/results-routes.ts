/** Asking of answers over HTTP: by POST what an analyst's session alone is told. Nothing of it is kept by anybody on the way. */
import type { DialogueId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import type { Cut, Question } from '@tablee/shared/results/question'
import * as wire from '@tablee/shared/wire/results'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import type { Answered } from '../results/asking.ts'
import { on, routes } from './serve.ts'

type Asking = { inside(dialogue: DialogueId, question: Question, cut: Cut | null): Promise<Result<Answered>> }

/** A hundred at once, then five a second, for each session: a page asks a few at a time, a tool one for each item. */
export function resultsRoutes({ asking, clock }: { readonly asking: Asking; readonly clock: Clock }): Hono<Env> {
  const hands = buckets({ clock, perSecond: 5, burst: 100 })
  return routes(
    on(
      wire.askInside,
      ({ where, body: { question, cut = null } }) => asking.inside(where.dialogue, question, cut),
      ({ session }) => hands.take(session.id),
    ),
  )
}
