/** What a node is connected to before it has a hall: the database, its key, the other nodes, and what leads where. */
import { mkdirSync } from 'node:fs'
import { newId, type RandomBytes } from '@tablee/shared/ids'
import type { Config, DatabaseSettings } from '../config.ts'
import { openPort } from '../http/port.ts'
import { version } from '../version.ts'
import { openDatabaseAt } from './database.ts'
import { clusterIncarnation, openClusterKey } from './key.ts'
import { createLeads } from './leads.ts'
import { createLooking } from './looking.ts'
import { openClusterServerLink } from './server-link.ts'

/** Throws `NoDatabase` and `BadKey`, in words, and is closed again then. */
export async function joinCluster(config: Config & { readonly database: DatabaseSettings }, random: RandomBytes) {
  const { url, keyFile } = config.database
  if (config.folder !== null) mkdirSync(config.folder, { recursive: true, mode: 0o700 })
  // Another one for each start: what a process of before had is not this one's.
  const node = newId(random).slice(-8)
  const sql = await openDatabaseAt(url, `tablee ${node}`)
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
      sql,
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
        await sql.end({ timeout: 1 })
      },
    }
  } catch (cause) {
    await sql.end({ timeout: 1 })
    throw cause
  }
}
