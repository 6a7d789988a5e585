/**
 * What the owner of a dialogue knows of its documents, told by the log once, when the journal is opened: whoever holds
 * the dialogue is the only one who writes to it, so from there on what is kept is followed.
 */
import type { Sql } from 'postgres'
import { firstEpoch, type DocName, type EpochOf, type QuarantinedRow } from '../port.ts'
import { answered } from './fence.ts'
import type { Claim, Head, Staged, Stored, StoredWriter } from '../sequencer.ts'

type Known = {
  head: Head
  readonly epochs: EpochOf[]
  readonly writers: Map<number, Map<number, StoredWriter>>
  readonly aside: QuarantinedRow[]
}

const nothing: Head = { epoch: 1, seq: 0, at: 0, rows: 0, bytes: 0 }

/** Few questions, however many documents there are, and all at once. */
async function asked(sql: Sql, dialogue: string) {
  const [documents, epochs, writers, aside, beside] = await Promise.all([
    sql<({ name: string } & Head)[]>`
      SELECT name, epoch, seq::float8, at::float8, tail_rows::float8 AS rows, tail_bytes::float8 AS bytes
      FROM tablee.document WHERE dialogue = ${dialogue}`,
    sql<({ doc: string } & EpochOf)[]>`
      SELECT d.name AS doc, e.epoch, e.base::float8, e.name
      FROM tablee.document d JOIN tablee.document_epoch e ON e.document = d.id
      WHERE d.dialogue = ${dialogue} ORDER BY e.document, e.epoch`,
    sql<({ doc: string; epoch: number } & StoredWriter)[]>`
      SELECT d.name AS doc, w.epoch, w.client::float8, w.clock::float8, w.device
      FROM tablee.document d JOIN tablee.writer w ON w.document = d.id WHERE d.dialogue = ${dialogue}`,
    sql<({ doc: string } & QuarantinedRow)[]>`
      SELECT d.name AS doc, q.epoch, q.seq::float8, q.what, q.why, q.at::float8
      FROM tablee.document d JOIN tablee.quarantine q ON q.document = d.id WHERE d.dialogue = ${dialogue}`,
    sql<{ n: number }[]>`SELECT coalesce(max(n), 0)::float8 AS n FROM tablee.beside WHERE dialogue = ${dialogue}`,
  ])
  return { documents, epochs, writers, aside, beside: beside[0]?.n ?? 0 }
}

export type Knowledge = Awaited<ReturnType<typeof openKnown>>

/**
 * Rejects where the log does not answer: how long that is waited for is `sql`'s to say, for a hall that opens slowly is better
 * than one that never does. What it gives is what was committed when it was asked.
 */
export async function openKnown(sql: Sql, dialogue: string) {
  const documents = new Map<DocName, Known>()
  const found = await answered(asked(sql, dialogue))
  for (const { name, epoch, seq, at, rows, bytes } of found.documents)
    documents.set(name, {
      head: { epoch, seq, at, rows, bytes },
      epochs: [{ epoch: 1, base: 0, name: firstEpoch }],
      writers: new Map(),
      aside: [],
    })
  for (const { doc, epoch, base, name } of found.epochs) documents.get(doc)?.epochs.push({ epoch, base, name })
  for (const { doc, epoch, client, clock, device } of found.writers)
    writersOf(doc, epoch)?.set(client, { client, clock, device })
  for (const { doc, ...row } of found.aside) documents.get(doc)?.aside.push(row)

  function writersOf(doc: DocName, epoch: number): Map<number, StoredWriter> | null {
    const known = documents.get(doc)
    if (known === undefined) return null
    const writers = known.writers.get(epoch) ?? new Map<number, StoredWriter>()
    known.writers.set(epoch, writers)
    return writers
  }

  function created(doc: DocName): Known {
    const known = documents.get(doc) ?? {
      head: nothing,
      epochs: [{ epoch: 1, base: 0, name: firstEpoch }],
      writers: new Map(),
      aside: [],
    }
    documents.set(doc, known)
    return known
  }

  const stored: Stored = {
    head: (doc) => documents.get(doc)?.head ?? nothing,
    writers: (doc, epoch) => documents.get(doc)?.writers.get(epoch)?.values() ?? [],
  }

  return {
    stored,
    /** The last number under which something beside the log was kept. */
    beside: found.beside,
    names: (): readonly DocName[] => [...documents.keys()],
    /** Also those whose first row is not answered yet. */
    epochs: (doc: DocName): readonly EpochOf[] =>
      documents.get(doc)?.epochs ?? [{ epoch: 1, base: 0, name: firstEpoch }],
    aside: (doc: DocName, epoch: number): readonly QuarantinedRow[] =>
      (documents.get(doc)?.aside ?? []).filter((row) => row.epoch === epoch).toSorted((a, b) => a.seq - b.seq),

    /** This group stands in the log; told again it is no news. */
    kept(rows: readonly Staged[], claims: readonly Claim[]): void {
      for (const { row, writers, begins } of rows) {
        const known = created(row.doc)
        if (row.seq <= known.head.seq) continue
        const { rows: count, bytes } = begins === undefined ? known.head : nothing
        if (begins !== undefined) known.epochs.push({ epoch: row.epoch, base: begins.after, name: begins.name })
        known.head = { epoch: row.epoch, seq: row.seq, at: row.at, rows: count + 1, bytes: bytes + row.data.length }
        const of = writersOf(row.doc, row.epoch)
        for (const { client, to } of writers)
          of?.set(client, { client, clock: to, device: of.get(client)?.device ?? null })
      }
      for (const { doc, epoch, client, device } of claims) {
        const of = writersOf(doc, epoch)
        const before = of?.get(client)
        of?.set(client, { client, clock: before?.clock ?? 0, device: before?.device ?? device })
      }
    },
    /** A checkpoint covers so much of the epoch's tail. */
    covered(doc: DocName, epoch: number, rows: number, bytes: number): void {
      const known = documents.get(doc)
      if (known?.head.epoch !== epoch) return
      known.head = { ...known.head, rows: known.head.rows - rows, bytes: known.head.bytes - bytes }
    },
    /** Rows were rewritten. */
    tail(doc: DocName, bytes: number): void {
      const known = documents.get(doc)
      if (known !== undefined) known.head = { ...known.head, bytes }
    },
    putAside(doc: DocName, row: QuarantinedRow): void {
      documents.get(doc)?.aside.push(row)
    },
  }
}
