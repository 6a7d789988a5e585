/**
 * When somebody last wrote on a board: they went along at once, before a move was taken back. What the server puts there is
 * nobody's, and a curtain is drawn over all boards of a table. Read once for a board that is asked about, then followed.
 */
import { boardDoc } from '@tablee/shared/documents'
import type { BoardId } from '@tablee/shared/ids'
import type { DocName, Journal, JournalRow } from '../journal/port.ts'

export function createTouched(journal: Journal) {
  const last = new Map<DocName, number>()
  const wrote = ({ kind, author }: JournalRow): boolean => kind === 'update' && author !== 'server'
  const stop = journal.follow((row) => {
    if (wrote(row) && last.has(row.doc)) last.set(row.doc, row.at)
  })
  return {
    since(board: BoardId, at: number): boolean {
      const doc = boardDoc(board)
      let found = last.get(doc)
      if (found === undefined) {
        found = 0
        for (const row of journal.atOnce.since(doc, journal.head(doc).epoch, 0)) if (wrote(row)) found = row.at
        last.set(doc, found)
      }
      return found > at
    },
    close: stop,
  }
}
