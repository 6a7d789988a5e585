/** A journal row's checksum, its packed form in a cold segment, and the parsing of what the database gives back. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { crc32c } from './crc32c.ts'
import type { JournalRow, RowKind } from './port.ts'

export type StoredRow = { readonly row: JournalRow; readonly crc: number }

const utf8 = new TextEncoder()

/** Covers every field: a row that was moved to another document, seq or author fails as surely as one with a damaged byte. */
export function checksum(row: JournalRow): number {
  const head = [row.doc, row.epoch, row.seq, row.at, row.server, row.author, row.device, row.kind].join('\n')
  return crc32c(row.data, crc32c(utf8.encode(head)))
}

/** Whether all of it is as it was written; false says nothing of what is wrong. */
export const isSound = (stored: StoredRow): boolean => checksum(stored.row) === stored.crc

type Columns = { readonly [column: string]: unknown }

/** Whether it is sound nobody has looked. Throws a `TypeError` for columns that are no row. */
export const storedRow = (doc: string, epoch: number, columns: Columns): StoredRow => ({
  row: {
    doc,
    epoch,
    seq: asNumber(columns['seq']),
    at: asNumber(columns['at']),
    server: asText(columns['server']),
    author: asText(columns['author']),
    device: asText(columns['device']),
    kind: asKind(columns['kind']),
    data: asBytes(columns['data']),
  },
  crc: asNumber(columns['crc']),
})

/** The row that these columns are; null where they are not what was written. */
export function rowIn(doc: string, columns: Columns | undefined): JournalRow | null {
  if (columns === undefined) return null
  try {
    const stored = storedRow(doc, asNumber(columns['epoch']), columns)
    return isSound(stored) ? stored.row : null
  } catch {
    return null
  }
}

/** Writes neither document nor epoch: a segment is of one. */
export function packRow(to: encoding.Encoder, { row, crc }: StoredRow): void {
  encoding.writeVarUint(to, row.seq)
  encoding.writeVarUint(to, row.at)
  encoding.writeVarString(to, row.server)
  encoding.writeVarString(to, row.author)
  encoding.writeVarString(to, row.device)
  encoding.writeVarString(to, row.kind)
  encoding.writeVarUint8Array(to, row.data)
  encoding.writeUint32(to, crc)
}

/** Throws where the bytes end or are no row; whether it is sound nobody has looked. Its bytes are a copy. */
export function unpackRow(from: decoding.Decoder, doc: string, epoch: number): StoredRow {
  const row = {
    doc,
    epoch,
    seq: decoding.readVarUint(from),
    at: decoding.readVarUint(from),
    server: decoding.readVarString(from),
    author: decoding.readVarString(from),
    device: decoding.readVarString(from),
    kind: asKind(decoding.readVarString(from)),
    data: decoding.readVarUint8Array(from).slice(), // a view would keep the whole segment in memory
  }
  return { row, crc: decoding.readUint32(from) }
}

/** Throws a `TypeError`, as of a file that is damaged. */
export function asKind(value: unknown): RowKind {
  if (value === 'update' || value === 'command') return value
  throw new TypeError(`no row kind: ${String(value)}`)
}

/** Throws a `TypeError`, also for a bigint. */
export function asNumber(value: unknown): number {
  if (typeof value === 'number') return value
  throw new TypeError(`a number was expected, not ${typeof value}`)
}

/** Throws a `TypeError`, also for null. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value
  throw new TypeError(`a text was expected, not ${typeof value}`)
}

/** Throws a `TypeError`. No copy; of a driver's `Buffer` a plain view, because of one of those a slice is no copy either. */
export function asBytes(value: unknown): Uint8Array {
  if (Buffer.isBuffer(value)) return new Uint8Array(value.buffer, value.byteOffset, value.length)
  if (value instanceof Uint8Array) return value
  throw new TypeError(`bytes were expected, not ${typeof value}`)
}
