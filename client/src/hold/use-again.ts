/** A page that could not begin tries again by itself: a hall that is closed for a moment, or a line that is, needs no finger. */
import { useEffect, useRef } from 'react'
import type { ClientProblem } from './answer.ts'
import { pauseOf, type RetryLaw } from './retry.ts'
import type { World } from './world.ts'

type Asks = Pick<World, 'later' | 'onWake' | 'onOnline' | 'chance'>

/**
 * `run` is called after a pause that grows with each new `problem`, and at once when somebody is back; null: there is nothing to
 * try. It says what came of it by another `problem`, and never runs twice at a time.
 */
export function useAgain(problem: ClientProblem | null, run: () => Promise<void>, law: RetryLaw, world: Asks): void {
  const latest = useRef({ run, law, world })
  latest.current = { run, law, world }
  const failures = useRef(0)
  useEffect(() => {
    if (problem === null) {
      failures.current = 0
      return
    }
    const { law, world } = latest.current
    let begun = false
    function again(): void {
      if (begun) return
      begun = true
      void latest.current.run()
    }
    const stops = [world.later(pauseOf(law, failures.current, world.chance(), problem), again)]
    // Whoever was asked to wait waits.
    if (problem.code !== 'too-many') stops.push(world.onWake(again), world.onOnline(again))
    failures.current += 1
    return () => stops.forEach((stop) => stop())
  }, [problem])
}
