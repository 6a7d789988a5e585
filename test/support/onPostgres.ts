/**
 * `POSTGRES_LOG=1`: each server of a run is a node on a Postgres of its own database, as `SLOW_LOG` puts a slow log under it.
 * A data folder that is opened again is the same database again.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '@tablee/server/config'
import { createNode } from '@tablee/server/cluster/node'
import type { Hall } from '@tablee/server/hall/hall'
import type { Means } from '@tablee/server/hall/store'
import type { Tablee } from '@tablee/server/tablee'
import { placeAt, placeOf } from './postgresPlaces.ts'

const none = (what: string) => (): never => {
  throw new Error(`a node has no ${what}`)
}

/** A node in the shape in which tests know a process; `at`: on this database, and not on one of its own. */
export async function onPostgres(config: Config, means: Means, at?: string): Promise<Tablee> {
  const { url, key } = at === undefined ? await placeOf(config.folder) : placeAt(at)
  const node = await createNode({ ...config, folder: null, database: { url, keyFile: key, node: null } }, means)
  const one = (): Hall => {
    const [first] = node.halls.list()
    return first === undefined ? node.halls.nobodys : node.halls.at(first)
  }
  return {
    ...node,
    get database() {
      return node.halls.sharedOf(one()).database
    },
    get journal() {
      return { ...one().journal, exchange: none('file') }
    },
    damage: { ...node.damage, lacksSnapshots: () => false, snapshotsMended: () => undefined },
    first: null,
    move: none('file'),
    config,
    async listen() {
      const listening = await node.listen()
      // Those that nobody has are taken in a moment, or in three seconds if a process that was killed was named as the next
      // one; tests look at once.
      const rows = await node.cluster.sql<{ dialogue: Hall['dialogue'] }[]>`SELECT dialogue FROM tablee.hall`
      for (const { dialogue } of rows)
        for (let tries = 0; tries < 100 && (await node.cluster.whereIs(dialogue)).is === 'away'; tries += 1)
          await pause(100)
      return listening
    },
  }
}
