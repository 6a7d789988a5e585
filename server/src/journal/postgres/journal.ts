/**
 * The journal of one dialogue on Postgres, for as long as a lease of it is held. What may be appended is decided by the
 * sequencer, what waits stands in the queue, and each group of it is one call of the database, one round trip.
 */
import type { Sql } from 'postgres'
import type { Clock } from '../../clock.ts'
import { deskOf } from '../desk.ts'
import { isAside } from '../documents.ts'
import { type Alarm, warn } from '../history.ts'
import { createLoading } from '../loading.ts'
import type { Asked } from '../patient.ts'
import type { DocName, Journal, JournalRow, Loaded } from '../port.ts'
import { createQueue, type Keeper, type Through, Unanswered } from '../queue.ts'
import { createSequencer } from '../sequencer.ts'
import { createAside } from './aside.ts'
import { createCheckpoints } from './checkpoints.ts'
import { createHistory, type Place } from './history.ts'
import { openKnown } from './known.ts'
import { createRewriter } from './rewriter.ts'
import { createStep, type Holding } from './step.ts'

export type { Holding }

export type PostgresJournalOptions = {
  /** For everything but appends, which go by the lease's own line. */
  readonly sql: Sql
  readonly lease: Holding
  readonly clock: Clock
  /** Stands in every row. */
  readonly server: string
  /** Of the whole database. */
  readonly incarnation: string
  readonly alarm?: Alarm
  readonly through?: Through | undefined
  /**
   * What changed beside the log since it was last asked, or null; asked once for each group, in the turn in which it is
   * handed over. It stands in the database when the rows of the group do.
   */
  readonly beside?: (() => Uint8Array | null) | undefined
  /** ms without an answer after which a group is handed over again. */
  readonly waits?: number
}

/** Of a log that has to be waited for. */
export type Ending = {
  /** After `close`: resolves when all that was taken stands in the database, or is known to be lost. */
  closed(): Promise<void>
  /** What changed beside the log so far stands in the database when this resolves, with a group or without one. */
  carried(): Promise<void>
  /** The newest change beside the log that is known to stand there: it stands as long as the log is what it was. */
  laid(): number
}

/** Between two tries of what got no answer and is not the queue's to try again. */
const againMs = 100
const again = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, againMs))

/**
 * Reads what the sequencer has to know, of all documents at once. The tables must be there (`migratePostgres`), and the
 * lease just taken: what another wrote after this nobody here would hear of. `close` takes nothing more and goes on to
 * hand over what waits; the process ends when `closed` has resolved.
 */
export async function openPostgresJournal({
  sql,
  lease,
  clock,
  server,
  incarnation,
  alarm = warn,
  through,
  beside = () => null,
  waits = 2_000,
}: PostgresJournalOptions): Promise<Journal & Ending> {
  const known = await openKnown(sql, lease.dialogue)
  const sequencer = createSequencer(known.stored, clock, server)
  const { step, settle, over, fenced, take, carries, laid } = createStep({ lease, known, alarm, beside, waits })
  const aside = createAside({ sql, lease, known, clock, alarm })
  const history = createHistory(sql, lease.dialogue, aside)
  const writeCheckpoint = createCheckpoints({ sql, lease, known, history, fenced })
  const writeAnew = createRewriter({ sql, lease, known, fenced })

  // A checkpoint that moves rows while an erasure looks for them would carry some past it.
  let last: Promise<unknown> = Promise.resolve()
  function alone<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(() => {
      const ended = over()
      if (ended !== null) throw ended
      return work()
    })
    last = done.catch(() => {})
    return done
  }

  /** Asked again by the queue, which does not pause. */
  async function paused<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (cause) {
      if (cause instanceof Unanswered) await again()
      throw cause
    }
  }
  const keeper: Keeper = { step, settle, rewrite: (changes) => paused(() => alone(() => writeAnew(changes))) }
  const queue = createQueue(sequencer, through?.keeper(keeper) ?? keeper, alarm)

  const headOf = (doc: DocName) => sequencer.head(doc)
  const epochsOf = (doc: DocName) => known.epochs(doc).slice(0, headOf(doc).epoch)
  const placeOf = (doc: DocName, epoch: number): Place => ({ doc, epoch, base: epochsOf(doc)[epoch - 1]?.base ?? 0 })
  /** Where an epoch ends: at its last row, or at the head as it is at that moment. */
  const endOf = (doc: DocName, epoch: number): number => epochsOf(doc)[epoch]?.base ?? headOf(doc).seq

  async function* read(doc: DocName, until: number, seq: number): AsyncGenerator<JournalRow> {
    for (let epoch = 1; epoch <= Math.min(until, headOf(doc).epoch); epoch += 1) {
      if (endOf(doc, epoch) <= seq && epoch < headOf(doc).epoch) continue
      for await (const { row } of history.rowsAfter(placeOf(doc, epoch), seq, () => endOf(doc, epoch))) yield row
    }
  }

  async function* commands(doc: DocName): AsyncGenerator<JournalRow> {
    for (let epoch = 1; epoch <= headOf(doc).epoch; epoch += 1)
      yield* history.commands(placeOf(doc, epoch), () => endOf(doc, epoch))
  }

  async function load(doc: DocName, epoch = headOf(doc).epoch): Promise<Loaded> {
    const end = endOf(doc, epoch)
    if (end === 0) return { epoch, seq: 0, updates: [], seqs: [], quarantined: 0 }
    const place = placeOf(doc, epoch)
    const checkpoint = await history.newestCheckpoint(place)
    const loading = createLoading({ epoch, seq: end, base: place.base, checkpoint })
    for await (const { row } of history.rowsAfter(place, loading.from, () => end))
      if (!loading.take(row)) await aside.note(place, row.seq, 'row', 'cannot be decoded', null)
    return loading.loaded()
  }

  const log: Asked = {
    read,
    commands,
    load,
    async checkpoint(doc, epoch, seq, state) {
      const head = headOf(doc)
      if (head.seq === 0 || epoch !== head.epoch || seq > head.seq)
        throw new RangeError(`no row ${seq} in epoch ${epoch} of ${doc}`)
      await alone(async () => {
        if (await writeCheckpoint(placeOf(doc, epoch), seq, state)) sequencer.recount(doc)
      })
    },
    async quarantine(doc, epoch, seq, why = 'cannot be applied') {
      if (headOf(doc).seq > 0) await aside.note(placeOf(doc, epoch), seq, 'row', why, null)
    },
    quarantined: async (doc) => known.aside(doc, headOf(doc).epoch),
  }

  /** What changed beside the log, and no row follows any more. */
  async function layLast(): Promise<void> {
    take()
    if (!carries() || over() !== null) return
    void step([], [])
    await settle()
  }

  let ending: Promise<unknown> = Promise.resolve()
  return {
    ...(through?.asked?.(log) ?? log),
    ...deskOf(sequencer, queue),
    incarnation,
    epochs: epochsOf,
    documents: (prefix) =>
      known
        .names()
        .filter((name) => name.startsWith(prefix) && !isAside(name))
        .sort(),
    close() {
      ending = Promise.resolve(queue.close())
        .then(() => last)
        .then(layLast)
        .catch((cause: unknown) => alarm('journal: what changed beside the log was not kept at the end', { cause }))
    },
    closed: async () => void (await ending),
    laid,
    carried: () =>
      queue.inTurn(
        async () => {
          for (take(); carries(); ) {
            try {
              await step([], [])
            } catch (cause) {
              if (!(cause instanceof Unanswered)) throw cause
              await again()
            }
          }
        },
        () => {},
      ),
  }
}
