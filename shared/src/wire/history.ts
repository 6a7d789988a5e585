/** A board's history in the replay: frames, and how long each gap takes. `wire/replay` is how they travel. */
export type HistoryFrame = {
  /** Of its last row, by the server's clock. */
  readonly at: number
  /** Rows gathered in it. */
  readonly rows: number
  /** Who wrote it: roles, or `citizen:T3-04`; never a name. */
  readonly who: readonly string[]
  /** A Yjs v1 update; null for a frame of commands alone. */
  readonly update: Uint8Array | null
}

/** Nobody watches a break: a pause takes this long at most, on the slider and when it plays. */
export const longestPause = 20_000

/** How long a gap of so many milliseconds takes in the replay. */
export const played = (gap: number): number => Math.min(longestPause, Math.max(0, gap))
