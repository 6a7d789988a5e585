/**
 * Which key puts an entry in which theme. Who reads six hundred entries learns that K is *night buses*: a theme has its key for
 * as long as it stands, whatever happens to the others, and the same one at every reader's desk.
 */
import { themesPart } from './fold.ts'
import type { SynthesisRow, ThemeId, ThemeRow } from './rows.ts'
import { historyAfter, nothingDone, standing, type History } from './steps.ts'

/** What the page does by letters, at their places: of these no theme's key is made. */
const taken = 'NZXS'
const signs = [...'123456789', ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((letter) => !taken.includes(letter))]
/** Pressed before a sign: a second key. */
export const keyMarks = [',', '.', '-'] as const
/** The first nine have a digit, the next a letter, those that follow two keys. */
export const themeKeys: readonly string[] = ['', ...keyMarks].flatMap((mark) => signs.map((sign) => mark + sign))

/** `keys` has those of themes that are gone, too: their keys are theirs until nobody else's is left to give. */
export type Keys = {
  readonly keys: ReadonlyMap<ThemeId, string>
  /** Steps by which themes come and go, whether or not they were taken back. */
  readonly made: History
  /** Themes that have a key and do not stand, the longest gone first. */
  readonly gone: readonly ThemeId[]
}
export const noKeys: Keys = { keys: new Map(), made: nothingDone, gone: [] }

const movesThemes = (row: SynthesisRow): boolean => row.kind === 'theme' || row.kind === 'split' || row.kind === 'merge'

const withoutEntries = (row: SynthesisRow): SynthesisRow =>
  row.kind === 'split' ? ({ ...row, entries: [] } satisfies ThemeRow) : row

/**
 * One row further; the same object where no theme comes or goes by it. A new theme takes the first key that no theme ever had;
 * where there is none, that of the theme that is gone longest; where all stand, none. One that stands again has its own, unless
 * that was given away by then.
 */
export function keysAfter(before: Keys, row: SynthesisRow, at: number): Keys {
  const known = 'of' in row && before.made.steps.some((step) => step.row.command === row.of)
  if (!movesThemes(row) && !known) return before
  const made = historyAfter(before.made, withoutEntries(row), at)
  const stand = new Set(standing(themesPart, made).themes.map(({ id }) => id))
  const keys = new Map(before.keys)
  const gone = before.gone.filter((theme) => !stand.has(theme))
  for (const theme of keys.keys()) if (!stand.has(theme) && !gone.includes(theme)) gone.push(theme)
  const given = new Set(keys.values())
  for (const theme of stand) {
    if (keys.has(theme)) continue
    let key = themeKeys.find((one) => !given.has(one))
    if (key === undefined) {
      const longest = gone.shift()
      if (longest === undefined) break
      key = keys.get(longest)
      keys.delete(longest)
    }
    if (key === undefined) break
    keys.set(theme, key)
    given.add(key)
  }
  return { keys, made, gone }
}
