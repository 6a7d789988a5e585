/** Tables of the versions before, in which a dialogue was kept beside its log: read once more, before they go. */
import type { DialogueId } from '@tablee/shared/ids'
import type { Database } from '../store/database.ts'
import type { Migration } from '../store/migrate.ts'

export const dialogueMigration: Migration = {
  name: 'dialogue-1',
  sql: [
    `CREATE TABLE dialogue (
       id TEXT PRIMARY KEY, title TEXT NOT NULL, lang TEXT NOT NULL, opens_at INTEGER NOT NULL, closes_at INTEGER NOT NULL,
       session INTEGER NOT NULL, started_at INTEGER
     ) STRICT`,
    `CREATE TABLE dialogue_site (
       id TEXT PRIMARY KEY, dialogue TEXT NOT NULL REFERENCES dialogue (id), name TEXT NOT NULL, country TEXT NOT NULL, lang TEXT NOT NULL
     ) STRICT`,
    `CREATE TABLE dialogue_table (
       id TEXT PRIMARY KEY, dialogue TEXT NOT NULL REFERENCES dialogue (id), site TEXT NOT NULL REFERENCES dialogue_site (id),
       number INTEGER NOT NULL, seats INTEGER NOT NULL, lang TEXT NOT NULL, citizens_edit INTEGER NOT NULL,
       UNIQUE (dialogue, number)
     ) STRICT`,
    // The programme's texts are JSON by language: { "en": "…", "fr": "…" }.
    `CREATE TABLE dialogue_session (
       dialogue TEXT NOT NULL REFERENCES dialogue (id), number INTEGER NOT NULL, programme TEXT NOT NULL,
       PRIMARY KEY (dialogue, number)
     ) STRICT`,
    `CREATE TABLE board (
       id TEXT PRIMARY KEY, dialogue TEXT NOT NULL REFERENCES dialogue (id), place TEXT NOT NULL REFERENCES dialogue_table (id),
       session INTEGER NOT NULL, question TEXT NOT NULL, lang TEXT NOT NULL, closed INTEGER NOT NULL,
       observation TEXT NOT NULL, consent INTEGER NOT NULL, curtain TEXT NOT NULL, delay_minutes INTEGER NOT NULL,
       hidden TEXT NOT NULL, show_words INTEGER NOT NULL,
       UNIQUE (place, session)
     ) STRICT`,
    `CREATE INDEX board_dialogue ON board (dialogue, session)`,
    // Ids of commands that took effect: the same one again changes nothing.
    `CREATE TABLE dialogue_command (id TEXT PRIMARY KEY, dialogue TEXT NOT NULL) STRICT`,
  ],
}
/** What came with the canvas and the notes: released photos, and whether notes are shown. */
export const canvasPolicyMigration: Migration = {
  name: 'dialogue-2',
  sql: [
    `ALTER TABLE board ADD COLUMN show_notes INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE board ADD COLUMN photos TEXT NOT NULL DEFAULT '[]'`,
  ],
}
/** What people are asked before anything of theirs is kept, and the languages they are asked in: JSON as it was founded. */
export const consentMigration: Migration = {
  name: 'dialogue-3',
  sql: [`ALTER TABLE dialogue ADD COLUMN consent TEXT`, `ALTER TABLE dialogue ADD COLUMN langs TEXT`],
}
/**
 * A table's rule of being watched. `rule`: JSON of what was decided for the table; what is missing in it is decided by the
 * strictest of its boards, as the version before kept it. `ceiling`: how far it may be opened; null where nobody said.
 */
export const tableRuleMigration: Migration = {
  name: 'dialogue-4',
  sql: [
    `ALTER TABLE dialogue_table ADD COLUMN rule TEXT NOT NULL DEFAULT '{}'`,
    `ALTER TABLE dialogue_table ADD COLUMN ceiling TEXT`,
  ],
}
/** Children first. */
const tables = ['dialogue_command', 'board', 'dialogue_session', 'dialogue_table', 'dialogue_site', 'dialogue'] as const

/** They go once the log knows every dialogue that is in them: what a damaged log lacks is said nowhere else. */
export function dropTables(database: Database, known: readonly DialogueId[]): void {
  if (database.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'dialogue'`).get() === undefined) return
  const founded = new Set<unknown>(known)
  if (
    database
      .prepare('SELECT id FROM dialogue')
      .all()
      .some(({ id }) => !founded.has(id))
  )
    return
  database.transaction(() => {
    for (const name of tables) database.exec(`DROP TABLE ${name}`)
  })
}
