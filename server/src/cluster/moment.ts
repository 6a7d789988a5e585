/** How long ago something was, for whoever must not believe that it was later than it was. */

/** `monotonic` stands still while a machine sleeps, and a clock on the wall can be set. */
export const moment = () => ({ monotonic: performance.now(), wall: Date.now() })
/** Milliseconds since then: whichever of both clocks went on further counts. */
export const since = (then: ReturnType<typeof moment>): number =>
  Math.max(performance.now() - then.monotonic, Date.now() - then.wall)
