/** A connection to Postgres that is one session: whoever holds a lock in it loses the lock when it closes. */
import postgres, { type Sql } from 'postgres'
import { noticing } from '../postgres/pool.ts'

/** `closed` is told each time the session ends, also by our own hand. Connects when it is first asked, and anew after that. */
export const openLine = (url: string, name: string, closed: () => void): Sql =>
  postgres(url, {
    max: 1,
    // A session lives as long as its owner does.
    max_lifetime: null,
    idle_timeout: 0,
    connect_timeout: 2,
    backoff: () => 0.1,
    fetch_types: false,
    connection: { application_name: name, ...noticing },
    onclose: closed,
    onnotice: () => undefined,
  })
