/** What is asked by whoever runs the machine: can it take people, and what does it count of itself. */
import type { IncomingMessage } from 'node:http'
import type { Problem } from '@tablee/shared/problem'
import { metrics, ready } from '@tablee/shared/wire/service'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { same, sha256 } from '../access/keys.ts'
import { isOnThisMachine } from '../ops/caller.ts'
import type { Meters } from '../ops/meters.ts'
import type { Readiness } from '../ops/readiness.ts'
import { on, routes } from './serve.ts'

/** `/readyz` and `/metrics`. */
export const opsRoutes = ({
  readiness,
  meters,
}: {
  readonly readiness: Pick<Readiness, 'now'>
  readonly meters: Pick<Meters, 'text'>
}): Hono<Env> =>
  routes(
    on(ready, async ({ c }) => {
      c.header('Cache-Control', 'no-store')
      const why = await readiness.now()
      return why === null ? c.json({ ready: true }) : c.json({ ready: false, why }, 503)
    }),
    on(metrics, ({ c }) => {
      c.header('Cache-Control', 'no-store')
      return c.body(meters.text(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
    }),
  )

const isToken = (shown: string, token: string): boolean => same(Buffer.from(sha256(shown)), Buffer.from(sha256(token)))

/**
 * Null: they may. With a token in the settings it opens from anywhere, and whoever shows none is told so; without one
 * nobody elsewhere learns that there is anything. Who shows something else is somebody of a dialogue, from wherever they ask.
 */
export function mayOperate(
  incoming: IncomingMessage | null,
  authorization: string | undefined,
  token: string | null,
): Problem | null {
  const shown = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]
  if (token !== null && shown !== undefined && isToken(shown, token)) return null
  if (authorization === undefined && incoming !== null && isOnThisMachine(incoming)) return null
  return token === null ? { code: 'not-found', what: 'route' } : { code: 'not-signed-in' }
}
