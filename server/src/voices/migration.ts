/** What was kept of people's voices beside the journal, until the log itself gave all of it back. */
import type { Migration } from '../store/migrate.ts'

export const ballotMigration: Migration = {
  name: 'ballot-1',
  sql: [
    // Ids of commands that took effect: the same one again changes nothing.
    `CREATE TABLE voice_command (id TEXT PRIMARY KEY, dialogue TEXT NOT NULL) STRICT`,
    // One ballot per seat and item, and one on paper beside it; `answer` is the last one given, JSON.
    `CREATE TABLE ballot (
       board TEXT NOT NULL, step TEXT NOT NULL, item TEXT NOT NULL, seat TEXT NOT NULL, how TEXT NOT NULL,
       dialogue TEXT NOT NULL, answer TEXT NOT NULL, sent INTEGER NOT NULL,
       PRIMARY KEY (board, step, item, seat, how)
     ) STRICT, WITHOUT ROWID`,
  ],
}
/** Placements that were done: rows of the log since; what stands here is carried over at the next start (`placed.ts`). */
export const placementMigration: Migration = {
  name: 'ballot-2',
  sql: [`CREATE TABLE sheet_placement (id TEXT PRIMARY KEY, dialogue TEXT NOT NULL) STRICT, WITHOUT ROWID`],
}
export const voicesMigration: Migration = {
  name: 'voices-in-the-log',
  sql: [`DROP TABLE voice_command`, `DROP TABLE ballot`],
}
