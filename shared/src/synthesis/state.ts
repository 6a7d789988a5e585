/**
 * What a theme team made of what was said: the state of `synthesis:<dialogue>`. Each part is a fold of its own over the same
 * rows; what was done is one list for all.
 */
import { codesPart, type Codes } from '../codebook/fold.ts'
import { themesPart, type Themes } from './fold.ts'
import { joinsPart, type Joins } from './joins.ts'
import { isShareRow, type SynthesisRow } from './rows.ts'
import { noShares, sharesAfter, type Shares } from './shares.ts'
import { codeKeysAfter, keysAfter, noKeys, type Keys } from './theme-keys.ts'
import { historyAfter, historyOf, nothingDone, partAfter, standing, type History } from './steps.ts'

export type Synthesis = History & {
  readonly themes: Themes
  readonly joins: Joins
  readonly shares: Shares
  readonly keys: Keys
  readonly codes: Codes
  readonly codeKeys: Keys
}
export const noSynthesis: Synthesis = {
  ...nothingDone,
  themes: themesPart.empty,
  joins: joinsPart.empty,
  shares: noShares,
  keys: noKeys,
  codes: codesPart.empty,
  codeKeys: noKeys,
}

/** All rows from the beginning: a long day's in one go. */
export function synthesisOf(rows: Iterable<{ readonly row: SynthesisRow; readonly at: number }>): Synthesis {
  const all = [...rows]
  const history = historyOf(all)
  let [shares, keys, codeKeys] = [noShares, noKeys, noKeys]
  for (const { row, at } of all) {
    if (isShareRow(row)) shares = sharesAfter(shares, row, at)
    keys = keysAfter(keys, row, at)
    codeKeys = codeKeysAfter(codeKeys, row, at)
  }
  return {
    ...history,
    themes: standing(themesPart, history),
    joins: standing(joinsPart, history),
    codes: standing(codesPart, history),
    shares,
    keys,
    codeKeys,
  }
}

/** One row further: a part that it does not concern stays the same object. */
export function synthesisAfter(before: Synthesis, row: SynthesisRow, at: number): Synthesis {
  const now = historyAfter(before, row, at)
  return {
    ...now,
    themes: partAfter(themesPart, before.themes, row, now),
    joins: partAfter(joinsPart, before.joins, row, now),
    shares: isShareRow(row) ? sharesAfter(before.shares, row, at) : before.shares,
    keys: keysAfter(before.keys, row, at),
    codes: partAfter(codesPart, before.codes, row, now),
    codeKeys: codeKeysAfter(before.codeKeys, row, at),
  }
}
