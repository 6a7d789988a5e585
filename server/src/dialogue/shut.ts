/**
 * After damage: what nobody can know any more counts as shut. A row that is gone may have drawn a curtain, or have been the
 * no of somebody who did not want to be watched; who opens it again is the table's facilitator or the organiser. It is said
 * in the journal, as a person would say it, so that a rebuild and each snapshot know it too.
 *
 * A mend and a restore only note it: the file that they make may be an older version's. The next start says it, before
 * anybody can come in.
 */
import { boardDoc, dialogueDoc } from '@tablee/shared/documents'
import type { DialogueCommand, PolicyChange } from '@tablee/shared/dialogue/commands'
import type { BoardId, DialogueId, NodeId, PhotoHash, TableId } from '@tablee/shared/ids'
import type { Rule } from '@tablee/shared/dialogue/rule'
import type { Clock } from '../clock.ts'
import { openJournal } from '../journal/sqlite.ts'
import type { Database } from '../store/database.ts'
import { migrate, type Migration } from '../store/migrate.ts'
import { createProjection } from './project.ts'

export const shutMigration: Migration = {
  name: 'shut',
  sql: [
    // Documents of which rows are missing, until the journal says what follows from it. `known`: the tables still say what
    // those rows had said.
    `CREATE TABLE shut (
       id TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(8)))),
       document TEXT NOT NULL,
       known INTEGER NOT NULL
     ) STRICT`,
  ],
}

/** `documents`: those of which rows are missing. */
export function noteUnknown(database: Database, documents: readonly string[], known = false): void {
  migrate(database, [shutMigration])
  const add = database.prepare('INSERT INTO shut (document, known) VALUES (?, ?)')
  for (const doc of documents) add.run(doc, known ? 1 : 0)
}

export type Shut = {
  /** Of them nobody knows what was public: observers see nothing of them while they are paused. */
  readonly boards: readonly BoardId[]
  /** It is done; until then each start does it again. */
  readonly done: () => void
}

type Cells = Record<string, unknown>

/** Alone with the database: before a server's journal is opened on it, so that nobody is told of it as of news. */
export function shutUnknown(database: Database, clock: Clock, server: string): Shut {
  const noted = database.prepare('SELECT id, document, known FROM shut ORDER BY rowid').all()
  const done = (): void => database.exec('DELETE FROM shut')
  if (noted.length === 0) return { boards: [], done }
  const read = {
    tables: database.prepare('SELECT id, rule FROM dialogue_table WHERE dialogue = ? ORDER BY number'),
    boards: database.prepare('SELECT * FROM board WHERE place = ? ORDER BY session'),
    board: database.prepare('SELECT * FROM board WHERE id = ?'),
  }
  const tables = (of: string): readonly { readonly id: TableId; readonly rule: Partial<Rule> }[] =>
    read.tables
      .all(of)
      .map((row) => ({ id: row['id'] as TableId, rule: JSON.parse(String(row['rule'])) as Partial<Rule> }))
  const project = createProjection(database)
  const journal = openJournal({ database, clock, server, alarm: () => {} })
  let said = 0

  function append(doc: string, value: unknown, also: () => void): void {
    said += 1
    const { epoch } = journal.head(doc)
    const data = new TextEncoder().encode(JSON.stringify(value))
    const by = { author: 'server', device: 'server-shut', writers: [], deps: [] }
    void journal.append({ doc, epoch, kind: 'command', ...by, data, also: () => (also(), void (said -= 1)) })
  }
  const isSaid = database.prepare('SELECT 1 FROM dialogue_command WHERE id = ?')
  function say(of: DialogueId, command: DialogueCommand): void {
    if (isSaid.get(command.command) === undefined) append(dialogueDoc(of), command, () => project.apply(of, command))
  }
  const move = (id: BoardId, to: 'open' | 'drawn', command: string): void =>
    append(boardDoc(id), { kind: 'curtain', to, by: 'server', command }, () => project.curtain(id, to))

  /** A curtain that may have been drawn is drawn: on every board of its table on which something stands. */
  function draw(board: Cells, id: string): void {
    const [of, table] = [board['dialogue'] as DialogueId, board['place'] as TableId]
    for (const each of read.boards.all(table)) {
      const one = each['id'] as BoardId
      if (each['curtain'] !== 'drawn' && journal.head(boardDoc(one)).seq > 0) move(one, 'drawn', `shut-${id}-${one}`)
    }
    say(of, { kind: 'curtain', command: `shut-${id}-${table}`, table, to: 'drawn' })
  }

  /** Somebody's no may be missing: nobody is watched. */
  function pause(of: DialogueId, id: string): void {
    for (const { id: table } of tables(of)) {
      const board = read.boards.get(table)?.['id']
      if (board === undefined) continue
      const command = `shut-${id}-${table}`
      say(of, { kind: 'policy', command, board: board as BoardId, table, change: { observation: 'paused' } })
    }
  }

  /** The tables were spared: what they say of being watched is said again, and nothing of it changes. */
  function sayAgain(of: DialogueId, id: string): void {
    for (const { id: table, rule } of tables(of)) {
      const { curtain, ...change } = rule
      const boards = read.boards.all(table)
      for (const board of boards) {
        const own = {
          kind: 'policy',
          command: `shut-${id}-${String(board['id'])}`,
          board: board['id'] as BoardId,
        } as const
        say(of, { ...own, change: ofBoard(board) })
      }
      const first = boards[0]?.['id']
      if (first !== undefined && Object.keys(change).length > 0)
        say(of, { kind: 'policy', command: `shut-${id}-${table}`, board: first as BoardId, table, change })
      if (curtain !== undefined)
        say(of, { kind: 'curtain', command: `shut-${id}-${table}-curtain`, table, to: curtain })
    }
  }

  const paused = new Set<DialogueId>()
  for (const { id, document, known } of noted) {
    const doc = String(document)
    const [kind, of] = [doc.slice(0, doc.indexOf(':')), doc.slice(doc.indexOf(':') + 1)]
    if (kind === 'board') {
      const board = read.board.get(of)
      if (board === undefined) continue
      if (known === 0) draw(board, String(id))
      else move(of as BoardId, board['curtain'] === 'drawn' ? 'drawn' : 'open', `shut-${String(id)}`)
    } else if (kind === 'dialogue' && known === 1) sayAgain(of as DialogueId, String(id))
    else if (kind === 'dialogue' || kind === 'voices') {
      pause(of as DialogueId, String(id))
      paused.add(of as DialogueId)
    }
  }
  journal.close()
  if (said > 0) throw new Error('What may have been shut before the damage could not be shut: is the disk full?')
  const boards = [...paused].flatMap((of) => tables(of).flatMap(({ id }) => read.boards.all(id)))
  return { boards: boards.map((board) => board['id'] as BoardId), done }
}

/** As the version before kept it, of the board alone. */
const ofBoard = (row: Cells): PolicyChange => ({
  observation: row['observation'] === 'paused' ? 'paused' : 'open',
  consent: row['consent'] === 1,
  delayMinutes: Number(row['delay_minutes']),
  hidden: JSON.parse(String(row['hidden'])) as NodeId[],
  showWords: row['show_words'] === 1,
  showNotes: row['show_notes'] === 1,
  photos: JSON.parse(String(row['photos'])) as PhotoHash[],
})
