/**
 * Rows that arrive within one beat are one projection, one row and one frame. All boards share it, so that their rows
 * share a commit. What is promised is 250 ms beyond the delay for 99 of 100; each write that is saved counts 500 times.
 */
import type { Timers } from './ports.ts'

/** Milliseconds, by how many follow. */
export type BeatOf = (followers: number) => number
export const evenBeat: BeatOf = () => 100

export function createBeat<Follower extends { flush(): unknown }>(
  timers: Timers,
  beatOf: BeatOf,
  followers: () => number,
) {
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
