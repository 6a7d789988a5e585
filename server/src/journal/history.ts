/**
 * Reading the journal of one database: rows in order, hot and cold alike, each verified. What fails is put aside and
 * passed over, never thrown: a board always opens. Reading works while the disk refuses every write.
 */
import type { Database } from '../store/database.ts'
import type { Clock } from '../clock.ts'
import type { QuarantinedRow, DocName, JournalRow } from './port.ts'
import { asBytes, asNumber, asText, isSound, storedRow, type StoredRow } from './row.ts'
import { commandsIn, sha256, unpackSegment } from './segment.ts'

/** Where rows of one document and epoch lie. */
export type StoredDocument = { readonly id: number; readonly doc: DocName; readonly epoch: number }

/** What happened that nobody asked about: a damaged row, a listener that threw. Must not throw. */
export type Alarm = (
  what: string,
  details: { readonly doc?: DocName; readonly seq?: number; readonly cause?: unknown },
) => void

/** Where nobody else hears of it: a warning of the process. */
export const warn: Alarm = (what, { doc, seq, cause }) =>
  process.emitWarning(
    [what, doc, seq, cause instanceof Error ? cause.message : cause].filter((part) => part !== undefined).join(' '),
  )

/** Rows read at once: 64 of the largest possible (256 KiB) are 16 MiB, of common ones 10 KiB. */
const pageSize = 64

type Page = { readonly rows: readonly StoredRow[]; readonly last: number }

