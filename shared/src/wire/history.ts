/**
 * `GET /api/boards/:board/history`: a board's history for the replay, as lines of JSON. The first says how much there is,
 * then one line for each frame, in order. Frames are updates of one document that begins empty.
 */
import type { BoardId } from '../ids.ts'

export type HistoryHead = {
  readonly board: BoardId
  readonly epoch: number
  /** Rows of the journal that the frames come from. */
  readonly rows: number
}

export type HistoryFrame = {
  /** Of its last row, by the server's clock. */
  readonly at: number
  /** Rows gathered in it. */
  readonly rows: number
  /** Who wrote it: roles, or `citizen:T3-04`; never a name. */
  readonly who: readonly string[]
  /** A Yjs v1 update; null for a frame of commands alone. On the wire in base64. */
  readonly update: Uint8Array | null
}
export type HistoryLine = {
  readonly at: number
  readonly rows: number
  readonly who: readonly string[]
  readonly update: string | null
}

/** Nobody watches a break: a pause takes this long at most, on the slider and when it plays. */
export const longestPause = 20_000

/** How long a gap of so many milliseconds takes in the replay. */
export const played = (gap: number): number => Math.min(longestPause, Math.max(0, gap))
