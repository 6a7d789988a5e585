/** Tables of before, in which erasures were kept beside their rows. They are emptied into these and dropped (`bring.ts`). */
import type { Migration } from '../store/migrate.ts'

export const eraseMigration: Migration = {
  name: 'erase-1',
  sql: [
    // Begun and not ended is taken up again at the next start.
    `CREATE TABLE erasure (
       command TEXT PRIMARY KEY, dialogue TEXT NOT NULL, board TEXT NOT NULL, at INTEGER NOT NULL, words TEXT NOT NULL,
       letters TEXT NOT NULL, done INTEGER NOT NULL
     ) STRICT`,
    // Digests of snapshots whose text and salt are gone.
    `CREATE TABLE erased_text (
       digest TEXT NOT NULL, command TEXT NOT NULL REFERENCES erasure (command), PRIMARY KEY (digest, command)
     ) STRICT, WITHOUT ROWID`,
  ],
}
export const erasedSaidMigration: Migration = {
  name: 'erase-2',
  sql: [
    // Keyed digests of erased sentences (`known.ts`), by table.
    `CREATE TABLE erased_said (
       place TEXT NOT NULL, words INTEGER NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (place, digest)
     ) STRICT, WITHOUT ROWID`,
  ],
}
/** Children first. */
export const erasureTables = ['erased_text', 'erased_said', 'erasure'] as const
