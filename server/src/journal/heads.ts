/**
 * Where each document stands, kept in memory: the process that holds the database's lock is the only one that moves it.
 * A transaction that fails forgets what it touched, and it is read again.
 */
import type { Database } from '../store/database.ts'
import { firstEpoch, type DocName, type EpochOf } from './port.ts'
import { asNumber, asText } from './row.ts'

export type Head = {
  /** Null until the first row. */
  readonly id: number | null
  readonly epoch: number
  readonly seq: number
  readonly at: number
  /** Rows and bytes since the newest checkpoint. */
  readonly rows: number
  readonly bytes: number
}

export function createHeads(database: Database) {
  const findDocument = database.prepare('SELECT id, epoch FROM journal_document WHERE name = ?')
  const addDocument = database.prepare('INSERT INTO journal_document (name, epoch) VALUES (?, ?) RETURNING id')
  const setEpoch = database.prepare('UPDATE journal_document SET epoch = ? WHERE id = ?')
  const addEpoch = database.prepare('INSERT INTO journal_epoch (document, epoch, base, name) VALUES (?, ?, ?, ?)')
  const listEpochs = database.prepare('SELECT epoch, base, name FROM journal_epoch WHERE document = ? ORDER BY epoch')
  const listDocuments = database.prepare('SELECT name FROM journal_document WHERE name >= ? AND name < ? ORDER BY name')
  const lastHot = database.prepare(
    'SELECT seq, at FROM journal_row WHERE document = ? AND epoch = ? ORDER BY seq DESC LIMIT 1',
  )
  const lastCold = database.prepare(
    'SELECT last AS seq, last_at AS at FROM journal_segment WHERE document = ? AND epoch = ? ORDER BY last DESC LIMIT 1',
  )
  const lastOfDocument = database.prepare(
    `SELECT max(at) AS at FROM (
       SELECT max(at) AS at FROM journal_row WHERE document = ?1 UNION ALL SELECT max(last_at) FROM journal_segment WHERE document = ?1)`,
  )
  const lastCheckpoint = database.prepare(
    'SELECT max(seq) AS seq FROM journal_checkpoint WHERE document = ? AND epoch = ?',
  )
  const tailOf = database.prepare(
    'SELECT count(*) AS rows, coalesce(sum(length(data)), 0) AS bytes FROM journal_row WHERE document = ? AND epoch = ? AND seq > ?',
  )
  const heads = new Map<DocName, Head>()

  function of(doc: DocName): Head {
    const known = heads.get(doc)
    if (known !== undefined) return known
    const head = readHead(doc)
    heads.set(doc, head)
    return head
  }

  function readHead(doc: DocName): Head {
    const found = findDocument.get(doc)
    if (found === undefined) return { id: null, epoch: 1, seq: 0, at: 0, rows: 0, bytes: 0 }
    const id = asNumber(found['id'])
    const epoch = asNumber(found['epoch'])
    const last = lastHot.get(id, epoch) ?? lastCold.get(id, epoch)
    const covered = lastCheckpoint.get(id, epoch)?.['seq'] ?? 0
    const tail = tailOf.get(id, epoch, covered)
    return {
      id,
      epoch,
      seq: asNumber(last?.['seq'] ?? 0),
      at: asNumber(last?.['at'] ?? lastOfDocument.get(id)?.['at'] ?? 0),
      rows: asNumber(tail?.['rows']),
      bytes: asNumber(tail?.['bytes']),
    }
  }

  /** Number of the document, which this transaction creates if need be. */
  function idOf(doc: DocName, head: Head): number {
    return head.id ?? asNumber(addDocument.get(doc, head.epoch)?.['id'])
  }

  return {
    of,
    idOf,
    set: (doc: DocName, head: Head): void => void heads.set(doc, head),
    forget: (doc: DocName): void => void heads.delete(doc),
    /** Inside a transaction: the document goes on in the next epoch. */
    begin(id: number, { epoch, seq }: Head, name: string): void {
      setEpoch.run(epoch + 1, id)
      addEpoch.run(id, epoch + 1, seq, name)
    },
    epochs: (id: number | null): readonly EpochOf[] => [
      { epoch: 1, base: 0, name: firstEpoch },
      ...(id === null ? [] : listEpochs.all(id)).map((row) => ({
        epoch: asNumber(row['epoch']),
        base: asNumber(row['base']),
        name: asText(row['name']),
      })),
    ],
    documents: (prefix: string): readonly DocName[] =>
      listDocuments.all(prefix, `${prefix}\u{10ffff}`).map((row) => String(row['name'])),
  }
}
