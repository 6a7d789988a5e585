/** How a lease goes on: renewed again and again, and what is known of it meanwhile. */
import type { DialogueId } from '@tablee/shared/ids'
import { lockOf, patience, times, type Ended, type Lease, type Times } from './lease.ts'
import { within } from '../postgres/answer.ts'
import { moment, since } from './moment.ts'
import type { Session } from './session.ts'

/** Until the next try of a renewal that failed. */
const again = 200

export type Holding = Partial<Times> & {
  readonly dialogue: DialogueId
  readonly node: string
  readonly told?: (renewal: 'kept' | 'failed' | 'fenced') => void
}

/** From the moment on in which it was taken, until it is over. `sent`: when it was asked for; `locked`: with its lock. */
export function holdLease(
  held: Session,
  taking: Holding,
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
