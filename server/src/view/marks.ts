/**
 * What a view's journal says besides updates. `frozen`: while paused, what was public is the board up to this seq, as
 * far as it was allowed then (older rows do not say); `resumed` ends it. `form` of an epoch: `viewForm` as it was when it
 * began; none stands for the first one.
 */
import type { JournalRow } from '../journal/port.ts'
import type { Allowed } from './allowed.ts'

export type Mark =
  | { readonly kind: 'epoch'; readonly incarnation: string; readonly board: number; readonly form?: number }
  | { readonly kind: 'frozen'; readonly seq: number; readonly allowed?: Allowed }
  | { readonly kind: 'resumed' }

/** Null for an update. Rows of a view are our own: what is no JSON throws. */
export const markOf = (row: JournalRow): Mark | null =>
  row.kind === 'command' ? (JSON.parse(new TextDecoder().decode(row.data)) as Mark) : null

/** As `markOf` reads it. */
export const bytesOf = (mark: Mark): Uint8Array => new TextEncoder().encode(JSON.stringify(mark))
