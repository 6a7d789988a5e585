/**
 * The journal on the embedded database. Appends that arrive in one turn of the event loop form a group: one
 * transaction, one sync to disk (`durable.ts` says who waits for it). What arrives meanwhile is the next group; no timer
 * makes anybody wait.
 * The process that holds the database's lock is the only writer, so heads may be kept in memory.
 */
import { randomBytes } from 'node:crypto'
import * as Y from 'yjs'
import type { Clock } from '../clock.ts'
import type { Database } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import { createCompactor } from './compact.ts'
import { createDurable, type DurableOptions } from './durable.ts'
import { patient } from './patient.ts'
import { createRewriter } from './rewrite.ts'
import { createHeads, type Head } from './heads.ts'
import { type Alarm, type Place, createHistory } from './history.ts'
import {
  firstEpoch,
  type Appended,
  type AtOnce,
  type DocName,
  type Entry,
  type EpochOf,
  type Journal,
  type JournalRow,
  type Loaded,
} from './port.ts'
import { checksum } from './row.ts'
import { journalMigrations } from './tables.ts'
import { createWriters } from './writers.ts'

/** Bounds of one group, so that one transaction never holds the event loop for more than some 20 ms. */
const groupLimit = { entries: 512, bytes: 4 * 1024 * 1024 }

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
}

type Waiting = { readonly entry: Entry; readonly answer: (appended: Appended) => void }
/** `onDisk` is null when the answers are true of the disk already. */
type Committed = { readonly results: readonly Appended[]; readonly onDisk: Promise<void> | null }

const unavailable = (cause: unknown): Appended => ({ ok: false, problem: { code: 'unavailable', cause } })
const mismatch: Appended = { ok: false, problem: { code: 'clock-mismatch' } }

