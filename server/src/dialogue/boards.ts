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
  /** When it was drawn and opened, since what was written behind it was last released. */
  readonly drawn: readonly Drawn[]
  /** When what was written behind it was last released; null: never. */
  readonly releasedAt: number | null
}
/** `until` null: it is drawn. */
export type Drawn = { readonly from: number; readonly until: number | null }
export type Boards = RecordOf<BoardCommandRow, BoardCommands, BoardId>

/** Reads every board's command rows first, and no edit; whoever opens it closes it. */
export const openBoards = ({ journal, clock }: { readonly journal: Journal; readonly clock: Clock }): Promise<Boards> =>
  openRecord<BoardCommandRow, BoardCommands, BoardId>({
    journal,
    clock,
    kind: 'board',
    read: readBoardCommand,
    empty: { curtain: 'open', mayHold: false, drawn: [], releasedAt: null },
    fold: ({ curtain, mayHold, drawn, releasedAt }, row, at) =>
      row.kind === 'release'
        ? {
            curtain,
            mayHold: curtain === 'drawn',
            drawn: curtain === 'drawn' ? [{ from: at, until: null }] : [],
            releasedAt: at,
          }
        : { curtain: row.to, mayHold: mayHold || row.to === 'drawn', drawn: drawnAfter(drawn, row.to, at), releasedAt },
  })

/** Drawn twice, the first time counts. */
function drawnAfter(drawn: readonly Drawn[], to: 'open' | 'drawn', at: number): readonly Drawn[] {
  const is = drawn.at(-1)?.until === null
  if (to === 'drawn') return is ? drawn : [...drawn, { from: at, until: null }]
  return is ? drawn.map((one) => (one.until === null ? { ...one, until: at } : one)) : drawn
}
