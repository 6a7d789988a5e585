/**
 * The journal on the embedded database. Appends that arrive in one turn of the event loop form a group: one
 * transaction, one sync to disk. What arrives during a COMMIT is the next group; no timer makes anybody wait.
 * The process that holds the database's lock is the only writer, so heads may be kept in memory.
 */
import { randomBytes } from 'node:crypto'
import * as Y from 'yjs'
import type { Clock } from '../clock.ts'
import type { Database } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import { type Alarm, type Place, createHistory } from './history.ts'
import type { Appended, DocName, Entry, Journal, JournalRow, Loaded } from './port.ts'
import { asNumber, checksum, type StoredRow } from './row.ts'
import { sameDocument } from './same-document.ts'
import { cut, packSegment, sha256 } from './segment.ts'
import { migration } from './tables.ts'

/** Bounds of one group, so that one transaction never holds the event loop for more than some 20 ms. */
const groupLimit = { entries: 512, bytes: 4 * 1024 * 1024 }

export type JournalOptions = {
  readonly database: Database
  readonly clock: Clock
  /** Incarnation of this server process; stands in every row it writes. */
  readonly server: string
  readonly alarm?: Alarm
}

type Head = {
  /** Null until the first row. */
  readonly id: number | null
  readonly epoch: number
  readonly seq: number
  readonly at: number
  /** Rows and bytes since the newest checkpoint. */
  readonly rows: number
  readonly bytes: number
}

type Waiting = { readonly entry: Entry; readonly answer: (appended: Appended) => void }

type Claim = {
  readonly doc: DocName
  readonly epoch: number
  readonly client: number
  readonly device: string
  readonly author: string
}

const unavailable = (cause: unknown): Appended => ({ ok: false, problem: { code: 'unavailable', cause } })
const mismatch: Appended = { ok: false, problem: { code: 'clock-mismatch' } }

