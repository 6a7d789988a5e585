/**
 * The server's own link (`access/server-link`) of all nodes: its mark stands in the database. Who renews it is answered when
 * the new mark stands there; the other nodes ask for it every two seconds. A node that could not ask for longer than five
 * lets nobody in by it, and calls nobody unknown: a node that slept has to ask first (`Unavailable`).
 */
import type { RandomBytes } from '@tablee/shared/ids'
import type { Sql } from 'postgres'
import type { ServerKey } from '../access/keys.ts'
import { linkOf, looksLikeServerLink, type ServerLink } from '../access/server-link.ts'
import { Unavailable } from '../postgres/answer.ts'

const every = 2_000
const trusted = 5_000

/** `now`: monotonic, in ms. Close it before the database. */
export async function openClusterServerLink(
  sql: Sql,
  key: ServerKey,
  random: RandomBytes,
  now: () => number = () => performance.now(),
): Promise<ServerLink & { look(): Promise<void>; close(): void }> {
  const draw = (): string => Buffer.from(random(16)).toString('hex')
  await sql`INSERT INTO tablee.meta (key, value) VALUES ('server-link', ${draw()}) ON CONFLICT (key) DO NOTHING`
  let mark = ''
  let asked = -Infinity
  /** A look that began before a renewal must not bring back the mark of before. */
  let renewals = 0
  async function look(): Promise<void> {
    const [began, before] = [now(), renewals]
    const [kept] = await sql<{ value: string }[]>`SELECT value FROM tablee.meta WHERE key = 'server-link'`
    if (kept === undefined || before !== renewals) return
    mark = kept.value
    asked = began
  }
  await look()
  const looking = setInterval(() => void look().catch(() => undefined), every)
  looking.unref()
  const link = linkOf(key, () => mark)
  return {
    token: link.token,
    reads(shown) {
      if (!looksLikeServerLink(shown)) return false
      if (asked + trusted <= now()) throw new Unavailable()
      return link.reads(shown)
    },
    async renew() {
      renewals += 1
      const drawn = draw()
      await sql`
        INSERT INTO tablee.meta (key, value) VALUES ('server-link', ${drawn})
        ON CONFLICT (key) DO UPDATE SET value = excluded.value
      `
      renewals += 1
      mark = drawn
      asked = now()
    },
    look,
    close: () => clearInterval(looking),
  }
}
