/**
 * The day as it was planned beside the day as it was: of each site, and of tables that had a clock of their own. Times and
 * numbers alone, all of them from the dialogue's rows: what passed by itself since the last row follows from what runs.
 */
import { noClock, type ClockState } from '../dialogue/clock.ts'
import type { Passed } from '../dialogue/course.ts'
import type { DialogueState } from '../dialogue/state.ts'

export type SnapshotPassed = {
  readonly session: number
  /** From 0. */
  readonly step: number
  readonly planned: number
  readonly from: number
  readonly until: number
  /** For how long of that the clock stood still; left out where it never did. */
  readonly held?: number
}
/** What runs. Left out before the first begins. */
export type SnapshotNow = {
  readonly session: number
  readonly step: number
  /** By its clock, which does not count while it stands still. */
  readonly since?: number
  /** Given to it beyond its plan. */
  readonly more?: number
  /** Its clock stands still since then. */
  readonly held?: number
  readonly ended?: true
}
type Told = { readonly now?: SnapshotNow; readonly passed: readonly SnapshotPassed[] }
export type SnapshotTimes = {
  readonly planned: readonly {
    readonly session: number
    readonly begins?: string
    /** How long each of its steps is to take (ms). */
    readonly steps: readonly number[]
    /** The same as it was founded; left out where nobody changed it since (`changes`). */
    readonly founded?: readonly number[]
  }[]
  readonly sites: readonly (Told & { readonly id: string; readonly site: string; readonly zone?: string })[]
  /** Only what passed by its own clock; `now` while it goes by one. */
  readonly tables: readonly (Told & { readonly table: string; readonly number: number })[]
}

/** Undefined before anybody founded it. All times in ms. */
export function timesOf({ plan, founded, clocks, own, been }: DialogueState): SnapshotTimes | undefined {
  if (plan === null) return undefined
  const { draft } = plan
  return {
    planned: draft.sessions
      .map(({ number, begins, steps }) => ({
        session: number,
        ...(begins === undefined ? {} : { begins }),
        steps: lengths(steps),
        ...asFounded(founded?.sessions.find((one) => one.number === number)?.steps, steps),
      }))
      .toSorted((a, b) => a.session - b.session),
    sites: draft.sites
      .map(({ id, name, zone }) => ({
        id,
        site: name,
        ...(zone === undefined ? {} : { zone }),
        ...told(clocks.get(id) ?? noClock),
      }))
      .toSorted(by(({ id }) => id)),
    tables: [...plan.table.values()]
      .flatMap(({ id, number }) => {
        const before = (been.get(id)?.passed ?? []).map(passed)
        const alone = own.get(id)
        if (alone === undefined) return before.length === 0 ? [] : [{ table: id, number, passed: before }]
        const now = told(alone)
        return [{ table: id, number, ...now, passed: [...before, ...now.passed] }]
      })
      .toSorted(by(({ table }) => table)),
  }
}

type Steps = readonly { readonly minutes: number }[]
const lengths = (steps: Steps): readonly number[] => steps.map(({ minutes }) => minutes * 60_000)
function asFounded(before: Steps | undefined, now: Steps): { readonly founded?: readonly number[] } {
  const then = lengths(before ?? now)
  return then.join() === lengths(now).join() ? {} : { founded: then }
}

const by =
  <T>(name: (one: T) => string) =>
  (a: T, b: T): number =>
    name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0

function told({ course, passed: all }: ClockState): Told {
  const { session, step, since, more, heldAt, ended } = course
  const rows = all.map(passed)
  if (since === null && !ended) return { passed: rows }
  const now: SnapshotNow = {
    session,
    step,
    ...(since === null ? {} : { since }),
    ...(more === 0 ? {} : { more }),
    ...(heldAt === null ? {} : { held: heldAt }),
    ...(ended ? { ended: true } : {}),
  }
  return { now, passed: rows }
}

const passed = ({ session, step, plannedMs, from, until, heldMs }: Passed): SnapshotPassed => ({
  session,
  step,
  planned: plannedMs,
  from,
  until,
  ...(heldMs === 0 ? {} : { held: heldMs }),
})
