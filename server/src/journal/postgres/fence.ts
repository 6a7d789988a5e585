/** What ends a journal on Postgres for good, and what an error of the database says of a group that was handed over. */
import type { DocName } from '../port.ts'
import { Unanswered } from '../queue.ts'

/** Another node holds the dialogue by now: nothing was kept, and nothing of this journal will be. */
export class Fenced extends Error {
  override readonly name = 'Fenced'
}

/**
 * The lease holds, and the log stands lower than what was answered: a standby that was behind has become the first. What it
 * lacks devices still have, so whoever hears this begins a recovery; this journal keeps nothing more.
 */
export class Behind extends Error {
  override readonly name = 'Behind'
  readonly doc: DocName
  /** The seq at which the log stands, and the one that was answered. */
  readonly stands: number
  readonly answered: number

  constructor(doc: DocName, stands: number, answered: number) {
    super(`${doc} stands at ${stands} in the log, and ${answered} was answered`)
    this.doc = doc
    this.stands = stands
    this.answered = answered
  }
}

/** What `tablee.append_1` raises where a document or a writer is not where the group begins. */
export const elsewhere = 'TB001'

/** Classes in which the statement is rolled back, and says nothing of the next try. */
const comeAgain = new Set([
  '40001', // serialization failure
  '40P01', // deadlock
  '55P03', // a lock was not to be had
  '57014', // cancelled
  '57P01', // shut down
  '57P02',
  '57P03', // still starting
  '57P05', // idle session ended
  '53300', // too many connections
  '25006', // a standby: the first is another one by now
  '26000', // a prepared statement that this backend has not
])

const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''

/** Five signs, as Postgres itself answers; what the driver says of the line is longer or in words. */
const isOfPostgres = (code: string): boolean => /^[0-9A-Z]{5}$/.test(code) && code !== 'EPIPE'

/** A document or writer stood elsewhere, or the row was there: by then the group may stand, of an earlier try. */
export const standsElsewhere = (cause: unknown): boolean => [elsewhere, '23505'].includes(codeOf(cause))

/**
 * The cause as the queue understands it: `Unanswered` where the line broke or the database is on its way up or down, so
 * that the same is handed over again; itself where the database said that it kept nothing (a full disk).
 */
export function asAnswer(cause: unknown): unknown {
  if (cause instanceof Unanswered || cause instanceof Fenced || cause instanceof Behind) return cause
  const code = codeOf(cause)
  return isOfPostgres(code) && !code.startsWith('08') && !comeAgain.has(code)
    ? cause
    : new Unanswered('Postgres gave no answer', { cause })
}

/** ms: for what may be megabytes, and for reads. A line that nothing comes through is noticed by nobody else for minutes. */
export const patience = 10_000

/** Rejects with `Unanswered` after `ms` without an answer, whatever becomes of it then; any other cause as `asAnswer` has it. */
export function within<T>(ms: number, asked: PromiseLike<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Unanswered(`no answer in ${ms} ms`)), ms)
    asked.then(
      (answer) => {
        clearTimeout(late)
        resolve(answer)
      },
      (cause: unknown) => {
        clearTimeout(late)
        reject(asAnswer(cause))
      },
    )
  })
}
