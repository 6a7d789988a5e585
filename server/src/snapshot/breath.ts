/** A snapshot takes itself while a hall is typing: reading its rows gives way to whoever waits. */
import { setImmediate } from 'node:timers/promises'

/** What one keystroke more may wait for. */
const longestMs = 8

export type Breath = ReturnType<typeof createBreath>

/** One for a whole snapshot. */
export function createBreath() {
  let since = performance.now()
  return {
    /** At once, or when everybody who waited has had a turn. */
    async taken(): Promise<void> {
      if (performance.now() - since < longestMs) return
      await setImmediate()
      since = performance.now()
    },
  }
}