export function openJournal({ database, clock, server, alarm = warn, disk, sync, now }: JournalOptions): Journal {
  migrate(database, journalMigrations)
  const history = createHistory(database, clock, alarm)
  const compact = createCompactor(database, history)
  const rewrite = createRewriter(database)
  const heads = createHeads(database)
  const writers = createWriters(database)
  const durable = createDurable({ database, alarm, mode: disk, sync, now })

  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const savepoint = database.prepare('SAVEPOINT entry')
  const release = database.prepare('RELEASE entry')
  const rollbackEntry = database.prepare('ROLLBACK TO entry')
  const addRow = database.prepare(
    `INSERT INTO journal_row (document, epoch, seq, at, server, author, device, kind, data, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const listeners = new Set<(row: JournalRow) => void>()
  let queue: Waiting[] = []
  let scheduled = false
  /** A group that is committed and not yet on the disk: no other group begins, and nobody reads it. */
  let flying: (Committed & { readonly group: readonly Waiting[]; readonly before: ReadonlyMap<DocName, Head> }) | null =
    null
  let closed = false
  let setbacks = 0
  let accepted = 0
  let answered = 0
  let settling: { readonly after: number; readonly done: () => void }[] = []

  const incarnation = readIncarnation(database)

  const headOf = heads.of
  /** What is on the disk of a document, for everybody who asks: rows in flight could still be lost to a pulled plug. */
  const shownHead = (doc: DocName): Head => flying?.before.get(doc) ?? headOf(doc)

  /** Null for a document without rows. */
  function placeOf(doc: DocName, epoch: number): Place | null {
    const { id } = headOf(doc)
    return id === null ? null : { id, doc, epoch }
  }

  const epochsOf = (doc: DocName): readonly EpochOf[] => allEpochs(doc, shownHead(doc))

  /** One that a damaged file has lost is there without its name: a device's copy of it is none that we know. */
  function allEpochs(doc: DocName, { id, epoch }: Pick<Head, 'id' | 'epoch'>): readonly EpochOf[] {
    const listed = heads.epochs(id)
    return Array.from({ length: epoch }, (_, index): EpochOf => {
      const each = index + 1
      const found = listed.find((one) => one.epoch === each)
      if (found !== undefined || id === null) return found ?? { epoch: each, base: 0, name: firstEpoch }
      return { epoch: each, base: history.baseOf({ id, doc, epoch: each }), name: `${each}-lost` }
    })
  }

  /** Where an epoch ends: at its last row, or at the head. */
  function endOf(doc: DocName, epoch?: number): Pick<Head, 'id' | 'epoch' | 'seq'> {
    const head = shownHead(doc)
    const next = epoch === undefined ? undefined : epochsOf(doc).find((one) => one.epoch === epoch + 1)
    return epoch === undefined || next === undefined ? head : { id: head.id, epoch, seq: next.base }
  }

  /** Inside the group's transaction and its own savepoint. */
  function write(entry: Entry, staged: Map<DocName, Head>): Appended {
    const { doc, begins } = entry
    const head = staged.get(doc) ?? headOf(doc)
    if (entry.epoch !== null && entry.epoch !== head.epoch)
      return { ok: false, problem: { code: 'epoch-ended', epoch: head.epoch } }
    if (begins !== undefined && begins.after !== head.seq) return mismatch
    const id = heads.idOf(doc, head)
    const epoch = begins === undefined ? head.epoch : head.epoch + 1
    if (begins !== undefined) heads.begin(id, head, begins.name)
    if (!writers.advance({ id, doc, epoch }, entry)) return mismatch
    const row: JournalRow = {
      doc,
      epoch,
      seq: head.seq + 1,
      at: Math.max(head.at, clock()),
      server,
      author: entry.author,
      device: entry.device,
      kind: entry.kind,
      data: entry.data,
    }
    addRow.run(id, epoch, row.seq, row.at, server, row.author, row.device, row.kind, row.data, checksum(row))
    const before = begins === undefined ? head : { rows: 0, bytes: 0 }
    const tail = { rows: before.rows + 1, bytes: before.bytes + row.data.length }
    staged.set(doc, { id, epoch, seq: row.seq, at: row.at, ...tail })
    return { ok: true, row }
  }

  /** What is refused leaves nothing behind; what throws (the disk, the file) ends the whole group. */
  function writeInSavepoint(entry: Entry, staged: Map<DocName, Head>): Appended {
    savepoint.run()
    const result = write(entry, staged)
    if (!result.ok) rollbackEntry.run()
    release.run()
    return result
  }

  /** One transaction for the group. Either every answer is true of the disk, or all of them say `unavailable`. */
  function commitGroup(group: readonly Waiting[]): Committed {
    const staged = new Map<DocName, Head>()
    const before = new Map(group.map(({ entry: { doc } }) => [doc, headOf(doc)]))
    let results: readonly Appended[] = []
    try {
      const onDisk = durable.commit(() => {
        begin.run()
        results = group.map(({ entry }) => writeInSavepoint(entry, staged))
        for (const [doc, head] of staged) heads.set(doc, head) // the claims of a document's first group need its number
        writers.writeClaims(headOf)
        commit.run()
      })
      writers.claimsWritten()
      if (onDisk !== null) flying = { group, results, onDisk, before }
      return { results, onDisk }
    } catch (cause) {
      for (const { entry } of group) heads.forget(entry.doc) // to be read again from the disk
      setbacks += 1
      // What waits behind it was judged by rows that are not there.
      const behind = queue.splice(0)
      for (const { entry, answer } of behind) answer(unavailable(new Error(`behind a row of ${entry.doc}`)))
      answered += behind.length
      return { results: group.map(() => unavailable(cause)), onDisk: null }
    }
  }

  function takeGroup(): readonly Waiting[] {
    let bytes = 0
    let count = 0
    for (const { entry } of queue) {
      bytes += entry.data.length
      if (count > 0 && (count >= groupLimit.entries || bytes > groupLimit.bytes)) break
      count += 1
    }
    return queue.splice(0, count)
  }

  function flush(): void {
    scheduled = false
    if (flying !== null) return // it flushes again when it has landed
    const group = takeGroup()
    if (group.length === 0 && !writers.waiting()) return
    const { results, onDisk } = commitGroup(group)
    if (onDisk === null) landed(group, results)
    else
      void onDisk.then(() => {
        if (flying?.group === group) landed(group, results)
      })
  }

  /** The group is on the disk (or refused): now it may be told and answered. */
  function landed(group: readonly Waiting[], results: readonly Appended[]): void {
    flying = null
    for (const result of results) if (result.ok) tell(result.row)
    group.forEach(({ answer }, i) => answer(results[i] ?? unavailable(new Error('no result'))))
    answered += group.length
    const ready = settling.filter(({ after }) => after <= answered)
    settling = settling.filter(({ after }) => after > answered)
    for (const { done } of ready) done()
    if (queue.length > 0) schedule()
  }

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(flush)
  }

  function tell(row: JournalRow): void {
    for (const listener of listeners) {
      try {
        listener(row)
      } catch (cause) {
        alarm('journal: a listener threw', { doc: row.doc, seq: row.seq, cause })
      }
    }
  }

  /** Epoch by epoch; rows in flight are not there yet. */
  function* rowsOf(doc: DocName, until: number, read: (place: Place) => Iterable<JournalRow>): Generator<JournalRow> {
    for (const { epoch } of allEpochs(doc, headOf(doc))) {
      const place = placeOf(doc, epoch)
      if (place === null || epoch > until) return
      for (const row of read(place)) {
        const last = flying?.before.get(doc)
        if (last !== undefined && row.seq > last.seq) return
        yield row
      }
    }
  }

  function load(doc: DocName, of?: number): Loaded {
    const head = endOf(doc, of)
    if (head.id === null) return { epoch: head.epoch, seq: 0, updates: [], seqs: [], quarantined: 0 }
    const place = { id: head.id, doc, epoch: head.epoch }
    const checkpoint = history.newestCheckpoint(place)
    const from = checkpoint?.seq ?? history.baseOf(place)
    const updates: Uint8Array[] = checkpoint === null ? [] : [checkpoint.state]
    const seqs: number[] = checkpoint === null ? [] : [checkpoint.seq]
    let sound = 0
    for (const { row } of history.rowsAfter(place, from)) {
      if (row.seq > head.seq) break
      if (row.kind === 'update' && !decodes(row.data)) {
        history.putAside(place, row.seq, 'row', 'cannot be decoded')
        continue
      }
      sound += 1
      if (row.kind !== 'update') continue
      updates.push(row.data)
      seqs.push(row.seq)
    }
    return { epoch: head.epoch, seq: head.seq, updates, seqs, quarantined: head.seq - from - sound }
  }

  function checkpoint(doc: DocName, epoch: number, seq: number, state: Uint8Array): void {
    const head = headOf(doc)
    const place = placeOf(doc, epoch)
    if (place === null || epoch !== head.epoch || seq > head.seq)
      throw new RangeError(`no row ${seq} in epoch ${epoch} of ${doc}`)
    if (compact(place, seq, state)) heads.forget(doc)
  }

  const since: AtOnce['since'] = (doc, epoch, seq) => rowsOf(doc, epoch, (place) => history.since(place, seq))

  const atOnce: AtOnce = {
    since,
    commands: (doc) => rowsOf(doc, headOf(doc).epoch, history.commands),
    load,
    checkpoint,
    quarantine(doc, epoch, seq, why = 'cannot be applied') {
      const place = placeOf(doc, epoch)
      if (place !== null) history.putAside(place, seq, 'row', why)
    },
    asides(doc) {
      const place = placeOf(doc, headOf(doc).epoch)
      return place === null ? [] : history.asides(place)
    },
    rewrite(doc, change) {
      if (flying !== null) throw new Error('a group is on its way to the disk: wait for `settled`')
      const { id } = headOf(doc)
      if (id === null) return 0
      heads.forget(doc)
      return rewrite(id, doc, change)
    },
  }

  return {
    ...patient(atOnce),
    atOnce,
    incarnation,
    append(entry) {
      if (closed) return Promise.resolve(unavailable(new Error('the journal is closed')))
      return new Promise((answer) => {
        accepted += 1
        queue.push({ entry, answer })
        schedule()
      })
    },
    head(doc) {
      const { epoch, seq } = shownHead(doc)
      return { epoch, seq }
    },
    epochs: epochsOf,
    clocks(doc, epoch) {
      const place = placeOf(doc, epoch)
      return place === null ? new Map() : writers.clocks(place)
    },
    claim(doc, epoch, client, device, author) {
      const answer = writers.claim(placeOf(doc, epoch), { doc, epoch, client, device, author })
      if (answer === 'claimed') schedule()
      return answer
    },
    owner: (doc, epoch, client) => writers.owner(placeOf(doc, epoch), doc, epoch, client),
    follow(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tail(doc) {
      const { rows, bytes } = headOf(doc)
      return { rows, bytes }
    },
    documents: heads.documents,
    setbacks: () => setbacks,
    settled() {
      if (answered >= accepted) return Promise.resolve()
      return new Promise((done) => settling.push({ after: accepted, done }))
    },
    close() {
      closed = true
      const ends = (group: readonly Waiting[], results: readonly Appended[]): void => {
        try {
          durable.settle()
          landed(group, results)
        } catch (cause) {
          landed(
            group,
            group.map(() => unavailable(cause)),
          )
        }
      }
      try {
        if (flying !== null) ends(flying.group, flying.results)
        while (queue.length > 0) {
          const group = takeGroup()
          ends(group, commitGroup(group).results)
        }
        if (writers.waiting()) commitGroup([])
      } finally {
        durable.close()
        listeners.clear()
      }
    },
  }
}

function decodes(update: Uint8Array): boolean {
  try {
    Y.decodeUpdate(update)
    return true
  } catch {
    return false
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

const warn: Alarm = (what, { doc, seq, cause }) => {
  process.emitWarning(
    [what, doc, seq, cause instanceof Error ? cause.message : cause].filter((part) => part !== undefined).join(' '),
  )
}