const statements = (database: Database) => ({
  hotPage: database.prepare(
    `SELECT seq, at, server, author, device, kind, data, crc FROM journal_row
     WHERE document = ? AND epoch = ? AND seq >= ? ORDER BY seq LIMIT ${pageSize}`,
  ),
  hotSeqs: database.prepare(
    `SELECT seq FROM journal_row WHERE document = ? AND epoch = ? AND seq >= ? ORDER BY seq LIMIT ${pageSize}`,
  ),
  hotRow: database.prepare(
    'SELECT seq, at, server, author, device, kind, data, crc FROM journal_row WHERE document = ? AND epoch = ? AND seq = ?',
  ),
  segmentAt: database.prepare(
    'SELECT first, last, data FROM journal_segment WHERE document = ? AND epoch = ? AND last >= ? ORDER BY last LIMIT 1',
  ),
  // Those before were written when nobody counted.
  segmentsWithCommands: database.prepare(
    'SELECT last FROM journal_segment WHERE document = ? AND epoch = ? AND commands IS NOT 0 ORDER BY last',
  ),
  segment: database.prepare(
    'SELECT first, last, data, commands FROM journal_segment WHERE document = ? AND epoch = ? AND last = ?',
  ),
  noteCommands: database.prepare(
    'UPDATE journal_segment SET commands = ? WHERE document = ? AND epoch = ? AND last = ?',
  ),
  hotCommands: database.prepare(
    `SELECT seq, at, server, author, device, 'command' AS kind, data, crc FROM journal_row
     WHERE document = ? AND epoch = ? AND kind = 'command' ORDER BY seq`,
  ),
  note: database.prepare(
    'INSERT OR IGNORE INTO journal_quarantine (document, epoch, seq, what, why, at, data) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ),
  noted: database.prepare(
    `SELECT seq FROM journal_quarantine WHERE document = ? AND epoch = ? AND what = 'row' AND seq > ?`,
  ),
  listed: database.prepare(
    'SELECT seq, what, why, at FROM journal_quarantine WHERE document = ? AND epoch = ? ORDER BY seq, what',
  ),
  checkpoints: database.prepare(
    'SELECT seq, state, sha256 FROM journal_checkpoint WHERE document = ? AND epoch = ? ORDER BY seq DESC',
  ),
  // Where a damaged file has lost it, the rows before it say the same.
  epochBase: database.prepare(
    `SELECT coalesce(
       (SELECT base FROM journal_epoch WHERE document = ?1 AND epoch = ?2),
       (SELECT max(seq) FROM (
          SELECT max(seq) AS seq FROM journal_row WHERE document = ?1 AND epoch < ?2
          UNION ALL SELECT max(last) FROM journal_segment WHERE document = ?1 AND epoch < ?2)),
       0) AS base`,
  ),
  dropCheckpoint: database.prepare('DELETE FROM journal_checkpoint WHERE document = ? AND epoch = ? AND seq = ?'),
})

export type History = ReturnType<typeof createHistory>

/**
 * Rows are read as they are asked for: what a generator has not read yet may be rewritten meanwhile. `alarm` hears of
 * each damage once, as long as it can be noted in the file.
 */
export function createHistory(database: Database, clock: Clock, alarm: Alarm) {
  const sql = statements(database)

  function quarantine(
    place: StoredDocument,
    seq: number,
    what: 'row' | 'checkpoint',
    why: string,
    data: Uint8Array | null = null,
  ): void {
    alarm(`journal: a ${what} was put aside: ${why}`, { doc: place.doc, seq })
    try {
      database.transaction(() => {
        sql.note.run(place.id, place.epoch, seq, what, why, clock(), data)
        if (what === 'checkpoint') sql.dropCheckpoint.run(place.id, place.epoch, seq)
      })
    } catch (cause) {
      alarm('journal: the quarantine could not be written', { doc: place.doc, seq, cause })
    }
  }

  /** Damaged pages of the file make a whole read fail; one by one, the rows beside them still come. */
  function readSingly(place: StoredDocument, from: number): Page | null {
    const seqs = sql.hotSeqs.all(place.id, place.epoch, from).map((row) => asNumber(row['seq']))
    const rows: StoredRow[] = []
    for (const seq of seqs) {
      try {
        const row = sql.hotRow.get(place.id, place.epoch, seq)
        if (row !== undefined) rows.push(storedRow(place.doc, place.epoch, row))
      } catch {
        // its seq is missing from the page: noticed by the caller
      }
    }
    const last = seqs.at(-1)
    return last === undefined ? null : { rows, last }
  }

  /** The next rows at or after `from`; `last` is the highest seq they stand for. Null behind the newest row. */
  function readPage(place: StoredDocument, from: number): Page | null {
    const segment = sql.segmentAt.get(place.id, place.epoch, from)
    if (segment !== undefined) {
      const rows = unpackSegment(asBytes(segment['data']), place.doc, place.epoch).filter(({ row }) => row.seq >= from)
      return { rows, last: asNumber(segment['last']) }
    }
    try {
      const rows = sql.hotPage.all(place.id, place.epoch, from).map((row) => storedRow(place.doc, place.epoch, row))
      const last = rows.at(-1)
      return last === undefined ? null : { rows, last: last.row.seq }
    } catch (cause) {
      alarm('journal: a page could not be read', { doc: place.doc, seq: from, cause })
      return readSingly(place, from)
    }
  }

  /** Seq of the last row before this epoch. */
  const baseOf = ({ id, epoch }: StoredDocument): number => asNumber(sql.epochBase.get(id, epoch)?.['base'] ?? 0)

  /** Every sound row of this epoch after `seq`, in order. Rows are read a page at a time: nothing is locked between two of them. */
  function* rowsAfter(place: StoredDocument, seq: number): Generator<StoredRow> {
    let next = Math.max(seq, baseOf(place)) + 1
    const quarantined = new Set(sql.noted.all(place.id, place.epoch, seq).map((row) => asNumber(row['seq'])))
    for (let page = readPage(place, next); page !== null; page = readPage(place, next)) {
      for (const stored of page.rows) {
        for (; next < stored.row.seq; next += 1) if (!quarantined.has(next)) quarantine(place, next, 'row', 'missing')
        if (quarantined.has(next)) next += 1
        else {
          next += 1
          if (isSound(stored)) yield stored
          else quarantine(place, stored.row.seq, 'row', 'checksum', stored.row.data)
        }
      }
      for (; next <= page.last; next += 1) if (!quarantined.has(next)) quarantine(place, next, 'row', 'unreadable')
    }
  }

  function* commandsAfter(place: StoredDocument): Generator<StoredRow> {
    const { id, doc, epoch } = place
    for (const { last } of sql.segmentsWithCommands.all(id, epoch)) {
      const found = sql.segment.get(id, epoch, asNumber(last))
      if (found === undefined) continue
      const rows = unpackSegment(asBytes(found['data']), doc, epoch)
      const whole = rows.length === asNumber(last) - asNumber(found['first']) + 1
      if (found['commands'] === null && whole) sql.noteCommands.run(commandsIn(rows), id, epoch, asNumber(last))
      yield* rows.filter(({ row }) => row.kind === 'command')
    }
    for (const row of sql.hotCommands.all(id, epoch)) yield storedRow(place.doc, place.epoch, row)
  }

  /** A part of the file that cannot be read: what lies around it is found row by row. */
  function commandsOf(place: StoredDocument): readonly JournalRow[] {
    const quarantined = new Set(sql.noted.all(place.id, place.epoch, 0).map((row) => asNumber(row['seq'])))
    let stored: readonly StoredRow[]
    try {
      stored = [...commandsAfter(place)]
    } catch (cause) {
      alarm('journal: the commands could not be read', { doc: place.doc, cause })
      stored = [...rowsAfter(place, 0)].filter(({ row }) => row.kind === 'command')
    }
    return stored.flatMap((one) => {
      if (quarantined.has(one.row.seq)) return []
      const sound = isSound(one) ? one : firstCopy(place, one.row.seq)
      if (sound === null) quarantine(place, one.row.seq, 'row', 'checksum')
      return sound === null ? [] : [sound.row]
    })
  }

  /** Of a command whose copy in the index is not what was written. */
  function firstCopy(place: StoredDocument, seq: number): StoredRow | null {
    try {
      const row = sql.hotRow.get(place.id, place.epoch, seq)
      const stored = row === undefined ? null : storedRow(place.doc, place.epoch, row)
      return stored !== null && isSound(stored) ? stored : null
    } catch {
      return null
    }
  }

  /** The newest checkpoint whose bytes are as they were written. Damaged ones are put aside, unreadable ones passed over. */
  function newestCheckpoint(place: StoredDocument): { readonly seq: number; readonly state: Uint8Array } | null {
    for (const row of checkpointsOf(place)) {
      const at = asNumber(row['seq'])
      const state = asBytes(row['state'])
      if (sha256(state) !== row['sha256']) quarantine(place, at, 'checkpoint', 'digest', state)
      else return { seq: at, state }
    }
    return null
  }

  /** A page that was damaged since the start makes the whole read fail: the rows then do without checkpoints. */
  function checkpointsOf(place: StoredDocument): readonly Record<string, unknown>[] {
    try {
      return sql.checkpoints.all(place.id, place.epoch)
    } catch (cause) {
      alarm('journal: the checkpoints could not be read', { doc: place.doc, cause })
      return []
    }
  }

  return {
    baseOf,
    rowsAfter,
    newestCheckpoint,
    quarantine,
    quarantined: ({ id, epoch }: StoredDocument): readonly QuarantinedRow[] =>
      sql.listed.all(id, epoch).map((row) => ({
        epoch,
        seq: asNumber(row['seq']),
        what: row['what'] === 'checkpoint' ? 'checkpoint' : 'row',
        why: asText(row['why']),
        at: asNumber(row['at']),
      })),
    commands: commandsOf,
    *since(place: StoredDocument, seq: number): Generator<JournalRow> {
      for (const { row } of rowsAfter(place, seq)) yield row
    },
  }
}
