/** Tables of the journal. Document names are kept once; rows hold their number. */
import type { Migration } from '../store/migrate.ts'

const migration: string[] = [
  `CREATE TABLE journal_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT`,
  `CREATE TABLE journal_document (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     epoch INTEGER NOT NULL
   ) STRICT`,
  // The hot rows: everything since the last checkpoint. `crc` covers the other columns and the document's name.
  `CREATE TABLE journal_row (
     document INTEGER NOT NULL REFERENCES journal_document (id),
     epoch INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     at INTEGER NOT NULL,
     server TEXT NOT NULL,
     author TEXT NOT NULL,
     device TEXT NOT NULL,
     kind TEXT NOT NULL CHECK (kind IN ('update', 'command')),
     data BLOB NOT NULL,
     crc INTEGER NOT NULL,
     PRIMARY KEY (document, epoch, seq)
   ) STRICT`,
  // The cold rows: compressed runs of rows that a checkpoint covers. Replay, delay, put-back and audit read them.
  `CREATE TABLE journal_segment (
     document INTEGER NOT NULL REFERENCES journal_document (id),
     epoch INTEGER NOT NULL,
     first INTEGER NOT NULL,
     last INTEGER NOT NULL,
     last_at INTEGER NOT NULL,
     data BLOB NOT NULL,
     sha256 TEXT NOT NULL,
     PRIMARY KEY (document, epoch, last)
   ) STRICT`,
  `CREATE TABLE journal_checkpoint (
     document INTEGER NOT NULL REFERENCES journal_document (id),
     epoch INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     state BLOB NOT NULL,
     sha256 TEXT NOT NULL,
     PRIMARY KEY (document, epoch, seq)
   ) STRICT`,
  // One row per clientID: the next clock it may write, and the device that owns it (null until claimed).
  `CREATE TABLE journal_writer (
     document INTEGER NOT NULL REFERENCES journal_document (id),
     epoch INTEGER NOT NULL,
     client INTEGER NOT NULL,
     clock INTEGER NOT NULL,
     device TEXT,
     author TEXT,
     PRIMARY KEY (document, epoch, client)
   ) STRICT, WITHOUT ROWID`,
  // What failed its checksum or could not be applied. A row stays where it lies and is only passed over; a checkpoint's bytes move here.
  `CREATE TABLE journal_quarantine (
     document INTEGER NOT NULL REFERENCES journal_document (id),
     epoch INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     what TEXT NOT NULL CHECK (what IN ('row', 'checkpoint')),
     why TEXT NOT NULL,
     at INTEGER NOT NULL,
     data BLOB,
     PRIMARY KEY (document, epoch, what, seq)
   ) STRICT`,
]

/**
 * Command rows, found without reading the updates between them. The index repeats the whole row: what a document's commands
 * say is kept nowhere else, and a damaged page of either gives way to the other (`journal/mend`). `commands`: how many are
 * in a segment; null in one that was written before anybody counted.
 */
/** The index that repeats whole rows. */
export const commandIndex = 'journal_command'
const commandsMigration: string[] = [
  `CREATE INDEX ${commandIndex} ON journal_row (document, epoch, seq, at, server, author, device, data, crc) WHERE kind = 'command'`,
  `ALTER TABLE journal_segment ADD COLUMN commands INTEGER`,
  `CREATE INDEX journal_segment_command ON journal_segment (document, epoch, last, commands)`,
]

/** Each epoch after the first: the seq before its first row, and its name. */
const epochsMigration: string[] = [
  `CREATE TABLE journal_epoch (
     document INTEGER NOT NULL REFERENCES journal_document (id),
     epoch INTEGER NOT NULL,
     base INTEGER NOT NULL,
     name TEXT NOT NULL,
     PRIMARY KEY (document, epoch)
   ) STRICT`,
]

/** Beside those of the other parts (`hall/migrations.ts`), so that a file changes version in one step; the journal alone asks for them itself. */
export const journalMigrations: readonly Migration[] = [
  { name: 'journal', sql: migration },
  { name: 'journal-epochs', sql: epochsMigration },
  { name: 'journal-commands', sql: commandsMigration },
]
