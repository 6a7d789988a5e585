/**
 * Which key puts an entry in which theme. Who reads six hundred entries learns that K is *night buses*: a theme has its key for
 * as long as it stands, whatever happens to the others, and the same one at every reader's desk.
 */
import { codesPart } from '../codebook/fold.ts'
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

/** What has keys: which rows make it come and go, and what stands after these. */
type Keyed = {
  readonly moves: (row: SynthesisRow) => boolean
  /** Without what says nothing of that. */
  readonly light: (row: SynthesisRow) => SynthesisRow
  readonly stand: (made: History) => Iterable<string>
}
const themesKeyed: Keyed = {
  moves: ({ kind }) => kind === 'theme' || kind === 'split' || kind === 'merge',
  light: (row) => (row.kind === 'split' ? ({ ...row, entries: [] } satisfies ThemeRow) : row),
  stand: (made) => standing(themesPart, made).themes.map(({ id }) => id),
}
const codesKeyed: Keyed = {
  moves: ({ kind }) => kind === 'code' || kind === 'codes-in' || kind === 'code-merge' || kind === 'code-drop',
  light: (row) => (row.kind === 'codes-in' ? { ...row, codings: [], memos: [] } : row),
  stand: (made) => standing(codesPart, made).codes.map(({ id }) => id),
}

/**
 * One row further; the same object where no theme comes or goes by it. A new theme takes the first key that no theme ever had;
 * where there is none, that of the theme that is gone longest; where all stand, none. One that stands again has its own, unless
 * that was given away by then.
 */
const keysWith =
  ({ moves, light, stand: standAfter }: Keyed) =>
  (before: Keys, row: SynthesisRow, at: number): Keys => {
    const known = 'of' in row && before.made.steps.some((step) => step.row.command === row.of)
    if (!moves(row) && !known) return before
    const made = historyAfter(before.made, light(row), at)
    const stand = new Set(standAfter(made))
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

/** Keys of themes, one row further. */
export const keysAfter = keysWith(themesKeyed)
/** Keys of codes, by the same law: who codes learns that 4 is *power to stop*. */
export const codeKeysAfter = keysWith(codesKeyed)
