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

/**
 * `file`: where this node's key lies. Makes it where both are new; throws `BadKey`, in words, and has changed nothing in the
 * database, where they do not belong together.
 */
export async function openClusterKey(sql: Sql, file: string, random: RandomBytes): Promise<ServerKey> {
  const found = async (): Promise<string | null> =>
    (await sql<{ value: string }[]>`SELECT value FROM tablee.meta WHERE key = 'key-check'`)[0]?.value ?? null
  const secret = readSecret(file)
  if (secret === null && (await found()) !== null)
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
  const check = checkOf(key)
  // Of two nodes that come first at once one says it.
  await sql`INSERT INTO tablee.meta (key, value) VALUES ('key-check', ${check}) ON CONFLICT (key) DO NOTHING`
  if ((await found()) === check) return key
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
export async function clusterIncarnation(sql: Sql, random: RandomBytes): Promise<string> {
  const drawn = Buffer.from(random(16)).toString('hex')
  await sql`INSERT INTO tablee.meta (key, value) VALUES ('incarnation', ${drawn}) ON CONFLICT (key) DO NOTHING`
  const [kept] = await sql<{ value: string }[]>`SELECT value FROM tablee.meta WHERE key = 'incarnation'`
  return kept?.value ?? drawn
}
