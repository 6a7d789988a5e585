/**
 * The journal of a database that was salvaged from a damaged file (store/salvage.ts). A row that is gone must not be
 * forgotten, or its number would be given to another one and nobody would know that anything is missing: where an index
 * still knows it, an empty row takes its place, which fails its checksum and is put aside like any damaged one.
 */
import { boardDoc, logsOf, prefixOf, type DocName } from '@tablee/shared/documents'
import { readDialogueCommand } from '@tablee/shared/dialogue/commands'
import * as Y from 'yjs'
import type { Database } from '../store/database.ts'
import type { Value } from '../store/pages.ts'
import type { LostRow } from '../store/salvage.ts'
import type { Journal } from './port.ts'
import { asBytes, asNumber, asText, isSound, rowIn } from './row.ts'
import { commandsIn, unpackSegment } from './segment.ts'

type Lost = ReadonlyMap<string, readonly LostRow[]>

/** Before the journal is opened: every document has its name, and what is missing has its place. */
export function markMissing(database: Database, lost: Lost, copies: readonly (readonly Value[])[]): void {
  database.transaction(() => {
    nameDocuments(database, lost)
    restoreCommands(database, copies)
    const place = database.prepare(
      `INSERT OR IGNORE INTO journal_row (document, epoch, seq, at, server, author, device, kind, data, crc)
       SELECT ?1, ?2, ?3, coalesce((SELECT max(at) FROM journal_row WHERE document = ?1),
         (SELECT max(last_at) FROM journal_segment WHERE document = ?1), 0), '', '', '', 'update', zeroblob(0), -1`,
    )
    const head = database.prepare(
      `SELECT max(coalesce((SELECT max(seq) FROM journal_row WHERE document = ?1 AND epoch = ?2), 0),
         coalesce((SELECT max(last) FROM journal_segment WHERE document = ?1 AND epoch = ?2), 0)) AS seq`,
    )
    for (const [document, epoch, seq] of keys(lost, 'journal_row')) place.run(document, epoch, seq)
    const reached = database.prepare(
      'SELECT document, epoch, max(seq) AS seq FROM journal_checkpoint GROUP BY document, epoch',
    )
    const known = reached.all().map((row) => [row['document'], row['epoch'], row['seq']].map(asNumber))
    for (const [document = 0, epoch = 0, seq = 0] of [
      ...keys(lost, 'journal_segment'),
      ...keys(lost, 'journal_checkpoint'),
      ...known,
    ])
      if (asNumber(head.get(document, epoch)?.['seq']) < seq) place.run(document, epoch, seq)
  })
}

/** Whole rows from their second copy, where the first is gone or is not what was written. */
function restoreCommands(database: Database, copies: readonly (readonly Value[])[]): void {
  const nameOf = database.prepare('SELECT name FROM journal_document WHERE id = ?')
  const find = database.prepare('SELECT * FROM journal_row WHERE document = ? AND epoch = ? AND seq = ?')
  const cold = database.prepare(
    'SELECT 1 FROM journal_segment WHERE document = ? AND epoch = ? AND first <= ?3 AND last >= ?3',
  )
  const put = database.prepare(
    `INSERT OR REPLACE INTO journal_row (document, epoch, seq, at, server, author, device, kind, data, crc)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'command', ?, ?)`,
  )
  for (const [document, epoch, seq, at, server, author, device, data, crc] of copies) {
    const copy = { document, epoch, seq, at, server, author, device, kind: 'command', data, crc }
    const doc = nameOf.get(asNumber(document))?.['name']
    if (typeof doc !== 'string' || rowIn(doc, copy) === null) continue
    const place = [asNumber(document), asNumber(epoch), asNumber(seq)] as const
    const stands = find.get(...place)
    if (rowIn(doc, stands) !== null || cold.get(...place) !== undefined) continue
    put.run(...place, asNumber(at), asText(server), asText(author), asText(device), asBytes(data), asNumber(crc))
  }
}

