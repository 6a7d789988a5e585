/** Cold segments: a run of rows, packed and compressed, with a digest of the compressed bytes. */
import { createHash } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type StoredRow, packRow, unpackRow } from './row.ts'

/** A reader holds one unpacked segment at a time: these bound its memory, and how much one damaged byte can take along. */
export const segmentLimit = { rows: 1_000, bytes: 1024 * 1024 }

/** No honest segment unpacks to more than its byte limit and one largest row (catch-up parts: 256 KiB); a damaged one must not fill the memory. */
const unpackedLimit = 64 * 1024 * 1024

const version = 1

/** In lower-case hex. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Of rows of one document and epoch. Cut them first (`segmentsOf`): the limits are not looked at here. */
export function packSegment(rows: readonly StoredRow[]): Uint8Array {
  const to = encoding.createEncoder()
  encoding.writeVarUint(to, version)
  encoding.writeVarUint(to, rows.length)
  for (const row of rows) packRow(to, row)
  return zstdCompressSync(encoding.toUint8Array(to))
}

/** What can still be read. A damaged segment gives the rows before the damage (each has its own checksum); it never throws. */
export function unpackSegment(data: Uint8Array, doc: string, epoch: number): readonly StoredRow[] {
  const rows: StoredRow[] = []
  try {
    const from = decoding.createDecoder(new Uint8Array(zstdDecompressSync(data, { maxOutputLength: unpackedLimit })))
    if (decoding.readVarUint(from) !== version) return rows
    for (let left = decoding.readVarUint(from); left > 0; left -= 1) rows.push(unpackRow(from, doc, epoch))
  } catch {
    // The rest is unreadable: the reader sees which seqs are missing and puts them aside.
  }
  return rows
}

/** Kept beside a segment, so that whoever reads commands passes over those without any. */
export const commandsIn = (rows: readonly StoredRow[]): number =>
  rows.filter(({ row }) => row.kind === 'command').length

/** Cuts a run of rows into pieces within the limits, in order. */
export function* segmentsOf(rows: Iterable<StoredRow>): Generator<StoredRow[]> {
  let piece: StoredRow[] = []
  let bytes = 0
  for (const row of rows) {
    if (piece.length > 0 && (piece.length >= segmentLimit.rows || bytes + row.row.data.length > segmentLimit.bytes)) {
      yield piece
      piece = []
      bytes = 0
    }
    piece.push(row)
    bytes += row.row.data.length
  }
  if (piece.length > 0) yield piece
}
