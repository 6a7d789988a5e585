/** A restore and what came of it. The rows of an ended recovery stay: they say later where a piece of a board came from. */
import { asBytes } from '../journal/row.ts'
import type { Database } from '../store/database.ts'
import type { Migration } from '../store/migrate.ts'

export const recoveryMigration: Migration = {
  name: 'recovery',
  sql: [
    // `view_floor`: epochs of views begin here, above any that observers can have followed before the restore.
    `CREATE TABLE recovery (
       id INTEGER PRIMARY KEY,
       began INTEGER NOT NULL,
       view_floor INTEGER NOT NULL
     ) STRICT`,
    `CREATE TABLE recovery_ended (
       recovery INTEGER NOT NULL REFERENCES recovery (id),
       dialogue TEXT NOT NULL,
       at INTEGER NOT NULL,
       by TEXT NOT NULL,
       PRIMARY KEY (recovery, dialogue)
     ) STRICT`,
    `CREATE TABLE recovery_handed (
       recovery INTEGER NOT NULL REFERENCES recovery (id),
       board TEXT NOT NULL,
       device TEXT NOT NULL,
       structs INTEGER NOT NULL,
       foreign_structs INTEGER NOT NULL,
       marks INTEGER NOT NULL,
       PRIMARY KEY (recovery, board, device)
     ) STRICT`,
    // The update itself, so that nothing is lost however the organiser decides; one row however often a device brings it.
    `CREATE TABLE recovery_conflict (
       recovery INTEGER NOT NULL REFERENCES recovery (id),
       board TEXT NOT NULL,
       device TEXT NOT NULL,
       author TEXT NOT NULL,
       at INTEGER NOT NULL,
       sha256 TEXT NOT NULL,
       data BLOB NOT NULL,
       PRIMARY KEY (recovery, board, sha256)
     ) STRICT`,
  ],
}

export const recoveryFloorMigration: Migration = {
  name: 'recovery-floor',
  sql: [
    `CREATE TABLE recovery_floor (
       recovery INTEGER NOT NULL REFERENCES recovery (id),
       document TEXT NOT NULL,
       seq INTEGER NOT NULL,
       PRIMARY KEY (recovery, document)
     ) STRICT`,
  ],
}

/** Which laptop is the first, since when. */
export const termMigration: Migration = {
  name: 'term',
  sql: [`CREATE TABLE term (term INTEGER PRIMARY KEY, at INTEGER NOT NULL, laptop TEXT NOT NULL) STRICT`],
}

/** `dialogue`: null, of the whole folder. `made`: when the backup was. `aside`: the file in which what it replaced lies. */
export const recoveryOfOneMigration: Migration = {
  name: 'recovery-of-one',
  sql: [
    `ALTER TABLE recovery ADD COLUMN dialogue TEXT`,
    `ALTER TABLE recovery ADD COLUMN made INTEGER`,
    `ALTER TABLE recovery ADD COLUMN aside TEXT`,
  ],
}

/** Erasure only: what each device brought against a board, as it came, becomes what `change` makes of it. */
export function rewriteConflicts(
  database: Database,
  board: string,
  change: (updates: readonly Uint8Array[]) => readonly Uint8Array[],
): void {
  const set = database.prepare('UPDATE recovery_conflict SET data = ? WHERE rowid = ?')
  const rows = database
    .prepare('SELECT rowid, device, data FROM recovery_conflict WHERE board = ? ORDER BY at, rowid')
    .all(board)
  for (const of of Map.groupBy(rows, ({ device }) => device).values()) {
    const changed = change(of.map(({ data }) => asBytes(data)))
    of.forEach(({ rowid = 0 }, at) => set.run(changed[at] ?? new Uint8Array(), rowid))
  }
}
