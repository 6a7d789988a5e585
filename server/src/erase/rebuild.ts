/**
 * The tables of erasures: what the boards' `erase` and `erased` rows say, kept at hand. Written after the row, and completed
 * from the rows at each start: what may not have been done to its end is done once more.
 */
import { boardOf, prefixOf } from '@tablee/shared/documents'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { Journal } from '../journal/port.ts'
import { readEraseRow, type EraseRow } from '../snapshot/erased-row.ts'
import type { Database } from '../store/database.ts'

export function createErasureNotes(database: Database) {
  const begin = database.prepare(
    'INSERT OR IGNORE INTO erasure (command, dialogue, board, at, words, letters, done) VALUES (?, ?, ?, ?, ?, ?, 0)',
  )
  const gone = database.prepare('INSERT OR IGNORE INTO erased_text (digest, command) VALUES (?, ?)')
  const again = database.prepare('INSERT OR IGNORE INTO erased_said (place, words, digest) VALUES (?, ?, ?)')
  const known = database.prepare('SELECT command FROM erasure WHERE command = ?')

  return (dialogue: DialogueId, board: BoardId, row: EraseRow, at: number): void =>
    database.transaction(() => {
      if (row.kind === 'erase') {
        begin.run(row.command, dialogue, board, at, JSON.stringify(row.words), JSON.stringify(row.letters))
        for (const { words, digest } of row.known?.digests ?? []) again.run(row.known?.table ?? '', words, digest)
      } else if (known.get(row.command) !== undefined) for (const { digest } of row.texts) gone.run(digest, row.command)
    })
}

export function rebuildErasures(
  database: Database,
  journal: Journal,
  dialogueOf: (board: BoardId) => DialogueId | null,
): void {
  const note = createErasureNotes(database)
  const decoder = new TextDecoder()
  for (const doc of journal.documents(prefixOf('board'))) {
    const board = boardOf(doc)
    const dialogue = board === null ? null : dialogueOf(board)
    if (board === null || dialogue === null) continue
    for (const { data, at } of journal.atOnce.commands(doc)) {
      const row = readEraseRow(JSON.parse(decoder.decode(data)))
      if (row !== null) note(dialogue, board, row, at)
    }
  }
}
