/**
 * What an erasure overwrote or deleted leaves the tables: Postgres keeps the row of before until nobody can see it any more
 * and a vacuum comes by. It writes on the spot, so nobody waits for it. What is not reached from here: the archive of the
 * write-ahead log and copies of the whole database, which go by their age (docs/operations.md).
 */
import type { Sql } from 'postgres'

/** Where people's words lie. */
const tables = ['journal_row', 'segment', 'checkpoint', 'quarantine', 'beside', 'blob']

/**
 * False where somebody who has been reading for longer keeps some of it in the tables: the next vacuum takes that. A query
 * takes moments, a dump of the whole database hours: `patience` (ms) is for the first.
 */
export async function scrubTables(sql: Sql, patience = 5_000): Promise<boolean> {
  const [now] = await sql<{ xact: string }[]>`SELECT pg_current_xact_id()::text AS xact`
  let alone = false
  for (const until = performance.now() + patience; !alone && performance.now() < until; ) {
    const [older] = await sql<{ any: boolean }[]>`
      SELECT EXISTS (
        SELECT 1 FROM pg_stat_activity
         WHERE pid <> pg_backend_pid() AND datname = current_database()
           AND age(backend_xmin) > age(${now?.xact ?? '0'}::xid8::xid)
      ) AS any
    `
    alone = older?.any === false
    if (!alone) await new Promise((again) => setTimeout(again, 50))
  }
  await sql.unsafe(`VACUUM ${tables.map((table) => `tablee.${table}`).join(', ')}`)
  return alone
}
