/** Whether a table's step looks back, by the clock that it goes by: told when it is another step, not with each second. */
import type { Clock } from '@tablee/shared/wire/board'
import { useCallback, useEffect, useState } from 'react'
import { thisPage } from '../hold/world.ts'
import { useServerNow } from '../ui/clock.tsx'
import { readClock, turnsIn } from '../ui/reading.ts'
import { turning } from '../ui/turning.ts'

export type Looks = {
  /** A step that reads back shows the boards by itself. */
  readonly itself: boolean
  readonly sessions: readonly number[]
}

export function looksAt(clock: Clock, at: number): Looks | null {
  const reading = readClock(clock, at)
  const { looksBack = [], kind = null } = 'step' in reading ? reading.step : {}
  return looksBack.length === 0 ? null : { itself: kind === 'read-back', sessions: looksBack }
}

export function useLooks(clock: Clock): Looks | null {
  const now = useServerNow(clock)
  const read = useCallback((at: number) => looksAt(clock, at), [clock])
  const [found, setFound] = useState(() => read(now()))
  useEffect(
    () =>
      turning(
        now,
        (at) => turnsIn(clock, at),
        (at) =>
          setFound((before) => {
            const after = read(at)
            return JSON.stringify(before) === JSON.stringify(after) ? before : after
          }),
        thisPage.later,
      ),
    [clock, now, read],
  )
  return found
}
