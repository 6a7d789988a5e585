/** The projection of the journals of people's voices: what must be unique is so in the database. */
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
export const placementMigration: Migration = {
  name: 'ballot-2',
  sql: [`CREATE TABLE sheet_placement (id TEXT PRIMARY KEY, dialogue TEXT NOT NULL) STRICT, WITHOUT ROWID`],
}
export const ballotTables = ['voice_command', 'ballot'] as const
