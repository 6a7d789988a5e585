/**
 * When somebody last wrote on a board: they went along at once, before a move was taken back. What the server puts there is
 * nobody's, and a curtain is drawn over all boards of a table. Of the boards `before`, what was written until now counts
 * too; of the others nobody can ask for that.
 */
import { boardDoc } from '@tablee/shared/documents'
import type { BoardId } from '@tablee/shared/ids'
import type { DocName, Journal, JournalRow } from '../journal/port.ts'

/** Reads the boards `before` to their end first. `at` in ms; follows the journal until `close`. */
export async function createTouched(journal: Journal, before: readonly BoardId[]) {
  const last = new Map<DocName, number>()
  function take({ doc, kind, author, at }: JournalRow): void {
    if (kind === 'update' && author !== 'server') last.set(doc, Math.max(at, last.get(doc) ?? 0))
  }
  const stop = journal.follow(take)
  for (const doc of before.map(boardDoc))
    for await (const row of journal.read(doc, journal.head(doc).epoch, 0)) take(row)
  return {
    since: (board: BoardId, at: number): boolean => (last.get(boardDoc(board)) ?? 0) > at,
    close: stop,
  }
}
