/** What a node is connected to before it has a hall: the database, its key, the other nodes, and what leads where. */
import { mkdirSync } from 'node:fs'
import { newId, type RandomBytes } from '@tablee/shared/ids'
import type { Config, DatabaseSettings } from '../config.ts'
import { openPort } from '../http/port.ts'
import type { Logger } from '../ops/logger.ts'
import { version } from '../version.ts'
import { prepareDatabase } from './database.ts'
import { clusterIncarnation, openClusterKey } from './key.ts'
import { createLeads } from './leads.ts'
import { createLooking } from './looking.ts'
import { openPool } from '../postgres/pool.ts'
import { openClusterServerLink } from './server-link.ts'

/**
 * ms for an answer. Of what is asked in passing, whose hall something is or where a link leads, people wait for it and the
 * next try is soon; what a hall is opened on, a page of its log or a part of a film, may take longer; sweeping the tables
 * takes what it takes.
 */
const [quick, thorough, unhurried] = [2_000, 60_000, 600_000]
/** What takes longer has so long when something was not answered in passing: by then it is the cable, and no disk. */
const grace = 10_000

/**
 * At once, and then not again before so many milliseconds are over: a database that is merely slow is late with each answer,
 * and connections that are dialled anew each time make it slower.
 */
function seldom(milliseconds: number, work: () => void): () => void {
  let last = -Infinity
  let soon: NodeJS.Timeout | undefined
  const now = (): void => {
    soon = undefined
    last = performance.now()
    work()
  }
  return () => {
    const wait = last + milliseconds - performance.now()
    if (wait <= 0) now()
    else soon ??= setTimeout(now, wait).unref()
  }
}

export type Joined = Awaited<ReturnType<typeof joinCluster>>

/** Throws `NoDatabase` and `BadKey`, in words, and is closed again then. */
export async function joinCluster(
  config: Config & { readonly database: DatabaseSettings },
  { random, logger }: { readonly random: RandomBytes; readonly logger: Logger },
) {
  const { url, keyFile } = config.database
  if (config.folder !== null) mkdirSync(config.folder, { recursive: true, mode: 0o700 })
  // Another one for each start: what a process of before had is not this one's.
  const node = newId(random).slice(-8)
  const name = `tablee ${node}`
  await prepareDatabase(url, name, () =>
    logger.warn('the tables of the database are not ready yet: another program is at them, and is waited for'),
  )
  const bulk = openPool(url, name, { max: 6, limit: thorough })
  const chores = openPool(url, name, { max: 1, limit: unhurried })
  const late = seldom(grace, () => [bulk, chores].forEach((pool) => pool.renew(grace)))
  const passing = openPool(url, name, { max: 4, limit: quick, late })
  const { sql } = passing
  const end = (): Promise<unknown> => Promise.all([passing, bulk, chores].map((pool) => pool.end()))
  try {
    const key = await openClusterKey(sql, keyFile, random)
    const incarnation = await clusterIncarnation(sql, random)
    const serverLink = await openClusterServerLink(sql, key, random)
    const door = openPort(config)
    const scheme = config.tls === null ? 'http' : 'https'
    const address = (): string => config.database.node ?? `${scheme}://127.0.0.1:${door.port()}`
    const looking = await createLooking({ sql, node, version, address })
    const leads = createLeads(sql)
    return {
      url,
      node,
      /** For what is asked in passing. */
      sql,
      /** For what may be megabytes. */
      bulk: bulk.sql,
      /** For what nobody waits for. */
      chores: chores.sql,
      key,
      incarnation,
      serverLink,
      door,
      /** By which other nodes reach it; before it listens, of a port that is free to choose, nobody does. */
      address,
      looking,
      leads,
      async close(): Promise<void> {
        serverLink.close()
        await leads.led().catch(() => undefined)
        leads.close()
        await looking.gone().catch(() => undefined)
        await end()
      },
    }
  } catch (cause) {
    await end()
    throw cause
  }
}
