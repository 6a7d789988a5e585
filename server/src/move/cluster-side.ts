/** The side of a cluster: a dialogue's documents in Postgres, which only the mover writes meanwhile. */
import type { DocName } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import type { Sql, TransactionSql } from 'postgres'
import { cellIn, tables, type Row, type Side, type Stands, type Table } from './tables.ts'

type Cells = Readonly<Record<string, unknown>>
const rowOf = (table: Table, cells: Cells): Row => table.columns.map((column) => cellIn(column, cells[column]))

/** Reads as the rows stand at each page: whoever asks has the dialogue for itself. */
export function clusterSide(sql: Sql, dialogue: DialogueId): Side {
  const idOf = async (name: DocName): Promise<string | null> =>
    (await sql<{ id: string }[]>`SELECT id FROM tablee.document WHERE dialogue = ${dialogue} AND name = ${name}`)[0]
      ?.id ?? null
  return {
    async documents() {
      const found = await sql<Cells[]>`
        SELECT name, epoch, seq, at FROM tablee.document WHERE dialogue = ${dialogue} AND seq > 0`
      return found
        .map(({ name, epoch, seq, at }): Stands => {
          return { name: String(name), epoch: Number(epoch), seq: Number(seq), at: Number(at) }
        })
        .sort((a, b) => (a.name < b.name ? -1 : 1))
    },
    async *rows(name, table) {
      const id = await idOf(name)
      if (id === null) return
      const key = table.columns.slice(0, table.key)
      const [of, from] = [sql(table.columns), sql(`tablee.${table.postgres}`)]
      const order = sql.unsafe(key.join(', '))
      for (let last: Row | null = null; ; ) {
        const beyond: ReturnType<typeof sql> =
          last === null
            ? sql``
            : sql`AND (${order}) > (${last.slice(0, table.key).map((cell, at) => sql`${at > 0 ? sql`, ` : sql``}${cell}`)})`
        const found = await sql<Cells[]>`
          SELECT ${of} FROM ${from} WHERE document = ${id} ${beyond} ORDER BY ${order} LIMIT ${table.page}`
        const page: readonly Row[] = found.map((cells) => rowOf(table, cells))
        if (page.length > 0) yield page
        if (page.length < table.page) return
        last = page.at(-1) ?? null
      }
    },
  }
}

/** Everything that a cluster holds of a dialogue goes, but who has it. */
export async function dropFromCluster(tx: TransactionSql, dialogue: DialogueId): Promise<void> {
  const of = tx`(SELECT id FROM tablee.document WHERE dialogue = ${dialogue})`
  for (const { postgres } of tables) await tx`DELETE FROM ${tx(`tablee.${postgres}`)} WHERE document IN ${of}`
  for (const table of ['document', 'beside', 'behind', 'blob', 'blob_done', 'lead'])
    await tx`DELETE FROM ${tx(`tablee.${table}`)} WHERE dialogue = ${dialogue}`
}

/** Fills a document that is not there yet, each page by a transaction that `mine` lets through. Then `end`. */
export async function intoCluster(
  sql: Sql,
  dialogue: DialogueId,
  { name, epoch, seq, at }: Stands,
  mine: (tx: TransactionSql) => Promise<void>,
) {
  const id = await sql.begin(async (tx) => {
    await mine(tx)
    const [made] = await tx<{ id: string }[]>`
      INSERT INTO tablee.document (dialogue, name, epoch, seq, at, tail_rows, tail_bytes)
      VALUES (${dialogue}, ${name}, ${epoch}, ${seq}, ${at}, 0, 0) RETURNING id`
    return made?.id ?? ''
  })
  return {
    async put(table: Table, page: readonly Row[]): Promise<void> {
      const rows = page.map((row) => ({
        document: id,
        ...Object.fromEntries(
          row.map((cell, place) => [
            table.columns[place] ?? '',
            cell instanceof Uint8Array ? Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength) : cell,
          ]),
        ),
      }))
      await sql.begin(async (tx) => {
        await mine(tx)
        await tx`INSERT INTO ${tx(`tablee.${table.postgres}`)} ${tx(rows)}`
      })
    },
    /** What the owner counts from: the rows since the newest checkpoint. */
    async end(): Promise<void> {
      await sql`
        UPDATE tablee.document AS d SET (tail_rows, tail_bytes) = (
          SELECT count(*), coalesce(sum(length(r.data)), 0) FROM tablee.journal_row r
           WHERE r.document = d.id AND r.epoch = d.epoch AND r.seq > coalesce(
             (SELECT max(seq) FROM tablee.checkpoint c WHERE c.document = d.id AND c.epoch = d.epoch), 0))
        WHERE d.id = ${id}`
    },
  }
}