export function openJournal({ database, clock, server, alarm = warn }: JournalOptions): Journal {
  migrate(database, [{ name: 'journal', sql: migration }])
  const history = createHistory(database, clock, alarm)

  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const savepoint = database.prepare('SAVEPOINT entry')
  const release = database.prepare('RELEASE entry')
  const rollbackEntry = database.prepare('ROLLBACK TO entry')
  const findDocument = database.prepare('SELECT id, epoch FROM journal_document WHERE name = ?')
  const addDocument = database.prepare('INSERT INTO journal_document (name, epoch) VALUES (?, ?) RETURNING id')
  const setEpoch = database.prepare('UPDATE journal_document SET epoch = ? WHERE id = ?')
  const listDocuments = database.prepare('SELECT name FROM journal_document WHERE name >= ? AND name < ? ORDER BY name')
  const lastHot = database.prepare(
    'SELECT seq, at FROM journal_row WHERE document = ? AND epoch = ? ORDER BY seq DESC LIMIT 1',
  )
  const lastCold = database.prepare(
    'SELECT last AS seq, last_at AS at FROM journal_segment WHERE document = ? AND epoch = ? ORDER BY last DESC LIMIT 1',
  )
  const lastOfDocument = database.prepare(
    `SELECT max(at) AS at FROM (
       SELECT max(at) AS at FROM journal_row WHERE document = ?1 UNION ALL SELECT max(last_at) FROM journal_segment WHERE document = ?1)`,
  )
  const lastCheckpoint = database.prepare(
    'SELECT max(seq) AS seq FROM journal_checkpoint WHERE document = ? AND epoch = ?',
  )
  const tailOf = database.prepare(
    'SELECT count(*) AS rows, coalesce(sum(length(data)), 0) AS bytes FROM journal_row WHERE document = ? AND epoch = ? AND seq > ?',
  )
  const findWriter = database.prepare(
    'SELECT clock, device FROM journal_writer WHERE document = ? AND epoch = ? AND client = ?',
  )
  const allWriters = database.prepare(
    'SELECT client, clock FROM journal_writer WHERE document = ? AND epoch = ? AND clock > 0',
  )
  const advance = database.prepare(
    `INSERT INTO journal_writer (document, epoch, client, clock) VALUES (?, ?, ?, ?)
     ON CONFLICT (document, epoch, client) DO UPDATE SET clock = excluded.clock`,
  )
  const writeClaim = database.prepare(
    `INSERT INTO journal_writer (document, epoch, client, clock, device, author) VALUES (?, ?, ?, 0, ?, ?)
     ON CONFLICT (document, epoch, client) DO UPDATE SET device = excluded.device, author = excluded.author WHERE device IS NULL`,
  )
  const addRow = database.prepare(
    `INSERT INTO journal_row (document, epoch, seq, at, server, author, device, kind, data, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const removeHot = database.prepare('DELETE FROM journal_row WHERE document = ? AND epoch = ? AND seq <= ?')
  const addSegment = database.prepare(
    'INSERT INTO journal_segment (document, epoch, first, last, last_at, data, sha256) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const addCheckpoint = database.prepare(
    'INSERT INTO journal_checkpoint (document, epoch, seq, state, sha256) VALUES (?, ?, ?, ?, ?)',
  )
  const keepTwoCheckpoints = database.prepare(
    `DELETE FROM journal_checkpoint WHERE document = ?1 AND epoch = ?2 AND seq NOT IN
       (SELECT seq FROM journal_checkpoint WHERE document = ?1 AND epoch = ?2 ORDER BY seq DESC LIMIT 2)`,
  )

  const heads = new Map<DocName, Head>()
  const listeners = new Set<(row: JournalRow) => void>()
  let queue: Waiting[] = []
  let scheduled = false
  let closed = false
  let accepted = 0
  let answered = 0
  let settling: { readonly after: number; readonly done: () => void }[] = []
  // Claims wait for the next group: 600 devices that reload at once must not cost 600 syncs. None is needed on disk
  // before the first row of its clientID, and that comes in the same transaction or a later one.
  let claims = new Map<string, Claim>()

  const incarnation = readIncarnation(database)

  function headOf(doc: DocName): Head {
    const known = heads.get(doc)
    if (known !== undefined) return known
    const head = readHead(doc)
    heads.set(doc, head)
    return head
  }

  function readHead(doc: DocName): Head {
    const found = findDocument.get(doc)
    if (found === undefined) return { id: null, epoch: 1, seq: 0, at: 0, rows: 0, bytes: 0 }
    const id = asNumber(found['id'])
    const epoch = asNumber(found['epoch'])
    const last = lastHot.get(id, epoch) ?? lastCold.get(id, epoch)
    const covered = lastCheckpoint.get(id, epoch)?.['seq'] ?? 0
    const tail = tailOf.get(id, epoch, covered)
    return {
      id,
      epoch,
      seq: asNumber(last?.['seq'] ?? 0),
      at: asNumber(last?.['at'] ?? lastOfDocument.get(id)?.['at'] ?? 0),
      rows: asNumber(tail?.['rows']),
      bytes: asNumber(tail?.['bytes']),
    }
  }

  /** Null for a document without rows. */
  function placeOf(doc: DocName, epoch: number): Place | null {
    const { id } = headOf(doc)
    return id === null ? null : { id, doc, epoch }
  }

  function idOf(doc: DocName, head: Head): number {
    return head.id ?? asNumber(addDocument.get(doc, head.epoch)?.['id'])
  }

  function clockOf(id: number, epoch: number, client: number): number {
    return asNumber(findWriter.get(id, epoch, client)?.['clock'] ?? 0)
  }

  /** Inside the group's transaction and its own savepoint. */
  function write(entry: Entry, staged: Map<DocName, Head>): Appended {
    const { doc, epoch } = entry
    const head = staged.get(doc) ?? headOf(doc)
    if (epoch !== head.epoch) return { ok: false, problem: { code: 'epoch-ended', epoch: head.epoch } }
    const id = idOf(doc, head)
    for (const { client, from } of entry.writers) if (clockOf(id, epoch, client) !== from) return mismatch
    for (const { client, clock: needed } of entry.deps) if (clockOf(id, epoch, client) < needed) return mismatch
    for (const { client, to } of entry.writers) advance.run(id, epoch, client, to)
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
    entry.also?.()
    staged.set(doc, { id, epoch, seq: row.seq, at: row.at, rows: head.rows + 1, bytes: head.bytes + row.data.length })
    return { ok: true, row }
  }

  function writeInSavepoint(entry: Entry, staged: Map<DocName, Head>): Appended {
    savepoint.run()
    let result: Appended
    try {
      result = write(entry, staged)
    } catch (cause) {
      // A full disk ends the whole transaction by itself: then nothing of the group is left to commit.
      if (!database.isTransaction) throw cause
      result = unavailable(cause)
    }
    if (!result.ok) rollbackEntry.run()
    release.run()
    return result
  }

  function writeClaims(): void {
    for (const { doc, epoch, client, device, author } of claims.values()) {
      const head = headOf(doc)
      if (head.id !== null) writeClaim.run(head.id, epoch, client, device, author)
    }
  }

  /** One transaction for the group. Either every answer is true of the disk, or all of them say `unavailable`. */
  function commitGroup(group: readonly Waiting[]): readonly Appended[] {
    const staged = new Map<DocName, Head>()
    try {
      begin.run()
      const results = group.map(({ entry }) => writeInSavepoint(entry, staged))
      for (const [doc, head] of staged) heads.set(doc, head) // the claims of a document's first group need its number
      writeClaims()
      commit.run()
      claims = new Map([...claims].filter(([, { doc }]) => heads.get(doc)?.id == null))
      return results
    } catch (cause) {
      rollback()
      for (const { entry } of group) heads.delete(entry.doc) // to be read again from the disk
      return group.map(() => unavailable(cause))
    }
  }

  function rollback(): void {
    try {
      if (database.isTransaction) database.exec('ROLLBACK')
    } catch (cause) {
      alarm('journal: a rollback failed', { cause })
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
    const group = takeGroup()
    if (group.length > 0) {
      const results = commitGroup(group)
      for (const result of results) if (result.ok) tell(result.row)
      group.forEach(({ answer }, i) => answer(results[i] ?? unavailable(new Error('no result'))))
      answered += group.length
      const ready = settling.filter(({ after }) => after <= answered)
      settling = settling.filter(({ after }) => after > answered)
      for (const { done } of ready) done()
    } else if (claims.size > 0) commitGroup([])
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

  function load(doc: DocName): Loaded {
    const head = headOf(doc)
    if (head.id === null) return { epoch: head.epoch, seq: 0, updates: [], seqs: [], quarantined: 0 }
    const place = { id: head.id, doc, epoch: head.epoch }
    const checkpoint = history.checkpointBefore(place, head.seq)
    const updates: Uint8Array[] = checkpoint === null ? [] : [checkpoint.state]
    const seqs: number[] = checkpoint === null ? [] : [checkpoint.seq]
    let sound = 0
    for (const { row } of history.rowsAfter(place, checkpoint?.seq ?? 0)) {
      if (row.kind === 'update' && !decodes(row.data)) {
        history.putAside(place, row.seq, 'row', 'cannot be decoded')
        continue
      }
      sound += 1
      if (row.kind !== 'update') continue
      updates.push(row.data)
      seqs.push(row.seq)
    }
    return { epoch: head.epoch, seq: head.seq, updates, seqs, quarantined: head.seq - (checkpoint?.seq ?? 0) - sound }
  }

  function checkpoint(doc: DocName, epoch: number, seq: number, state: Uint8Array): void {
    const place = placeOf(doc, epoch)
    const head = headOf(doc)
    if (place === null || epoch !== head.epoch || seq > head.seq)
      throw new RangeError(`no row ${seq} in epoch ${epoch} of ${doc}`)
    const previous = history.checkpointBefore(place, seq)
    if (previous !== null && previous.seq >= seq) return
    const covered: StoredRow[] = []
    for (const stored of history.rowsAfter(place, previous?.seq ?? 0)) {
      if (stored.row.seq > seq) break
      covered.push(stored)
    }
    if (covered.length !== seq - (previous?.seq ?? 0))
      throw new Error(`a row of ${doc} before ${seq} was put aside: no checkpoint may hide that`)
    const replayed = new Y.Doc()
    if (previous !== null) Y.applyUpdate(replayed, previous.state)
    for (const { row } of covered) if (row.kind === 'update') Y.applyUpdate(replayed, row.data)
    const given = new Y.Doc()
    Y.applyUpdate(given, state)
    if (!sameDocument(replayed, given))
      throw new Error(`the state given for ${doc} at ${seq} is not what its rows give`)
    const kept = Y.encodeStateAsUpdate(replayed)
    database.transaction(() => {
      addCheckpoint.run(place.id, epoch, seq, kept, sha256(kept))
      keepTwoCheckpoints.run(place.id, epoch)
      const cold = asNumber(lastCold.get(place.id, epoch)?.['seq'] ?? 0)
      for (const piece of cut(covered.filter(({ row }) => row.seq > cold))) {
        const [first, last] = [piece[0]?.row, piece.at(-1)?.row]
        if (first === undefined || last === undefined) continue
        const data = packSegment(piece)
        addSegment.run(place.id, epoch, first.seq, last.seq, last.at, data, sha256(data))
      }
      removeHot.run(place.id, epoch, seq)
    })
    heads.delete(doc)
  }

  return {
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
      const { epoch, seq } = headOf(doc)
      return { epoch, seq }
    },
    *since(doc, epoch, seq) {
      const place = placeOf(doc, epoch)
      if (place !== null) yield* history.since(place, seq)
    },
    load,
    clocks(doc, epoch) {
      const place = placeOf(doc, epoch)
      if (place === null) return new Map()
      return new Map(allWriters.all(place.id, epoch).map((row) => [asNumber(row['client']), asNumber(row['clock'])]))
    },
    claim(doc, epoch, client, device, author) {
      const key = `${doc}\n${epoch}\n${client}`
      const place = placeOf(doc, epoch)
      const owner =
        claims.get(key)?.device ?? (place === null ? null : findWriter.get(place.id, epoch, client)?.['device']) ?? null
      if (owner !== null) return owner === device ? 'yours' : 'another'
      claims.set(key, { doc, epoch, client, device, author })
      schedule()
      return 'claimed'
    },
    follow(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    checkpoint,
    quarantine(doc, epoch, seq, why = 'cannot be applied') {
      const place = placeOf(doc, epoch)
      if (place !== null) history.putAside(place, seq, 'row', why)
    },
    endEpoch(doc) {
      const head = headOf(doc)
      const next = head.epoch + 1
      database.transaction(() => {
        setEpoch.run(next, idOf(doc, head))
      })
      heads.delete(doc)
      return next
    },
    tail(doc) {
      const { rows, bytes } = headOf(doc)
      return { rows, bytes }
    },
    documents(prefix) {
      return listDocuments.all(prefix, `${prefix}\u{10ffff}`).map((row) => String(row['name']))
    },
    settled() {
      if (answered >= accepted) return Promise.resolve()
      return new Promise((done) => settling.push({ after: accepted, done }))
    },
    close() {
      closed = true
      while (queue.length > 0) flush()
      if (claims.size > 0) commitGroup([])
      listeners.clear()
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
