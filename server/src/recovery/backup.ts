/**
 * Backup and restore of the data folder's database, photos and materials. A backup is one file, consistent at one moment, taken while the
 * server runs or not. A restore needs the folder for itself; what it replaces stays beside it.
 */
import { closeSync, copyFileSync, existsSync, linkSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { adoptAnew, fitOf, setAside } from '../access/folder-key.ts'
import { BadKey, keyFile, readSecret, serverKey, writeSecret } from '../access/keys.ts'
import { hasTable, isSound, lockFolder, openDatabase, type Database } from '../store/database.ts'
import { beginRecovery } from './begin.ts'
import { packMaterials, unpackMaterials } from './materials.ts'
import { packPhotos, unpackPhotos } from './photos.ts'
import { recoveryMigration, termMigration } from './tables.ts'
import { carryWithdrawn } from './access.ts'
import { sync } from './sync.ts'
import { carryRows, incompleteVoices } from './voices.ts'

const name = 'tablee.sqlite'

export class BadBackup extends Error {
  override readonly name = 'BadBackup'
}

/** Where a backup's key lies: a file of its own, so that what opens every card can be kept apart from what people said. */
export const keyBeside = (target: string): string => `${target}.key`

/**
 * Beside a running server: SQLite reads one snapshot of it, and its writers go on. `key`: where the key went; null
 * where it was not wanted or the folder has none. `whole`: false where a damaged file had lost something before.
 */
export function backup(
  folder: string,
  target: string,
  withKey = true,
): { readonly key: string | null; readonly whole: boolean } {
  const file = join(folder, name)
  if (!existsSync(file)) throw new BadBackup(`${folder} holds no database.`)
  const secret = withKey ? readSecret(keyFile(folder)) : null
  for (const wanted of secret === null ? [target] : [target, keyBeside(target)])
    if (existsSync(wanted)) throw new BadBackup(`${wanted} exists already; a backup never overwrites one.`)
  if (!isSound(file))
    throw new BadBackup(
      `The database in ${folder} is damaged: a backup of it would lack something, and stand for one that is whole. Start the server: it brings over what can be read, and says what is missing and what to restore.`,
    )
  const part = `${resolve(target)}.part`
  rmSync(part, { force: true })
  // Owned by us alone before the first byte is in it.
  closeSync(openSync(part, 'wx', 0o600))
  const database = openDatabase(file, { shared: true })
  try {
    database.prepare('VACUUM INTO ?').run(part)
  } finally {
    database.close()
  }
  const copy = openDatabase(part, { shared: true })
  let whole = true
  try {
    whole = isWhole(copy)
    packPhotos(copy, folder)
    packMaterials(copy, folder)
    copy.exec('PRAGMA journal_mode = DELETE')
  } finally {
    copy.close()
  }
  sync(part)
  if (secret !== null) writeSecret(keyBeside(target), secret)
  renameSync(part, target)
  sync(dirname(resolve(target)))
  return { key: secret === null ? null : keyBeside(target), whole }
}

function isWhole(copy: Database): boolean {
  const lacks = (table: string, where: string): boolean =>
    copy.prepare(`SELECT 1 FROM sqlite_master WHERE name = ?`).get(table) !== undefined &&
    copy.prepare(`SELECT 1 FROM ${table} WHERE ${where} LIMIT 1`).get() !== undefined
  return !lacks('damage', `what <> 'pages'`) && !lacks('journal_quarantine', `what = 'row'`)
}

/**
 * What becomes of the printed cards. `own`: the folder's key fits and stays. `brought`: the backup's fits and was put in
 * place, `aside` what stood there. `none`: no key fits, or there is none; the server will not start before somebody chooses.
 */
export type RestoredKey = { readonly is: 'own' | 'brought' | 'none'; readonly aside: string | null }

export type Restored = {
  readonly aside: string | null
  /** Links that were withdrawn or re-issued since the backup and stay so; null when the replaced database can't be read. */
  readonly withdrawn: number | null
  /** What people said for themselves since the backup and is kept: consents, sheets, votes, answers. Null like `withdrawn`. */
  readonly voices: number | null
  readonly key: RestoredKey
}

/**
 * Puts a backup in place: checked, given its recovery and no incarnation, then renamed over the database in one step.
 * The caller holds no lock; a running server's lock makes this fail before anything is touched.
 */
export async function restore(
  folder: string,
  source: string,
  now: number,
  keyFrom: string | null = null,
  /** Notes what rows of these documents may have shut: what is carried over may have lost some. */
  shut: (database: Database, documents: readonly string[]) => void = () => {},
): Promise<Restored> {
  for (const wanted of keyFrom === null ? [source] : [source, keyFrom])
    if (!existsSync(wanted)) throw new BadBackup(`There is no file ${wanted}.`)
  const brought = readSecret(keyFrom ?? keyBeside(source))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, name)
  const part = join(folder, 'restoring.sqlite')
  const lock = lockFolder(file)
  try {
    for (const end of ['', '-wal', '-shm', '.lock']) rmSync(`${part}${end}`, { force: true })
    copyFileSync(source, part)
    prepare(part, folder, now)
    const aside = keep(folder, file, now, 'replaced')
    const carried = aside === null ? { withdrawn: 0, voices: 0 } : await carryOver(join(aside, name), part, now, shut)
    const key = chooseKey(part, folder, brought)
    sync(part)
    // From here to the rename a crash leaves a folder whose last commits lie aside: restoring again ends it.
    for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
    renameSync(part, file)
    const keyAside = key === 'brought' ? setAside(folder, now) : null
    if (key === 'brought' && brought !== null) writeSecret(keyFile(folder), brought)
    sync(folder)
    return { aside, ...carried, key: { is: key, aside: keyAside } }
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal', '.lock']) rmSync(`${part}${end}`, { force: true })
    lock.close()
  }
}

