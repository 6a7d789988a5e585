/** The side of a file: a folder's database, which nobody else writes meanwhile to these documents. */
import type { DocName } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { boardsOf, documentsOf } from '../backup/rows.ts'
import { createDocuments } from '../journal/documents.ts'
import { commandsIn, unpackSegment } from '../journal/segment.ts'
import type { Database } from '../store/database.ts'
import { cellIn, tables, type Row, type Side, type Stands, type Table } from './tables.ts'

const idOf = (database: Database, name: DocName): number | null => {
  const id = database.prepare('SELECT id FROM journal_document WHERE name = ?').get(name)?.['id']
  return id === undefined ? null : Number(id)
}

/** Segments of long ago do not say how many commands are in them. */
function counted(table: Table, name: DocName, row: Row): Row {
  if (table.sqlite !== 'journal_segment' || row[4] !== null) return row
  const [epoch, , , , , data] = row
  const rows = data instanceof Uint8Array ? unpackSegment(data, name, Number(epoch)) : []
  return row.with(4, commandsIn(rows))
}

/** `others`: documents whose names do not say whose they are. */
export function fileSide(database: Database, dialogue: DialogueId, others: readonly DocName[]): Side {
  const documents = createDocuments(database)
  return {
    documents: () =>
      Promise.resolve(
        documentsOf(database, dialogue, boardsOf(database, dialogue), others)
          .map(({ name }): Stands => {
            const { epoch, seq, at } = documents.head(name)
            return { name, epoch, seq, at }
          })
          .filter(({ seq }) => seq > 0)
          .sort((a, b) => (a.name < b.name ? -1 : 1)),
      ),
    async *rows(name, table) {
      const id = idOf(database, name)
      if (id === null) return
      const columns = table.columns.join(', ')
      const key = table.columns.slice(0, table.key)
      const first = database.prepare(
        `SELECT ${columns} FROM ${table.sqlite} WHERE document = ? ORDER BY ${key.join(', ')} LIMIT ${table.page}`,
      )
      const next = database.prepare(
        `SELECT ${columns} FROM ${table.sqlite} WHERE document = ? AND (${key.join(', ')}) > (${key.map(() => '?').join(', ')})
          ORDER BY ${key.join(', ')} LIMIT ${table.page}`,
      )
      for (let last: Row | null = null; ; ) {
        const found: readonly Readonly<Record<string, unknown>>[] =
          last === null ? first.all(id) : next.all(id, ...last.slice(0, table.key))
        const page: readonly Row[] = found.map(
          (cells): Row => table.columns.map((column) => cellIn(column, cells[column])),
        )
        if (page.length > 0) yield page.map((row) => counted(table, name, row))
        if (page.length < table.page) return
        last = page.at(-1) ?? null
        // Whoever else this process serves is served between two pages.
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

/** What a file holds of a dialogue's documents goes; within the caller's transaction. */
export function dropFromFile(database: Database, names: readonly DocName[]): void {
  for (const name of names) {
    const id = idOf(database, name)
    if (id === null) continue
    for (const { sqlite } of tables) database.prepare(`DELETE FROM ${sqlite} WHERE document = ?`).run(id)
    database.prepare('DELETE FROM journal_document WHERE id = ?').run(id)
  }
}

/** Fills a document that is not there yet; each page is a transaction. */
export function intoFile(database: Database, { name, epoch }: Stands) {
  const id = Number(
    database.prepare('INSERT INTO journal_document (name, epoch) VALUES (?, ?) RETURNING id').get(name, epoch)?.['id'],
  )
  return (table: Table, page: readonly Row[]): void =>
    database.transaction(() => {
      const add = database.prepare(
        `INSERT INTO ${table.sqlite} (document, ${table.columns.join(', ')}) VALUES (?${', ?'.repeat(table.columns.length)})`,
      )
      for (const row of page) add.run(id, ...row)
    })
}
