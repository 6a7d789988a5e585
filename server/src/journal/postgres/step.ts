/**
 * The durable step on Postgres: a group is one call over the lease's own line. No answer within two seconds, or a line that
 * broke, is `Unanswered`, and the same group comes again. Another's lease, or a log that stands lower than it did, ends it.
 */
import type { Sql } from 'postgres'
import type { Claim, Staged } from '../sequencer.ts'
import type { Alarm } from '../history.ts'
import { type Step, Unanswered } from '../queue.ts'
import { encode, joined, listed, type Encoded } from './append.ts'
import { Behind, Fenced, standsElsewhere, within } from './fence.ts'
import type { Knowledge } from './known.ts'

/** The right to write to a dialogue's log: a lease of it. */
export type Holding = {
  readonly dialogue: string
  readonly node: string
  readonly epoch: number
  /** Asked at every call: a line that hung is another one by then. */
  readonly line: Sql
  /** An append heard that another has it. */
  fence(): void
}

/** A process that ends asks for what became of its last group this many times as long as for any other: five seconds. */
const patience = 2.5

type Change = { readonly n: number; readonly bytes: Uint8Array }
/** What was handed over last, and with it what changed beside the log. */
type Handed = {
  readonly rows: readonly Staged[]
  readonly claims: readonly Claim[]
  readonly group: Encoded
  readonly changes: readonly Change[]
}

/** `beside` is asked once for each group; `waits` in ms. What ends it is told to `alarm` and to the lease, once. */
export function createStep({
  lease,
  known,
  alarm,
  beside,
  waits,
}: {
  readonly lease: Holding
  readonly known: Knowledge
  readonly alarm: Alarm
  readonly beside: () => Uint8Array | null
  readonly waits: number
}) {
  let handed: Handed | null = null
  let last: Promise<void> = Promise.resolve()
  /** Taken, and not known to stand there. */
  let carrying: readonly Change[] = []
  let n = known.beside
  let over: Error | null = null

  function ended(cause: Error): Error {
    if (over !== null) return over
    over = cause
    alarm(
      cause instanceof Behind
        ? 'journal: the log stands lower than it did'
        : 'journal: another node holds the dialogue',
      {
        cause,
      },
    )
    lease.fence()
    return cause
  }
  const fenced = (): Error => ended(new Fenced(`${lease.dialogue} is no longer held under ${lease.epoch}`))

  /** What has changed by now beside the log is to be carried. */
  function take(): void {
    const bytes = beside()
    if (bytes !== null) carrying = [...carrying, { n: (n += 1), bytes }]
  }

  /** The same group once more is the same bytes; another one takes what has changed by now. */
  function taken(rows: readonly Staged[], claims: readonly Claim[]): Handed {
    if (handed?.rows === rows) return handed
    take()
    handed = { rows, claims, group: encode(rows, claims), changes: carrying }
    return handed
  }

  async function keep(group: Handed): Promise<void> {
    if (over !== null) throw over
    const { line, dialogue, node, epoch } = lease
    const { server, documents, epochs, rows, data, moves, firsts, claims } = group.group
    const { bytes, from } = joined(group.changes.map((change) => change.bytes))
    const changes = listed(group.changes.map((change, at) => ({ n: change.n, o: from[at], l: change.bytes.length })))
    try {
      const [answer] = await within(
        waits,
        line<
          { append_1: string }[]
        >`SELECT tablee.append_1(${dialogue}, ${node}, ${epoch}, ${server}, ${documents}, ${epochs},
          ${rows}, ${data}, ${moves}, ${firsts}, ${claims}, ${changes}, ${changes === null ? null : bytes})`,
      )
      if (answer?.append_1 !== 'kept') throw fenced()
    } catch (cause) {
      if (!standsElsewhere(cause)) throw cause
      await stands(rows, cause)
    }
    known.kept(group.rows, group.claims)
    const done = new Set(group.changes)
    carrying = carrying.filter((change) => !done.has(change))
  }

  /** What was handed over does not follow what the log holds: it may be there already. */
  async function stands(rows: string | null, cause: unknown): Promise<void> {
    const { line, dialogue, node, epoch } = lease
    const [answer] = await within(
      waits,
      line<{ stands_1: string }[]>`SELECT tablee.stands_1(${dialogue}, ${node}, ${epoch}, ${rows ?? '[]'})`,
    )
    if (answer?.stands_1 === 'stood') return
    if (answer?.stands_1 !== 'elsewhere') throw fenced()
    const heads = await within(
      waits,
      line<{ name: string; seq: number }[]>`
        SELECT name, seq::float8 FROM tablee.document WHERE dialogue = ${dialogue}`,
    )
    const seqs = new Map(heads.map(({ name, seq }) => [name, seq]))
    for (const doc of known.names()) {
      const [there, answered] = [seqs.get(doc) ?? 0, known.stored.head(doc).seq]
      if (there < answered) throw ended(new Behind(doc, there, answered))
    }
    // Under our own lease, and not by us: nothing that we know of it can be relied on.
    throw ended(new Error('the log holds what this node has not written', { cause }))
  }

  const step: Step = (rows, claims) => {
    const group = taken(rows, claims)
    last = keep(group)
    // Whoever handed it over hears of it, and `settle` may not be asked.
    last.catch(() => {})
    return last
  }

  return {
    step,
    /** Nothing is written any more, and why. */
    over: (): Error | null => over,
    /** The lease was found to be another's by somebody else. */
    fenced,
    take,
    /** The newest change beside the log that is known to stand there. */
    laid: (): number => n - carrying.length,
    /** Something that changed beside the log does not stand there yet. */
    carries: (): boolean => carrying.length > 0,
    /** Of the group that was handed over last: resolves when it stands there. */
    async settle(): Promise<void> {
      const until = performance.now() + patience * waits
      for (let asked = last; ; ) {
        try {
          return await asked
        } catch (cause) {
          const group = handed
          // Whose lease is over has nobody to ask.
          if (!(cause instanceof Unanswered) || group === null || performance.now() > until) throw cause
          await new Promise((resolve) => setTimeout(resolve, 50))
          asked = keep(group)
        }
      }
    },
  }
}
