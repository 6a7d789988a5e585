/**
 * A request that the server holds until something has changed, asked again and again: at once after an answer, after a
 * pause where nobody answers. A page that was asleep, or has just said something, ends the wait.
 */
import type { Answer, ClientProblem } from './answer.ts'
import { pauseOf, type RetryLaw } from './retry.ts'
import type { World } from './world.ts'

/** A server that does not hold a request is not asked without a breath. */
const breath = 1_000
/** A request that was asked before a sleep is asked anew; one that has just gone out is not. */
const fresh = 3_000

/** The same for another version than this one. */
export const asAfter = (path: string, version: string | null): string =>
  version === null ? path : `${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(version)}`

export type Asked<T> = {
  /** The version that it was asked with; null: whatever stands. */
  readonly after: string | null
  readonly answer: Promise<Answer<T>>
  readonly took: (value: T) => void
}

export type FollowParts<T> = {
  /** `anew`: the page was away, and shows what stands as soon as it is told. */
  readonly ask: (signal: AbortSignal, anew: boolean) => Asked<T>
  /** Nobody answered, for the `failures`-th time in a row counted from 0. False: there is nothing more to ask. */
  readonly lost: (problem: ClientProblem, failures: number) => boolean
  readonly law: RetryLaw
  readonly world: World
  /** Milliseconds between an answer and the next question. */
  readonly calm?: (() => number) | undefined
  /** Out of sight nothing is asked. */
  readonly rests?: boolean | undefined
}

export function follow<T extends { readonly version?: string }>(parts: FollowParts<T>) {
  const { now, later, chance } = parts.world
  let stopped = false
  let asking: AbortController | null = null
  let askedAt = 0
  let resume: (() => void) | null = null
  let anew = true
  let resting = false
  let told = false
  // Opened behind others, a page shows what stands, and follows it from when it is looked at.
  const away = (): boolean => resting || (told && parts.rests === true && parts.world.hidden?.() === true)

  /** Until then, or until somebody is back; null: until then alone. */
  const pause = (milliseconds: number | null): Promise<void> =>
    new Promise((resolve) => {
      const off = milliseconds === null ? null : later(milliseconds, () => resume?.())
      resume = () => {
        off?.()
        resume = null
        resolve()
      }
    })

  async function run(): Promise<void> {
    for (let failures = 0; !stopped; ) {
      if (away()) {
        await pause(null)
        continue
      }
      const abort = new AbortController()
      asking = abort
      askedAt = now()
      const asked = parts.ask(abort.signal, anew)
      anew = false
      const answer = await asked.answer
      asking = null
      if (stopped) return
      if (abort.signal.aborted) continue
      if (answer.ok) {
        failures = 0
        told = true
        asked.took(answer.value)
        // What has no version cannot be held: a question would follow on its answer without end.
        const short = (answer.value.version ?? null) === asked.after && now() - askedAt < breath
        const calm = Math.max(short ? breath : 0, parts.calm?.() ?? 0)
        if (calm > 0 && !stopped) await pause(calm)
        continue
      }
      if (!parts.lost(answer.problem, failures)) return
      await pause(pauseOf(parts.law, failures, chance(), answer.problem))
      failures += 1
    }
  }
  function again(): void {
    asking?.abort()
    resume?.()
  }
  /** The page is back: what was out while it slept is asked anew, and nothing is waited for. */
  function back(): void {
    resting = false
    if (asking !== null && now() - askedAt <= fresh) return
    anew = true
    again()
  }
  function rest(): void {
    resting = true
    again()
  }
  const { onWake, onOnline, onHide } = parts.world
  const ears = [onWake(back), onOnline(back), ...(parts.rests === true ? [onHide(rest)] : [])]
  void run()

  return {
    /** Whatever is asked or waited for is asked again; `news`: for whatever stands. */
    again(news = false): void {
      anew ||= news
      again()
    },
    stop(): void {
      stopped = true
      for (const off of ears) off()
      again()
    },
  }
}

export type Following = ReturnType<typeof follow>
