/**
 * The dialogues: what tables, sessions and boards there are, which session runs, and what observers may see of each
 * board. Every change is a row of the dialogue's log or of a board's; what they are is the fold over these rows.
 */
import { backOf } from '@tablee/shared/dialogue/back'
import type { ClockAct, ClockOf } from '@tablee/shared/dialogue/clock'
import { ruleIn } from '@tablee/shared/dialogue/commands'
import { clockOf, firstClock, reachedBy, tablesAt, tablesOf } from '@tablee/shared/dialogue/fold'
import type { DialogueState } from '@tablee/shared/dialogue/state'
import type { Ran } from '@tablee/shared/dialogue/ran'
import type { BoardId, DialogueId, RandomBytes, TableId } from '@tablee/shared/ids'
import type { WatchList } from '@tablee/shared/wire/watch'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { openBoards, type Drawn } from './boards.ts'
import { createHeldCounts } from './held.ts'
import { createPlanVerbs, type PlanVoices } from './plan.ts'
import { createReading, openDialogues } from './reading.ts'
import { createStatus } from './status.ts'
import { createVerbs } from './verbs.ts'

export type { BoardPlace, Table } from './reading.ts'
export type { By } from './verbs.ts'
/** Of a dialogue: what all its tables are told, or these where they alone are meant. */
export type Change =
  | { readonly board: BoardId }
  | { readonly dialogue: DialogueId; readonly tables?: readonly TableId[] }

/** Whom it does not move is told nothing: hundreds of tables may be in the same dialogue. */
function movedBy(state: DialogueState, of: ClockOf, act: ClockAct): readonly TableId[] {
  if ('tables' in of) return of.tables
  // The end of its day that is taken back gives tables the clocks again that they had.
  return tablesAt(state, of.site).filter(
    (table) => act.do === 'take-back' || act.do === 'back' || !state.own.has(table),
  )
}

export type Dialogues = Awaited<ReturnType<typeof createDialogues>>

/**
 * Reads the logs of all dialogues and boards first. What it tells is committed, but for `boardState`; a verb answers
 * after COMMIT. Close it.
 */
export async function createDialogues({ journal, clock }: { journal: Journal; clock: Clock }) {
  const [record, boards] = await Promise.all([openDialogues({ journal, clock }), openBoards({ journal, clock })])
  const reading = await createReading(record, boards, journal, clock)
  const held = createHeldCounts(journal, (board) => boards.state(board).mayHold)
  const { learn, committed, staged: _staged, homeOf: _homeOf, isReached, close, ...read } = reading

  const listeners = new Set<(change: Change) => void>()
  const tell = (change: Change): void => {
    for (const listener of listeners) listener(change)
  }
  /** A table's rule lies over all its boards: those that it left are closed with the one it sits at. */
  const tellTable = (of: TableId): void => {
    for (const { id } of read.boardsOf(of)) tell({ board: id })
  }
  const tellTables = (id: DialogueId, of: ClockOf): void => {
    const state = committed(id)
    for (const table of state === null ? [] : tablesOf(state, of)) tellTable(table)
  }
  record.onChange(({ id, row }) => {
    if (row.kind === 'found' || row.kind === 'change') learn(id)
    if (row.kind === 'close') tell({ board: row.board })
    else if (row.kind === 'curtain') tellTable(row.table)
    // Where tables stand in a plan is nobody's at a table; the room hears it of the log.
    else if (row.kind === 'arrange') return
    else if (row.kind === 'curtain-all') tellTables(id, row.of)
    else if (row.kind === 'clock') {
      const state = committed(id)
      if (state !== null) tell({ dialogue: id, tables: movedBy(state, row.of, row.act) })
    } else if (row.kind === 'seats') {
      tell({ dialogue: id })
      // Whose no hides which board.
      for (const { id: table } of read.tables(id)) tellTable(table)
    } else if (row.kind !== 'policy') tell({ dialogue: id })
    else if (row.table === undefined || Object.keys(ruleIn(row.change)).length === 0) tell({ board: row.board })
    else tellTable(row.table)
  })
  boards.onChange(({ id }) => {
    // What the table said as one comes out by a release on any of its boards.
    const place = read.board(id)
    if (place === null) tell({ board: id })
    else tellTable(place.table)
  })

  return {
    ...read,
    /** As its rows say it; null for one that was not founded. */
    standing: committed,
    held,
    /** When a board's curtain was drawn, as far as what was done behind it is not released. */
    drawn: (id: BoardId): readonly Drawn[] => boards.state(id).drawn,
    /**
     * Whether what a table said at that moment as one, and on no board, was said behind its curtain: until it releases what it
     * wrote, on whichever of its boards that is.
     */
    saidBehind(of: TableId, at: number): boolean {
      const all = read.boardsOf(of).map(({ id }) => boards.state(id))
      return (
        all.some(({ drawn }) => drawn.some(({ from, until }) => from <= at && (until === null || at <= until))) &&
        !all.some(({ releasedAt }) => releasedAt !== null && releasedAt > at)
      )
    },
    ...createStatus(reading, clock, held.of),
    ...createVerbs(record, boards, reading, clock),
    /** What nobody foresaw, once it is known what to ask of people's voices. */
    planVerbs: (voices: PlanVoices, random: RandomBytes) => createPlanVerbs({ record, reading, voices, clock, random }),
    /** Whether its table has been there: what was written in a session that was moved back stays to be read. */
    reached(id: BoardId): boolean {
      const place = read.board(id)
      return place !== null && isReached(place)
    },
    /** What the tables were asked in the sessions that they have been in: of the others nobody is told beforehand. */
    asked(id: DialogueId): NonNullable<WatchList['asked']> {
      const state = committed(id)
      const tables = [...(state?.plan.table.keys() ?? [])] as TableId[]
      const wasThere = (number: number): boolean =>
        state !== null &&
        tables.some(
          (table) => number <= clockOf(state, table).course.session || reachedBy(state, table, number)?.stayed === true,
        )
      return (read.dialogue(id)?.sessions ?? [])
        .filter(({ number }) => wasThere(number))
        .map(({ number, title, question, steps }) => ({
          session: number,
          title,
          question,
          steps: steps.map((step) => ({
            kind: step.kind,
            title: step.title,
            minutes: step.minutes,
            ...backOf(step, number),
          })),
        }))
    },
    /** Of a session that the tables left: since when it ran, and until when. */
    ran(id: DialogueId, session: number): Ran | null {
      const state = committed(id)
      return state === null ? null : (firstClock(state).ran.get(session) ?? null)
    },
    /** Called after COMMIT with every change of a board's state or policy, or of a dialogue. */
    onChange(listener: (change: Change) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close(): void {
      close()
      held.close()
      record.close()
      boards.close()
    },
  }
}
