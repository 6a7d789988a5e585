/**
 * A dialogue's documents as rows of tables that a file and a cluster both have, column for column: what is moved is moved as
 * it is, with its seqs, epochs, times, hands and check sums, and is compared by one digest for each document that either
 * side makes of what it holds.
 */
import { createHash } from 'node:crypto'
import type { DocName } from '@tablee/shared/documents'

type Cell = string | number | Uint8Array | null
/** In the order of its table's columns. */
export type Row = readonly Cell[]

export type Table = {
  readonly sqlite: string
  readonly postgres: string
  readonly columns: readonly string[]
  /** The first ones of its columns, by which its rows of one document are in order and apart. */
  readonly key: number
  /** At once, of whatever size they may be. */
  readonly page: number
}

/** In the order in which they are filled. What is in each: `journal/tables`, `journal/postgres/schema`. */
export const tables: readonly Table[] = [
  { sqlite: 'journal_epoch', postgres: 'document_epoch', columns: ['epoch', 'base', 'name'], key: 1, page: 512 },
  {
    sqlite: 'journal_row',
    postgres: 'journal_row',
    columns: ['epoch', 'seq', 'at', 'server', 'author', 'device', 'kind', 'data', 'crc'],
    key: 2,
    page: 256,
  },
  {
    sqlite: 'journal_segment',
    postgres: 'segment',
    columns: ['epoch', 'last', 'first', 'last_at', 'commands', 'data', 'sha256'],
    key: 2,
    page: 4,
  },
  {
    sqlite: 'journal_checkpoint',
    postgres: 'checkpoint',
    columns: ['epoch', 'seq', 'state', 'sha256'],
    key: 2,
    page: 2,
  },
  {
    sqlite: 'journal_writer',
    postgres: 'writer',
    columns: ['epoch', 'client', 'clock', 'device', 'author'],
    key: 2,
    page: 512,
  },
  {
    sqlite: 'journal_quarantine',
    postgres: 'quarantine',
    columns: ['epoch', 'what', 'seq', 'why', 'at', 'data'],
    key: 3,
    page: 64,
  },
]

const texts: ReadonlySet<string> = new Set(['name', 'server', 'author', 'device', 'kind', 'sha256', 'what', 'why'])

/** A cell as either database gives it; a cluster gives large numbers as text. */
export function cellIn(column: string, value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (value instanceof Uint8Array) return value
  return texts.has(column) ? String(value) : Number(value)
}

/** Where a document stands: its epoch, its last row, and that row's time. */
export type Stands = { readonly name: DocName; readonly epoch: number; readonly seq: number; readonly at: number }

/** One of the two, of one dialogue. */
export type Side = {
  /** Those that have a row, by name. */
  documents(): Promise<readonly Stands[]>
  /** In order, in pages. */
  rows(name: DocName, table: Table): AsyncIterable<readonly Row[]>
}

/** Of what is taken into it, in this order; no two different lists of rows give the same. */
export function openDigest({ name, epoch, seq, at }: Stands) {
  const hash = createHash('sha256')
  const length = Buffer.alloc(5)
  function cell(value: Cell): void {
    const bytes = value === null ? Buffer.alloc(0) : value instanceof Uint8Array ? value : Buffer.from(String(value))
    length.writeUInt8(value === null ? 0 : value instanceof Uint8Array ? 2 : 1, 0)
    length.writeUInt32BE(bytes.length, 1)
    hash.update(length)
    hash.update(bytes)
  }
  for (const value of [name, epoch, seq, at]) cell(value)
  return {
    take(table: Table, page: readonly Row[]): void {
      for (const row of page) {
        cell(table.postgres)
        for (const value of row) cell(value)
      }
    },
    hex: (): string => hash.digest('hex'),
  }
}

/** Reads all of it. */
export async function digestOf(side: Side, stands: Stands): Promise<string> {
  const digest = openDigest(stands)
  for (const table of tables) for await (const page of side.rows(stands.name, table)) digest.take(table, page)
  return digest.hex()
}
