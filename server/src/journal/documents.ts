/** The documents in the database: their numbers, their epochs, and where each stood when it was last written to. */
import type { Database } from '../store/database.ts'
import type { Head, StoredWriter } from './sequencer.ts'
import { firstEpoch, type DocName, type EpochOf } from './port.ts'
import { asNumber, asText } from './row.ts'

/** What the names of documents begin with that are nobody's: brought and not in place yet, or replaced and not gone yet. */
export const aside = '~'
/** Nobody reads such a document, and whoever finds one at a start may delete it. */
export const isAside = (name: string): boolean => name.startsWith(aside)

/**
 * Reads the file, and holds nothing but documents' numbers: what is in flight is not there. Documents come into being
 * by their first row.
 */
export function createDocuments(database: Database) {
  const find = database.prepare('SELECT id, epoch FROM journal_document WHERE name = ?')
  const listEpochs = database.prepare('SELECT epoch, base, name FROM journal_epoch WHERE document = ? ORDER BY epoch')
  const listNames = database.prepare('SELECT name FROM journal_document WHERE name >= ? AND name < ? ORDER BY name')
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
  const allWriters = database.prepare(
    'SELECT client, clock, device FROM journal_writer WHERE document = ? AND epoch = ?',
  )
  /** Numbers never change; a name that is not there yet is asked for again. */
  const numbers = new Map<DocName, number>()

  function numberOf(doc: DocName): number | null {
    const known = numbers.get(doc)
    if (known !== undefined) return known
    const found = find.get(doc)
    if (found === undefined) return null
    const id = asNumber(found['id'])
    numbers.set(doc, id)
    return id
  }

  return {
    /** Null for a document without rows. */
    numberOf,
    head(doc: DocName): Head {
      const found = find.get(doc)
      if (found === undefined) return { epoch: 1, seq: 0, at: 0, rows: 0, bytes: 0 }
      const id = asNumber(found['id'])
      const epoch = asNumber(found['epoch'])
      const last = lastHot.get(id, epoch) ?? lastCold.get(id, epoch)
      const covered = lastCheckpoint.get(id, epoch)?.['seq'] ?? 0
      const tail = tailOf.get(id, epoch, covered)
      return {
        epoch,
        seq: asNumber(last?.['seq'] ?? 0),
        at: asNumber(last?.['at'] ?? lastOfDocument.get(id)?.['at'] ?? 0),
        rows: asNumber(tail?.['rows']),
        bytes: asNumber(tail?.['bytes']),
      }
    },
    *writers(doc: DocName, epoch: number): Generator<StoredWriter> {
      const id = numberOf(doc)
      if (id === null) return
      for (const { client, clock, device } of allWriters.all(id, epoch))
        yield {
          client: asNumber(client),
          clock: asNumber(clock),
          device: typeof device === 'string' ? device : null,
        }
    },
    epochs: (id: number | null): readonly EpochOf[] => [
      { epoch: 1, base: 0, name: firstEpoch },
      ...(id === null ? [] : listEpochs.all(id)).map((row) => ({
        epoch: asNumber(row['epoch']),
        base: asNumber(row['base']),
        name: asText(row['name']),
      })),
    ],
    /** Not those that are put aside. */
    named: (prefix: string): readonly DocName[] =>
      listNames
        .all(prefix, `${prefix}\u{10ffff}`)
        .map((row) => String(row['name']))
        .filter((name) => !isAside(name)),
    /** Another one stands under its name by now. */
    forget: (doc: DocName): void => void numbers.delete(doc),
  }
}
