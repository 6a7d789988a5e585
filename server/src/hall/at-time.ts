/** What time alone brings about, at the moment at which it does. */
import type { Clock } from '../clock.ts'

/** Until that moment the clock is looked at so often: a machine's own may be set in between. */
const lookMs = 250

/** `look` does what is due and says when it has to look again; null: not before something happens. */
export function createAtTime(clock: Clock, look: () => number | null): { look(): void; close(): void } {
  let timer: NodeJS.Timeout | null = null
  function wait(until: number): void {
    const left = until - clock()
    timer = setTimeout(() => (clock() >= until ? now() : wait(until)), Math.min(lookMs, Math.max(1, left))).unref()
  }
  function now(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const next = look()
    if (next !== null) wait(next)
  }
  return {
    look: now,
    close(): void {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
