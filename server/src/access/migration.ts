/** Tables of access. No secret stands in them: tokens are derived, and look-ups go by keyed hash. */
import type { Migration } from '../store/migrate.ts'

export const accessMigration: Migration = {
  name: 'access-1',
  sql: [
    `CREATE TABLE link (
     id TEXT PRIMARY KEY,
     role TEXT NOT NULL,
     dialogue TEXT NOT NULL,
     place TEXT,
     seat TEXT,
     label TEXT NOT NULL,
     generation INTEGER NOT NULL,
     created_at INTEGER NOT NULL,
     expires_at INTEGER,
     code_from INTEGER,
     code_until INTEGER,
     revoked_at INTEGER,
     path_hash TEXT UNIQUE,
     code_hash TEXT UNIQUE
   ) STRICT;
   CREATE INDEX link_dialogue ON link (dialogue);
   CREATE TABLE session (
     hash TEXT PRIMARY KEY,
     link TEXT NOT NULL REFERENCES link (id),
     generation INTEGER NOT NULL,
     device TEXT NOT NULL,
     seat TEXT,
     created_at INTEGER NOT NULL,
     expires_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX session_expires ON session (expires_at);`,
  ],
}
