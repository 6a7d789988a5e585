/** A token bucket: `perSecond` on average, `burst` at once. Time is passed in, in milliseconds. */
export type Bucket = {
  /** 0 when one token was taken, else how long to wait for the next one. */
  take(now: number): number
}

export function bucket(perSecond: number, burst: number, start: number): Bucket {
  let tokens = burst
  let filledAt = start
  return {
    take(now) {
      // A clock that is set back must not starve anybody.
      tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) / 1_000) * perSecond)
      filledAt = now
      if (tokens >= 1) {
        tokens -= 1
        return 0
      }
      return Math.ceil(((1 - tokens) / perSecond) * 1_000)
    },
  }
}
