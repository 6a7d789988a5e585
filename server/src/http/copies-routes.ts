/** On how many laptops the day lies. */
import { ok } from '@tablee/shared/problem'
import { copies } from '@tablee/shared/wire/copies'
import type { CopiesTold } from '@tablee/shared/wire/second'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { on, routes } from './serve.ts'

/** What the first laptop says of itself; asked each time. */
export const copiesRoutes = (told: () => CopiesTold): Hono<Env> =>
  routes(on(copies, ({ c }) => (c.header('Cache-Control', 'no-store'), ok(told()))))
