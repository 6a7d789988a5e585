/**
 * A change of the plan in the middle of the day: what passed until then passed by the plan of before, and every place that
 * names a step by its number goes on naming the same step.
 */
import { stepAfter, changed, type PlanChange } from './changes.ts'
import { upTo, type ClockState } from './clock.ts'
import { lastStep, type Course, type Passed } from './course.ts'
import type { DialogueDraft, ProgrammeSession } from './programme.ts'
import { noticeMs } from './ran.ts'

/**
 * A course that has not begun begins with what is first by then. Where people sit in a last step whose time is over, one that
 * is put in behind it begins in a moment, and not when the last one ended.
 */
function courseAfter(course: Course, programme: readonly ProgrammeSession[], change: PlanChange, at: number): Course {
  const { session, step, since, more, heldAt } = course
  if (since === null) return course
  const after = { ...course, step: stepAfter(change, session, step) }
  const steps = programme.find(({ number }) => number === session)?.steps ?? []
  if (change.do !== 'step' || change.session !== session || step < lastStep({ steps }) || change.at <= step)
    return after
  const left = (steps[step]?.minutes ?? 0) * 60_000 + more - (Math.min(at, heldAt ?? at) - since)
  return left >= noticeMs ? after : { ...after, more: more + noticeMs - left }
}

/** What has passed, by the numbers that its steps have after a change. */
export const passedAfter = (passed: readonly Passed[], change: PlanChange): readonly Passed[] =>
  passed.map((one) => ({ ...one, step: stepAfter(change, one.session, one.step) }))

/** Whether clocks go by other steps after it: who acts on one has to have seen them. */
const movesSteps = ({ do: what }: PlanChange): boolean => what === 'step' || what === 'minutes' || what === 'skip'

/** One clock, by a plan that has changed at `at`; `version` counts that as an act. */
export function clockAfter(
  clock: ClockState,
  programme: readonly ProgrammeSession[],
  change: PlanChange,
  at: number,
  version: number,
): ClockState {
  const now = upTo(clock, programme, at)
  const before = now.before?.clock ?? null
  return {
    ...now,
    version: movesSteps(change) ? version : now.version,
    course: courseAfter(now.course, programme, change, at),
    before:
      now.before === null || before === null
        ? now.before
        : { ...now.before, clock: clockAfter(before, programme, change, at, version) },
    ran: new Map(
      [...now.ran].map(
        ([session, ran]) =>
          [session, { ...ran, course: courseAfter(ran.course, programme, change, ran.leftAt) }] as const,
      ),
    ),
    passed: passedAfter(now.passed, change),
  }
}

/** The draft and all clocks of it; null where the change does not fit and nothing is to be done. */
export const draftAfter = (draft: DialogueDraft, change: PlanChange, why: string): DialogueDraft | null => {
  const after = changed(draft, change, why)
  return after === draft ? null : after
}
