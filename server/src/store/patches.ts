/**
 * What is committed to some tables of a database, as bytes that make the same of another one with these tables: SQLite's
 * patchsets, which hold no value that was overwritten. Unlike `changes` they may be applied where some of it stands already:
 * what was written last stands. Each part says its table's name and columns, so that a database that is older than the
 * bytes refuses them; SQLite itself would pass over what it has no column for.
 */
import { constants } from 'node:sqlite'
import type { Changes } from './changes.ts'
import type { Database } from './database.ts'

/** The bytes are of a later version: its tables have more than these. Nothing was applied. */
export class LaterVersion extends Error {
  override readonly name = 'LaterVersion'
}

/** Of everybody's tables: bytes that are not what was written once. */
const damaged = (): Error => new Error('what lies beside the log is not what was written')

const columnsIn = (database: Database, table: string): number =>
  Number(database.prepare('SELECT count(*) AS n FROM pragma_table_info(?)').get(table)?.['n'] ?? 0)

/** name, columns, length: what stands before each patchset. */
function headOf(table: string, columns: number, length: number): Buffer {
  const name = Buffer.from(table)
  const head = Buffer.alloc(name.length + 6)
  head.writeUInt8(name.length, 0)
  name.copy(head, 1)
  head.writeUInt8(columns, name.length + 1)
  head.writeUInt32BE(length, name.length + 2)
  return head
}

type Part = { readonly table: string; readonly columns: number; readonly patch: Uint8Array }

function* partsOf(bytes: Uint8Array): Generator<Part> {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < all.length; ) {
    const name = all[at] ?? 0
    if (at + name + 6 > all.length) throw damaged()
    const table = all.toString('utf8', at + 1, at + 1 + name)
    const columns = all.readUInt8(at + 1 + name)
    const length = all.readUInt32BE(at + 2 + name)
    at += name + 6
    if (at + length > all.length) throw damaged()
    yield { table, columns, patch: all.subarray(at, at + length) }
    at += length
  }
}

/** Notes what this connection commits to these tables from now on. */
export function notePatches(database: Database, tables: readonly string[]): Changes {
  const changed = database.prepare('SELECT total_changes() AS n')
  let seen = Number(changed.get()?.['n'])
  const sessions = new Map(tables.map((table) => [table, database.createSession({ table })]))
  return {
    take() {
      // Asked for with every group of rows, and nearly always for nothing.
      const now = Number(changed.get()?.['n'])
      if (now === seen || database.isTransaction) return null
      seen = now
      const parts: Uint8Array[] = []
      for (const [table, session] of sessions) {
        const patch = session.patchset()
        if (patch.length === 0) continue
        session.close()
        sessions.set(table, database.createSession({ table }))
        parts.push(headOf(table, columnsIn(database, table), patch.length), patch)
      }
      return parts.length === 0 ? null : Buffer.concat(parts)
    },
    stop() {
      for (const session of sessions.values()) session.close()
    },
  }
}

/**
 * One after the other, in the order in which they were taken; nobody notes or writes meanwhile. Throws `LaterVersion`, and
 * for bytes that are damaged; then the database is to be thrown away.
 */
export function applyPatches(database: Database, all: Iterable<Uint8Array>): void {
  const { SQLITE_CHANGESET_NOTFOUND, SQLITE_CHANGESET_OMIT, SQLITE_CHANGESET_REPLACE } = constants
  const { SQLITE_CHANGESET_ABORT, SQLITE_CHANGESET_CONFLICT, SQLITE_CHANGESET_DATA } = constants
  // A child may stand in a part before its parent's.
  database.exec('PRAGMA foreign_keys = OFF')
  try {
    database.transaction(() => {
      for (const bytes of all)
        for (const { table, columns, patch } of partsOf(bytes)) {
          if (columnsIn(database, table) < columns)
            throw new LaterVersion(`a later version of this program wrote the table ${table}`)
          const done = database.applyChangeset(patch, {
            onConflict(kind) {
              if (kind === SQLITE_CHANGESET_NOTFOUND) return SQLITE_CHANGESET_OMIT
              return kind === SQLITE_CHANGESET_CONFLICT || kind === SQLITE_CHANGESET_DATA
                ? SQLITE_CHANGESET_REPLACE
                : SQLITE_CHANGESET_ABORT
            },
          })
          if (!done) throw damaged()
        }
    })
  } finally {
    database.exec('PRAGMA foreign_keys = ON')
  }
}

/** All that stands in these tables, as if it had just been written; null where nothing does. `empty`: a database of the same version. */
export function wholePatch(database: Database, tables: readonly string[], empty: Database): Uint8Array | null {
  const notes = notePatches(empty, tables)
  empty.exec('PRAGMA foreign_keys = OFF')
  empty.transaction(() => {
    for (const table of tables) {
      const columns = database
        .prepare('SELECT name FROM pragma_table_info(?)')
        .all(table)
        .map(({ name }) => String(name))
      const add = empty.prepare(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      )
      for (const row of database.prepare(`SELECT ${columns.join(', ')} FROM ${table}`).iterate())
        add.run(...columns.map((column) => row[column] ?? null))
    }
  })
  const whole = notes.take()
  notes.stop()
  return whole
}
