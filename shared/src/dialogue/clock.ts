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
  /**
   * The step before; before a session's first one the session before, as it ran. `from: 'shown'`: from what people have on
   * their screens (`meant`); rows of the version before have none, and what they led to stays.
   */
  | { readonly do: 'back'; readonly from?: 'shown' }
  | { readonly do: 'end' }
  /** Tables only: as the hall again. */
  | { readonly do: 'join' }
  /** Within its notice: as if it had not been done. */
  | { readonly do: 'take-back' }

/** Whose clock: a site's, or these tables'. */
export type ClockOf = { readonly site: SiteId } | { readonly tables: readonly TableId[] }

/** What moves people on their screens comes with a notice; what only moves the clock counts at once. */
export const comesWithNotice = ({ do: verb }: ClockAct): boolean =>
  verb === 'begin' || verb === 'next' || verb === 'back' || verb === 'end' || verb === 'join'

/** What was on the screen of who acts: `version` of the clock, of several the highest, and by the server's time when. */
export type Seen = { readonly version: number; readonly shownAt?: number }

/** Everything that is known of one clock. */
export type ClockState = {
  readonly course: Course
  /** Of the last act on it (`fold` counts them): who acts says which they saw, so that two who act at once do not act twice. */
  readonly version: number
  /**
   * What was before the last act that moves people, as long as that can be taken back: until `until`. Without a clock: the
   * table went by its site's.
   */
  readonly before: { readonly clock: ClockState | null; readonly until: number } | null
  /** When a session was first reached, and whether anybody ever stayed there for longer than the notice. */
  readonly reached: ReadonlyMap<number, { readonly at: number; readonly stayed: boolean }>
  /** Since when it is in the session that runs. */
  readonly enteredAt: number
  /**
   * Since when people are in the step that runs, and for how long of that its clock stood still; null: none runs. `since` of
   * the course is another time: it moves with what a clock stood still.
   */
  readonly stretch: { readonly from: number; readonly heldMs: number } | null
  /** Of each session that was left with its clock begun; of several times the last. */
  readonly ran: ReadonlyMap<number, Ran>
  /** As it was, in the order in which it passed. */
  readonly passed: readonly Passed[]
  /** While a notice runs that leads to another session: in which people still are, and until when. */
  readonly leaves: { readonly session: number; readonly until: number } | null
}

export const noClock: ClockState = {
  course: notBegun,
  version: 0,
  before: null,
  reached: new Map(),
  enteredAt: 0,
  stretch: null,
  ran: new Map(),
  passed: [],
  leaves: null,
}

type Programme = readonly ProgrammeSession[]
const sessionOf = (programme: Programme, number: number): ProgrammeSession | null =>
  programme.find((each) => each.number === number) ?? null

/** With the steps that passed by themselves until `at`. */
export function upTo(clock: ClockState, programme: Programme, at: number): ClockState {
  const session = sessionOf(programme, clock.course.session)
  if (session === null) return clock
  const { course, passed } = settled(clock.course, session, at)
  if (passed.length === 0) return clock
  let { stretch } = clock
  const been: Passed[] = []
  for (const one of passed) {
    const { from, heldMs } = stretch ?? one
    // It went by while people were in another session.
    if (one.until <= from) continue
    been.push({ ...one, from, heldMs })
    stretch = { from: one.until, heldMs: 0 }
  }
  return { ...clock, course, stretch, passed: [...clock.passed, ...been] }
}

/** Whether a step went on by itself between two moments: of that no `version` says anything. */
export const wentOn = (clock: ClockState, programme: Programme, then: number, at: number): boolean =>
  upTo(clock, programme, then).course.step !== upTo(clock, programme, at).course.step

/** How long it stood still of the step that runs, until `at`; before people came to it nothing counts. */
const heldIn = ({ stretch, course: { heldAt, goesAt } }: ClockState, at: number): number =>
  stretch === null || heldAt === null
    ? (stretch?.heldMs ?? 0)
    : stretch.heldMs + Math.max(0, at - Math.max(heldAt, stretch.from, goesAt ?? 0))

