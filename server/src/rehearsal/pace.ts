/** How fast an editor may send: a bucket below the server's own (20 updates a second, 60 at once), so that nobody is held up. */
export const allowance = { perSecond: 18, burst: 40 } as const

export type Pace = {
  /** Takes one, or says in how many milliseconds there will be one. */
  take(now: number): number
}

export function pace(start: number, { perSecond, burst }: { perSecond: number; burst: number } = allowance): Pace {
  let left = burst
  let filled = start
  return {
    take(now) {
      left = Math.min(burst, left + (Math.max(0, now - filled) / 1_000) * perSecond)
      filled = now
      if (left < 1) return Math.ceil(((1 - left) / perSecond) * 1_000)
      left -= 1
      return 0
    },
  }
}
