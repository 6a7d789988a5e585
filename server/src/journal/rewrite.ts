/**
 * Erasure, and nothing else, changes what stands in the journal: every row, cold or hot, and every checkpoint of a
 * document in all its epochs, of several documents in one transaction. Seqs, times and authors stay; checksums are written anew.
 */
import type { Database } from '../store/database.ts'
import type { DocName, Rewriting } from './port.ts'
import { asBytes, asNumber, checksum, isSound, storedRow, type StoredRow } from './row.ts'
import { packSegment, sha256, unpackSegment } from './segment.ts'

/** Null: as it was. A row that is damaged is not touched: its checksum must go on saying so. */
export function changedRow(stored: StoredRow, change: Rewriting['row']): StoredRow | null {
  if (!isSound(stored)) return null
  const data = change(stored.row)
  if (data === stored.row.data) return null
  const row = { ...stored.row, data }
  return { row, crc: checksum(row) }
}

/** A cold segment packed anew, and how many of its rows are others; null: as it was. */
export function changedSegment(
  data: Uint8Array,
  epoch: number,
  change: Rewriting,
): { readonly data: Uint8Array; readonly touched: number } | null {
  let touched = 0
  const after = unpackSegment(data, change.doc, epoch).map((stored) => {
    const next = changedRow(stored, change.row)
    if (next !== null) touched += 1
    return next ?? stored
  })
  return touched === 0 ? null : { data: packSegment(after), touched }
}

/**
 * Gives how many rows and checkpoints are others now; 0 for documents without rows. Throws with nothing changed. Call
 * it while no group is under way; what the write-ahead log still holds goes with a scrub only.
 */
export function createRewriter(database: Database) {
  const segments = database.prepare(
    'SELECT epoch, first, last, data FROM journal_segment WHERE document = ? ORDER BY epoch, last',
  )
  const setSegment = database.prepare(
    'UPDATE journal_segment SET data = ?, sha256 = ? WHERE document = ? AND epoch = ? AND last = ?',
  )
  const rows = database.prepare(
    'SELECT epoch, seq, at, server, author, device, kind, data, crc FROM journal_row WHERE document = ? ORDER BY epoch, seq',
  )
  const setRow = database.prepare(
    'UPDATE journal_row SET data = ?, crc = ? WHERE document = ? AND epoch = ? AND seq = ?',
  )
  const checkpoints = database.prepare('SELECT epoch, seq, state FROM journal_checkpoint WHERE document = ?')
  const setCheckpoint = database.prepare(
    'UPDATE journal_checkpoint SET state = ?, sha256 = ? WHERE document = ? AND epoch = ? AND seq = ?',
  )
  // Bytes that could not be read hold nobody's board; nobody could look for a sentence in them either.
  const dropDamaged = database.prepare('UPDATE journal_quarantine SET data = NULL WHERE document = ?')

  /** How many rows and checkpoints are others now. */
  function rewrite(id: number, change: Rewriting): number {
    const { doc } = change
    let count = 0
    for (const one of segments.all(id)) {
      const [epoch, last] = [asNumber(one['epoch']), asNumber(one['last'])]
      const next = changedSegment(asBytes(one['data']), epoch, change)
      if (next === null) continue
      setSegment.run(next.data, sha256(next.data), id, epoch, last)
      count += next.touched
    }
    for (const one of rows.all(id)) {
      const stored = storedRow(doc, asNumber(one['epoch']), one)
      const next = changedRow(stored, change.row)
      if (next === null) continue
      setRow.run(next.row.data, next.crc, id, next.row.epoch, next.row.seq)
      count += 1
    }
    for (const one of checkpoints.all(id)) {
      const before = asBytes(one['state'])
      const state = change.state(before)
      if (state === before) continue
      setCheckpoint.run(state, sha256(state), id, asNumber(one['epoch']), asNumber(one['seq']))
      count += 1
    }
    dropDamaged.run(id)
    return count
  }

  return (changes: readonly Rewriting[], numberOf: (doc: DocName) => number | null): number => {
    // Pages that are left over are written over, too: a row that grew smaller must not lie on in one of them.
    database.exec('PRAGMA secure_delete = ON')
    try {
      return database.transaction(() =>
        changes.reduce((count, change) => {
          const id = numberOf(change.doc)
          return id === null ? count : count + rewrite(id, change)
        }, 0),
      )
    } finally {
      database.exec('PRAGMA secure_delete = FAST')
    }
  }
}
