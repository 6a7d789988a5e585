import postgres from 'postgres'
import { migratePostgres } from '@tablee/server/journal/postgres/schema'

/** The tables of a database, as a node that starts makes them. */
export async function prepared(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  await migratePostgres(sql)
  await sql.end()
}
