/** What ends a journal on Postgres for good, and what an error of the database says of a group that was handed over. */
import type { DocName } from '../port.ts'
import { isBroken, within as inTime } from '../../postgres/answer.ts'
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

const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''

/** A document or writer stood elsewhere, or the row was there: by then the group may stand, of an earlier try. */
export const standsElsewhere = (cause: unknown): boolean => [elsewhere, '23505'].includes(codeOf(cause))

/**
 * The cause as the queue understands it: `Unanswered` where the line broke or the database is on its way up or down, so
 * that the same is handed over again; itself where it kept nothing, now and whenever it is asked: the database said so (a
 * full disk), or what was asked is a mistake of ours.
 */
const asAnswer = (cause: unknown): unknown =>
  isBroken(cause) ? new Unanswered('Postgres gave no answer', { cause }) : cause

/** Of what has no limit but its pool's: rejects as `within`. */
export async function answered<T>(asked: PromiseLike<T>): Promise<T> {
  try {
    return await asked
  } catch (cause) {
    throw asAnswer(cause)
  }
}

/** ms: for what may be megabytes, and for reads. A line that nothing comes through is noticed by nobody else for minutes. */
export const patience = 10_000

/** Rejects with `Unanswered` after `ms` without an answer, whatever becomes of it then; any other cause as `asAnswer` has it. */
export const within = <T>(ms: number, asked: PromiseLike<T>): Promise<T> => answered(inTime(ms, asked))
