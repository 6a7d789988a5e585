/**
 * What a theme team made of a dialogue by the cut: themes by their names, which are somebody's text and may repeat what was
 * said, and what is in them and who read what, by ids alone.
 */
import type { Themes } from '../synthesis/fold.ts'
import type { Digest, Freeze } from './structure.ts'

export type SnapshotTheme = {
  readonly id: string
  readonly name: Digest
  /** `<board>/<kind>/<id>`, in order of their names; some may be gone from their boards. */
  readonly entries: readonly string[]
}
export type SnapshotThemes = {
  /** In the team's order. */
  readonly themes: readonly SnapshotTheme[]
  /** Who read it: 1, 2, 3 in the order in which they began. Whoever read nothing is left out. */
  readonly read: readonly { readonly reader: number; readonly entries: readonly string[] }[]
}
/** Names as they stood in a snapshot from before something of them was erased, by their themes. */
export type KeptNames = ReadonlyMap<string, Digest>

/** Undefined where nobody made a theme or read anything: such a snapshot is as it was before there were any. */
export function themesIn(
  { themes, read, readers }: Themes,
  freeze: Freeze,
  kept: KeptNames = new Map(),
): SnapshotThemes | undefined {
  if (themes.length + read.size === 0) return undefined
  const inTheme = new Map<string, string[]>(themes.map(({ id }) => [id, []]))
  const by = new Map<string, string[]>()
  for (const [entry, reading] of [...read].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const id of reading.themes) inTheme.get(id)?.push(entry)
    by.set(reading.by, [...(by.get(reading.by) ?? []), entry])
  }
  return {
    themes: themes.map(({ id, name }) => {
      const now = freeze(`theme:${id}`, name)
      return { id, name: kept.get(id) ?? now, entries: inTheme.get(id) ?? [] }
    }),
    read: readers.flatMap((reader, at) => {
      const entries = by.get(reader)
      return entries === undefined ? [] : [{ reader: at + 1, entries }]
    }),
  }
}

/** Every text version that stands in it. */
export const digestsOfThemes = ({ themes }: SnapshotThemes): readonly Digest[] => themes.map(({ name }) => name)

/** From one snapshot to another: a theme that only one of them has stands there with all that is in it. */
export type ThemeChange = {
  readonly id: string
  readonly in: 'both' | 'first' | 'second'
  /** It is called otherwise. */
  readonly renamed: boolean
  readonly came: readonly string[]
  readonly went: readonly string[]
}
export type ThemesChange = {
  /** In the order of the second, then what is gone; what is as it was is left out. */
  readonly themes: readonly ThemeChange[]
  /** Those that both have are in another order. */
  readonly reordered: boolean
  readonly read: { readonly came: number; readonly went: number }
}

const none: SnapshotThemes = { themes: [], read: [] }

/** Names are compared by their digests, entries by their ids: nobody's words are asked. Null: all is as it was. */
export function themesBetween(first: SnapshotThemes = none, second: SnapshotThemes = none): ThemesChange | null {
  const [then, now] = [first, second].map(({ themes }) => new Map(themes.map((one) => [one.id, one])))
  const readIn = ({ read }: SnapshotThemes) => new Set(read.flatMap(({ entries }) => entries))
  const [before, after] = [readIn(first), readIn(second)]
  const both = (themes: readonly SnapshotTheme[], other = now) =>
    themes.flatMap(({ id }) => (other?.has(id) === true ? [id] : []))
  const change = (old: SnapshotTheme | undefined, one: SnapshotTheme | undefined): ThemeChange => {
    const [was, is] = [new Set(old?.entries), new Set(one?.entries)]
    return {
      id: (one ?? old)?.id ?? '',
      in: old === undefined ? 'second' : one === undefined ? 'first' : 'both',
      renamed: old !== undefined && one !== undefined && old.name !== one.name,
      came: [...is].filter((entry) => !was.has(entry)),
      went: [...was].filter((entry) => !is.has(entry)),
    }
  }
  const all: ThemesChange = {
    themes: [
      ...second.themes.map((one) => change(then?.get(one.id), one)),
      ...first.themes.filter(({ id }) => now?.has(id) !== true).map((one) => change(one, undefined)),
    ].filter((one) => one.in !== 'both' || one.renamed || one.came.length + one.went.length > 0),
    reordered: both(first.themes).join(' ') !== both(second.themes, then).join(' '),
    read: {
      came: [...after].filter((entry) => !before.has(entry)).length,
      went: [...before].filter((entry) => !after.has(entry)).length,
    },
  }
  const { came, went } = all.read
  return all.themes.length + came + went > 0 || all.reordered ? all : null
}