/** What has passed where the step that runs ends at `at`. */
export function passedBy(clock: ClockState, programme: Programme, at: number): readonly Passed[] {
  const { course, stretch, passed } = clock
  const planned = sessionOf(programme, course.session)?.steps[course.step]
  if (stretch === null || course.ended || planned === undefined || at <= stretch.from) return passed
  const { session, step } = course
  const plannedMs = planned.minutes * 60_000
  // A step that the day came back to counts as held until its notice is over, and may be left before.
  const heldMs = Math.min(heldIn(clock, at), at - stretch.from)
  return [...passed, { session, step, plannedMs, from: stretch.from, until: at, heldMs }]
}

/** In which session people are: while a notice runs that leads them to another one, still in the one before. */
export const peopleIn = ({ course, leaves }: ClockState, at: number): number =>
  leaves !== null && at < leaves.until ? leaves.session : course.session

/** Its clock in another session, as `course` says. `at`: when that was decided. */
function enter(clock: ClockState, course: Course, at: number): ClockState {
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
  const to = { session: peopleIn(clock, at), until: course.goesAt ?? at }
  return { ...clock, course, reached, ran, enteredAt, leaves: now.session === course.session ? clock.leaves : to }
}

/** To this session at once, its clock as if it had begun at `startedAt`: as the organiser's page moves all sites. */
export function put(
  clock: ClockState,
  { session, startedAt }: { readonly session: number; readonly startedAt: number | null },
  programme: Programme,
  at: number,
  version: number,
): ClockState {
  const now = upTo(clock, programme, at)
  // Who is led to another session reads so before; a clock that begins where people are takes nothing from them.
  const goesAt = clock.reached.size === 0 || session === now.course.session ? null : at + noticeMs
  const course = { ...notBegun, session, since: startedAt, begunAt: startedAt, goesAt }
  // A dialogue that is founded in the middle of its day has been there since then.
  const begins = clock.reached.size === 0 ? 0 : Math.max(at, now.stretch?.from ?? at, now.passed.at(-1)?.until ?? at)
  return {
    ...enter(now, course, at),
    passed: passedBy(now, programme, at),
    stretch: startedAt === null ? null : { from: Math.max(startedAt, begins), heldMs: 0 },
    version,
    before: null,
  }
}

const begun = (session: number, from: number): Course => ({
  ...notBegun,
  session,
  since: from,
  goesAt: from,
  begunAt: from,
})

/** A step that began at `since` and stood still from `then`: what was held before it began is nobody's time either. */
const resumed = (since: number, then: number, at: number): number => since + Math.max(0, at - Math.max(then, since))

