/** Which photos a board has. The bytes lie beside the database, under their hash. */
import type { Migration } from '../store/migrate.ts'

export const photoMigration: Migration = {
  name: 'photo 1',
  sql: [
    `CREATE TABLE photo (
       board TEXT NOT NULL,
       hash TEXT NOT NULL,
       type TEXT NOT NULL,
       width INTEGER NOT NULL,
       height INTEGER NOT NULL,
       bytes INTEGER NOT NULL,
       at INTEGER NOT NULL,
       author TEXT NOT NULL,
       PRIMARY KEY (board, hash)
     ) STRICT, WITHOUT ROWID`,
  ],
}
