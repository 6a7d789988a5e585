/** Asking of answers over HTTP: by POST what an analyst's session alone is told. Nothing of it is kept by anybody on the way. */
import * as wire from '@tablee/shared/wire/results'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import { topic } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { Asking } from '../results/asking.ts'
import { held } from './held.ts'
import { on, routes } from './serve.ts'

/** A hundred at once, then five a second, for each session: a page asks a few at a time, a tool one for each item. */
export function resultsRoutes({
  asking,
  waiting,
  clock,
}: {
  readonly asking: Pick<Asking, 'inside' | 'changeInside' | 'items'>
  readonly waiting: Waiting
  readonly clock: Clock
}): Hono<Env> {
  const hands = buckets({ clock, perSecond: 5, burst: 100 })
  const paced = ({ session }: { readonly session: { readonly id: string } }): number | null => hands.take(session.id)
  return routes(
    on(
      wire.askInside,
      ({ where, body: { question, cut = null } }) => asking.inside(where.dialogue, question, cut),
      paced,
    ),
    on(
      wire.changeInside,
      ({ where, body: { cut = null, ...question } }) => asking.changeInside(where.dialogue, question, cut),
      paced,
    ),
    held(
      waiting,
      wire.listItems,
      ({ where }) => [topic.figures(where.dialogue)],
      ({ where }) => asking.items(where.dialogue),
      paced,
    ),
  )
}
