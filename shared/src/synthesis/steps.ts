/**
 * What was done in `synthesis:<dialogue>`, one list for all parts of its state: who takes a step back, takes back whatever it
 * did. It is then as if it had not been done: what stands is worked out from all the others, in their order.
 */
import { madeInCodeRow, namedInCodeRow } from '../codebook/rows.ts'
import { isCodeRow, isShareRow, type StepRow, type SynthesisRow } from './rows.ts'

export type Step = { readonly row: StepRow; readonly at: number }
export type History = { readonly steps: readonly Step[]; readonly undone: ReadonlySet<string> }
export const nothingDone: History = { steps: [], undone: new Set() }

/** What some of the steps make, and how. */
export type Part<State, Row extends StepRow> = {
  readonly empty: State
  takes(row: SynthesisRow): row is Row
  /** Rows are taken into a copy, one or a day's: a new state for each would copy the day again and again. */
  begin(before: State): { take(row: Row): void; done(): State }
}

/** All of them from the beginning. */
export function historyOf(rows: Iterable<{ readonly row: SynthesisRow; readonly at: number }>): History {
  const steps: Step[] = []
  const undone = new Set<string>()
  for (const { row, at } of rows) {
    if (row.kind === 'undo') undone.add(row.of)
    else if (row.kind === 'redo') undone.delete(row.of)
    else if (!isShareRow(row)) steps.push({ row, at })
  }
  return { steps, undone }
}

/** One row further. */
export function historyAfter({ steps, undone }: History, row: SynthesisRow, at: number): History {
  if (isShareRow(row)) return { steps, undone }
  if (row.kind !== 'undo' && row.kind !== 'redo') return { steps: [...steps, { row, at }], undone }
  const now = new Set(undone)
  if (row.kind === 'undo') now.add(row.of)
  else now.delete(row.of)
  return { steps, undone: now }
}

/** A part's state after all that was done and not taken back. */
export function standing<State, Row extends StepRow>(part: Part<State, Row>, { steps, undone }: History): State {
  const draft = part.begin(part.empty)
  for (const { row } of steps) if (part.takes(row) && !undone.has(row.command)) draft.take(row)
  return draft.done()
}

/** A part's state one row further: the same object where the row is no concern of it. */
export function partAfter<State, Row extends StepRow>(
  part: Part<State, Row>,
  before: State,
  row: SynthesisRow,
  now: History,
): State {
  if (row.kind === 'undo' || row.kind === 'redo')
    return now.steps.some((step) => step.row.command === row.of && part.takes(step.row)) ? standing(part, now) : before
  // What was taken back before it came stays taken back.
  if (!part.takes(row) || now.undone.has(row.command)) return before
  const draft = part.begin(before)
  draft.take(row)
  return draft.done()
}

/** What a step speaks of that other steps made, beside what it makes itself. */
const named = ({ row }: Step): readonly string[] =>
  isCodeRow(row)
    ? namedInCodeRow(row)
    : [
        ...('theme' in row ? [row.theme] : []),
        ...('into' in row ? [row.into] : []),
        ...('themes' in row ? row.themes : []),
      ]

/** What others may speak of that a step made. */
const made = ({ row }: Step): readonly string[] => [row.command, ...(isCodeRow(row) ? madeInCodeRow(row) : [])]

/**
 * Whether a step can be taken back without taking somebody else's along: what it made is named by no later step that stands.
 */
export function canUndo({ steps, undone }: History, of: string): boolean {
  const at = steps.findIndex(({ row }) => row.command === of)
  const [step] = at < 0 ? [] : steps.slice(at, at + 1)
  if (step === undefined || undone.has(of)) return false
  const own = new Set(made(step))
  return !steps.slice(at + 1).some((one) => !undone.has(one.row.command) && named(one).some((id) => own.has(id)))
}

/** The same of each, the newest first: a list of a day's steps looks at each of them once. */
export function* newestFirst({ steps, undone }: History): Iterable<Step & { readonly canUndo: boolean }> {
  const later = new Set<string>()
  for (let at = steps.length - 1; at >= 0; at -= 1) {
    const step = steps[at]
    if (step === undefined) continue
    const stands = !undone.has(step.row.command)
    yield { ...step, canUndo: stands && !made(step).some((id) => later.has(id)) }
    if (stands) for (const id of named(step)) later.add(id)
  }
}
