/** A dialogue's log as somebody reads it who does not hold it: what stands there, and nothing is written. */
import type { Sql } from 'postgres'
import { isAside } from '../documents.ts'
import type { DocName, JournalRow } from '../port.ts'
import { createHistory } from './history.ts'

/** Asks anew each time: nothing is kept, and what is read may be older than what its owner has answered since. */
export function postgresReads(sql: Sql, dialogue: string) {
  /** Damage is its owner's to note: here it is passed over. */
  const history = createHistory(sql, dialogue, { noted: () => [], note: async () => {} })

  const epochsOf = (doc: DocName) => sql<{ epoch: number; base: number; seq: number }[]>`
    SELECT 1 AS epoch, 0::float8 AS base, seq::float8 FROM tablee.document WHERE dialogue = ${dialogue} AND name = ${doc}
    UNION ALL
    SELECT e.epoch, e.base::float8, d.seq::float8 FROM tablee.document d JOIN tablee.document_epoch e ON e.document = d.id
    WHERE d.dialogue = ${dialogue} AND d.name = ${doc} ORDER BY epoch`

  return {
    /** Every row after `seq` that stands there when it is asked, up to this epoch. */
    async *read(doc: DocName, until: number, seq: number): AsyncGenerator<JournalRow> {
      const epochs = await epochsOf(doc)
      for (const [index, { epoch, base, seq: head }] of epochs.entries()) {
        const end = epochs[index + 1]?.base ?? head
        if (epoch > until || end <= seq) continue
        for await (const { row } of history.rowsAfter({ doc, epoch, base }, seq, () => end)) yield row
      }
    },
    /** Epoch and seq of the last row; seq 0 for a document without rows. */
    async head(doc: DocName): Promise<{ readonly epoch: number; readonly seq: number }> {
      const [found] = await sql<{ epoch: number; seq: number }[]>`
        SELECT epoch, seq::float8 FROM tablee.document WHERE dialogue = ${dialogue} AND name = ${doc}`
      return found === undefined ? { epoch: 1, seq: 0 } : { epoch: found.epoch, seq: found.seq }
    },
    /** Names of all documents that begin with the prefix. */
    async documents(prefix: string): Promise<readonly DocName[]> {
      const found = await sql<{ name: string }[]>`
        SELECT name FROM tablee.document WHERE dialogue = ${dialogue} AND starts_with(name, ${prefix}) ORDER BY name`
      return found.map(({ name }) => name).filter((name) => !isAside(name))
    },
  }
}
