/** Which step of a table's voices is at hand: the one in which the table is, by its clock as this screen shows it. */
import { positionAt } from '@tablee/shared/dialogue/course'
import type { Clock } from '@tablee/shared/wire/board'
import type { TableRound } from '@tablee/shared/wire/voices'
import { useCallback } from 'react'
import { useTurning } from '../../ui/clock.tsx'
import { useTable } from '../context.ts'
import { actionsOf } from './round-actions.ts'

export type AtHand = {
  /** The step in which the table is, where it asks something; null also where no clock says it. */
  readonly running: string | null
  /** Not open yet, and the next to be: what it asks is shown before it is opened. */
  readonly next: string | null
  /** Whose act is the blue one. */
  readonly primary: ReadonlySet<string>
}

/** `index`: of the step that runs; null where no clock says it. */
export function atHand(
  rounds: readonly TableRound[],
  steps: Clock['steps'],
  index: number | null,
  dayOver = false,
): AtHand {
  const first = (of: readonly TableRound[]): string | null => of.find(({ state }) => state === 'waiting')?.step ?? null
  const begun = rounds.filter((round) => round.state !== 'waiting' && actionsOf(round, dayOver).length > 0)
  // A server of before names no steps.
  if (index === null || steps.every(({ id }) => id === undefined)) {
    const next = first(rounds)
    return {
      running: null,
      next,
      primary: new Set([...begun.map(({ step }) => step), ...(next === null ? [] : [next])]),
    }
  }
  const later = new Set(steps.slice(index).flatMap(({ id }) => id ?? []))
  const next = first(rounds.filter(({ step }) => later.has(step)))
  const here = rounds.find(({ step }) => step === steps[index]?.id)
  const running = here?.step ?? null
  const acts = here !== undefined && actionsOf(here).length > 0 ? [here] : begun
  return { running, next, primary: new Set(acts.map(({ step }) => step)) }
}

const never = 3_600_000

export function useAtHand(rounds: readonly TableRound[]): AtHand {
  const { status, now } = useTable()
  const clock = status?.clock ?? null
  const turns = useCallback(
    (at: number): number => {
      const position = clock?.course && positionAt(clock.course, clock, at)
      return position && 'leftMs' in position && position.leftMs > 0 ? position.leftMs + 1 : never
    },
    [clock],
  )
  const at = useTurning(now, turns)
  const position = clock?.course && positionAt(clock.course, clock, at)
  return atHand(rounds, clock?.steps ?? [], position && 'step' in position ? position.step : null, clock?.course?.ended)
}
