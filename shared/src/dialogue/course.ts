/**
 * Where somebody stands in the programme and how much time is left: a fact about when a step began, from which every screen
 * reads the same seconds. A step whose time is over goes on into the next by itself; the last one of a session goes over.
 */

/** Of a site or of a table. Times are the server's, in milliseconds since 1970. */
export type Course = {
  /** Of the programme; 0 before the first. */
  readonly session: number
  /** Of its steps, from 0: the one that began at `since`. */
  readonly step: number
  /** Null: its clock has not begun. In the future while a notice runs. */
  readonly since: number | null
  /** When screens go along with the last act that moves people (`noticeMs` after it); null: there was none. */
  readonly goesAt: number | null
  /** When its session's clock began. */
  readonly begunAt: number | null
  /** What was given to this step beyond its plan (ms). */
  readonly more: number
  /** The clock stands still since then. */
  readonly heldAt: number | null
  /** The day is over. */
  readonly ended: boolean
}

export const notBegun: Course = {
  session: 0,
  step: 0,
  since: null,
  goesAt: null,
  begunAt: null,
  more: 0,
  heldAt: null,
  ended: false,
}

/** A step as it was planned and as it was: what the report says of the day. Each begins where the one before ended. */
export type Passed = {
  readonly session: number
  readonly step: number
  readonly plannedMs: number
  readonly from: number
  readonly until: number
  /** For how long of that its clock stood still. */
  readonly heldMs: number
}

const minute = 60_000
/** Of a programme, or as a screen is told of them. */
type Steps = { readonly steps: readonly { readonly minutes: number }[] }
const plannedMs = ({ steps }: Steps, step: number): number => (steps[step]?.minutes ?? 0) * minute

/** The one that goes over: what was left out behind it has no time. */
export function lastStep(session: Steps): number {
  let last = session.steps.length - 1
  while (last > 0 && plannedMs(session, last) === 0) last -= 1
  return last
}

/** The time by which a course is read: it stands still while it is held. */
const readAt = ({ heldAt }: Course, now: number): number => (heldAt === null ? now : Math.min(now, heldAt))

/**
 * The same course with the step that runs at `now` as its own, and the steps that passed by themselves meanwhile. Of a clock
 * that has not begun nothing passes.
 */
export function settled(
  course: Course,
  session: Steps,
  now: number,
): { readonly course: Course; readonly passed: readonly Passed[] } {
  if (course.since === null || course.ended) return { course, passed: [] }
  const at = readAt(course, now)
  const passed: Passed[] = []
  const last = lastStep(session)
  let { step, since, more } = course
  for (;;) {
    const until = since + plannedMs(session, step) + more
    if (at < until || step >= last) break
    passed.push({ session: course.session, step, plannedMs: plannedMs(session, step), from: since, until, heldMs: 0 })
    step += 1
    since = until
    more = 0
  }
  return { course: passed.length === 0 ? course : { ...course, step, since, more }, passed }
}

export type Position =
  | { readonly state: 'not-begun' | 'ended' }
  | {
      readonly state: 'running' | 'held' | 'over'
      readonly step: number
      /** Until its end; below 0 once it is over (ms). */
      readonly leftMs: number
      /** 0 to 1 of this step. */
      readonly done: number
    }

/** What a screen shows at `now`, by the server's clock. */
export function positionAt(course: Course, session: Steps, now: number): Position {
  if (course.ended) return { state: 'ended' }
  const { step, since, more, heldAt } = settled(course, session, now).course
  if (since === null || session.steps.length === 0) return { state: 'not-begun' }
  const whole = plannedMs(session, step) + more
  // Before it begins (a notice runs) all of it is left.
  const gone = Math.max(0, readAt(course, now) - since)
  const leftMs = whole - gone
  const state = heldAt !== null ? 'held' : leftMs <= 0 ? 'over' : 'running'
  return { state, step, leftMs, done: whole <= 0 ? 1 : Math.min(1, gone / whole) }
}

/** When a clock that knew nothing of steps of their own would have begun, to show the same step and time left. */
export function virtualStart({ step, since, more }: Course, session: Steps): number | null {
  if (since === null) return null
  let before = 0
  for (let n = 0; n < step; n += 1) before += plannedMs(session, n)
  return since + more - before
}