/** The names of all documents that a founding tells of, and what was added since. */
function foundedNames(database: Database): readonly DocName[] {
  const text = new TextDecoder()
  const names: DocName[] = []
  for (const { data } of database.prepare(`SELECT data FROM journal_row WHERE kind = 'command'`).iterate()) {
    try {
      const command = readDialogueCommand(text.decode(asBytes(data)))
      if (command?.kind === 'change' && command.change.do === 'table')
        names.push(...command.change.boards.map((board) => boardDoc(board.id)))
      if (command?.kind !== 'found') continue
      const { id, boards } = command.dialogue
      names.push(...logsOf(id), ...boards.map((board) => boardDoc(board.id)))
    } catch {
      // A damaged row, or another document's.
    }
  }
  return names
}

/**
 * Whether every command row that was ever written to this document is there: then what is missing of it are updates.
 * `whole`: the index of command rows is as it was written, so that each of them stood in its copies.
 */
export function hasAllCommands(database: Database, doc: DocName, lost: Lost, whole: boolean): boolean {
  if (!whole) return false
  const id = database.prepare('SELECT id FROM journal_document WHERE name = ?').get(doc)?.['id']
  const gone = lost.get('journal_segment')?.filter(({ key }) => key[0] === id) ?? []
  if (gone.some(({ key }) => key[3] !== 0)) return false
  return database
    .prepare('SELECT epoch, data, commands FROM journal_segment WHERE document = ? AND commands IS NOT 0')
    .all(asNumber(id))
    .every((row) => {
      const rows = unpackSegment(asBytes(row['data']), doc, asNumber(row['epoch'])).filter(isSound)
      return commandsIn(rows) === row['commands']
    })
}

function* keys(lost: Lost, table: string): Generator<readonly [number, number, number]> {
  for (const { key } of lost.get(table) ?? []) {
    const [document, epoch, seq] = key
    if (typeof document === 'number' && typeof epoch === 'number' && typeof seq === 'number')
      yield [document, epoch, seq]
  }
}

/** Names come back from their index; failing that a row's checksum, which covers the name, says which one it was. */
function nameDocuments(database: Database, lost: Lost): void {
  const add = database.prepare(
    `INSERT OR IGNORE INTO journal_document (id, name, epoch) SELECT ?1, ?2, coalesce(max(epoch), 1) FROM (
       SELECT epoch FROM journal_row WHERE document = ?1 UNION ALL SELECT epoch FROM journal_segment WHERE document = ?1
       UNION ALL SELECT epoch FROM journal_checkpoint WHERE document = ?1)`,
  )
  for (const { rowid, key } of lost.get('journal_document') ?? [])
    if (typeof key[0] === 'string') add.run(rowid, key[0])
  const nameless = database
    .prepare(
      `SELECT DISTINCT document FROM (SELECT document FROM journal_row UNION SELECT document FROM journal_segment
         UNION SELECT document FROM journal_checkpoint) WHERE document NOT IN (SELECT id FROM journal_document)`,
    )
    .all()
  if (nameless.length === 0) return
  const candidates = foundedNames(database)
  const first = database.prepare('SELECT * FROM journal_row WHERE document = ? LIMIT 1')
  for (const { document } of nameless) {
    const id = asNumber(document)
    const row = first.get(id)
    const name = row === undefined ? undefined : candidates.find((doc) => rowIn(doc, row) !== null)
    add.run(id, name ?? `lost:${id}`)
  }
}

/**
 * How far each writer has come, as the documents themselves say. To whom a clientID belonged is not guessed: it is claimed
 * anew by the device that shows it, which is the one that has it.
 */
export async function mendWriters(database: Database, journal: Journal): Promise<void> {
  const set = database.prepare(
    `INSERT INTO journal_writer (document, epoch, client, clock) SELECT id, ?2, ?3, ?4 FROM journal_document WHERE name = ?1
     ON CONFLICT (document, epoch, client) DO UPDATE SET clock = max(clock, excluded.clock)`,
  )
  for (const name of [...journal.documents(prefixOf('board')), ...journal.documents(prefixOf('view'))]) {
    const loaded = await journal.load(name)
    const doc = new Y.Doc()
    for (const update of loaded.updates) {
      try {
        Y.applyUpdate(doc, update)
      } catch {
        // What cannot be applied is put aside when the board is opened.
      }
    }
    database.transaction(() => {
      for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc)))
        set.run(name, loaded.epoch, client, clock)
    })
    doc.destroy()
  }
}
