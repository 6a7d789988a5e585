/**
 * Once a second as long as a console waits: what stands on its tables' boards is counted, and it is looked whether anything
 * of its site is another one. So a hall that types costs a console one answer a second, however much is typed, and a room
 * that nobody looks at costs nothing.
 */
import type { Topic } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'

/** How often (ms). */
const beatMs = 1_000

/** Ends by itself when nobody waits any more. */
export function createBeat(waiting: Pick<Waiting, 'waits' | 'wake'>) {
  const topics = new Map<Topic, () => Promise<void>>()
  let timer: NodeJS.Timeout | null = null

  function beat(): void {
    for (const [topic, counted] of topics) {
      const wake = (): void => waiting.wake(topic)
      if (!waiting.waits(topic)) topics.delete(topic)
      // What could not be counted is told as it was.
      else void counted().then(wake, wake)
    }
    if (topics.size === 0) stop()
  }
  function stop(): void {
    if (timer !== null) clearInterval(timer)
    timer = null
  }
  return {
    /** Somebody is about to wait for this. `counted` resolves when what had changed by then is counted. */
    looks(topic: Topic, counted: () => Promise<void>): void {
      topics.set(topic, counted)
      timer ??= setInterval(beat, beatMs).unref()
    },
    stop,
  }
}
