/** Where a material stands in the day as it is by now: the plan may have been changed since somebody said it. */
import { stepAfter, type Changed } from '../dialogue/changes.ts'
import type { ProgrammeSession } from '../dialogue/programme.ts'
import type { PlaceInDay } from './rows.ts'

/** A step put in before it moves it along; where its own was left out, it stands under its session. */
export function placeNow(
  place: PlaceInDay,
  changes: readonly Pick<Changed, 'change'>[],
  sessions: readonly Pick<ProgrammeSession, 'number' | 'steps'>[],
): { readonly session: number; readonly step: number | null } {
  const { session } = place
  let { step } = place
  if (step !== null) for (const { change } of changes.slice(place.changes)) step = stepAfter(change, session, step)
  const found = step === null ? undefined : sessions.find(({ number }) => number === session)?.steps[step]
  return { session, step: found === undefined || found.skipped === true ? null : step }
}
