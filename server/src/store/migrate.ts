/**
 * Migrations: each is applied once, in order, all that are due in one transaction: cut short, the file is the version's that
 * wrote it, to the letter. What was applied is never edited; add the next one.
 */
import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'

export type Migration = { readonly name: string; readonly sql: readonly string[] }

/**
 * Throws, and has changed nothing, for a migration that was applied with other words. One that the file has and this
 * list has not is left alone.
 */
export function migrate(database: DatabaseSync, migrations: readonly Migration[]): void {
  if (migrations.length === 0) return
  database.exec('CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, digest TEXT NOT NULL) STRICT')
  const find = database.prepare('SELECT digest FROM migration WHERE name = ?')
  const note = database.prepare('INSERT INTO migration (name, digest) VALUES (?, ?)')
  const due = migrations
    .map((each) => ({ ...each, digest: createHash('sha256').update(each.sql.join(';\n')).digest('hex') }))
    .filter(({ name, digest }) => {
      const applied = find.get(name)
      if (applied !== undefined && applied['digest'] !== digest)
        throw new Error(
          `The database was made by another version: its migration "${name}" differs from this program's. Start with a new TABLEE_DATA folder or use that version.`,
        )
      return applied === undefined
    })
  if (due.length === 0) return
  database.exec('BEGIN IMMEDIATE')
  try {
    for (const { name, sql, digest } of due) {
      for (const statement of sql) database.exec(statement)
      note.run(name, digest)
    }
    database.exec('COMMIT')
  } catch (cause) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw cause
  }
}
