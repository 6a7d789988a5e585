/**
 * Reading a dialogue's log on Postgres: rows in order, hot and cold alike, each verified. A page is one statement, and so of
 * one moment: rows that a checkpoint moves meanwhile are in one of both places, and never in none.
 */
import type { Sql } from 'postgres'
import type { DocName, JournalRow } from '../port.ts'
import { asBytes, isSound, storedRow, type StoredRow } from '../row.ts'
import { sha256, unpackSegment } from '../segment.ts'
import { Behind, patience, within } from './fence.ts'

/** One epoch of a document. `base`: the seq before its first row. */
export type Place = { readonly doc: DocName; readonly epoch: number; readonly base: number }

/** 128 of the largest possible (256 KiB) are 32 MiB, of common ones 20 KiB. */
const pageSize = 128

type Page = { readonly rows: readonly StoredRow[]; readonly last: number }
type Columns = { readonly cold: boolean; readonly seq: number } & { readonly [column: string]: unknown }

/** What could not be read is put aside by whoever owns the log; others pass over it. */
export type Aside = {
  noted(place: Place): Iterable<number>
  note(place: Place, seq: number, what: 'row' | 'checkpoint', why: string, data: Uint8Array | null): Promise<void>
}

export type History = ReturnType<typeof createHistory>

/** Asks the pool, and holds no connection while its rows are used. Throws `Behind` where the log stands lower than `until`. */
export function createHistory(sql: Sql, dialogue: string, aside: Aside) {
  const idOf = (doc: DocName) => sql`(SELECT id FROM tablee.document WHERE dialogue = ${dialogue} AND name = ${doc})`

  const page = (doc: DocName, epoch: number, from: number) => sql<Columns[]>`
    WITH d AS MATERIALIZED ${idOf(doc)}, cold AS MATERIALIZED (
      SELECT last, data FROM tablee.segment
      WHERE document = (SELECT id FROM d) AND epoch = ${epoch} AND last >= ${from} ORDER BY last LIMIT 1)
    SELECT true AS cold, last::float8 AS seq, 0::float8 AS at, '' AS server, '' AS author, '' AS device, 'update' AS kind,
      data, 0::float8 AS crc FROM cold
    UNION ALL
    (SELECT false, seq::float8, at::float8, server, author, device, kind, data, crc::float8 FROM tablee.journal_row
     WHERE document = (SELECT id FROM d) AND epoch = ${epoch} AND seq >= ${from} AND NOT EXISTS (SELECT FROM cold)
     ORDER BY seq LIMIT ${pageSize})`

  /** The same, of segments that hold commands, and of hot rows that are some. */
  const commandPage = (doc: DocName, epoch: number, from: number) => sql<Columns[]>`
    WITH d AS MATERIALIZED ${idOf(doc)}, cold AS MATERIALIZED (
      SELECT last, data FROM tablee.segment
      WHERE document = (SELECT id FROM d) AND epoch = ${epoch} AND last >= ${from} AND commands > 0 ORDER BY last LIMIT 1)
    SELECT true AS cold, last::float8 AS seq, 0::float8 AS at, '' AS server, '' AS author, '' AS device, 'update' AS kind,
      data, 0::float8 AS crc FROM cold
    UNION ALL
    (SELECT false, seq::float8, at::float8, server, author, device, kind, data, crc::float8 FROM tablee.journal_row
     WHERE document = (SELECT id FROM d) AND epoch = ${epoch} AND kind = 'command' AND seq >= ${from}
       AND NOT EXISTS (SELECT FROM cold) ORDER BY seq LIMIT ${pageSize})`

  /** The next rows at or after `from`; `last` is the highest seq they stand for. Null behind the newest row. */
  function pageOf({ doc, epoch }: Place, from: number, columns: readonly Columns[]): Page | null {
    const first = columns[0]
    if (first === undefined) return null
    if (first.cold) {
      const rows = unpackSegment(asBytes(first['data']), doc, epoch).filter(({ row }) => row.seq >= from)
      return { rows, last: first.seq }
    }
    const rows = columns.map((row) => storedRow(doc, epoch, row))
    return { rows, last: rows.at(-1)?.row.seq ?? from }
  }

  /** Acknowledged, and not there: lost from the log, or the whole log is an older one. */
  async function missing(place: Place, from: number, until: number): Promise<void> {
    const [document] = await sql<{ seq: number }[]>`
      SELECT seq::float8 FROM tablee.document WHERE dialogue = ${dialogue} AND name = ${place.doc}`
    if ((document?.seq ?? 0) < from) throw new Behind(place.doc, document?.seq ?? 0, from)
    for (let seq = from; seq <= until; seq += 1) await aside.note(place, seq, 'row', 'missing', null)
  }

  /**
   * Every sound row of this epoch after `seq` and up to `until`, which is asked again for each: what lands meanwhile comes
   * along, and what is not answered yet does not.
   */
  async function* rowsAfter(place: Place, seq: number, until: () => number): AsyncGenerator<StoredRow> {
    let next = Math.max(seq, place.base) + 1
    const noted = new Set(aside.noted(place))
    const damaged = (at: number, why: string, data: Uint8Array | null): Promise<void> | null =>
      noted.has(at) ? null : aside.note(place, at, 'row', why, data)
    while (next <= until()) {
      const found = pageOf(place, next, await within(patience, page(place.doc, place.epoch, next)))
      if (found === null) return missing(place, next, until())
      for (const stored of found.rows) {
        for (; next < stored.row.seq; next += 1) await damaged(next, 'missing', null)
        if (next > until()) return
        next = stored.row.seq + 1
        if (noted.has(stored.row.seq)) continue
        if (isSound(stored)) yield stored
        else await damaged(stored.row.seq, 'checksum', stored.row.data)
      }
      for (; next <= Math.min(found.last, until()); next += 1) await damaged(next, 'unreadable', null)
    }
  }

  async function* commands(place: Place, until: () => number): AsyncGenerator<JournalRow> {
    const noted = new Set(aside.noted(place))
    for (let next = place.base + 1; next <= until(); ) {
      const found = pageOf(place, next, await within(patience, commandPage(place.doc, place.epoch, next)))
      if (found === null) return
      for (const stored of found.rows) {
        if (stored.row.seq > until()) return
        if (stored.row.kind !== 'command' || noted.has(stored.row.seq)) continue
        if (isSound(stored)) yield stored.row
        else await aside.note(place, stored.row.seq, 'row', 'checksum', stored.row.data)
      }
      next = found.last + 1
    }
  }

  /** The newest checkpoint whose bytes are as they were written. Damaged ones are put aside. */
  async function newestCheckpoint(place: Place): Promise<{ readonly seq: number; readonly state: Uint8Array } | null> {
    const rows = await within(
      patience,
      sql<{ seq: number; state: Uint8Array; sha256: string }[]>`
        SELECT seq::float8, state, sha256 FROM tablee.checkpoint
        WHERE document = ${idOf(place.doc)} AND epoch = ${place.epoch} ORDER BY seq DESC`,
    )
    for (const { seq, state, sha256: digest } of rows) {
      const bytes = asBytes(state)
      if (sha256(bytes) === digest) return { seq, state: bytes }
      await aside.note(place, seq, 'checkpoint', 'digest', bytes)
    }
    return null
  }

  return { rowsAfter, commands, newestCheckpoint }
}
