/** How a node comes to have a hall: one statement, which only one of several that ask at once gets anything from. */
import { program } from '../record/known.ts'
import { holdLease, type Holding } from './hold-lease.ts'
import { lockOf, patience, times, type Lease } from './lease.ts'
import { within } from '../postgres/answer.ts'
import { moment } from './moment.ts'
import { Session } from './session.ts'

/** How long whoever was named as the next one has it for themselves. */
const nextFirst = 3_000

export type Taking = Holding & {
  readonly url: string
  readonly address: string
  /** Its row is made where there is none: a dialogue that is being founded. */
  readonly fresh?: boolean
  /** Whoever has the lease has died: it is taken before its end, if the lock is free. */
  readonly lockFree?: boolean
}

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
    if (taken !== undefined) return holdLease(held, taking, { epoch: Number(taken.epoch), sent, locked: taken.got })
    held.end()
    return null
  } catch (cause) {
    held.end()
    throw cause
  }
}
