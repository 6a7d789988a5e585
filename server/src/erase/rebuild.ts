/** The tables of erasures from the boards' rows, after damage. What may not have been done to its end is done once more. */
import { boardOf, prefixOf } from '@tablee/shared/documents'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { Journal } from '../journal/port.ts'
import { readEraseRow } from '../snapshot/erased-row.ts'
import type { Database } from '../store/database.ts'

export function rebuildErasures(
  database: Database,
  journal: Journal,
  dialogueOf: (board: BoardId) => DialogueId | null,
): void {
  const begin = database.prepare(
    'INSERT OR IGNORE INTO erasure (command, dialogue, board, at, words, letters, done) VALUES (?, ?, ?, ?, ?, ?, 0)',
  )
  const note = database.prepare('INSERT OR IGNORE INTO erased_text (digest, command) VALUES (?, ?)')
  const again = database.prepare('INSERT OR IGNORE INTO erased_said (place, words, digest) VALUES (?, ?, ?)')
  const known = database.prepare('SELECT command FROM erasure WHERE command = ?')
  const decoder = new TextDecoder()
  for (const doc of journal.documents(prefixOf('board'))) {
    const board = boardOf(doc)
    if (board === null) continue
    const dialogue = dialogueOf(board)
    if (dialogue === null) continue
    for (const { data, at } of journal.commands(doc)) {
      const row = readEraseRow(JSON.parse(decoder.decode(data)))
      if (row?.kind === 'erase') {
        begin.run(row.command, dialogue, board, at, JSON.stringify(row.words), JSON.stringify(row.letters))
        for (const { words, digest } of row.known?.digests ?? []) again.run(row.known?.table ?? '', words, digest)
      } else if (row?.kind === 'erased' && known.get(row.command) !== undefined)
        for (const { digest } of row.texts) note.run(digest, row.command)
    }
  }
}
