/**
 * The folder's key and its database belong together: with another key, or with a new one, no printed card opens anything.
 * So the database keeps a check value of its key, and a server whose key is gone or is another one does not start before
 * somebody has chosen. Older databases hold no check value; there the links' own hashes say whether a key fits.
 */
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import type { RandomBytes } from '@tablee/shared/ids'
import type { Role } from '@tablee/shared/roles'
import { hasTable, type Database } from '../store/database.ts'
import { BadKey, keyFile, readSecret, serverKey, writeSecret, type ServerKey } from './keys.ts'
import { codeHash, deriveSecrets, pathHash } from './links.ts'
import { linksOf } from './offline.ts'

/** What a database keeps of its key; nobody learns the key from it. */
export const checkOf = (key: ServerKey): string => key.mac('key-check', [], 16).toString('hex')

/** `open`: nothing in the database was made with a key yet, any will do. */
export type Fit = 'fits' | 'foreign' | 'open'

function storedCheck(database: Database): string | null {
  if (!hasTable(database, 'journal_meta')) return null
  const row = database.prepare(`SELECT value FROM journal_meta WHERE key = 'key-check'`).get()
  return row === undefined ? null : String(row['value'])
}

/** A folder of the version that kept links in a table, beside what their look-ups went by. */
type OldLink = {
  readonly id: string
  readonly role: Role
  readonly generation: number
  readonly path_hash: string | null
  readonly code_hash: string | null
}
const oldLinks = (database: Database): readonly OldLink[] =>
  hasTable(database, 'link')
    ? (database.prepare('SELECT * FROM link WHERE path_hash IS NOT NULL OR code_hash IS NOT NULL').all() as OldLink[])
    : []

/** How many links this database ever issued, withdrawn ones too, in the log or in the table of before. */
export const linksIn = (database: Database): number => linksOf(database).size

/** Reads only. A database of before keeps no check value: it fits where any one of its links is this key's. */
export function fitOf(database: Database, key: ServerKey): Fit {
  const check = storedCheck(database)
  if (check !== null) return check === checkOf(key) ? 'fits' : 'foreign'
  const old = oldLinks(database)
  if (old.length === 0) return 'open'
  const known = old.some((link) => {
    const { path, code } = deriveSecrets(key, link)
    const [byPath, byCode] = [path === null ? null : pathHash(path), code === null ? null : codeHash(key, code)]
    return byPath === link.path_hash && byCode === link.code_hash
  })
  return known ? 'fits' : 'foreign'
}

/** From now on the database says by itself which key is its own. */
export function adopt(database: Database, key: ServerKey): void {
  if (storedCheck(database) === null)
    database.prepare(`INSERT INTO journal_meta (key, value) VALUES ('key-check', ?)`).run(checkOf(key))
}

/** Another key is the database's own from now on: all that is derived follows it. */
export function adoptAnew(database: Database, key: ServerKey): void {
  if (!hasTable(database, 'journal_meta')) return
  database.transaction(() => {
    database.exec(`DELETE FROM journal_meta WHERE key = 'key-check'`)
    adopt(database, key)
  })
}

const choices = (
  copy: string | null,
): string => `  pnpm tablee key FILE    puts the key back: FILE is a copy of server.key, such as the one that "backup" wrote beside a backup
  pnpm tablee new-key     makes a new one: every printed card and every link is dead then, and has to be printed anew${copy !== null && existsSync(copy) ? `\nA copy lies beside the newest backup: pnpm tablee key ${copy}` : ''}`

/** `copy`: where the newest backup's key would lie. The key to serve this folder with; throws `BadKey` where somebody has to choose first. A new folder gets a new one. */
export function openFolderKey(
  folder: string,
  database: Database,
  random: RandomBytes,
  copy: string | null = null,
): ServerKey {
  const file = keyFile(folder)
  const secret = readSecret(file)
  if (secret === null) {
    const links = linksIn(database)
    if (links > 0 || storedCheck(database) !== null)
      throw new BadKey(
        `The key of this data folder is gone: there is no ${file}. Without it none of the ${links} links and printed cards opens anything. The server does not start until you choose:\n${choices(copy)}`,
      )
    mkdirSync(folder, { recursive: true })
    writeSecret(file, random(32))
    return openFolderKey(folder, database, random)
  }
  const key = serverKey(secret)
  if (fitOf(database, key) === 'foreign')
    throw new BadKey(
      `${file} is another server's key: none of the ${linksIn(database)} links and printed cards of this data folder opens with it. The server does not start until you choose:\n${choices(copy)}`,
    )
  adopt(database, key)
  return key
}

/** What stood there stays beside it: a key is never thrown away. */
export function setAside(folder: string, now: number): string | null {
  const file = keyFile(folder)
  if (!existsSync(file)) return null
  const aside = `${file}.replaced-${new Date(now).toISOString().replaceAll(':', '')}`
  renameSync(file, aside)
  return aside
}
