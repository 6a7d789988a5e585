/** One step at a time: at once, and while one is under way once more right after it. What fails is tried again. */
import type { Timers } from './ports.ts'

/** How soon a failed step is tried again. */
const retry = 1_000

/** What a step may ask for. */
export type Turn = {
  /** To be woken in so many milliseconds and no sooner; null: not by itself. */
  wake(ms: number | null): void
  /** To be gone through once more, at once; or after a while. */
  again(): void
  retry(): void
}

/**
 * `step` is never run beside itself; what it throws is told to `failed` and tried again after a second. `stop` waits
 * for the step that is under way, and nothing runs afterwards.
 */
export function createFlush({
  timers,
  step,
  failed,
  done,
}: {
  readonly timers: Timers
  readonly step: (turn: Turn) => Promise<void>
  readonly failed: (cause: unknown) => void
  /** Nothing is under way any more. */
  readonly done: () => void
}) {
  let busy: Promise<void> | null = null
  let again = false
  let stopped = false
  let stopTimer: (() => void) | null = null

  function wake(ms: number | null): void {
    stopTimer?.()
    stopTimer = ms === null || stopped ? null : timers.after(Math.max(0, ms), () => void flush())
  }

  const turn: Turn = { wake, again: () => void (again = true), retry: () => wake(retry) }

  async function run(): Promise<void> {
    do {
      again = false
      try {
        await step(turn)
      } catch (cause) {
        failed(cause)
        wake(retry)
      }
    } while (again && !stopped)
  }

  /** Resolves when what was known at the call is committed and sent. */
  function flush(): Promise<void> {
    if (stopped) return Promise.resolve()
    if (busy !== null) {
      again = true
      return busy
    }
    busy = run().finally(() => {
      busy = null
      if (!stopped) done()
    })
    return busy
  }

  return {
    flush,
    get busy() {
      return busy
    },
    get stopped() {
      return stopped
    },
    async stop(): Promise<void> {
      stopped = true
      stopTimer?.()
      await busy
    },
  }
}
