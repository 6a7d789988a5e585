/**
 * The one database file. What holds after `openDatabase`: WAL with a sync at every COMMIT (a pulled plug loses nothing
 * committed), foreign keys on, the file readable by its owner alone, and no other process serving the same folder.
 */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Migration, migrate } from './migrate.ts'

/**
 * How long a statement waits for another process. The command line's transactions take some milliseconds; waiting blocks
 * the event loop for every table, so beyond that the caller is told `unavailable` and tries again by itself.
 */
const busyMs = 250

/** A second server on one folder would hand out the same seq twice, and its journal's memory of heads would be wrong. */
export class DatabaseInUse extends Error {
  readonly file: string
  constructor(file: string, cause: unknown) {
    super(`${file} is in use by another Tablée process. Stop that one first, or set TABLEE_DATA to another folder.`, {
      cause,
    })
    this.name = 'DatabaseInUse'
    this.file = file
  }
}

/** A transaction that awaits would hold the write lock over the event loop: an async callback is a type error. */
type Now<T> = T extends PromiseLike<unknown> ? never : T

export class Database extends DatabaseSync {
  readonly file: string
  readonly #lock: DatabaseSync | null
  /** Told of each scrub: a copy elsewhere is to lose the same. */
  scrubbed: (() => void) | null = null

  constructor(file: string, lock: DatabaseSync | null) {
    super(file)
    this.file = file
    this.#lock = lock
  }

  /** Runs `work` as one transaction (inside another one: as a savepoint of it) and rolls back when it throws. */
  transaction<T>(work: () => Now<T>): T {
    const nested = this.isTransaction
    this.exec(nested ? 'SAVEPOINT nested' : 'BEGIN IMMEDIATE')
    try {
      const result: T = work()
      this.exec(nested ? 'RELEASE nested' : 'COMMIT')
      return result
    } catch (cause) {
      // A full disk ends the whole transaction by itself; a second ROLLBACK would hide the first cause.
      if (this.isTransaction) this.exec(nested ? 'ROLLBACK TO nested; RELEASE nested' : 'ROLLBACK')
      throw cause
    }
  }

  /**
   * Nothing that was deleted or overwritten is left in the file or its log. Rewrites the whole file: some 50 ms for each
   * 10 MB, in which nobody is served; only erasure asks for it.
   */
  scrub(): void {
    this.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);')
    this.scrubbed?.()
  }

  override close(): void {
    super.close()
    this.#lock?.close()
  }
}

/** `schema`: of an attached file. */
export const hasTable = (database: DatabaseSync, table: string, schema: 'main' | 'replaced' = 'main'): boolean =>
  database.prepare(`SELECT 1 FROM ${schema}.sqlite_master WHERE type = 'table' AND name = ?`).get(table) !== undefined

export type OpenOptions = {
  readonly migrations?: readonly Migration[]
  /** `true` for command-line tools that only look beside a running server. They must not open a journal. */
  readonly shared?: boolean
}

/** The folder's lock alone, for anyone who exchanges the database itself. */
export function lockFolder(file: string): { close(): void } {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  return holdLock(file)
}

/** `:memory:` gives a database of this process alone. */
export function openDatabase(file: string, options: OpenOptions = {}): Database {
  const inMemory = file === ':memory:'
  if (!inMemory) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    closeSync(openSync(file, 'a', 0o600)) // SQLite gives -wal and -shm the mode of the file it finds
    chmodSync(file, 0o600)
  }
  const lock = inMemory || options.shared === true ? null : holdLock(file)
  const database = new Database(file, lock)
  try {
    database.exec(`
      PRAGMA busy_timeout = ${busyMs};
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA trusted_schema = OFF;
      -- Overwrites deleted text where that needs no further write; erasure, which must leave nothing, asks for more itself.
      PRAGMA secure_delete = FAST;
    `)
    migrate(database, options.migrations ?? [])
  } catch (cause) {
    database.close()
    throw cause
  }
  return database
}

/**
 * The lock is SQLite's own on a file beside the database: the kernel drops it when the process dies, however it dies,
 * so that a kill -9 leaves no stale lock behind. (A pid file would.)
 */
function holdLock(file: string): DatabaseSync {
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 })
  try {
    chmodSync(`${file}.lock`, 0o600)
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (cause) {
    lock.close()
    // A full disk takes no lock either, and stopping another process would not help.
    throw primary(cause) === busy ? new DatabaseInUse(file, cause) : cause
  }
}

const busy = 5
/** Null for what is no error of SQLite's. */
const primary = (cause: unknown): number | null =>
  cause instanceof Error && 'errcode' in cause ? Number(cause.errcode) & 0xff : null

/** Nothing more goes on the disk. */
export const isFull = (cause: unknown): boolean =>
  primary(cause) === 13 || (cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')

/** Primary codes of SQLite: a damaged file, no database at all, and a disk that does not give its bytes back. */
const damageCodes: ReadonlySet<number> = new Set([11, 26, 10])

/**
 * Whether every tree of the file can be walked, and the two copies of a command (`journal/tables`) say the same: each is read
 * without the other, so that a wrong bit in one of them would be nobody's to notice. Read only: whatever it finds, the file
 * stays as it is.
 */
export function isSound(file: string): boolean {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: 1_000 })
    const checks = [
      'PRAGMA quick_check(1)',
      ...(hasTable(database, 'journal_row') ? [`PRAGMA integrity_check('journal_row')`] : []),
    ]
    for (const check of checks) {
      const found = database.prepare(check).all()
      if (found.length !== 1 || !Object.values(found[0] ?? {}).includes('ok')) return false
    }
    return true
  } catch (cause) {
    if (isDamage(cause)) return false
    throw cause
  } finally {
    database?.close()
  }
}

/** What `read` finds in a sound file, which stays as it is, and so does the log beside it; null where it is damaged. */
export function lookInto<T>(file: string, read: (database: Pick<DatabaseSync, 'prepare'>) => Now<T>): Now<T> | null {
  // Of a process that was killed, or runs: not to be brought into the file by us.
  const isOpen = existsSync(`${file}-wal`)
  if (!isSound(file)) return null
  // Who only reads leaves an empty log behind; who may write takes it away again.
  const database = new DatabaseSync(file, { readOnly: isOpen, timeout: 1_000 })
  try {
    return read(database)
  } finally {
    database.close()
  }
}

/** Extended codes of a disk that takes nothing: writing, syncing, cutting off, and the memory that readers share. */
const writing: ReadonlySet<number> = new Set([778, 1034, 1290, 1546, 2570, 4618, 4874, 5130, 5386])

/** False for a full disk, a lock, or anything that is no error of SQLite's. */
export const isDamage = (cause: unknown): boolean =>
  cause instanceof Error &&
  'errcode' in cause &&
  damageCodes.has(Number(cause.errcode) & 0xff) &&
  !writing.has(Number(cause.errcode))
