/** When everything was last copied, and whether the copy is still where it was written. */
import { existsSync } from 'node:fs'
import type { Fact } from '@tablee/shared/ready/fact'

const day = 24 * 60 * 60 * 1000

/** `newest`: the newest that is known; `file`: null, where somebody's browser put it. `isKept`: false while nothing is kept yet that could be lost. */
export function judgeBackup(
  newest: { readonly file: string | null; readonly at: number } | null,
  now: number,
  isKept: boolean,
): Fact {
  if (newest === null) return { what: 'backup', is: isKept ? 'look' : 'good', why: isKept ? 'none' : 'empty', at: null }
  const { at } = newest
  // A drive that was pulled out: where it lies now nobody here knows.
  if (newest.file !== null && !existsSync(newest.file)) return { what: 'backup', is: 'look', why: 'gone', at }
  return now - at < day / 2
    ? { what: 'backup', is: 'good', why: 'today', at }
    : { what: 'backup', is: 'look', why: 'older', at }
}