/** The folder's own key where it fits, else the one that came with the backup. */
function chooseKey(part: string, folder: string, brought: Uint8Array | null): RestoredKey['is'] {
  const own = ownSecret(folder)
  const database = openDatabase(part, { shared: true })
  try {
    const fits = (secret: Uint8Array | null): secret is Uint8Array =>
      secret !== null && fitOf(database, serverKey(secret)) !== 'foreign'
    const [is, secret] = fits(own) ? (['own', own] as const) : (['brought', brought] as const)
    if (!fits(secret)) return 'none'
    adoptAnew(database, serverKey(secret))
    return is
  } finally {
    database.exec('PRAGMA journal_mode = DELETE')
    database.close()
  }
}

/** A damaged key fits nothing. */
function ownSecret(folder: string): Uint8Array | null {
  try {
    return readSecret(keyFile(folder))
  } catch (cause) {
    if (cause instanceof BadKey) return null
    throw cause
  }
}

function prepare(part: string, folder: string, now: number): void {
  let database
  try {
    database = openDatabase(part, { migrations: [recoveryMigration, termMigration] })
  } catch (cause) {
    throw new BadBackup(`This file is no database: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
  try {
    const check = database.prepare('PRAGMA integrity_check').all()
    if (check.length !== 1 || check[0]?.['integrity_check'] !== 'ok')
      throw new BadBackup('This backup is damaged; nothing was changed.')
    if (database.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'journal_meta'`).get() === undefined)
      throw new BadBackup('This file is no backup of Tablée.')
    database.transaction(() => {
      // The next start draws a new one: devices see by it that they may hold more than the server. And another link of the
      // server's own: one that was ended after the backup is not to open again.
      database.exec(`DELETE FROM journal_meta WHERE key IN ('incarnation', 'server-link', 'copied')`)
      beginRecovery(database, now)
    })
    unpackPhotos(database, folder)
    unpackMaterials(database, folder)
    // One file, whole: nothing of it lies in a log beside it.
    database.exec('PRAGMA journal_mode = DELETE')
  } finally {
    database.close()
  }
}

/** What is replaced, its log included: hard links first, so that no moment is without it. */
export function keep(folder: string, file: string, now: number, as: 'replaced' | 'damaged' | 'forked'): string | null {
  const found = ['', '-wal', '-shm'].filter((end) => existsSync(`${file}${end}`))
  if (found.length === 0) return null
  const aside = join(folder, `${as}-${new Date(now).toISOString().replaceAll(':', '')}`)
  mkdirSync(aside, { mode: 0o700 })
  for (const end of found) linkSync(`${file}${end}`, join(aside, `${basename(file)}${end}`))
  sync(aside)
  sync(folder)
  return aside
}

/** Best effort: a disk that died has nothing to say, and the caller says so. */
async function carryOver(
  replaced: string,
  part: string,
  now: number,
  shut: (database: Database, documents: readonly string[]) => void,
): Promise<{ readonly withdrawn: number | null; readonly voices: number | null }> {
  const database = openDatabase(part, { shared: true })
  try {
    database.prepare('ATTACH ? AS replaced').run(replaced)
    // That this laptop took over from another one stays so: devices know it, and would end one that does not.
    if (hasTable(database, 'term', 'replaced')) database.exec('INSERT OR IGNORE INTO term SELECT * FROM replaced.term')
    const withdrawn = await carryWithdrawn(database, now)
    // Photos that came after the backup lie there still: devices may bring back the shapes that show them.
    if (
      database
        .prepare(
          `SELECT count(*) AS n FROM (SELECT 1 FROM main.sqlite_master WHERE name = 'photo' UNION ALL SELECT 1 FROM replaced.sqlite_master WHERE name = 'photo')`,
        )
        .get()?.['n'] === 2
    )
      database.exec('INSERT OR IGNORE INTO main.photo SELECT * FROM replaced.photo')
    const { came, damaged } = carryRows(database, ['voices', 'translations', 'synthesis'])
    // Their bytes lie beside both, under the same names.
    carryRows(database, ['materials'])
    shut(database, [...new Set([...incompleteVoices(database), ...damaged])])
    return { withdrawn, voices: came }
  } catch {
    return { withdrawn: null, voices: null }
  } finally {
    database.exec('PRAGMA journal_mode = DELETE')
    database.close()
  }
}
