/** What was translated by a cut, from its journal's rows alone. A cut names the last row that made something of its boards. */
import { translationsDoc } from '@tablee/shared/documents'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { nothingTranslated, translationsAfter, type MadeLayer } from '@tablee/shared/translations/fold'
import { readTranslationRow } from '@tablee/shared/translations/rows'
import type { Journal } from '../journal/port.ts'
import type { Head } from './fold.ts'

const text = new TextDecoder()

/** `head` null: a snapshot of before it was kept. `content` null: of none of these boards. */
export async function foldTranslated(
  journal: Journal,
  dialogue: DialogueId,
  { head, boards }: { readonly head: Head | null; readonly boards: ReadonlySet<BoardId> },
): Promise<{ readonly of: (board: BoardId) => MadeLayer['of']; readonly content: Head | null }> {
  let state = nothingTranslated
  let content: Head | null = null
  if (head !== null)
    for await (const { seq, epoch, at, data } of journal.commands(translationsDoc(dialogue))) {
      if (seq > head.seq) break
      const row = readTranslationRow(text.decode(data))
      if (row === null || (row.kind !== 'translated' && row.kind !== 'checked')) continue
      if (row.board === null || !boards.has(row.board)) continue
      state = translationsAfter(state, row, at)
      content = { epoch, seq }
    }
  return { of: (board) => state.boards.get(board)?.of ?? {}, content }
}
