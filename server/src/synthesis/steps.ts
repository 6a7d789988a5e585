/** What a theme team did, as it is told: who read, what a theme was called then, what can be taken back. */
import type { EntryName, ReadEntry } from '@tablee/shared/synthesis/entries'
import type { Themes } from '@tablee/shared/synthesis/fold'
import { isThemeRow, type StepRow } from '@tablee/shared/synthesis/rows'
import type { Synthesis } from '@tablee/shared/synthesis/state'
import { newestFirst, type History } from '@tablee/shared/synthesis/steps'
import type { ThemesTold } from '@tablee/shared/wire/synthesis'

/** So many are told, where nobody asks for more. */
export const stepsShown = 30

/** By step, a theme's name as it was at its last row before or at it; none for a step of no theme. */
function namesAt({ steps }: History): ReadonlyMap<StepRow, string> {
  const names = new Map<string, string>()
  const at = new Map<StepRow, string>()
  for (const { row } of steps) {
    if (row.kind === 'theme' || row.kind === 'split') names.set(row.command, row.name)
    else if (row.kind === 'rename') names.set(row.theme, row.name)
    const name = 'name' in row ? row.name : 'theme' in row ? names.get(row.theme) : undefined
    if (name !== undefined) at.set(row, name)
  }
  return at
}
/** By number, in the order in which they began; null: they have read nothing yet. */
export function readerOf({ readers }: Themes, device: string): number | null {
  const at = readers.indexOf(device)
  return at < 0 ? null : at + 1
}

/** The last ones of these, the newest first, each as its page tells it, and whether it can be taken back. */
export function lastSteps<Row extends StepRow, Told>(
  state: Synthesis,
  ofThese: (row: StepRow) => row is Row,
  told: (row: Row) => Told,
  shown: number = stepsShown,
) {
  const found = []
  for (const { row, at, canUndo } of newestFirst(state)) {
    if (found.length === shown) break
    if (!ofThese(row)) continue
    const undone = state.undone.has(row.command)
    found.push({ step: row.command, at, ...told(row), undone, can: undone || canUndo })
  }
  return found
}
/** Of themes and readings; what was joined is told with the hall's map. `said`: what may be told of an entry now. */
export function stepsTold(
  state: Synthesis,
  said: (entry: EntryName) => Pick<ReadEntry, 'text' | 'lang'> | null,
  most: number,
): Pick<ThemesTold, 'steps' | 'earlier'> {
  const names = namesAt(state)
  const steps = lastSteps(
    state,
    isThemeRow,
    (row) => {
      const of = 'entry' in row ? said(row.entry) : null
      return {
        kind: row.kind,
        reader: 'by' in row ? readerOf(state.themes, row.by) : null,
        name: names.get(row) ?? null,
        text: of?.text ?? null,
        lang: of?.lang ?? null,
      }
    },
    most,
  )
  const all = state.steps.reduce((n, { row }) => n + Number(isThemeRow(row)), 0)
  return { steps, earlier: all - steps.length }
}
