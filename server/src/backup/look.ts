/** What an uploaded file is: ours or not, and as a database of its own that can be put in place. */
import { idIn, prefixOf } from '@tablee/shared/documents'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { readBoard } from '@tablee/shared/board/read'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import * as Y from 'yjs'
import { openJournal } from '../journal/sqlite.ts'
import { program } from '../record/known.ts'
import { openDatabase, type Database } from '../store/database.ts'
import type { Migration } from '../store/migrate.ts'
import { readFile, type Head, type Refusal, type SealWith } from './file.ts'
import { documentsOf, boardsOf, needsIn } from './rows.ts'

/** What stood on a board, and up to which row. */
export type BoardThen = { readonly seq: number; readonly epoch: number; readonly entries: readonly string[] }
export type Looked =
  | { readonly ok: false; readonly why: Refusal; readonly head: Head | null }
  | {
      readonly ok: true
      readonly head: Head
      readonly boards: ReadonlyMap<BoardId, BoardThen>
      readonly heads: ReadonlyMap<string, number>
    }

/** Blocks its thread. Where it is refused nothing is left of `into`'s contents that counts. */
export async function lookThrough(asked: {
  readonly file: string
  readonly into: string
  readonly dialogue: DialogueId
  readonly seal: SealWith
  readonly migrations: readonly Migration[]
  readonly onPart: (part: number) => void
}): Promise<Looked> {
  const { dialogue, onPart } = asked
  const read = readFile(asked.file, asked.into, dialogue, asked.seal, (part) => onPart(part * 0.7))
  if (!read.ok) return read
  const { head } = read
  let database: Database
  try {
    if (isNewer(asked.into, asked.migrations)) return { ok: false, why: 'newer', head }
    database = openDatabase(asked.into, { shared: true, migrations: asked.migrations })
  } catch {
    return { ok: false, why: 'damaged', head }
  }
  try {
    if (database.prepare('PRAGMA integrity_check').get()?.['integrity_check'] !== 'ok')
      return { ok: false, why: 'damaged', head }
    if (needsIn(database, dialogue) > program) return { ok: false, why: 'newer', head }
    const journal = openJournal({ database, clock: () => head.at, server: 'restore', alarm: () => {} })
    const found = boardsOf(database, dialogue)
    const documents = documentsOf(database, dialogue, found, journal.documents(''))
    const heads = new Map(documents.map(({ name }) => [name, journal.head(name).seq] as const))
    const boards = new Map<BoardId, BoardThen>()
    const names = journal.documents(prefixOf('board'))
    for (const [index, name] of names.entries()) {
      const id = idIn<BoardId>('board', name)
      if (id === null) continue
      const { seq, epoch, updates } = await journal.load(name)
      const doc = newBoardDoc()
      for (const update of updates) Y.applyUpdate(doc, update)
      boards.set(id, { seq, epoch, entries: [...readBoard(doc).nodes.keys()] })
      doc.destroy()
      onPart(0.7 + (0.3 * index) / names.length)
    }
    journal.close()
    return { ok: true, head, boards, heads }
  } finally {
    database.exec('PRAGMA journal_mode = DELETE')
    database.close()
  }
}

/** It has been changed by a version that this one does not know. */
function isNewer(file: string, migrations: readonly Migration[]): boolean {
  const database = openDatabase(file, { shared: true })
  try {
    const known = new Set(migrations.map(({ name }) => name))
    return database
      .prepare('SELECT name FROM migration')
      .all()
      .some((row) => !known.has(String(row['name'])))
  } finally {
    database.close()
  }
}
