/**
 * Whose a hall is: a row of the database with an end by the database's clock, and a number that grows with every change of
 * hands. Whoever appends shows the number (journal/postgres), so that an owner who slept through its own end writes nothing;
 * and it reads for nobody once it can not be sure any more, by its own clock that no clock on the wall can move.
 * A lock of the connection tells others at once that a process died.
 */
import type { DialogueId } from '@tablee/shared/ids'
import type { Sql } from 'postgres'

export type Lease = {
  readonly dialogue: DialogueId
  readonly node: string
  readonly epoch: number
  /** Appends, renewals and the lock go through it. Another one after a connection that hung: ask for it each time. */
  readonly line: Sql
  /** May this node answer for the hall at this moment? */
  holds(): boolean
  /** Milliseconds for which it still does; 0 where it does not. */
  holdsFor(): number
  /** Its time is over, by what this node knows: nobody may be shown what stands here. */
  isDue(): boolean
  /** It is renewed now: where only a clock was set forward, or a machine slept for a moment, nothing else has happened. */
  hasten(): void
  /** Milliseconds since the renewal that it rests on was sent. */
  age(): number
  /** Once: another has it, it was given back, or the log gave no answer for so long that nobody is kept waiting here. */
  readonly ended: Promise<Ended>
  /** An append heard that another has it. */
  fence(): void
  /** Asked when the line is back after a break, before it holds again: false ends it, who rejects is asked again. */
  onBack(stands: () => Promise<boolean>): void
  /** Others hear the log, and this node does not: the hall is theirs. */
  lose(): void
  /** Nobody here writes any more: over at once by the database's clock, `next` takes it before anybody else does. */
  release(next: string | null): Promise<void>
}
export type Ended = 'fenced' | 'released' | 'lost'

export type Times = {
  /** Milliseconds. */
  readonly ttl: number
  /** Between two renewals. */
  readonly every: number
  /** By how much reading ends before the lease does. */
  readonly margin: number
  /** How long the log may be silent beyond that before the hall is let go of. */
  readonly lingers: number
}
export const times: Times = { ttl: 6_000, every: 2_000, margin: 1_000, lingers: 20_000 }

/** No answer for so long: the connection is thrown away. */
export const patience = 2_000

/** Any number will do that nobody else takes. */
export const lockSeed = 7_461_626_565
/** The key of a hall's lock, within a question. */
export const lockOf = (sql: Sql, dialogue: DialogueId) => sql`hashtextextended(${dialogue}::text, ${lockSeed}::bigint)`
