/** A cluster's database, as a mover reaches it. */
import postgres, { type Sql } from 'postgres'

/** `waits`: ms after which a statement without an answer has failed. */
export const connect = (url: string, waits = 60_000): Sql =>
  postgres(url, {
    max: 2,
    connect_timeout: Math.ceil(Math.min(waits, 10_000) / 1000),
    idle_timeout: 0,
    onnotice: () => undefined,
    connection: { application_name: 'tablee move', statement_timeout: waits, synchronous_commit: 'on' },
  })
