/**
 * The durable step on the embedded database: a group of rows and claims is one transaction, whole or not at all. A group
 * that is handed over once more finds its rows there, and nothing is written twice.
 */
import type { Database } from '../store/database.ts'
import type { Staged } from './sequencer.ts'
import type { Durable } from './durable.ts'
import type { DocName } from './port.ts'
import type { Step } from './queue.ts'
import { asNumber, checksum } from './row.ts'

/**
 * Throws with nothing written. What was written once is kept, and a second handing over is answered like the first,
 * whatever became of that.
 */
export function createStep(
  database: Database,
  durable: Pick<Durable, 'commit'>,
  numberOf: (doc: DocName) => number | null,
): Step {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const addDocument = database.prepare('INSERT INTO journal_document (name, epoch) VALUES (?, ?) RETURNING id')
  const setEpoch = database.prepare('UPDATE journal_document SET epoch = ? WHERE id = ?')
  const addEpoch = database.prepare('INSERT INTO journal_epoch (document, epoch, base, name) VALUES (?, ?, ?, ?)')
  // Compared and moved in one statement: an edit of somebody who wrote before, which nearly all are.
  const move = database.prepare(
    'UPDATE journal_writer SET clock = ? WHERE document = ? AND epoch = ? AND client = ? AND clock = ?',
  )
  const first = database.prepare(
    `INSERT INTO journal_writer (document, epoch, client, clock) VALUES (?, ?, ?, ?)
     ON CONFLICT (document, epoch, client) DO UPDATE SET clock = excluded.clock WHERE clock = 0`,
  )
  const claim = database.prepare(
    `INSERT INTO journal_writer (document, epoch, client, clock, device, author) VALUES (?, ?, ?, 0, ?, ?)
     ON CONFLICT (document, epoch, client) DO UPDATE SET device = excluded.device, author = excluded.author WHERE device IS NULL`,
  )
  const addRow = database.prepare(
    `INSERT INTO journal_row (document, epoch, seq, at, server, author, device, kind, data, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  function write(id: number, { row, writers, begins }: Staged): void {
    if (begins !== undefined) {
      setEpoch.run(row.epoch, id)
      addEpoch.run(id, row.epoch, begins.after, begins.name)
    }
    for (const { client, from, to } of writers) {
      const { changes } = from > 0 ? move.run(to, id, row.epoch, client, from) : first.run(id, row.epoch, client, to)
      // The sequencer has compared them already: a file that says otherwise was written by somebody else.
      if (Number(changes) !== 1) throw new Error(`${row.doc}: writer ${client} does not stand at ${from} in the file`)
    }
    addRow.run(id, row.epoch, row.seq, row.at, row.server, row.author, row.device, row.kind, row.data, checksum(row))
  }

  const crcOf = database.prepare('SELECT crc FROM journal_row WHERE document = ? AND epoch = ? AND seq = ?')
  /** The group was kept before, and its answer was lost: whole, as it was written. */
  const stands = (rows: readonly Staged[]): boolean =>
    database.isOpen &&
    rows.length > 0 &&
    rows.every(({ row }) => crcOf.get(numberOf(row.doc), row.epoch, row.seq)?.['crc'] === checksum(row))

  const keep: Step = (rows, claims) =>
    durable.commit(() => {
      begin.run()
      const created = new Map<DocName, number>()
      const placed = ({ doc, epoch }: { readonly doc: DocName; readonly epoch: number }): number => {
        // What this transaction creates is not there for anybody else before it is committed.
        const known = created.get(doc) ?? numberOf(doc) ?? undefined
        if (known !== undefined) return known
        const id = asNumber(addDocument.get(doc, epoch)?.['id'])
        created.set(doc, id)
        return id
      }
      for (const staged of rows) write(placed(staged.row), staged)
      for (const one of claims) claim.run(placed(one), one.epoch, one.client, one.device, one.author)
      commit.run()
    })

  return (rows, claims) => {
    try {
      return keep(rows, claims)
    } catch (cause) {
      if (!stands(rows)) throw cause
      return durable.commit(() => {}) // whatever its first answer was to wait for
    }
  }
}
