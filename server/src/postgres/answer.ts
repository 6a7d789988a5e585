/** What becomes of a question to Postgres: an answer in time, no answer, or an error, and whose that is. */
import type { TransactionSql } from 'postgres'

/** Postgres gave no answer in time, or none at all: what it was asked may be done or not. */
export class Unavailable extends Error {
  constructor(cause?: unknown) {
    super('the log does not answer', { cause })
    this.name = 'Unavailable'
  }
}

/** Postgres on its way down or up, or that ended or could not begin what it was asked: nothing of it says what the next try will hear. */
const states = [
  '08...', // the connection
  '25006', // a standby: the first is another one by now
  '25P03', // a transaction that said nothing for too long
  '26000', // a prepared statement that this backend has not
  '40001', // serialization failure
  '40P01', // deadlock
  '53300', // too many connections
  '55P03', // a lock was not to be had
  '57014', // cancelled, or took too long
  '57P..', // shut down, still starting, idle for too long
]
/** What the driver, the system and TLS say of a line, or of why there is none. */
const lines = [
  'CONNECT_TIMEOUT',
  'CONNECTION_\\w+',
  'E(CONN|HOST|NET|ADDR)\\w+',
  'E(PIPE|TIMEDOUT|NOTFOUND|PROTO|NOBUFS|MFILE|NFILE)',
  'EAI_\\w+',
  'ERR_(SOCKET|STREAM|SSL|TLS)_\\w+',
]
const broken = new RegExp(`^(${[...states, ...lines].join('|')})$`)

/**
 * Whether nobody said what became of it, or that it is to be asked again. What else failed within a question is whoever's it
 * is: Postgres said no, a file is not there, somebody made a mistake; asked again it would fail again.
 */
export const isBroken = (cause: unknown): boolean =>
  cause instanceof Unavailable ||
  (cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && broken.test(cause.code))

/**
 * Calls `late` when so many milliseconds are over and what came meanwhile has been read: where a hall comes in, or the process
 * has no core, one round of what arrives takes seconds, and the time is over before the next one brings the answer that is
 * there. What it gives takes it back.
 */
export function lateAfter(milliseconds: number, late: () => void): () => void {
  let read: NodeJS.Immediate | undefined
  const timer = setTimeout(() => (read = setImmediate(late)), milliseconds)
  return () => {
    clearTimeout(timer)
    clearImmediate(read)
  }
}

/** The answer, or `Unavailable` after so many milliseconds; the work goes on, and nobody hears how it ends. */
export async function within<T>(milliseconds: number, work: PromiseLike<T>): Promise<T> {
  let done = (): void => undefined
  const late = new Promise<never>((_resolve, reject) => {
    done = lateAfter(milliseconds, () => reject(new Unavailable(`nothing for ${milliseconds} ms`)))
  })
  try {
    return await Promise.race([work, late])
  } finally {
    done()
  }
}

/**
 * Whoever says nothing for so long in the middle of this transaction is sent away, and what it has locked is free; sooner where
 * the connection says so.
 */
export async function silentFor(tx: TransactionSql, milliseconds: number): Promise<void> {
  await tx`
    SELECT set_config(name, least(${milliseconds}::int, nullif(setting::int, 0))::text, true)
    FROM pg_settings WHERE name = 'idle_in_transaction_session_timeout'`
}
