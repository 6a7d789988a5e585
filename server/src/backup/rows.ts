/** Which documents and rows of a database are one dialogue's, and in which tables they lie. */
import { readDialogueCommand } from '@tablee/shared/dialogue/commands'
import { boardDoc, dialogueDoc, documentKinds, idIn, nameOf, type DocName } from '@tablee/shared/documents'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { isAside } from '../journal/documents.ts'
import { rowIn } from '../journal/row.ts'
import type { Database } from '../store/database.ts'

export type Schema = 'main' | 'live' | 'replaced'

/** Of the journal, by `document`, in the order in which they are filled. */
export const journalTables = [
  'journal_epoch',
  'journal_writer',
  'journal_quarantine',
  'journal_checkpoint',
  'journal_segment',
  'journal_row',
] as const
/** Beside the journal, by `board`: what no rebuild gives back. */
export const boardTables = ['photo', 'live_late'] as const

/** Named one by one: a file that grew up with another version has them in another order. */
export const columnsOf = (database: Database, table: string): readonly string[] =>
  database
    .prepare(`SELECT name FROM pragma_table_info(?)`)
    .all(table)
    .map((row) => String(row['name']))

/** As its log names them, in all its rows. */
export function boardsOf(database: Database, dialogue: DialogueId, schema: Schema = 'main'): ReadonlySet<BoardId> {
  const doc = dialogueDoc(dialogue)
  const rows = database.prepare(
    `SELECT epoch, seq, at, server, author, device, kind, data, crc FROM ${schema}.journal_row
      WHERE document = (SELECT id FROM ${schema}.journal_document WHERE name = ?) AND kind = 'command' ORDER BY epoch, seq`,
  )
  const text = new TextDecoder()
  const boards = new Set<BoardId>()
  for (const cells of rows.all(doc)) {
    const row = rowIn(doc, cells)
    const command = row === null ? null : readDialogueCommand(text.decode(row.data))
    const named =
      command?.kind === 'found'
        ? command.dialogue.boards
        : command?.kind === 'change' && command.change.do === 'table'
          ? command.change.boards
          : []
    for (const { id } of named) boards.add(id)
  }
  return boards
}

export type Stored = { readonly id: number; readonly name: DocName; readonly epoch: number }

/** `others`: documents whose names do not say whose they are, as the halls know them. */
export function documentsOf(
  database: Database,
  dialogue: DialogueId,
  boards: ReadonlySet<BoardId>,
  others: readonly DocName[],
  schema: Schema = 'main',
): readonly Stored[] {
  const own = new Set<DocName>([
    ...documentKinds.filter((kind) => kind !== 'board' && kind !== 'view').map((kind) => nameOf(kind, dialogue)),
    ...[...boards].map(boardDoc),
    ...others,
  ])
  const isView = (name: DocName): boolean => boards.has((idIn('view', name)?.split(':')[0] ?? '') as BoardId)
  return database
    .prepare(`SELECT id, name, epoch FROM ${schema}.journal_document ORDER BY id`)
    .all()
    .map((row) => ({ id: Number(row['id']), name: String(row['name']), epoch: Number(row['epoch']) }))
    .filter(({ name }) => !isAside(name) && (own.has(name) || isView(name)))
}

/** The number of the oldest program that understands its rows (`record/known`). */
export const needsIn = (database: Database, dialogue: DialogueId): number =>
  Number(database.prepare('SELECT needs FROM hall WHERE dialogue = ?').get(dialogue)?.['needs'] ?? 1)
