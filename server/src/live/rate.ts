/** A token bucket: `perSecond` on average, `burst` at once. Time is passed in, in milliseconds. */
export type Bucket = {
  /** 0 when `cost` tokens were taken (never more than the bucket holds), else how long to wait for them. */
  take(now: number, cost?: number): number
}

export function bucket(perSecond: number, burst: number, start: number): Bucket {
  let tokens = burst
  let filledAt = start
  return {
    take(now, cost = 1) {
      const price = Math.min(cost, burst)
      // A clock that is set back must not starve anybody.
      tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) / 1_000) * perSecond)
      filledAt = now
      if (tokens >= price) {
        tokens -= price
        return 0
      }
      return Math.ceil(((price - tokens) / perSecond) * 1_000)
    },
  }
}
