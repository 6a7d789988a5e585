/** How much of something may come: so much at once, and then as much as fills up again. Held in memory: a restart forgives. */
import type { Clock } from './clock.ts'

export type Rate = { readonly perSecond: number; readonly burst: number }
export type Bucket = ReturnType<typeof bucket>

/** Times are in milliseconds. */
export function bucket({ perSecond, burst }: Rate, start: number) {
  let level = burst
  let at = start
  // A clock that is set back must not starve anybody.
  const left = (now: number): number => Math.min(burst, level + (Math.max(0, now - at) / 1_000) * perSecond)
  /** How long until there are so many; never more than it holds. */
  const wait = (now: number, wanted = 1): number =>
    Math.max(0, Math.ceil(((Math.min(wanted, burst) - left(now)) / perSecond) * 1_000))
  return {
    left,
    wait,
    /** 0 when so many were taken, else how long to wait for them. */
    take(now: number, wanted = 1): number {
      const until = wait(now, wanted)
      level = left(now) - (until === 0 ? Math.min(wanted, burst) : 0)
      at = now
      return until
    },
  }
}

/** Rounded up, and never 0: whoever is told to wait waits. */
export const inSeconds = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds / 1_000))

/** One for each key. Those that are full again are forgotten. */
export function buckets({ clock, ...rate }: Rate & { readonly clock: Clock }) {
  const all = new Map<string, Bucket>()
  let sweepAt = 0
  function of(key: string): Bucket {
    const now = clock()
    if (now > sweepAt) {
      sweepAt = now + 60_000
      for (const [each, one] of all) if (one.left(now) >= rate.burst) all.delete(each)
    }
    const found = all.get(key) ?? bucket(rate, now)
    all.set(key, found)
    return found
  }
  return {
    of,
    /** Null when so many were taken, else the seconds until there are. */
    take(key: string, wanted = 1): number | null {
      const wait = of(key).take(clock(), wanted)
      return wait === 0 ? null : inSeconds(wait)
    },
  }
}
