/**
 * Checkpoints: when a document deserves one (`server/live` asks after an append; the journal never decides it), and how
 * one is written. A checkpoint serves loading alone: the rows it covers move to cold segments and are never dropped.
 */
import * as Y from 'yjs'
import type { Database } from '../store/database.ts'
import type { History, StoredDocument } from './history.ts'
import type { DocName } from './port.ts'
import { asNumber, type StoredRow } from './row.ts'
import { sameDocument } from './same-document.ts'
import { commandsIn, segmentsOf, packSegment, sha256 } from './segment.ts'

/**
 * A load applies at most this much one by one: 500 updates take about 5 ms, and 256 KiB is the largest single frame. A
 * checkpoint costs what the whole state costs, so that a large one waits for more rows (one for each 256 bytes of it):
 * applying them stays a part of what applying the state takes, and an edit costs the same on an old board as on a new one.
 */
export const checkpointAt = { rows: 500, bytes: 256 * 1024, bytesPerRow: 256 }

/** `state`: the size of what is stored or was loaded, as far as it is known. */
export const needsCheckpoint = (tail: { readonly rows: number; readonly bytes: number }, state = 0): boolean =>
  tail.rows >= Math.max(checkpointAt.rows, state / checkpointAt.bytesPerRow) ||
  tail.bytes >= Math.max(checkpointAt.bytes, state / 2)

/**
 * What a checkpoint at `seq` holds: the journal's own replay of the checkpoint before it and the rows since (`covered`,
 * all after `from`). Throws where that is not `state`, or where one of them was put aside.
 */
export function replayed({
  doc,
  seq,
  from,
  previous,
  covered,
  state,
}: {
  readonly doc: DocName
  readonly seq: number
  readonly from: number
  readonly previous: Uint8Array | null
  readonly covered: readonly StoredRow[]
  readonly state: Uint8Array
}): Uint8Array {
  if (covered.length !== seq - from)
    throw new Error(`a row of ${doc} before ${seq} was put aside: no checkpoint may hide that`)
  const built = new Y.Doc()
  if (previous !== null) Y.applyUpdate(built, previous)
  for (const { row } of covered) if (row.kind === 'update') Y.applyUpdate(built, row.data)
  const kept = Y.encodeStateAsUpdate(built)
  if (Buffer.compare(kept, state) === 0) return kept
  const given = new Y.Doc()
  Y.applyUpdate(given, state)
  if (!sameDocument(built, given)) throw new Error(`the state given for ${doc} at ${seq} is not what its rows give`)
  return kept
}

/** Throws where the state is not what the rows give, or a row before it was put aside: nothing is changed then. */
export function createCompactor(database: Database, history: History) {
  const addCheckpoint = database.prepare(
    'INSERT INTO journal_checkpoint (document, epoch, seq, state, sha256) VALUES (?, ?, ?, ?, ?)',
  )
  const keepTwoCheckpoints = database.prepare(
    `DELETE FROM journal_checkpoint WHERE document = ?1 AND epoch = ?2 AND seq NOT IN
       (SELECT seq FROM journal_checkpoint WHERE document = ?1 AND epoch = ?2 ORDER BY seq DESC LIMIT 2)`,
  )
  const lastCold = database.prepare('SELECT max(last) AS seq FROM journal_segment WHERE document = ? AND epoch = ?')
  const addSegment = database.prepare(
    'INSERT INTO journal_segment (document, epoch, first, last, last_at, data, sha256, commands) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const removeHot = database.prepare('DELETE FROM journal_row WHERE document = ? AND epoch = ? AND seq <= ?')

  function writeSegments(place: StoredDocument, rows: readonly StoredRow[]): void {
    const cold = asNumber(lastCold.get(place.id, place.epoch)?.['seq'] ?? 0)
    for (const piece of segmentsOf(rows.filter(({ row }) => row.seq > cold))) {
      const [first, last] = [piece[0]?.row, piece.at(-1)?.row]
      if (first === undefined || last === undefined) continue
      const data = packSegment(piece)
      addSegment.run(place.id, place.epoch, first.seq, last.seq, last.at, data, sha256(data), commandsIn(piece))
    }
  }

  /** What the port says of `checkpoint`; false when there is one at or after `seq` already. */
  return function checkpoint(place: StoredDocument, seq: number, state: Uint8Array): boolean {
    const { id, doc, epoch } = place
    const previous = history.newestCheckpoint(place)
    if (previous !== null && previous.seq >= seq) return false
    const from = previous?.seq ?? history.baseOf(place)
    const covered: StoredRow[] = []
    for (const stored of history.rowsAfter(place, from)) {
      if (stored.row.seq > seq) break
      covered.push(stored)
    }
    const kept = replayed({ doc, seq, from, previous: previous?.state ?? null, covered, state })
    database.transaction(() => {
      addCheckpoint.run(id, epoch, seq, kept, sha256(kept))
      keepTwoCheckpoints.run(id, epoch)
      writeSegments(place, covered)
      removeHot.run(id, epoch, seq)
    })
    return true
  }
}
