/**
 * What came out, for walls, other tables and analysts: of each step that was closed the figures of all tables together,
 * what each table said as a table, and what changed from before to after. A function of the voices as they stand and of
 * what its reader may see.
 */
import type { ProgrammeSession, StepTask } from '../dialogue/programme.ts'
import type { NodeId, SeatCode, TableId } from '../ids.ts'
import type { Change, Figure, ResultsAnswer } from '../wire/voices.ts'
import { changesOf, type Wave } from './change.ts'
import { counts, type SeatState, type Voices } from './fold.ts'
import { readItemKey, type Answer, type Item, type ItemKey } from './items.ts'
import { atTables, seatsByTable, type StepAtTables, type TableOfDialogue } from './step-tables.ts'
import { figuresOf } from './tally.ts'

/** One board: a table in a session. */
export type ResultsTable = TableOfDialogue & {
  readonly number: number
  readonly session: number
  /** Whether the reader may see this board now: not behind its curtain, not paused. Its people are counted in any case. */
  readonly shown: boolean
  /** Whether the reader may see this entry of it, and its wording. */
  readonly sees: (node: NodeId) => boolean
}
export type ResultsInput = {
  readonly voices: Voices
  readonly sessions: readonly ProgrammeSession[]
  /** The number of the session that runs. */
  readonly running: number
  readonly tables: readonly ResultsTable[]
  /** Whether what this seat wrote may be read by the reader; by default, that of whoever is quoted and observed. */
  readonly says?: (seat: SeatCode) => boolean
}
export type Results = Omit<ResultsAnswer, 'version'>
type AskTask = Exclude<StepTask, { readonly kind: 'write' }>

/** For everybody but the tables themselves: suppressed, and of people only when the last table has closed. */
export function resultsOf({ voices, sessions, running, tables, says }: ResultsInput): Results {
  const seats = seatsByTable(voices)
  const quoted = (seat: SeatCode): boolean => {
    const consent = voices.seats.get(seat)?.consent
    return consent?.quoted === true && consent.observed
  }
  const steps: Results['steps'][number][] = []
  const waves: { readonly task: AskTask; readonly at: StepAtTables<ResultsTable> }[] = []
  for (const session of sessions)
    for (const { id, title, task } of session.steps) {
      if (id === undefined || task === undefined || task.kind === 'write') continue
      const of = tables.filter((table) => table.session === session.number)
      const at = atTables(voices, seats, id, session.number, running, of)
      if (at.closed.length === 0) continue
      waves.push({ task, at })
      const count = (closed: StepAtTables<ResultsTable>['closed']): readonly Figure[] =>
        figuresOf({ items: task.items, tables: closed, outside: true, says: says ?? quoted })
      steps.push({
        step: id,
        session: session.number,
        title,
        kind: task.kind,
        tables: { closed: at.closed.length, of: at.of },
        figures: at.complete ? count(at.closed).filter(({ wording }) => wording === undefined) : [],
        byTable: at.closed
          .filter((one) => one.at.shown)
          .map((one) => ({
            table: one.at.number,
            figures: count([one]).filter(
              ({ unit, wording }) => unit === 'tables' || (wording !== undefined && one.at.sees(wording.node)),
            ),
          }))
          .filter(({ figures }) => figures.length > 0)
          .sort((a, b) => a.table - b.table),
      })
    }
  return { steps, change: changes(waves, seats) }
}

/** Questionnaires whose both waves every table has closed. */
function changes(
  steps: readonly { readonly task: AskTask; readonly at: StepAtTables<ResultsTable> }[],
  seats: ReadonlyMap<TableId, readonly SeatState[]>,
): readonly Change[] {
  const found = new Map<string, Partial<Record<'before' | 'after', { items: readonly Item[]; people: Wave }>>>()
  for (const { task, at } of steps) {
    if (task.kind !== 'questionnaire' || task.wave === 'session' || !at.complete) continue
    const people = peopleOf(at, seats)
    found.set(task.questionnaire, { ...found.get(task.questionnaire), [task.wave]: { items: task.items, people } })
  }
  return [...found].flatMap(([questionnaire, { before, after }]) =>
    before === undefined || after === undefined ? [] : changesOf(questionnaire, { before, after }, true),
  )
}

function peopleOf({ closed }: StepAtTables<ResultsTable>, seats: ReadonlyMap<TableId, readonly SeatState[]>): Wave {
  const people = new Map<string, Record<ItemKey, Answer>>()
  for (const { at, round } of closed) {
    const pairs = new Map((seats.get(at.table) ?? []).map(({ seat, pair }) => [seat as string, pair]))
    for (const [key, casts] of round.casts)
      for (const [seat, cast] of casts) {
        const [pair, given] = [pairs.get(seat), counts(cast)]
        if (pair === undefined || given === null || readItemKey(key).node !== null) continue
        const answers = people.get(pair) ?? {}
        answers[key] = given.answer
        people.set(pair, answers)
      }
  }
  return people
}
