/**
 * Rows that arrive within one beat are one projection, one row and one frame. All boards share it, so that their rows
 * share a commit. What is promised is 250 ms beyond the delay for 99 of 100.
 */
import type { Timers } from './ports.ts'

/**
 * Milliseconds. From a thousand who follow on, writing to them is half of what the server does: half as many frames, then.
 * The last of many is written to some 10 µs after the one before, and is promised the same.
 */
const beatOf = (followers: number): number =>
  followers < 1_000 ? 100 : Math.max(100, Math.min(200, 230 - followers / 100))

/** `followers`: how many follow any board by now; the beat goes by it. `stop` drops what was due. */
export function createBeat<Follower extends { flush(): unknown }>(timers: Timers, followers: () => number) {
  const dirty = new Set<Follower>()
  let stop: (() => void) | null = null
  return {
    /** Flushes this one at the next beat. */
    soon(one: Follower): void {
      dirty.add(one)
      stop ??= timers.after(beatOf(followers()), () => {
        stop = null
        const due = [...dirty]
        dirty.clear()
        for (const each of due) each.flush()
      })
    },
    forget: (one: Follower): void => void dirty.delete(one),
    stop: (): void => stop?.(),
  }
}
