/**
 * What is done to the clock of a site or of some tables, and what follows from it. A table goes by its site's clock until
 * something is done to it alone; then it has one of its own until it joins the hall again.
 */
import type { SiteId, TableId } from '../ids.ts'
import { notBegun, settled, type Course, type Passed } from './course.ts'
import { minutesOf, type ProgrammeSession } from './programme.ts'
import { goesOn, noticeMs, type Ran } from './ran.ts'

/** Minutes that one act adds at most. */
export const mostMore = 60

export type ClockAct =
  /** All go to this session and its clock begins. `on`: where it ran before it goes on as it ran; `anew`: not. */
  | { readonly do: 'begin'; readonly session: number; readonly clock?: 'on' | 'anew' }
  | { readonly do: 'hold' }
  | { readonly do: 'go-on' }
  | { readonly do: 'more'; readonly minutes: number }
  /** The next step; after a session's last one the next session. */
  | { readonly do: 'next' }
  /** The step before; before a session's first one the session before, as it ran. */
  | { readonly do: 'back' }
  | { readonly do: 'end' }
  /** Tables only: as the hall again. */
  | { readonly do: 'join' }
  /** Within its notice: as if it had not been done. */
  | { readonly do: 'take-back' }
/** @public */
export type ClockVerb = ClockAct['do']

/** Whose clock: a site's, or these tables'. */
export type ClockOf = { readonly site: SiteId } | { readonly tables: readonly TableId[] }

/** What moves people on their screens comes with a notice; what only moves the clock counts at once. */
export const comesWithNotice = ({ do: verb }: ClockAct): boolean =>
  verb === 'begin' || verb === 'next' || verb === 'back' || verb === 'end' || verb === 'join'

/** Everything that is known of one clock. */
export type ClockState = {
  readonly course: Course
  /** How many acts it has seen: who acts says which they saw, so that two who act at once do not act twice. */
  readonly version: number
  /** What was before the last act, as long as that can be taken back: until `until`. */
  readonly before: { readonly clock: ClockState; readonly until: number } | null
  /** When a session was first reached, and whether anybody ever stayed there for longer than the notice. */
  readonly reached: ReadonlyMap<number, { readonly at: number; readonly stayed: boolean }>
  /** Since when it is in the session that runs. */
  readonly enteredAt: number
  /** Of each session that was left with its clock begun; of several times the last. */
  readonly ran: ReadonlyMap<number, Ran>
  /** As it was, in the order in which it passed. */
  readonly passed: readonly Passed[]
}

export const noClock: ClockState = {
  course: notBegun,
  version: 0,
  before: null,
  reached: new Map(),
  enteredAt: 0,
  ran: new Map(),
  passed: [],
}

type Programme = readonly ProgrammeSession[]
const sessionOf = (programme: Programme, number: number): ProgrammeSession | null =>
  programme.find((each) => each.number === number) ?? null

/** With the steps that passed by themselves until `at`. */
function upTo(clock: ClockState, programme: Programme, at: number): ClockState {
  const session = sessionOf(programme, clock.course.session)
  if (session === null) return clock
  const { course, passed } = settled(clock.course, session, at)
  return passed.length === 0 ? clock : { ...clock, course, passed: [...clock.passed, ...passed] }
}

/** The step that runs ends here. */
function closing(clock: ClockState, programme: Programme, at: number): readonly Passed[] {
  const { session, step, since, heldAt } = clock.course
  const planned = sessionOf(programme, session)?.steps[step]
  if (since === null || planned === undefined || clock.course.ended) return clock.passed
  const until = Math.max(since, heldAt ?? at)
  return [
    ...clock.passed,
    { session, step, plannedMs: planned.minutes * 60_000, from: since, until: Math.max(until, since) },
  ]
}

