/** Bodies and texts of the snapshots, so that a list or a download needs no replay: a cache, completed from their rows. */
import type { Migration } from '../store/migrate.ts'

export const snapshotMigration: Migration = {
  name: 'snapshot 1',
  sql: [
    `CREATE TABLE snapshot (
       hash TEXT PRIMARY KEY,
       of TEXT NOT NULL CHECK (of IN ('board', 'dialogue')),
       dialogue TEXT NOT NULL,
       board TEXT,
       at INTEGER NOT NULL,
       author TEXT NOT NULL,
       nodes INTEGER NOT NULL,
       relations INTEGER NOT NULL,
       words INTEGER NOT NULL,
       boards INTEGER NOT NULL,
       body BLOB NOT NULL
     ) STRICT`,
    `CREATE INDEX snapshot_dialogue ON snapshot (dialogue, at)`,
    // A snapshot never changes. Only the texts beside it can go (erasure).
    `CREATE TRIGGER snapshot_stays BEFORE UPDATE ON snapshot BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END`,
    `CREATE TRIGGER snapshot_remains BEFORE DELETE ON snapshot BEGIN SELECT RAISE(ABORT, 'a snapshot never goes'); END`,
    `CREATE TABLE snapshot_text (
       digest TEXT PRIMARY KEY,
       salt TEXT NOT NULL,
       text TEXT NOT NULL
     ) STRICT, WITHOUT ROWID`,
  ],
}

/** They are a cache: whatever is not what its name says is made again. */
export const snapshotCacheMigration: Migration = {
  name: 'snapshot 2',
  sql: ['DROP TRIGGER snapshot_stays', 'DROP TRIGGER snapshot_remains'],
}
