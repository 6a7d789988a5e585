/**
 * The journal on the embedded database. What may be appended is decided by the sequencer, what waits stands in the queue, and
 * each group of it is one transaction, one sync to disk (`durable.ts` says who waits for it). The process that holds the
 * database's lock is the only writer, so the sequencer may keep in memory where each document stands.
 */
import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import { createCompactor } from './compact.ts'
import { createSequencer } from './sequencer.ts'
import { deskOf } from './desk.ts'
import { createDocuments } from './documents.ts'
import { createDurable, type DurableOptions } from './durable.ts'
import { createLoading } from './loading.ts'
import { patient } from './patient.ts'
import { createQueue, type Keeper, type Through } from './queue.ts'
import { createRewriter } from './rewrite.ts'
import { createStep } from './sqlite-step.ts'
import { type Alarm, type StoredDocument, createHistory, warn } from './history.ts'
import { firstEpoch, type DocName, type EpochOf, type Journal, type JournalRow, type Loaded } from './port.ts'
import { journalMigrations } from './tables.ts'

export type JournalOptions = {
  readonly database: Database
  readonly clock: Clock
  /** Incarnation of this server process; stands in every row it writes. */
  readonly server: string
  readonly alarm?: Alarm
  /** `aside` from the beginning, or as the disk turns out to be. */
  readonly disk?: DurableOptions['mode']
  /** Instead of the real sync of the log (tests). */
  readonly sync?: DurableOptions['sync']
  readonly now?: DurableOptions['now']
  readonly through?: Through | undefined
}

/** Only where the rows lie in this process' file. */
export type Exchanging = {
  /**
   * Putting a backup back, and nothing else: `work` puts other rows in the place of these documents', in one transaction
   * that is on the disk when this resolves; rejects, and nothing is changed, where it throws. In the line: what was
   * appended before it stands in what it replaces, what is appended meanwhile is judged by what it brought.
   */
  exchange(docs: readonly DocName[], work: () => void): Promise<void>
}

/**
 * Migrates the database first; its lock must be held. `close` lands what waits and leaves the database open. Left out,
 * `alarm` is a warning of the process.
 */
