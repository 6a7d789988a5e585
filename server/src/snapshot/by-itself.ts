/**
 * Snapshots that take themselves: when a site leaves a session or ends, and at the end of the day. What is due is read from
 * the dialogue's clocks, and what was taken from its archive; so one that was due while no server ran is taken at the next
 * start, and each is taken once, however often a process dies in between.
 */
import type { DialogueState } from '@tablee/shared/dialogue/state'
import type { DialogueId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import { occasionsIn, type Occasion } from '@tablee/shared/snapshot/occasions'
import type { Clock } from '../clock.ts'

/** From here on it says that it was taken later. */
const lateMs = 60_000
/** A machine's own clock may be set while something is waited for. */
const lookMs = 250
/** What could not be taken (the disk is full) is tried again. */
const againMs = 5_000

type Parts = {
  readonly dialogue: DialogueId
  readonly standing: (dialogue: DialogueId) => DialogueState | null
  readonly onChange: (listener: (change: object) => void) => () => void
  /** Since when this dialogue has them: what lies before is of a version that took none. Null: not yet. */
  readonly since: () => number | null
  /** While devices hand in what a backup lacks, nothing is frozen. */
  readonly waits: () => boolean
  readonly took: (why: Occasion) => boolean
  readonly take: (why: Occasion) => Promise<Result<null>>
  readonly trouble: (cause: unknown) => void
  readonly clock: Clock
}

/** `look` when everything stands; `close` waits for the one that is being taken. */
export function createByItself(parts: Parts) {
  const { dialogue, clock } = parts
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> = Promise.resolve()
  let closed = false

  function open(): readonly Occasion[] {
    const [state, since] = [parts.standing(dialogue), parts.since()]
    if (state === null || since === null || parts.waits()) return []
    return occasionsIn(state).filter((one) => one.at >= since && !parts.took(one))
  }
  function wait(ms: number): void {
    if (timer !== null) clearTimeout(timer)
    timer = closed ? null : setTimeout(() => void look(), ms).unref()
  }
  async function takeDue(): Promise<void> {
    for (const why of open()) {
      if (closed || clock() < why.at) continue
      const done = await parts.take(clock() - why.at > lateMs ? { ...why, late: true } : why)
      if (!done.ok) return wait(againMs)
    }
    const left = (open()[0]?.at ?? Infinity) - clock()
    if (left !== Infinity) wait(left > 60_000 ? 30_000 : Math.max(1, Math.min(lookMs, left)))
  }
  /** Answers when all that is due by now is taken, or cannot be. */
  function look(): Promise<void> {
    running = running.then(takeDue).catch((cause: unknown) => {
      if (closed) return
      parts.trouble(cause)
      wait(againMs)
    })
    return running
  }
  const stop = parts.onChange((change) => {
    if ('dialogue' in change) void look()
  })
  return {
    look,
    close(): Promise<void> {
      closed = true
      stop()
      if (timer !== null) clearTimeout(timer)
      return running
    },
  }
}
