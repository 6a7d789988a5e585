/** An erasure: what becomes another of all documents that it concerns, in one transaction and under the fence of an append. */
import type { Sql } from 'postgres'
import type { DocName, Rewriting } from '../port.ts'
import { storedRow } from '../row.ts'
import { changedRow, changedSegment } from '../rewrite.ts'
import { sha256 } from '../segment.ts'
import { joined } from './append.ts'
import { patience, within } from './fence.ts'
import type { Knowledge } from './known.ts'
import type { Holding } from './step.ts'

/** Bytes of rewritten rows in one statement. */
const batch = 4 * 1024 * 1024

type Changed = {
  readonly table: 'segment' | 'journal_row' | 'checkpoint'
  readonly epoch: number
  readonly seq: number
  readonly data: Uint8Array
  /** Of a row. */
  readonly crc: number
}

/** What becomes another of one document, worked out before anything is written; `count` also counts rows within segments. */
async function changes(sql: Sql, dialogue: string, change: Rewriting) {
  const { doc } = change
  const found: Changed[] = []
  let count = 0
  const id = sql`(SELECT id FROM tablee.document WHERE dialogue = ${dialogue} AND name = ${doc})`
  let [epoch, seq] = [0, 0]
  for (;;) {
    const [segment] = await within(
      patience,
      sql<{ epoch: number; last: number; data: Uint8Array }[]>`
        SELECT epoch, last::float8, data FROM tablee.segment
        WHERE document = ${id} AND (epoch, last) > (${epoch}, ${seq}) ORDER BY epoch, last LIMIT 1`,
    )
    if (segment === undefined) break
    ;[epoch, seq] = [segment.epoch, segment.last]
    const next = changedSegment(segment.data, epoch, change)
    if (next === null) continue
    found.push({ table: 'segment', epoch, seq, data: next.data, crc: 0 })
    count += next.touched
  }
  ;[epoch, seq] = [0, 0]
  for (;;) {
    const rows = await within(
      patience,
      sql<{ epoch: number; seq: number; [column: string]: unknown }[]>`
        SELECT epoch, seq::float8, at::float8, server, author, device, kind, data, crc::float8 FROM tablee.journal_row
        WHERE document = ${id} AND (epoch, seq) > (${epoch}, ${seq}) ORDER BY epoch, seq LIMIT 256`,
    )
    for (const row of rows) {
      ;[epoch, seq] = [row.epoch, row.seq]
      const next = changedRow(storedRow(doc, row.epoch, row), change.row)
      if (next === null) continue
      found.push({ table: 'journal_row', epoch, seq, data: next.row.data, crc: next.crc })
      count += 1
    }
    if (rows.length < 256) break
  }
  const checkpoints = await within(
    patience,
    sql<{ epoch: number; seq: number; state: Uint8Array }[]>`
      SELECT epoch, seq::float8, state FROM tablee.checkpoint WHERE document = ${id} ORDER BY epoch, seq`,
  )
  for (const one of checkpoints) {
    const state = change.state(one.state)
    if (state === one.state) continue
    found.push({ table: 'checkpoint', epoch: one.epoch, seq: one.seq, data: state, crc: 0 })
    count += 1
  }
  return { doc, found, count }
}

function* batches(all: readonly Changed[]): Generator<readonly Changed[]> {
  let piece: Changed[] = []
  let bytes = 0
  for (const one of all) {
    if (piece.length > 0 && bytes + one.data.length > batch) {
      yield piece
      ;[piece, bytes] = [[], 0]
    }
    piece.push(one)
    bytes += one.data.length
  }
  if (piece.length > 0) yield piece
}

/**
 * Erasure. Everything is worked out first, while the queue hands nothing over, and then written in one short transaction:
 * a lease cannot be renewed while a transaction holds it shared.
 */
export function createRewriter({
  sql,
  lease,
  known,
  fenced,
}: {
  readonly sql: Sql
  readonly lease: Holding
  readonly known: Knowledge
  readonly fenced: () => Error
}) {
  async function write(all: readonly { readonly doc: DocName; readonly found: readonly Changed[] }[]) {
    const { dialogue, node, epoch } = lease
    return sql.begin(async (tx) => {
      const [held] = await tx`
        SELECT FROM tablee.hall WHERE dialogue = ${dialogue} AND node = ${node} AND epoch = ${epoch} FOR SHARE`
      if (held === undefined) throw fenced()
      const tails: { doc: DocName; bytes: number }[] = []
      for (const { doc, found } of all) {
        const [document] = await tx<{ id: string }[]>`
          SELECT id FROM tablee.document WHERE dialogue = ${dialogue} AND name = ${doc}`
        if (document === undefined) continue
        const { id } = document
        const set = {
          segment: tx`data = x.data, sha256 = g.h`,
          journal_row: tx`data = x.data, crc = g.c`,
          checkpoint: tx`state = x.data, sha256 = g.h`,
        }
        for (const [table, of] of Map.groupBy(found, ({ table }) => table))
          for (const piece of batches(of)) {
            const { bytes, from } = joined(piece.map(({ data }) => data))
            const list = piece.map(({ epoch, seq, data, crc }, index) => ({
              e: epoch,
              s: seq,
              c: crc,
              h: table === 'journal_row' ? '' : sha256(data),
              o: from[index],
              l: data.length,
            }))
            await tx`
              UPDATE ${tx(`tablee.${table}`)} t SET ${set[table]}
              FROM json_to_recordset(${JSON.stringify(list)}::text::json) AS g(e integer, s bigint, c bigint, h text, o integer, l integer),
                LATERAL (SELECT substring(${bytes}::bytea FROM g.o FOR g.l) AS data) x
              WHERE t.document = ${id} AND t.epoch = g.e AND t.${tx(table === 'segment' ? 'last' : 'seq')} = g.s`
          }
        // Bytes that could not be read hold nobody's board; nobody could look for a sentence in them either.
        await tx`UPDATE tablee.quarantine SET data = NULL WHERE document = ${id} AND data IS NOT NULL`
        const [tail] = await tx<{ bytes: number }[]>`
          UPDATE tablee.document d SET tail_bytes = (
            SELECT coalesce(sum(length(r.data)), 0) FROM tablee.journal_row r
            WHERE r.document = d.id AND r.epoch = d.epoch AND r.seq > coalesce(
              (SELECT max(c.seq) FROM tablee.checkpoint c WHERE c.document = d.id AND c.epoch = d.epoch), 0))
          WHERE d.id = ${id} RETURNING tail_bytes::float8 AS bytes`
        tails.push({ doc, bytes: tail?.bytes ?? 0 })
      }
      return tails
    })
  }

  return async function rewrite(asked: readonly Rewriting[]): Promise<number> {
    const all: Awaited<ReturnType<typeof changes>>[] = []
    for (const change of asked) all.push(await changes(sql, lease.dialogue, change))
    const tails = await within(patience, write(all))
    for (const { doc, bytes } of tails) known.tail(doc, bytes)
    return all.reduce((sum, { count }) => sum + count, 0)
  }
}
