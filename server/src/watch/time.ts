/** Time as a watch node has it. */
import type { Timers } from '../view/ports.ts'

/** A wall clock that went on by so much more (ms) than the monotonic one: the machine slept, or the clock was set. */
const slept = 500

/** Monotonic (ms), and also while a machine sleeps: a wall clock that is set forward costs a blink, one that is set back nothing. */
export function awake(wall: () => number = Date.now, monotonic = () => performance.now()): () => number {
  let last = { wall: wall(), monotonic: monotonic() }
  let asleep = 0
  return () => {
    const is = { wall: wall(), monotonic: monotonic() }
    const over = is.wall - last.wall - (is.monotonic - last.monotonic)
    if (over > slept) asleep += over
    last = is
    return is.monotonic + asleep
  }
}

/** Rejects where it takes longer (ms): what comes then is too old to rest on. */
export function inTime<T>(timers: Timers, ms: number, answer: Promise<T>): Promise<T> {
  let stop: () => void = () => undefined
  const late = new Promise<never>((_, reject) => {
    stop = timers.after(ms, () => reject(new Error('no answer in time')))
  })
  return Promise.race([answer, late]).finally(stop)
}
