/** When a document deserves a checkpoint. `server/live` asks after an append; the journal itself never decides to write one. */

/** A load applies at most this much one by one: 500 updates take about 5 ms, and 256 KiB is the largest single frame. */
export const checkpointAt = { rows: 500, bytes: 256 * 1024 }

export const needsCheckpoint = (tail: { readonly rows: number; readonly bytes: number }): boolean =>
  tail.rows >= checkpointAt.rows || tail.bytes >= checkpointAt.bytes
