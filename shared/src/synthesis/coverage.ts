/** What has been read and put in themes, and what has not: counted of what may be read now, never stored. */
import type { BoardId, SiteId, TableId } from '../ids.ts'
import type { ReadEntry } from './entries.ts'
import type { Themes } from './fold.ts'
import { isAsRead, type SaidOf } from './reading.ts'
import type { ThemeId } from './rows.ts'

/** An entry, and where it was said. */
export type PlacedEntry = ReadEntry & {
  readonly board: BoardId
  readonly table: TableId
  readonly number: number
  readonly site: SiteId
  readonly session: number
}
export type Counted = {
  readonly entries: number
  readonly read: number
  /** In a theme at least; what is worded otherwise since, too. */
  readonly themed: number
  /** Read, and in none. */
  readonly none: number
  /** Translated into some language by somebody. */
  readonly translated: number
}
export type CoverageOf = Counted & {
  readonly tables: ReadonlyMap<TableId, Counted>
  readonly langs: ReadonlyMap<string, Counted>
  readonly themes: ReadonlyMap<ThemeId, { readonly entries: number; readonly tables: ReadonlySet<TableId> }>
}

type Counting = { -readonly [Key in keyof Counted]: number }
const none = (): Counting => ({ entries: 0, read: 0, themed: 0, none: 0, translated: 0 })

/** Of themes that stand; an entry in several counts in each. */
export function coverageOf(
  entries: Iterable<PlacedEntry>,
  { themes, read }: Pick<Themes, 'themes' | 'read'>,
  saidOf: SaidOf = () => null,
): CoverageOf {
  const all = none()
  const tables = new Map<TableId, Counting>()
  const langs = new Map<string, Counting>()
  const inThemes = new Map(themes.map(({ id }) => [id, { entries: 0, tables: new Set<TableId>() }]))
  const countIn = <Key>(of: Map<Key, Counting>, key: Key): Counting => {
    const found = of.get(key) ?? none()
    of.set(key, found)
    return found
  }
  for (const { entry, table, lang, translations } of entries) {
    const reading = read.get(entry)
    const themed = reading !== undefined && reading.themes.size > 0
    const isRead = reading !== undefined && isAsRead(entry, reading, saidOf)
    // The base language: `pt-BR` and `pt` are one to whoever reads them.
    for (const one of [all, countIn(tables, table), countIn(langs, lang.split('-')[0] ?? lang)]) {
      one.entries += 1
      if (isRead) one.read += 1
      if (themed) one.themed += 1
      if (isRead && !themed) one.none += 1
      if (translations !== undefined) one.translated += 1
    }
    for (const theme of reading?.themes ?? []) {
      const of = inThemes.get(theme)
      if (of === undefined) continue
      of.entries += 1
      of.tables.add(table)
    }
  }
  return { ...all, tables, langs, themes: inThemes }
}

/** Oldest first, as far as devices noted the time: within a session, what has none comes last. */
export const oldestFirst = (a: PlacedEntry, b: PlacedEntry): number =>
  a.session - b.session ||
  (a.at ?? Number.MAX_SAFE_INTEGER) - (b.at ?? Number.MAX_SAFE_INTEGER) ||
  a.number - b.number ||
  (a.entry < b.entry ? -1 : a.entry > b.entry ? 1 : 0)
