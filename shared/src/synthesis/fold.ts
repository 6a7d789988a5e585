/** Which themes there are and which entry is in which: a fold over the rows of `synthesis:<dialogue>`, pure and total. */
import type { EntryName } from './entries.ts'
import { isThemeRow, type ThemeId, type ThemeRow } from './rows.ts'
import type { History, Part } from './steps.ts'

export type Theme = { readonly id: ThemeId; readonly name: string }
/** Of an entry that somebody read. */
export type Reading = { readonly themes: ReadonlySet<ThemeId>; readonly by: string }
export type Themes = {
  /** In the team's order. */
  readonly themes: readonly Theme[]
  readonly read: ReadonlyMap<EntryName, Reading>
  /** Devices that read, in the order in which they first did: reader 1, 2, 3. */
  readonly readers: readonly string[]
  /** What is not to be suggested of an entry again. */
  readonly refused: ReadonlyMap<EntryName, ReadonlySet<ThemeId>>
}
export const noThemes: Themes = {
  themes: [],
  read: new Map(),
  readers: [],
  refused: new Map(),
}

type Draft = {
  themes: Theme[]
  readonly read: Map<EntryName, Reading>
  readonly readers: Set<string>
  readonly refused: Map<EntryName, ReadonlySet<ThemeId>>
}
const draftOf = ({ themes, read, readers, refused }: Themes): Draft => ({
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
function apply(draft: Draft, row: ThemeRow): void {
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

/** The part of the state that is themes and what was read. */
export const themesPart: Part<Themes, ThemeRow> = {
  empty: noThemes,
  takes: isThemeRow,
  begin(before) {
    const draft = draftOf(before)
    return {
      take: (row) => apply(draft, row),
      done: () => ({
        themes: draft.themes,
        read: draft.read,
        readers: [...draft.readers],
        refused: draft.refused,
      }),
    }
  },
}

/** Whether this theme stands. */
export const hasTheme = ({ themes }: Themes, theme: ThemeId): boolean => themes.some(({ id }) => id === theme)

/** How often a suggestion was taken and refused, as it stands. */
export function suggestionsIn({ steps, undone }: History): { readonly taken: number; readonly refused: number } {
  let [taken, refused] = [0, 0]
  for (const { row } of steps) {
    if (undone.has(row.command)) continue
    if (row.kind === 'refuse') refused += 1
    else if (row.kind === 'put' && row.suggested === true) taken += 1
  }
  return { taken, refused }
}
