/**
 * What a database changes, as bytes that make the same of another one (SQLite's changesets): of every table, whoever wrote.
 * A table without a primary key would be left out; there is none.
 */
import { constants } from 'node:sqlite'
import type { Database } from './database.ts'

export type Changes = {
  /** What was committed since the last call, or null. Never in the middle of a transaction. */
  take(): Uint8Array | null
  stop(): void
}

/** Notes what this connection changes from now on. */
export function noteChanges(database: Database): Changes {
  let session = database.createSession()
  return {
    take() {
      const bytes = session.changeset()
      if (bytes.length === 0) return null
      session.close()
      session = database.createSession()
      return bytes
    },
    stop: () => session.close(),
  }
}

/**
 * Within the caller's transaction; false, and nothing was done, where the database is not what it was changed from.
 * `again`: some of it may stand there already, as in a file that was copied while it came.
 */
export function applyChanges(database: Database, bytes: Uint8Array, again: boolean): boolean {
  const { SQLITE_CHANGESET_DATA, SQLITE_CHANGESET_CONFLICT, SQLITE_CHANGESET_NOTFOUND } = constants
  const { SQLITE_CHANGESET_ABORT, SQLITE_CHANGESET_OMIT, SQLITE_CHANGESET_REPLACE } = constants
  return database.applyChangeset(bytes, {
    onConflict(kind) {
      if (!again) return SQLITE_CHANGESET_ABORT
      if (kind === SQLITE_CHANGESET_NOTFOUND) return SQLITE_CHANGESET_OMIT
      return kind === SQLITE_CHANGESET_DATA || kind === SQLITE_CHANGESET_CONFLICT
        ? SQLITE_CHANGESET_REPLACE
        : SQLITE_CHANGESET_ABORT
    },
  })
}
