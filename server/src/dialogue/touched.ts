import { boardDoc } from '@tablee/shared/documents'
import type { BoardId } from '@tablee/shared/ids'
import type { Journal } from '../journal/port.ts'

/**
 * Somebody wrote on the board since then: they went along at once, before the move was taken back. What the server puts
 * there is nobody's, and a curtain is drawn over all boards of a table.
 */
export function touchedSince(journal: Journal, board: BoardId, since: number): boolean {
  const doc = boardDoc(board)
  for (const row of journal.since(doc, journal.head(doc).epoch, 0))
    if (row.kind === 'update' && row.author !== 'server' && row.at > since) return true
  return false
}
