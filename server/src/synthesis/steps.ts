/** What a theme team did, as it is told: who read, what a theme was called then, what can be taken back. */
import { canUndo, type Step, type Themes } from '@tablee/shared/synthesis/fold'
import type { ThemesTold } from '@tablee/shared/wire/synthesis'

const shown = 30

/** A theme's name as it was at its last row before or at this step; null for a step of none. */
function nameAt({ steps }: Themes, { row }: Step): string | null {
  if ('name' in row) return row.name
  if (!('theme' in row)) return null
  const until = steps.findIndex((step) => step.row === row)
  for (const { row: before } of steps.slice(0, until).toReversed()) {
    const made = (before.kind === 'theme' || before.kind === 'split') && before.command === row.theme
    if (made || (before.kind === 'rename' && before.theme === row.theme)) return before.name
  }
  return null
}
/** By number, in the order in which they began; null: they have read nothing yet. */
export function readerOf({ readers }: Themes, device: string): number | null {
  const at = readers.indexOf(device)
  return at < 0 ? null : at + 1
}

/** The last ones, the newest first. */
export const stepsTold = (themes: Themes): ThemesTold['steps'] =>
  themes.steps
    .slice(-shown)
    .toReversed()
    .map((step) => ({
      step: step.row.command,
      kind: step.row.kind,
      at: step.at,
      reader: 'by' in step.row ? readerOf(themes, step.row.by) : null,
      name: nameAt(themes, step),
      undone: themes.undone.has(step.row.command),
      can: themes.undone.has(step.row.command) || canUndo(themes, step.row.command),
    }))
