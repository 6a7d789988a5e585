/** Erasure of what was struck out: how much there is, and the organiser's word. */
import { ok } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/erasures'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { handOf } from '../access/session.ts'
import type { Erasing } from '../erase/erase.ts'
import { on, routes } from './serve.ts'

/** The answer comes when all is erased, or with the problem of what could not be. */
export const eraseRoutes = ({ erasing }: { erasing: Erasing }): Hono<Env> =>
  routes(
    on(wire.erasures, async ({ where }) => ok(await erasing.state(where.dialogue))),
    on(wire.erase, ({ where, session }) => erasing.erase(where.dialogue, handOf(session))),
  )