/** Its clock in another session, as `course` says. `at`: when that was decided. */
export function enter(clock: ClockState, course: Course, at: number): ClockState {
  const { course: now } = clock
  const reached = new Map(clock.reached)
  const ran = new Map(clock.ran)
  const leaves = now.session !== course.session && reached.size > 0
  if (leaves) {
    if (now.begunAt !== null) ran.set(now.session, { startedAt: now.begunAt, leftAt: at, course: now })
    const first = reached.get(now.session)
    if (first !== undefined && at - clock.enteredAt > noticeMs) reached.set(now.session, { ...first, stayed: true })
  }
  if (!reached.has(course.session)) reached.set(course.session, { at, stayed: false })
  const enteredAt = now.session === course.session && clock.reached.size > 0 ? clock.enteredAt : at
  return { ...clock, course, reached, ran, enteredAt }
}

const begun = (session: number, from: number): Course => ({
  ...notBegun,
  session,
  since: from,
  goesAt: from,
  begunAt: from,
})

/** The course that an act leads to, or null where it does nothing: there is no next, nothing is held. `at`: now. */
export function led(clock: ClockState, act: ClockAct, programme: Programme, at: number): Course | null {
  const now = upTo(clock, programme, at).course
  const session = sessionOf(programme, now.session)
  const from = at + noticeMs
  switch (act.do) {
    case 'begin': {
      const to = sessionOf(programme, act.session)
      if (to === null) return null
      const ran = now.session === to.number ? undefined : clock.ran.get(to.number)
      const on =
        ran !== undefined &&
        act.clock !== 'anew' &&
        (act.clock === 'on' || goesOn(ran, minutesOf(to), to.number < now.session, at))
      return on ? { ...ran.course, goesAt: from, ended: false } : begun(to.number, from)
    }
    case 'hold':
      return now.since === null || now.heldAt !== null || now.ended ? null : { ...now, heldAt: at }
    case 'go-on':
      if (now.since === null || now.heldAt === null) return null
      return { ...now, since: now.since + Math.max(0, at - now.heldAt), heldAt: null }
    case 'more':
      if (now.since === null || now.ended || act.minutes < 1 || act.minutes > mostMore) return null
      return overrun(now, session, act.minutes, at)
    case 'next': {
      if (now.since === null || now.ended) return null
      if (session !== null && now.step < session.steps.length - 1)
        return { ...now, step: now.step + 1, since: from, goesAt: from, more: 0, heldAt: null }
      const next = sessionOf(programme, now.session + 1)
      return next === null ? null : begun(next.number, from)
    }
    case 'back': {
      if (now.ended) return { ...now, goesAt: from, ended: false }
      if (now.since === null) return null
      if (now.step > 0) return { ...now, step: now.step - 1, since: from, goesAt: from, more: 0, heldAt: null }
      const before = sessionOf(programme, now.session - 1)
      if (before === null) return null
      const ran = clock.ran.get(before.number)?.course
      const last = Math.max(0, before.steps.length - 1)
      return { ...begun(before.number, from), begunAt: ran?.begunAt ?? from, step: ran?.step ?? last }
    }
    case 'end':
      return now.ended ? null : { ...now, goesAt: from, ended: true }
    case 'join':
    case 'take-back':
      // Whose clock it is decides (`fold`).
      return null
  }
}

/** A step that is over gets its minutes from now on: nobody who asks for five has three. */
function overrun(now: Course, session: ProgrammeSession | null, minutes: number, at: number): Course {
  const planned = (session?.steps[now.step]?.minutes ?? 0) * 60_000
  const gone = (now.heldAt ?? at) - (now.since ?? at)
  const left = planned + now.more - gone
  return { ...now, more: now.more + minutes * 60_000 + Math.max(0, -left) }
}

/** One act further. An act that does nothing still counts: who saw the clock before it has not seen this one. */
export function acted(clock: ClockState, act: ClockAct, programme: Programme, at: number): ClockState {
  const now = upTo(clock, programme, at)
  const version = clock.version + 1
  if (act.do === 'take-back') {
    const back = clock.before
    return back !== null && at < back.until ? { ...back.clock, version, before: null } : { ...now, version }
  }
  const course = led(now, act, programme, at)
  if (course === null) return { ...now, version }
  const moves = course.session !== now.course.session || course.step !== now.course.step || course.ended
  const passed = moves ? closing(now, programme, at) : now.passed
  const after = enter({ ...now, passed }, course, at)
  const before = comesWithNotice(act) ? { clock: { ...now, before: null }, until: at + noticeMs } : null
  return { ...after, version, before }
}
