/**
 * A request that the server holds until something has changed, asked again and again: at once after an answer, after a
 * pause where nobody answers. A page that was asleep, or has just said something, ends the wait.
 */
import type { Answer, ClientProblem } from './answer.ts'
import type { Later } from './world.ts'
import { pauseOf, type RetryLaw } from './retry.ts'

/** A server that does not hold a request is not asked without a breath. */
const breath = 1_000

export type Asked<T> = {
  /** The version that it was asked with; null: whatever stands. */
  readonly after: string | null
  readonly answer: Promise<Answer<T>>
  readonly took: (value: T) => void
}

export type FollowParts<T> = {
  readonly ask: (signal: AbortSignal) => Asked<T>
  /** Nobody answered, for the `failures`-th time in a row counted from 0. False: there is nothing more to ask. */
  readonly lost: (problem: ClientProblem, failures: number) => boolean
  readonly law: RetryLaw
  readonly now: () => number
  readonly later: Later
  /** In [0, 1]. */
  readonly chance: () => number
}

export function follow<T extends { readonly version: string }>(parts: FollowParts<T>) {
  const { now } = parts
  let stopped = false
  let asking: AbortController | null = null
  let askedAt = 0
  let resume: (() => void) | null = null

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const off = parts.later(milliseconds, () => resume?.())
      resume = () => {
        off()
        resume = null
        resolve()
      }
    })

  async function run(): Promise<void> {
    for (let failures = 0; !stopped; ) {
      const abort = new AbortController()
      asking = abort
      askedAt = now()
      const asked = parts.ask(abort.signal)
      const answer = await asked.answer
      asking = null
      if (stopped) return
      if (abort.signal.aborted) continue
      if (answer.ok) {
        failures = 0
        asked.took(answer.value)
        if (answer.value.version === asked.after && now() - askedAt < breath) await pause(breath)
        continue
      }
      if (!parts.lost(answer.problem, failures)) return
      await pause(pauseOf(parts.law, failures, parts.chance(), answer.problem))
      failures += 1
    }
  }
  void run()

  return {
    /** Whatever is asked or waited for is asked anew. */
    again(): void {
      asking?.abort()
      resume?.()
    },
    /** Nothing is waited for any more. */
    hurry: () => resume?.(),
    /** For how long the request has been out; null: none is. */
    out: (): number | null => (asking === null ? null : now() - askedAt),
    stop(): void {
      stopped = true
      asking?.abort()
      resume?.()
    },
  }
}

export type Following = ReturnType<typeof follow>
