/** Numbers of the live sockets, each with its reason. Tests shorten the times; nothing else changes them. */
export const defaultLimits = {
  /** One frame of an editor. 256 KiB holds the longest honest burst; an offline spell above 192 KiB goes by catch-up. */
  frame: 256 * 1024,
  /** A board's state vector: 6 bytes a writer, so some 10,000 page loads. */
  stateVector: 64 * 1024,
  /** Waiting inbound: the socket is paused, TCP pushes back. */
  pauseFrames: 32,
  pauseBytes: 512 * 1024,
  /** More than this in one read despite the pause is no editor. */
  closeBytes: 2 * 1024 * 1024,
  /** Updates per second and burst: fast typing is 12 a second. Over-rate pauses the socket, never closes it. */
  rate: 20,
  burst: 60,
  /** Bytes for which a frame counts as one more of these: 128 KiB take some 100 ms to judge, known or not. */
  weight: 8 * 1024,
  /** Buffered outbound: presence stops, the socket is told to resync, the socket is cut. */
  outQuiet: 256 * 1024,
  outSlow: 1024 * 1024,
  outCut: 4 * 1024 * 1024,
  /** As long as presence may stay stopped before the socket is cut. */
  outStuckMs: 10_000,
  /**
   * From the upgrade to a ticket. A page waits 20 s: where a whole hall comes in by one access point a frame is sent four
   * and five times before it arrives.
   */
  authMs: 15_000,
  /** Stock clients drop a socket that was silent for 30 s; WebSocket pings do not reach them. */
  pingMs: 20_000,
  /** Two pings unanswered and a breath. */
  deadMs: 45_000,
  /** After our close frame the peer has this long to answer it. */
  closeMs: 2_000,
  sweepMs: 1_000,
  /**
   * A board's document outlives its last editor by this long: a table whose network blinks, or a hall that reloads, comes
   * back to a loaded board (12 boards of 120 KB: 250 ms of loading at once). Longer would only cost memory.
   */
  lingerMs: 10_000,
  /** Boards that are loaded at the start wait this long for their tables, whose devices come back with jitter. */
  warmMs: 30_000,
  /** What loading them may take of a start. */
  warmingMs: 1_000,
  /** An append that takes longer is told to the table; 2 s is promised, and a busy server and page take their part of it. */
  slowCommitMs: 1_200,
  /** Between two attempts while the journal is unavailable. */
  retryMs: 500,
  /** How long an HTTP request waits for such a journal before it says so. */
  requestMs: 3_000,
  /** Presence: one frame of a client, frames a second, entries of a document, and the beat of the coalesced frame. */
  presenceFrame: 512,
  presenceRate: 5,
  presenceEntries: 200,
  presenceBeatMs: 100,
  /** One log line of a bad frame per connection and this long. */
  logMs: 60_000,
  /** A checkpoint waits for a pause in the writing, but not beyond twice its threshold. */
  checkpointIdleMs: 250,
  /**
   * Writers with which a board goes on in a new epoch (renew.ts). Citizens stop at 2,500, anyone who hands in an offline day
   * brings 72 at once: room for seven of those while it is being done. A hall needs years for so many page loads.
   */
  renewAt: 2_000,
}
export type Limits = typeof defaultLimits
