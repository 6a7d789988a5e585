/** Which themes there are and which entry is in which: a fold over the rows of `synthesis:<dialogue>`, pure and total. */
import type { EntryName } from './entries.ts'
import { erasedSaid } from './reading.ts'
import { isThemeRow, type ThemeId, type ThemeRow } from './rows.ts'
import type { History, Part } from './steps.ts'

export type Theme = { readonly id: ThemeId; readonly name: string }
/** Of an entry that somebody read. `said`: a digest of what it said then; left out by rows of before, and of what never changes. */
export type Reading = {
  readonly themes: ReadonlySet<ThemeId>
  readonly by: string
  readonly said?: string
  readonly twice?: Twice
}
/** Read by two, the second of whom did not know where the first had put it. */
export type Twice = {
  readonly by: string
  readonly first: ReadonlySet<ThemeId>
  readonly second: ReadonlySet<ThemeId>
  /** They differed, and somebody said where it belongs. */
  readonly settled: boolean
}
export type Themes = {
  /** In the team's order. */
  readonly themes: readonly Theme[]
  readonly read: ReadonlyMap<EntryName, Reading>
  /** Devices that read, in the order in which they first did: reader 1, 2, 3. */
  readonly readers: readonly string[]
  /** What is not to be suggested of an entry again. */
  readonly refused: ReadonlyMap<EntryName, ReadonlySet<ThemeId>>
  /** Every so manyth entry is read by two; 0: none is. */
  readonly every: number
}
export const noThemes: Themes = {
  themes: [],
  read: new Map(),
  readers: [],
  refused: new Map(),
  every: 0,
}

type Draft = {
  themes: Theme[]
  readonly read: Map<EntryName, Reading>
  readonly readers: Set<string>
  readonly refused: Map<EntryName, ReadonlySet<ThemeId>>
  every: number
}
const draftOf = ({ themes, read, readers, refused, every }: Themes): Draft => ({
  themes: [...themes],
  read: new Map(read),
  readers: new Set(readers),
  refused: new Map(refused),
  every,
})

const nothing: ReadonlySet<ThemeId> = new Set()

const isOther = (before: string | undefined, now: string | undefined): boolean =>
  before !== undefined && before !== erasedSaid && now !== undefined && before !== now

function moved(themes: ReadonlySet<ThemeId>, from: ThemeId, to: ThemeId): ReadonlySet<ThemeId> {
  if (!themes.has(from)) return themes
  const after = new Set(themes).add(to)
  after.delete(from)
  return after
}
/** What two said of it moves along: they meant what the theme holds, whatever it is called by now. */
function move(draft: Draft, from: ThemeId, to: ThemeId, which: (entry: EntryName) => boolean): void {
  for (const [entry, reading] of draft.read) {
    if (!which(entry)) continue
    const { twice } = reading
    const themes = moved(reading.themes, from, to)
    const [first, second] = [moved(twice?.first ?? nothing, from, to), moved(twice?.second ?? nothing, from, to)]
    if (themes === reading.themes && first === (twice?.first ?? nothing) && second === (twice?.second ?? nothing))
      continue
    draft.read.set(entry, { ...reading, themes, ...(twice && { twice: { ...twice, first, second } }) })
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
    case 'sample':
      draft.every = row.every
      return
    case 'second': {
      const before = draft.read.get(row.entry)
      draft.readers.add(row.by)
      if (before === undefined || before.twice !== undefined || before.by === row.by) return
      const second = new Set(row.themes.filter(stands))
      draft.read.set(row.entry, { ...before, twice: { by: row.by, first: before.themes, second, settled: false } })
      return
    }
    case 'settle': {
      const before = draft.read.get(row.entry)
      draft.readers.add(row.by)
      if (before?.twice === undefined) return
      const themes = new Set(row.themes.filter(stands))
      draft.read.set(row.entry, { ...before, themes, twice: { ...before.twice, settled: true } })
      return
    }
    case 'put':
    case 'out':
    case 'none': {
      const known = draft.read.get(row.entry)
      // Worded otherwise since, it is another entry: read for the first time.
      const before = row.kind !== 'out' && isOther(known?.said, row.said) ? undefined : known
      const themes = new Set(row.kind === 'none' ? nothing : before?.themes)
      if (row.kind === 'put' && stands(row.theme)) themes.add(row.theme)
      if (row.kind === 'out') themes.delete(row.theme)
      draft.readers.add(row.by)
      const said = row.kind === 'out' ? before?.said : row.said
      draft.read.set(row.entry, {
        themes,
        by: before?.by ?? row.by,
        ...(said === undefined ? {} : { said }),
        ...(before?.twice && { twice: before.twice }),
      })
      if (row.kind !== 'put' || !stands(row.theme)) return
      for (const { entry, said } of row.along ?? []) {
        const of = draft.read.get(entry)
        if (of !== undefined && !isOther(of.said, said)) continue
        draft.read.set(entry, { themes: new Set([row.theme]), by: row.by, ...(said !== undefined && { said }) })
      }
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
        every: draft.every,
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
