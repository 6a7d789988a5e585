/** Waiting for what others make happen: something in a history, or a database that comes back. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Happened } from './history.ts'

/** Whoever waits for something that is told; `heard` is told all of it. */
export function awaited() {
  const waiting = new Set<(one: Happened) => void>()
  return {
    heard(one: Happened): void {
      for (const look of waiting) look(one)
    },
    /** The next one of these, or false after so many milliseconds. */
    next: (wanted: (one: Happened) => boolean, ms: number): Promise<boolean> =>
      new Promise((resolve) => {
        function over(came: boolean): void {
          clearTimeout(timer)
          waiting.delete(look)
          resolve(came)
        }
        const look = (one: Happened): void => void (wanted(one) && over(true))
        const timer = setTimeout(over, ms, false)
        waiting.add(look)
      }),
  }
}

/** Asked until there is an answer: Postgres may be down. Rejects with the last failure after a minute. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (const end = performance.now() + 60_000; ; await pause(100))
    try {
      return await ask()
    } catch (cause) {
      if (performance.now() > end) throw cause
    }
}
