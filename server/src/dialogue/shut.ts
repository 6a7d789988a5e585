/**
 * After damage: what nobody can know any more counts as shut. A row that is gone may have drawn a curtain, or have been the
 * no of somebody who did not want to be watched; who opens it again is the table's facilitator or the organiser. It is said
 * in the journal, as a person would say it, so that each snapshot knows it too.
 *
 * A mend and a restore only note it: the file that they make may be an older version's. The next start says it, before
 * anybody can come in.
 */
import { boardDoc, boardOf, dialogueOf, idIn } from '@tablee/shared/documents'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { Clock } from '../clock.ts'
import { openJournal } from '../journal/sqlite.ts'
import type { Database } from '../store/database.ts'
import { migrate, type Migration } from '../store/migrate.ts'
import { openBoards } from './boards.ts'
import { createReading, openDialogues, type Founded } from './reading.ts'

export const shutMigration: Migration = {
  name: 'shut',
  sql: [
    // Documents of which rows are missing, until the journal says what follows from it. `known` is of an earlier version.
    `CREATE TABLE shut (
       id TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(8)))),
       document TEXT NOT NULL,
       known INTEGER NOT NULL
     ) STRICT`,
  ],
}

/** `documents`: those of which command rows may be missing. */
export function noteUnknown(database: Database, documents: readonly string[]): void {
  migrate(database, [shutMigration])
  const add = database.prepare('INSERT INTO shut (document, known) VALUES (?, 0)')
  for (const doc of documents) add.run(doc)
}

export type Shut = {
  /** Of them nobody knows what was public: observers see nothing of them while they are paused. */
  readonly boards: readonly BoardId[]
  /** It is done; until then each start does it again. */
  readonly done: () => void
}

const byServer = { author: 'server', device: 'server-shut' }

/** Alone with the database: before a server's journal is opened on it, so that nobody is told of it as of news. */
export async function shutUnknown(database: Database, clock: Clock, server: string): Promise<Shut> {
  const noted = database.prepare('SELECT id, document FROM shut ORDER BY rowid').all()
  const done = (): void => database.exec('DELETE FROM shut')
  if (noted.length === 0) return { boards: [], done }
  const journal = openJournal({ database, clock, server, alarm: () => {} })
  const [record, boards] = await Promise.all([openDialogues({ journal, clock }), openBoards({ journal, clock })])
  const reading = await createReading(record, boards, journal, clock)
  /** Whether each row that is needed is in. */
  const said: (() => boolean)[] = []

  /** A curtain that may have been drawn is drawn: on every board of its table on which something stands. */
  function draw(board: BoardId, id: string): void {
    const of = reading.homeOf(board)
    const state = reading.staged(of)
    const table = state?.plan.board.get(board)?.table
    if (of === null || state === null || table === undefined) return
    for (const { id: each } of state.plan.boardsOf.get(table) ?? []) {
      if (boards.staged(each).curtain === 'drawn' || journal.head(boardDoc(each)).seq === 0) continue
      const command = `shut-${id}-${each}`
      void boards.append(each, { kind: 'curtain', to: 'drawn', by: 'server', command }, byServer)
      said.push(() => boards.done(each, command, byServer))
    }
    const command = `shut-${id}-${table}`
    void record.append(of, { kind: 'curtain', command, table, to: 'drawn' }, byServer)
    said.push(() => record.done(of, command, byServer))
  }

  /** Somebody's no may be missing: nobody is watched. */
  function pause(of: DialogueId, { plan }: Founded, id: string): void {
    for (const [table, [first]] of plan.boardsOf) {
      if (first === undefined) continue
      const command = `shut-${id}-${table}`
      const change = { observation: 'paused' } as const
      void record.append(of, { kind: 'policy', command, board: first.id, table: first.table, change }, byServer)
      said.push(() => record.done(of, command, byServer))
    }
  }

  const paused = new Set<BoardId>()
  for (const { id, document } of noted) {
    const doc = String(document)
    const board = boardOf(doc)
    if (board !== null) draw(board, String(id))
    const of = dialogueOf(doc) ?? idIn<DialogueId>('voices', doc)
    const state = reading.staged(of)
    if (of === null || state === null) continue
    pause(of, state, String(id))
    for (const each of state.plan.board.values()) paused.add(each.id)
  }
  journal.close()
  if (!said.every((is) => is()))
    throw new Error('What may have been shut before the damage could not be shut: is the disk full?')
  return { boards: [...paused], done }
}
