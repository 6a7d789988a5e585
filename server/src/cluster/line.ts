/** A connection to Postgres that is one session: whoever holds a lock in it loses the lock when it closes. */
import postgres, { type Sql } from 'postgres'

/** Postgres gave no answer in time, or none at all: what it was asked may be done or not. */
export class Unavailable extends Error {
  constructor(cause?: unknown) {
    super('the log does not answer', { cause })
    this.name = 'Unavailable'
  }
}

/** The answer, or `Unavailable` after so many milliseconds; the work goes on, and nobody hears how it ends. */
export async function within<T>(milliseconds: number, work: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Unavailable(`nothing for ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Postgres looks each second whether who asked is still there, also while it waits for a row: who was thrown away would hold a
 * connection until the wait is over, and there are a few hundred. (While it waits for a standby it does not look.)
 */
export const noticing = { client_connection_check_interval: 1_000 } as const

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
