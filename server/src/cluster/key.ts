/**
 * One key for all nodes of a database, as a folder has one (`access/folder-key`): the first node of an empty database says
 * which, by a check value, and no node starts with another. A key is never made where a database has one already: its cards
 * would open nothing.
 */
import { rmSync } from 'node:fs'
import type { RandomBytes } from '@tablee/shared/ids'
import type { Sql } from 'postgres'
import { checkOf } from '../access/folder-key.ts'
import { BadKey, readSecret, serverKey, writeSecret, type ServerKey } from '../access/keys.ts'

const copyIt = 'Copy server.key from a node that runs, or from the backup of it that you keep.'

/** What stands in the database under this name: the first who says something says it for good, also of two who come at once. */
async function saidFirst(sql: Sql, name: string, value: string): Promise<string> {
  await sql`INSERT INTO tablee.meta (key, value) VALUES (${name}, ${value}) ON CONFLICT (key) DO NOTHING`
  const [kept] = await sql<{ value: string }[]>`SELECT value FROM tablee.meta WHERE key = ${name}`
  return kept?.value ?? value
}

/** Whether the database's links and cards open with this key. One that has none yet is this key's from now on. */
export async function isKeyOf(sql: Sql, key: ServerKey): Promise<boolean> {
  const check = checkOf(key)
  return (await saidFirst(sql, 'key-check', check)) === check
}

/**
 * `file`: where this node's key lies. Makes it where both are new; throws `BadKey`, in words, and has changed nothing in the
 * database, where they do not belong together.
 */
export async function openClusterKey(sql: Sql, file: string, random: RandomBytes): Promise<ServerKey> {
  const secret = readSecret(file)
  const known = await sql`SELECT FROM tablee.meta WHERE key = 'key-check'`
  if (secret === null && known.length > 0)
    throw new BadKey(
      `The key is missing: there is no ${file}. This database was made with another node’s key, and without that none of its links and printed cards opens anything. ${copyIt}`,
    )
  const [lone] = await sql<{ any: boolean }[]>`SELECT EXISTS (SELECT 1 FROM tablee.document) AS any`
  if (secret === null && lone?.any === true)
    throw new BadKey(
      `The key is missing: there is no ${file}, and this database holds dialogues already. Put the key back with which they were made. ${copyIt}`,
    )
  if (secret === null) writeSecret(file, random(32))
  const key = serverKey(secret ?? readSecret(file) ?? new Uint8Array())
  if (await isKeyOf(sql, key)) return key
  if (secret === null) {
    // Made a moment ago, and nothing was made with it.
    rmSync(file, { force: true })
    throw new BadKey(`Another node came first, with a key of its own; this one has none. ${copyIt}`)
  }
  throw new BadKey(
    `${file} is another server’s key: none of the links and printed cards of this database opens with it. ${copyIt}`,
  )
}

/** Of the whole database, drawn by whoever comes first: devices know by it that they speak to the same data as before. */
export const clusterIncarnation = (sql: Sql, random: RandomBytes): Promise<string> =>
  saidFirst(sql, 'incarnation', Buffer.from(random(16)).toString('hex'))
