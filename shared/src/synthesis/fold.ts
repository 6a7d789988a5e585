/**
 * Which themes there are and which entry is in which: a fold over the rows of `synthesis:<dialogue>`, pure and total. A step
 * that is taken back is as if it had not been done: what stands is worked out from all the others, in their order.
 */
import type { EntryName } from './entries.ts'
import type { ThemeId, ThemeRow } from './rows.ts'

export type Theme = { readonly id: ThemeId; readonly name: string }
/** Of an entry that somebody read. */
export type Reading = { readonly themes: ReadonlySet<ThemeId>; readonly by: string }
/** What somebody did, and can take back. */
export type Step = {
  readonly row: Exclude<ThemeRow, { readonly kind: 'undo' } | { readonly kind: 'redo' }>
  readonly at: number
}
export type Themes = {
  /** In the team's order. */
  readonly themes: readonly Theme[]
  readonly read: ReadonlyMap<EntryName, Reading>
  /** Devices that read, in the order in which they first did: reader 1, 2, 3. */
  readonly readers: readonly string[]
  readonly steps: readonly Step[]
  readonly undone: ReadonlySet<string>
  /** What is not to be suggested of an entry again. */
  readonly refused: ReadonlyMap<EntryName, ReadonlySet<ThemeId>>
}
export const noThemes: Themes = {
  themes: [],
  read: new Map(),
  readers: [],
  steps: [],
  undone: new Set(),
  refused: new Map(),
}

type Draft = {
  themes: Theme[]
  readonly read: Map<EntryName, Reading>
  readonly readers: Set<string>
  readonly refused: Map<EntryName, ReadonlySet<ThemeId>>
}
const draftOf = ({ themes, read, readers, refused }: Omit<Themes, 'steps' | 'undone'>): Draft => ({
  themes: [...themes],
  read: new Map(read),
  readers: new Set(readers),
  refused: new Map(refused),
})

const nothing: ReadonlySet<ThemeId> = new Set()

function move(draft: Draft, from: ThemeId, to: ThemeId, which: (entry: EntryName) => boolean): void {
  for (const [entry, reading] of draft.read) {
    if (!reading.themes.has(from) || !which(entry)) continue
    const themes = new Set(reading.themes).add(to)
    themes.delete(from)
    draft.read.set(entry, { ...reading, themes })
  }
}

/** A row about a theme that does not stand changes nothing of it; what was read stays read. */
function apply(draft: Draft, { row }: Step): void {
  const at = (id: ThemeId): number => draft.themes.findIndex((theme) => theme.id === id)
  const stands = (id: ThemeId): boolean => at(id) >= 0
  switch (row.kind) {
    case 'theme':
      draft.themes.push({ id: row.command, name: row.name })
      return
    case 'rename':
      draft.themes = draft.themes.map((theme) => (theme.id === row.theme ? { ...theme, name: row.name } : theme))
      return
    case 'place': {
      const moved = draft.themes[at(row.theme)]
      if (moved === undefined || row.before === row.theme) return
      const rest = draft.themes.filter((theme) => theme !== moved)
      const before = rest.findIndex(({ id }) => id === row.before)
      rest.splice(before < 0 ? rest.length : before, 0, moved)
      draft.themes = rest
      return
    }
    case 'merge':
      if (row.into === row.theme || !stands(row.theme) || !stands(row.into)) return
      move(draft, row.theme, row.into, () => true)
      draft.themes = draft.themes.filter(({ id }) => id !== row.theme)
      return
    case 'split': {
      const own = at(row.theme)
      draft.themes.splice(own < 0 ? draft.themes.length : own + 1, 0, { id: row.command, name: row.name })
      const chosen = new Set(row.entries)
      move(draft, row.theme, row.command, (entry) => chosen.has(entry))
      return
    }
    case 'refuse':
      draft.readers.add(row.by)
      draft.refused.set(row.entry, new Set(draft.refused.get(row.entry)).add(row.theme))
      return
    case 'put':
    case 'out':
    case 'none': {
      const before = draft.read.get(row.entry)
      const themes = new Set(row.kind === 'none' ? nothing : before?.themes)
      if (row.kind === 'put' && stands(row.theme)) themes.add(row.theme)
      if (row.kind === 'out') themes.delete(row.theme)
      draft.readers.add(row.by)
      draft.read.set(row.entry, { themes, by: before?.by ?? row.by })
    }
  }
}

const whole = (draft: Draft, steps: readonly Step[], undone: ReadonlySet<string>): Themes => ({
  themes: draft.themes,
  read: draft.read,
  readers: [...draft.readers],
  refused: draft.refused,
  steps,
  undone,
})

/** All of them from the beginning: a long day's rows in one go, where a new state for each would copy every reading. */
export function themesOf(rows: Iterable<{ readonly row: ThemeRow; readonly at: number }>): Themes {
  const steps: Step[] = []
  const undone = new Set<string>()
  for (const { row, at } of rows) {
    if (row.kind === 'undo') undone.add(row.of)
    else if (row.kind === 'redo') undone.delete(row.of)
    else steps.push({ row, at })
  }
  return standing(steps, undone)
}

function standing(steps: readonly Step[], undone: ReadonlySet<string>): Themes {
  const draft = draftOf(noThemes)
  for (const step of steps) if (!undone.has(step.row.command)) apply(draft, step)
  return whole(draft, steps, undone)
}

/** One row further. */
export function themesAfter(before: Themes, row: ThemeRow, at: number): Themes {
  if (row.kind === 'undo' || row.kind === 'redo') {
    const undone = new Set(before.undone)
    if (row.kind === 'undo') undone.add(row.of)
    else undone.delete(row.of)
    return standing(before.steps, undone)
  }
  const step = { row, at }
  const draft = draftOf(before)
  // As `standing` has it: what was taken back before it came stays taken back.
  if (!before.undone.has(row.command)) apply(draft, step)
  return whole(draft, [...before.steps, step], before.undone)
}

/** Whether this theme stands. */
export const hasTheme = ({ themes }: Themes, theme: ThemeId): boolean => themes.some(({ id }) => id === theme)

/** What a step speaks of beside the theme that it makes. */
const names = ({ row }: Step, theme: ThemeId): boolean =>
  ('theme' in row && row.theme === theme) || ('into' in row && row.into === theme)

/**
 * Whether a step can be taken back without taking somebody else's along: the theme that it made is named by no later step
 * that stands.
 */
export function canUndo({ steps, undone }: Themes, of: string): boolean {
  const at = steps.findIndex(({ row }) => row.command === of)
  if (at < 0 || undone.has(of)) return false
  return !steps.slice(at + 1).some((step) => !undone.has(step.row.command) && names(step, of))
}

/** How often a suggestion was taken and refused, as it stands. */
export function suggestionsIn({ steps, undone }: Themes): { readonly taken: number; readonly refused: number } {
  let [taken, refused] = [0, 0]
  for (const { row } of steps) {
    if (undone.has(row.command)) continue
    if (row.kind === 'refuse') refused += 1
    else if (row.kind === 'put' && row.suggested === true) taken += 1
  }
  return { taken, refused }
}
