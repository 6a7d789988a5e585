/** Which bytes the rows of a database name: for who copies one, and for who looks at one that nobody serves. */
import { materialsDoc, prefixOf } from '@tablee/shared/documents'
import type { DialogueId, MaterialHash } from '@tablee/shared/ids'
import { bytesOf, materialsAfter, noMaterials, type MaterialsState } from '@tablee/shared/materials/fold'
import { readMaterialRow } from '@tablee/shared/materials/rows'
import { hasTable, type Database } from '../store/database.ts'

const prefix = prefixOf('materials')

/** With how many bytes each, of one dialogue or all. A row that cannot be read names nothing. */
export function namedIn(database: Database, dialogue?: DialogueId): ReadonlyMap<MaterialHash, number> {
  const named = new Map<MaterialHash, number>()
  if (!hasTable(database, 'journal_row') || !hasTable(database, 'journal_document')) return named
  const documents = database
    .prepare('SELECT id, name FROM journal_document WHERE substr(name, 1, ?) = ?')
    .all(prefix.length, prefix)
    .filter(({ name }) => dialogue === undefined || name === materialsDoc(dialogue))
  const rows = database.prepare(
    `SELECT data FROM journal_row WHERE document = ? AND kind = 'command' ORDER BY epoch, seq`,
  )
  const text = new TextDecoder()
  for (const { id } of documents) {
    let state: MaterialsState = noMaterials
    for (const { data } of rows.iterate(Number(id))) {
      try {
        const row = data instanceof Uint8Array ? readMaterialRow(text.decode(data)) : null
        if (row !== null) state = materialsAfter(state, row)
      } catch {
        // Damaged: whoever opens the log says so.
      }
    }
    for (const [hash, bytes] of bytesOf(state)) named.set(hash, bytes)
  }
  return named
}
