/** A cluster's database, as a mover reaches it. */
import type { Sql } from 'postgres'
import { isBroken } from '../postgres/answer.ts'
import { openPool } from '../postgres/pool.ts'

/**
 * `waits`: ms for an answer, and for all of a transaction's; where there is none in time whoever asked is told, and the next
 * question goes by a new connection. Two minutes are two megabytes, the largest page, over the worst line that a hall has.
 */
export function connect(url: string, waits = 120_000): Sql {
  // A page may be on its way for as long as that in the middle of a transaction.
  const settings = { idle_in_transaction_session_timeout: waits, synchronous_commit: 'on' }
  return openPool(url, 'tablee move', { max: 2, limit: waits, connects: Math.min(waits, 10_000), settings }).sql
}

/** On a connection of its own: those of before may hang. What is left of it nobody waits for. */
export async function anew<T>(url: string, waits: number, ask: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connect(url, waits)
  try {
    return await ask(sql)
  } finally {
    void sql.end({ timeout: 0 }).catch(() => undefined)
  }
}

/** That nobody answers, as a person reads it; null where it failed of something else. */
export const unanswered = (cause: unknown): string | null =>
  isBroken(cause) ? 'the cluster’s database does not answer. Is it running, and is its address right?' : null
