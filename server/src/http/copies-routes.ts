/** On how many laptops the day lies. */
import { ok } from '@tablee/shared/problem'
import { copies } from '@tablee/shared/wire/copies'
import type { CopiesTold } from '@tablee/shared/wire/second'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { topic } from '../hold/topics.ts'
import { versionOf, type Waiting } from '../hold/waiting.ts'
import { held } from './held.ts'
import { routes } from './serve.ts'

/** Of the process itself, whichever dialogue somebody is in. */
export type CopiesNow = { readonly told: () => CopiesTold; readonly waiting: Waiting }

/** What the first laptop says of itself: held until it says something else. How far the second is behind moves all the time. */
export const copiesRoutes = ({ told, waiting }: CopiesNow): Hono<Env> =>
  routes(
    held(
      waiting,
      copies,
      () => [topic.copies],
      () => {
        const now = told()
        return ok({ version: versionOf({ state: now.state, since: now.since }), ...now })
      },
    ),
  )
