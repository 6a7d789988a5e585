/** What the command rows in a board's own journal say, where their seq orders them against the edits: its curtain. */
import { readBoardCommand, type BoardCommandRow } from '@tablee/shared/dialogue/commands'
import type { BoardId } from '@tablee/shared/ids'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { openRecord, type RecordOf } from '../record/record.ts'

export type BoardCommands = {
  readonly curtain: 'open' | 'drawn'
  /** Whether anything may have been written behind a curtain and not be released. */
  readonly mayHold: boolean
}
export type Boards = RecordOf<BoardCommandRow, BoardCommands, BoardId>

/** Reads every board's command rows first, and no edit; whoever opens it closes it. */
export const openBoards = ({ journal, clock }: { readonly journal: Journal; readonly clock: Clock }): Promise<Boards> =>
  openRecord<BoardCommandRow, BoardCommands, BoardId>({
    journal,
    clock,
    kind: 'board',
    read: readBoardCommand,
    empty: { curtain: 'open', mayHold: false },
    fold: ({ curtain, mayHold }, row) =>
      row.kind === 'release'
        ? { curtain, mayHold: curtain === 'drawn' }
        : { curtain: row.to, mayHold: mayHold || row.to === 'drawn' },
  })