export function openJournal({
  database,
  clock,
  server,
  alarm = warn,
  disk,
  sync,
  now,
  through,
}: JournalOptions): Journal & Exchanging {
  migrate(database, journalMigrations)
  const history = createHistory(database, clock, alarm)
  const compact = createCompactor(database, history)
  const rewrite = createRewriter(database)
  const documents = createDocuments(database)
  const sequencer = createSequencer(documents, clock, server)
  const durable = createDurable({ database, alarm, mode: disk, sync, now })
  const step = createStep(database, durable, documents.numberOf)
  const keeper: Keeper = {
    step,
    settle: durable.settle,
    rewrite: async (changes) => rewrite(changes, documents.numberOf),
  }
  const queue = createQueue(sequencer, through?.keeper(keeper) ?? keeper, alarm)

  function forget(doc: DocName): void {
    sequencer.forget(doc)
    documents.forget(doc)
    known.delete(doc)
  }

  /** Null for a document without rows. */
  function placeOf(doc: DocName, epoch: number): StoredDocument | null {
    const id = documents.numberOf(doc)
    return id === null ? null : { id, doc, epoch }
  }

  /** Asked for each ticket and several times a join. What stands there stays; a new epoch moves the head. */
  const known = new Map<DocName, readonly EpochOf[]>()
  /** One that a damaged file has lost is there without its name: a device's copy of it is none that we know. */
  function epochsOf(doc: DocName): readonly EpochOf[] {
    const { epoch } = sequencer.head(doc)
    const held = known.get(doc)
    if (held?.length === epoch) return held
    const id = documents.numberOf(doc)
    const listed = documents.epochs(id)
    const all = Array.from({ length: epoch }, (_, index): EpochOf => {
      const each = index + 1
      const found = listed.find((one) => one.epoch === each)
      if (found !== undefined || id === null) return found ?? { epoch: each, base: 0, name: firstEpoch }
      return { epoch: each, base: history.baseOf({ id, doc, epoch: each }), name: `${each}-lost` }
    })
    if (id !== null) known.set(doc, all)
    return all
  }

  /** Where an epoch ends: at its last row, or at the head. */
  function endOf(doc: DocName, epoch?: number): { readonly epoch: number; readonly seq: number } {
    const head = sequencer.head(doc)
    const next = epoch === undefined ? undefined : epochsOf(doc).find((one) => one.epoch === epoch + 1)
    return epoch === undefined || next === undefined ? head : { epoch, seq: next.base }
  }

  /** Epoch by epoch; rows in flight are not there yet. */
  function* rowsOf(
    doc: DocName,
    until: number,
    read: (place: StoredDocument) => Iterable<JournalRow>,
  ): Generator<JournalRow> {
    for (const { epoch } of epochsOf(doc)) {
      const place = placeOf(doc, epoch)
      if (place === null || epoch > until) return
      for (const row of read(place)) {
        if (queue.busy() && row.seq > sequencer.head(doc).seq) return
        yield row
      }
    }
  }

  function load(doc: DocName, of?: number): Loaded {
    const head = endOf(doc, of)
    const place = placeOf(doc, head.epoch)
    if (place === null) return { epoch: head.epoch, seq: 0, updates: [], seqs: [], quarantined: 0 }
    const checkpoint = history.newestCheckpoint(place)
    const loading = createLoading({ epoch: head.epoch, seq: head.seq, base: history.baseOf(place), checkpoint })
    for (const { row } of history.rowsAfter(place, loading.from)) {
      if (row.seq > head.seq) break
      if (!loading.take(row)) history.quarantine(place, row.seq, 'row', 'cannot be decoded')
    }
    return loading.loaded()
  }

  function checkpoint(doc: DocName, epoch: number, seq: number, state: Uint8Array): void {
    const head = sequencer.head(doc)
    const place = placeOf(doc, epoch)
    if (place === null || epoch !== head.epoch || seq > head.seq)
      throw new RangeError(`no row ${seq} in epoch ${epoch} of ${doc}`)
    if (compact(place, seq, state)) sequencer.recount(doc)
  }

  const asked = patient({
    since: (doc, epoch, seq) => rowsOf(doc, epoch, (place) => history.since(place, seq)),
    commands: (doc) => rowsOf(doc, sequencer.head(doc).epoch, history.commands),
    load,
    checkpoint,
    quarantine(doc, epoch, seq, why = 'cannot be applied') {
      const place = placeOf(doc, epoch)
      if (place !== null) history.quarantine(place, seq, 'row', why)
    },
    quarantined(doc) {
      const place = placeOf(doc, sequencer.head(doc).epoch)
      return place === null ? [] : history.quarantined(place)
    },
  })
  return {
    ...(through?.asked?.(asked) ?? asked),
    ...deskOf(sequencer, queue),
    incarnation: readIncarnation(database),
    exchange: (docs, work) =>
      queue.inTurn(
        async () => void (await durable.commit(() => database.transaction(work))),
        () => docs.forEach(forget),
      ),
    epochs: epochsOf,
    documents: documents.named,
    close() {
      try {
        queue.close()
      } finally {
        durable.close()
      }
    },
  }
}

/** Drawn once per database. A restore from a backup deletes it, so that devices hand in what the backup lacks. */
function readIncarnation(database: Database): string {
  const found = database.prepare(`SELECT value FROM journal_meta WHERE key = 'incarnation'`).get()
  if (found !== undefined) return String(found['value'])
  const drawn = randomBytes(16).toString('hex')
  database.prepare(`INSERT INTO journal_meta (key, value) VALUES ('incarnation', ?)`).run(drawn)
  return drawn
}
