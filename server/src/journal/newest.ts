/** When the newest row was written, of any document: a clock that stands before it was set back. */
import type { Database } from '../store/database.ts'

const newest = `SELECT max(at) AS at FROM (
   SELECT (SELECT at FROM journal_row WHERE document = id ORDER BY epoch DESC, seq DESC LIMIT 1) AS at FROM journal_document
   UNION ALL
   SELECT (SELECT last_at FROM journal_segment WHERE document = id ORDER BY epoch DESC, last DESC LIMIT 1) FROM journal_document)`

/** ms; null where nothing was ever written. */
export function newestRow(database: Pick<Database, 'prepare'>): number | null {
  const at = database.prepare(newest).get()?.['at'] ?? null
  return at === null ? null : Number(at)
}
