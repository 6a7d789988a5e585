/** What a clock shows at a moment of the server's, and until when: pure, so that every screen shows the same second. */
import { positionAt, type Course } from '@tablee/shared/dialogue/course'
import type { Clock, Step } from '@tablee/shared/wire/board'

type Timed = { readonly minutes: number }

export type Reading<S = Step> =
  | { readonly state: 'not-started' | 'ended' }
  | {
      readonly state: 'running' | 'held' | 'over'
      /** Left, or since the end. */
      readonly seconds: number
      /** Beyond the end of its step, held or not. */
      readonly late: boolean
      readonly step: S
      readonly index: number
      /** 0..1 of this step. */
      readonly done: number
    }

const minute = 60_000

/** What a server of before says: when the session began. */
function courseOf({ course, session, startedAt }: Clock): Course {
  if (course !== undefined) return course
  return { session, step: 0, since: startedAt, goesAt: null, begunAt: startedAt, more: 0, heldAt: null, ended: false }
}

/** `steps`: of the session it is in. `at`: by the server's clock. Over time it stays at the last step. */
export function readCourse<S extends Timed>(course: Course, steps: readonly S[], at: number): Reading<S> {
  const position = positionAt(course, { steps }, at)
  if (!('leftMs' in position)) return { state: position.state === 'ended' ? 'ended' : 'not-started' }
  const { state, step: index, leftMs, done } = position
  const step = steps[index]
  if (step === undefined) return { state: 'not-started' }
  const late = leftMs <= 0
  const seconds = late ? Math.floor(-leftMs / 1000) : Math.ceil(leftMs / 1000)
  return { state, seconds, late, step, index, done }
}
export const readClock = (clock: Clock, at: number): Reading => readCourse(courseOf(clock), clock.steps, at)

/** Until a time that is left, or has passed, turns to its next second: never 0. */
export const restOfSecond = (leftMs: number): number => {
  const rest = ((leftMs % 1000) + 1000) % 1000
  return rest === 0 ? 1000 : rest
}
/** Milliseconds until it shows another second: all screens turn together, not each a second after it was opened. */
export function courseTurnsIn(course: Course, steps: readonly Timed[], at: number): number {
  const position = positionAt(course, { steps }, at)
  return 'leftMs' in position ? restOfSecond(position.leftMs) : 1000
}
export const turnsIn = (clock: Clock, at: number): number => courseTurnsIn(courseOf(clock), clock.steps, at)

/** Whole minutes that were given to the step between two states of a clock; 0 where none were. `at`: now. */
export function addedMinutes(before: Clock, now: Clock, at: number): number {
  const [was, is] = [before.course, now.course]
  if (was === undefined || is === undefined || was.session !== is.session || is.more === 0) return 0
  if (was.step === is.step && was.more >= is.more) return 0
  const [old, fresh] = [positionAt(was, before, at), positionAt(is, now, at)]
  if (!('leftMs' in old) || !('leftMs' in fresh) || old.step !== fresh.step) return 0
  // A step that was over got its minutes from then on: by how much it was over is no part of them.
  return Math.max(0, Math.round(Math.min(fresh.leftMs - old.leftMs, fresh.leftMs) / minute))
}

export const clockFace = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
/** On every screen: `18:40`; `+0:12` beyond the end of its step, held or not; `–:––` where nothing runs. */
export const faceOf = (reading: Reading<unknown> | { readonly seconds: number; readonly late: boolean }): string =>
  'seconds' in reading ? `${reading.late ? '+' : ''}${clockFace(reading.seconds)}` : '–:––'
/** How long somebody has waited: as people count up. */
export const waited = (since: number, at: number): string => clockFace(Math.max(0, Math.floor((at - since) / 1000)))
