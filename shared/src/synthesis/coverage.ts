/** What has been read and put in themes, and what has not: counted of what may be read now, never stored. */
import { primaryOf, type BoardId, type SiteId, type TableId } from '../ids.ts'
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

function count(what: keyof Counting, a: Counting, b: Counting): void {
  a[what] += 1
  b[what] += 1
}

/** Of themes that stand; an entry in several counts in each. */
export function coverageOf(
  entries: Iterable<PlacedEntry>,
  { themes, read }: Pick<Themes, 'themes' | 'read'>,
  saidOf: SaidOf = () => null,
): CoverageOf {
  const tables = new Map<TableId, Counting>()
  const langs = new Map<string, Counting>()
  const inThemes = new Map(themes.map(({ id }) => [id, { entries: 0, tables: new Set<TableId>() }]))
  const countIn = <Key>(of: Map<Key, Counting>, key: Key): Counting => {
    const found = of.get(key) ?? none()
    of.set(key, found)
    return found
  }
  /** Of each tag as it is written, what its language counts: tags are few, entries many. */
  const tags = new Map<string, Counting>()
  for (const { entry, table, lang, translations } of entries) {
    const reading = read.get(entry)
    const themed = reading !== undefined && reading.themes.size > 0
    const isRead = reading !== undefined && isAsRead(entry, reading, saidOf)
    // `pt-BR` and `pt` are one to whoever reads them.
    const ofTag = tags.get(lang) ?? countIn(langs, primaryOf(lang))
    tags.set(lang, ofTag)
    const ofTable = countIn(tables, table)
    ofTag.entries += 1
    ofTable.entries += 1
    if (isRead) count('read', ofTag, ofTable)
    if (themed) count('themed', ofTag, ofTable)
    if (isRead && !themed) count('none', ofTag, ofTable)
    if (translations !== undefined) count('translated', ofTag, ofTable)
    for (const theme of reading?.themes ?? []) {
      const of = inThemes.get(theme)
      if (of === undefined) continue
      of.entries += 1
      of.tables.add(table)
    }
  }
  // All there is, is what its tables have.
  const all = none()
  for (const one of tables.values())
    for (const what of ['entries', 'read', 'themed', 'none', 'translated'] as const) all[what] += one[what]
  return { ...all, tables, langs, themes: inThemes }
}

/** Oldest first, as far as devices noted the time: within a session, what has none comes last. */
export const oldestFirst = (a: PlacedEntry, b: PlacedEntry): number =>
  a.session - b.session ||
  (a.at ?? Number.MAX_SAFE_INTEGER) - (b.at ?? Number.MAX_SAFE_INTEGER) ||
  a.number - b.number ||
  (a.entry < b.entry ? -1 : a.entry > b.entry ? 1 : 0)
