/** A checkpoint, and the rows that it covers as a segment, under the fence of an append. */
import type { Sql } from 'postgres'
import { replayed } from '../compact.ts'
import type { StoredRow } from '../row.ts'
import { commandsIn, packSegment, segmentsOf, sha256 } from '../segment.ts'
import { joined, listed } from './append.ts'
import { patience, within } from './fence.ts'
import type { History, Place } from './history.ts'
import type { Knowledge } from './known.ts'
import type { Holding } from './step.ts'

/** Of rows that a checkpoint covers and that are not cold yet: all of them, for hot rows begin behind the last segment. */
function segmentsFor(rows: readonly StoredRow[]) {
  const pieces = [...segmentsOf(rows)].map((piece) => ({ piece, data: packSegment(piece) }))
  const { bytes, from } = joined(pieces.map(({ data }) => data))
  const list = pieces.map(({ piece, data }, index) => ({
    f: piece[0]?.row.seq,
    t: piece.at(-1)?.row.seq,
    a: piece.at(-1)?.row.at,
    c: commandsIn(piece),
    o: from[index],
    l: data.length,
    h: sha256(data),
  }))
  return { list: listed(list) ?? '[]', bytes }
}

/** What the port says of `checkpoint`; false where there is one at or after `seq` already. */
export function createCheckpoints({
  sql,
  lease,
  known,
  history,
  fenced,
}: {
  readonly sql: Sql
  readonly lease: Holding
  readonly known: Knowledge
  readonly history: History
  readonly fenced: () => Error
}) {
  return async function checkpoint(place: Place, seq: number, state: Uint8Array): Promise<boolean> {
    const { doc, epoch } = place
    const previous = await history.newestCheckpoint(place)
    if (previous !== null && previous.seq >= seq) return false
    const from = previous?.seq ?? place.base
    const covered: StoredRow[] = []
    for await (const stored of history.rowsAfter(place, from, () => seq)) covered.push(stored)
    const kept = replayed({ doc, seq, from, previous: previous?.state ?? null, covered, state })
    const { dialogue, node, epoch: term } = lease
    const [last] = await within(
      patience,
      sql<{ last: number | null }[]>`
        SELECT max(s.last)::float8 AS last FROM tablee.segment s JOIN tablee.document d ON d.id = s.document
        WHERE d.dialogue = ${dialogue} AND d.name = ${doc} AND s.epoch = ${epoch}`,
    )
    const { list, bytes } = segmentsFor(covered.filter(({ row }) => row.seq > (last?.last ?? 0)))
    const size = covered.reduce((sum, { row }) => sum + row.data.length, 0)
    const [answer] = await within(
      patience,
      sql<
        { checkpoint_1: string }[]
      >`SELECT tablee.checkpoint_1(${dialogue}, ${node}, ${term}, ${doc}, ${epoch}, ${seq},
        ${kept}, ${sha256(kept)}, ${list}, ${bytes}, ${covered.length}, ${size})`,
    )
    if (answer?.checkpoint_1 === 'fenced') throw fenced()
    known.covered(doc, epoch, covered.length, size)
    return true
  }
}
