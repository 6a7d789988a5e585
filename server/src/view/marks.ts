/**
 * What a view's journal says besides updates. `frozen`: while paused, what was public is the board up to this seq, as
 * far as it was allowed then (older rows do not say); `resumed` ends it. `form` of an epoch: `viewForm` as it was when it
 * began; none stands for the first one.
 */
import type { JournalRow } from '../journal/port.ts'
import { needsOf } from '../record/known.ts'
import type { Allowed } from './allowed.ts'

export type Mark =
  | { readonly kind: 'epoch'; readonly incarnation: string; readonly board: number; readonly form?: number }
  | { readonly kind: 'frozen'; readonly seq: number; readonly allowed?: Allowed }
  | { readonly kind: 'resumed' }

/** Null for an update. Throws for what is no JSON, and `UnknownRow` for a mark of a newer program's: nothing is shown by it. */
export function markOf(row: JournalRow): Mark | null {
  if (row.kind !== 'command') return null
  needsOf(row)
  return JSON.parse(new TextDecoder().decode(row.data)) as Mark
}

/** As `markOf` reads it. */
export const bytesOf = (mark: Mark): Uint8Array => new TextEncoder().encode(JSON.stringify(mark))