/** As it stood at `then`, from `from` on: what lies between is nobody's time. */
const later = (course: Course, then: number, from: number): Course => ({
  ...course,
  since: course.since === null ? null : resumed(course.since, then, from),
  heldAt: course.heldAt === null ? null : course.heldAt + Math.max(0, from - then),
  goesAt: from,
  ended: false,
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
      if (!on) return begun(to.number, from)
      // It was held when it was left: who begins it wants it to run.
      const { heldAt } = ran.course
      return {
        ...(heldAt === null ? ran.course : later(ran.course, heldAt, from)),
        goesAt: from,
        heldAt: null,
        ended: false,
      }
    }
    case 'hold':
      return now.since === null || now.heldAt !== null || now.ended ? null : { ...now, heldAt: at }
    case 'go-on':
      if (now.since === null || now.heldAt === null || now.ended) return null
      return { ...now, since: resumed(now.since, now.heldAt, at), heldAt: null }
    case 'more':
      if (now.since === null || now.ended || act.minutes < 1 || act.minutes > mostMore) return null
      return overrun(now, session, act.minutes, at)
    case 'next': {
      if (now.since === null || now.ended) return null
      const step = session?.steps.findIndex(({ skipped }, n) => n > now.step && skipped !== true) ?? -1
      if (step >= 0) return { ...now, step, since: from, goesAt: from, more: 0, heldAt: null }
      const next = sessionOf(programme, now.session + 1)
      return next === null ? null : begun(next.number, from)
    }
    case 'back': {
      if (now.ended) return later(now, now.goesAt ?? at, from)
      if (now.since === null) return null
      // A step that was taken out has no time: whoever is led back to it would be led on at once.
      const step = session?.steps.findLastIndex(({ skipped }, n) => n < now.step && skipped !== true) ?? -1
      if (step >= 0) return { ...now, step, since: from, goesAt: from, more: 0, heldAt: null }
      const before = sessionOf(programme, now.session - 1)
      if (before === null) return null
      const ran = clock.ran.get(before.number)?.course
      const last = Math.max(
        0,
        before.steps.findLastIndex(({ skipped }) => skipped !== true),
      )
      return { ...begun(before.number, from), begunAt: ran?.begunAt ?? from, step: ran?.step ?? last }
    }
    case 'end':
      return now.ended ? null : { ...now, goesAt: from, ended: true }
    default:
      // To join and to take back: whose clock it is decides (`fold`).
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

/** A clock as it is told: a site's, or a table's own. */
export type SiteClock = {
  readonly course: Course
  readonly version: number
  /** Until when its last act can be taken back. */
  readonly takesBack: number | null
}
/** What of it everybody may read: nothing of where people have been. */
export const told = ({ course, version, before }: ClockState): SiteClock => ({
  course,
  version,
  takesBack: before?.until ?? null,
})

/** Whether its last act can still be taken back. */
export const takesBack = ({ before }: ClockState, at: number): boolean => before !== null && at < before.until

const isOnward = (from: Course, to: Course): boolean =>
  to.ended !== from.ended
    ? to.ended
    : to.session !== from.session
      ? to.session > from.session
      : to.step > from.step || (to.step === from.step && to.since !== from.since)

/**
 * Within the notice of a move onward nobody has gone there yet: a step back from what their screens show is to take that
 * back. `was`: what was before that move. A second step back within the notice of one goes on.
 */
export function meant(clock: ClockState, act: ClockAct, was: ClockState | null, at: number): ClockAct {
  const back = act.do === 'back' && act.from === 'shown' && was !== null && takesBack(clock, at)
  return back && isOnward(was.course, clock.course) ? { do: 'take-back' } : act
}

/**
 * One act further. An act that does nothing still counts: who saw the clock before it has not seen this one. `alone`: of a
 * table that went by its site's clock, which is `clock`.
 */
export function acted(
  clock: ClockState,
  act: ClockAct,
  programme: Programme,
  at: number,
  { version, alone = false }: { readonly version: number; readonly alone?: boolean },
): ClockState {
  const now = upTo(clock, programme, at)
  if (act.do === 'take-back') {
    const back = takesBack(clock, at) ? (clock.before?.clock ?? null) : null
    if (back === null) return { ...now, version }
    // Who was held since stays held; minutes were given to a step that goes.
    const { heldAt } = clock.course
    const held = heldAt === null ? back : acted(back, { do: 'hold' }, programme, heldAt, { version })
    // Who went along before anybody could and wrote there has been there.
    return { ...held, reached: new Map([...clock.reached, ...back.reached]), version, before: null }
  }
  const course = led(now, act, programme, at)
  if (course === null) return { ...now, version }
  if (!comesWithNotice(act)) {
    const stretch = now.stretch && { ...now.stretch, heldMs: act.do === 'go-on' ? heldIn(now, at) : now.stretch.heldMs }
    // The ten seconds are for what moves people, whatever is done to their clock meanwhile.
    return { ...now, course, stretch, version, before: takesBack(now, at) ? now.before : null }
  }
  const from = at + noticeMs
  const before = { clock: alone ? null : { ...now, before: null }, until: from }
  const after = { ...enter(now, course, at), version, before }
  if (act.do === 'back' && now.course.ended) return { ...after, ...reopened(now, course, from) }
  const runs = course.since !== null && !course.ended
  return { ...after, passed: passedBy(now, programme, from), stretch: runs ? { from, heldMs: 0 } : null }
}

/** The step in which the day ended goes on: the time in between its clock stood still. */
function reopened(
  { passed }: ClockState,
  { session, step }: Course,
  from: number,
): Pick<ClockState, 'passed' | 'stretch'> {
  const last = passed.at(-1)
  if (last === undefined || last.session !== session || last.step !== step) return { passed, stretch: null }
  const heldMs = last.heldMs + Math.max(0, from - last.until)
  return { passed: passed.slice(0, -1), stretch: { from: last.from, heldMs } }
}
