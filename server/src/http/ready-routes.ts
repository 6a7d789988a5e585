/** *Ready?* on the organiser's page, and `tablee doctor` beside a running server. */
import type { DialogueId } from '@tablee/shared/ids'
import { ok } from '@tablee/shared/problem'
import type { Ready } from '@tablee/shared/ready/fact'
import { ready } from '@tablee/shared/wire/ready'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { on, routes } from './serve.ts'

/** `look` may take seconds: names are asked for, and the port. It never throws for what it finds. */
export const readyRoutes = (look: (dialogue: DialogueId) => Promise<Ready>): Hono<Env> =>
  routes(on(ready, async ({ where }) => ok(await look(where.dialogue))))
