/**
 * Whose a hall is: a row of the database with an end by the database's clock, and a number that grows with every change of
 * hands. Whoever appends shows the number (journal/postgres), so that an owner who slept through its own end writes nothing;
 * and it reads for nobody once it can not be sure any more, by its own clock that no clock on the wall can move.
 * A lock of the connection tells others at once that a process died.
 */
import type { DialogueId } from '@tablee/shared/ids'
import type { Sql } from 'postgres'
import { program } from '../record/known.ts'
import { openLine, Unavailable, within } from './line.ts'

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

/** How long whoever was named as the next one has it for themselves. */
const nextFirst = 3_000
/** No answer for so long: the connection is thrown away. */
const patience = 2_000
const again = 200
/** Any number will do that nobody else takes. */
export const lockSeed = 7_461_626_565
const lockOf = (sql: Sql, dialogue: DialogueId) => sql`hashtextextended(${dialogue}::text, ${lockSeed}::bigint)`

export type Taking = Partial<Times> & {
  readonly url: string
  readonly dialogue: DialogueId
  readonly node: string
  readonly address: string
  /** Its row is made where there is none: a dialogue that is being founded. */
  readonly fresh?: boolean
  /** Whoever has the lease has died: it is taken before its end, if the lock is free. */
  readonly lockFree?: boolean
  readonly told?: (renewal: 'kept' | 'failed' | 'fenced') => void
}

/** `monotonic` stands still while a machine sleeps, and a clock on the wall can be set: whichever went on further counts. */
const moment = () => ({ monotonic: performance.now(), wall: Date.now() })
const since = (then: ReturnType<typeof moment>): number =>
  Math.max(performance.now() - then.monotonic, Date.now() - then.wall)

/** Null where another has it, where it was moved away, or where this program does not understand it. Rejects where the log does not answer. */
export async function takeLease(taking: Taking): Promise<Lease | null> {
  const { url, dialogue, node, address, fresh = false, lockFree = false } = taking
  const { ttl } = { ...times, ...taking }
  const held = new Session(url, `tablee ${node}`)
  const { line } = held
  const sent = moment()
  try {
    const [taken] = await within(
      patience,
      line<{ epoch: string; got: boolean }[]>`
        WITH lock AS MATERIALIZED (SELECT pg_try_advisory_lock(${lockOf(line, dialogue)}) AS got)
        INSERT INTO tablee.hall AS hall (dialogue, node, address, epoch, until)
        SELECT ${dialogue}, ${node}, ${address}, 1, clock_timestamp() + ${ttl} * interval '1 ms' FROM lock
          WHERE ${fresh} OR EXISTS (SELECT 1 FROM tablee.hall WHERE dialogue = ${dialogue})
        ON CONFLICT (dialogue) DO UPDATE SET
          node = excluded.node, address = excluded.address, epoch = hall.epoch + 1, until = excluded.until, next = NULL
          WHERE hall.moved IS NULL AND hall.needs <= ${program}
            AND (hall.until < clock_timestamp() OR hall.node = ${node} OR (${lockFree} AND (SELECT got FROM lock)))
            AND (hall.next IS NULL OR hall.next = ${node}
              OR hall.until < clock_timestamp() - ${nextFirst} * interval '1 ms')
        RETURNING epoch, (SELECT got FROM lock) AS got`,
    )
    if (taken !== undefined) return keep(held, taking, { epoch: Number(taken.epoch), sent, locked: taken.got })
    held.end()
    return null
  } catch (cause) {
    held.end()
    throw cause
  }
}

/** The connection of before is thrown away where it hung: in one that was cut one way, nothing comes back for minutes. */
class Session {
  private current: Sql | null = null
  private ended = false
  private readonly url: string
  private readonly name: string
  /** Told when the connection that counts has closed. */
  closed: () => void = () => undefined
  constructor(url: string, name: string) {
    this.url = url
    this.name = name
  }
  get line(): Sql {
    if (this.ended) throw new Unavailable('the lease is over')
    if (this.current !== null) return this.current
    const line = openLine(this.url, this.name, () => this.current === line && this.closed())
    this.current = line
    return line
  }
  throwAway(): void {
    const line = this.current
    this.current = null
    void line?.end({ timeout: 0 }).catch(() => undefined)
  }
  end(): void {
    this.ended = true
    this.closed = () => undefined
    this.throwAway()
  }
}

function keep(
  held: Session,
  taking: Taking,
  first: { readonly epoch: number; readonly sent: ReturnType<typeof moment>; readonly locked: boolean },
): Lease {
  const { dialogue, node, told = () => undefined } = taking
  const { ttl, every, margin, lingers } = { ...times, ...taking }
  const { epoch } = first
  let { sent, locked } = first
  /** The connection closed, and nothing was renewed since. */
  let down = false
  let stands: () => Promise<boolean> = () => Promise.resolve(true)
  let over = false
  let timer: NodeJS.Timeout | undefined
  let end: (how: Ended) => void = () => undefined
  const ended = new Promise<Ended>((resolve) => (end = resolve))
  const age = (): number => since(sent)
  const holdsFor = (): number => (over || down ? 0 : Math.max(0, ttl - margin - age()))

  function finish(how: Ended): void {
    if (over) return
    over = true
    clearTimeout(timer)
    held.end()
    end(how)
  }
  async function renew(): Promise<void> {
    const { line } = held
    const asked = moment()
    try {
      const rows = await within(
        patience,
        line<{ got: boolean }[]>`
          WITH lock AS MATERIALIZED (
            SELECT ${locked} OR pg_try_advisory_lock(${lockOf(line, dialogue)}) AS got)
          UPDATE tablee.hall SET until = clock_timestamp() + ${ttl} * interval '1 ms'
          WHERE dialogue = ${dialogue} AND node = ${node} AND epoch = ${epoch}
          RETURNING (SELECT got FROM lock) AS got`,
      )
      if (over) return
      if (rows[0] === undefined) {
        told('fenced')
        return finish('fenced')
      }
      if (down && !(await stands())) return finish('fenced')
      if (over) return
      told('kept')
      sent = asked
      locked = rows[0].got
      down = false
      soon(every)
    } catch {
      if (over) return
      told('failed')
      down = true
      locked = false
      held.throwAway()
      if (age() > ttl - margin + lingers) finish('lost')
      else soon(again)
    }
  }
  function soon(milliseconds: number): void {
    clearTimeout(timer)
    if (!over) timer = setTimeout(() => void renew(), milliseconds)
  }
  held.closed = () => {
    down = true
    locked = false
    soon(0)
  }
  soon(every)

  return {
    dialogue,
    node,
    epoch,
    get line() {
      return held.line
    },
    holds: () => holdsFor() > 0,
    holdsFor,
    age,
    ended,
    isDue: () => over || age() >= ttl - margin,
    hasten: () => soon(0),
    fence: () => finish('fenced'),
    lose: () => finish('lost'),
    onBack: (asked) => void (stands = asked),
    async release(next) {
      if (over) return
      clearTimeout(timer)
      over = true
      try {
        const { line } = held
        await within(
          patience,
          line`UPDATE tablee.hall SET until = clock_timestamp(), next = ${next}
               WHERE dialogue = ${dialogue} AND node = ${node} AND epoch = ${epoch}`,
        )
      } catch {
        // It ends by itself.
      } finally {
        held.end()
        end('released')
      }
    },
  }
}
