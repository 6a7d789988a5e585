/**
 * What a screen shows of what it is told, while something is about to change on it. The server tells at once where people
 * go and when (`course.goesAt`); until then the screen stays what it was, and at that moment, by the server's clock, all
 * screens go along. What is told otherwise counts at once.
 */
import type { Clock } from '@tablee/shared/wire/board'
import type { Course } from '@tablee/shared/dialogue/course'
import { noticeMs } from '@tablee/shared/dialogue/ran'
import { useEffect, useReducer, useRef } from 'react'
import { stayMs, type Typing } from './typing.ts'

export type Going<T> = {
  readonly shown: T
  /** What comes, and when by the server's clock; null while nothing does. */
  readonly next: { readonly to: T; readonly at: number } | null
  /** By which announcement the screen came to what it shows; null: it was there when it was opened, or was told too late. */
  readonly cameAt: number | null
}
/** `hold`: what is told now, where the hall still is as it was before. One function for the life of a screen. */
export type GoingParts<T> = {
  readonly courseOf: (told: T) => Course | undefined
  readonly hold: (shown: T, told: T) => T
}
type State<T> = Going<T> & { readonly told: T }

const isElsewhere = (is: Course, goes: Course): boolean =>
  is.session !== goes.session || is.step !== goes.step || is.since !== goes.since || is.ended !== goes.ended

/** Whether who is at the one goes to the other, and not yet: somebody who came within the notice is there already. */
export const waits = (
  is: Course | undefined,
  goes: Course | undefined,
  at: number,
): goes is Course & { goesAt: number } =>
  is !== undefined &&
  goes !== undefined &&
  goes.goesAt !== null &&
  goes.goesAt > at &&
  goes.goesAt !== is.goesAt &&
  isElsewhere(is, goes)

/** `at`: by the server's clock. The same object until something changes. */
export function going<T>(before: State<T> | null, told: T, { courseOf, hold }: GoingParts<T>, at: number): State<T> {
  if (before === null) return { told, shown: told, next: null, cameAt: null }
  const [is, goes] = [courseOf(before.shown), courseOf(told)]
  if (waits(is, goes, at)) {
    const { goesAt } = goes
    if (before.told === told && before.next?.at === goesAt) return before
    return { told, shown: hold(before.shown, told), next: { to: told, at: goesAt }, cameAt: before.cameAt }
  }
  const goesAt = goes?.goesAt ?? null
  if (before.told === told && before.next === null) return before
  const came = before.next !== null && goesAt === before.next.at
  const stays = is !== undefined && goes !== undefined && !isElsewhere(is, goes)
  return { told, shown: told, next: null, cameAt: came ? goesAt : stays || is === undefined ? before.cameAt : null }
}

/** Runs at a moment of the server's time; what this device takes for that may become more exact while it waits. */
export function useAt(at: number | null, now: () => number, run: () => void): void {
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    if (at === null) return
    let timer: ReturnType<typeof setTimeout>
    const wait = (): void => {
      const rest = at - now()
      if (rest <= 0) return latest.current()
      timer = setTimeout(wait, Math.min(rest + 1, 1_000))
    }
    wait()
    return () => clearTimeout(timer)
  }, [at, now])
}

/** `now`: the server's time. */
export function useGoing<T>(told: T | null, parts: GoingParts<T>, now: () => number): Going<T> | null {
  const state = useRef<State<T> | null>(null)
  const [, again] = useReducer((times: number) => times + 1, 0)
  state.current = told === null ? null : going(state.current, told, parts, now())
  useAt(state.current?.next?.at ?? null, now, again)
  return state.current
}

/** What comes next, in a word: a step, a session, or the end; and in which language it stands. */
export type Comes =
  | { readonly what: 'end' }
  | { readonly what: 'step' | 'session'; readonly title: string; readonly lang: string | null }
export function comesOf(shown: Clock, next: Clock, lang: string | null): Comes {
  if (next.course?.ended === true && shown.course?.ended !== true) return { what: 'end' }
  if (next.session !== shown.session) return { what: 'session', title: next.title, lang }
  return { what: 'step', title: next.steps[next.course?.step ?? 0]?.title ?? next.title, lang }
}

/** What a screen does about a place to which its hall has gone on: waits for its time, or for who writes; or it goes. */
export type Following =
  | { readonly is: 'there' | 'goes' }
  /** It was not announced (the device was away): it is now. `at`: by the server's clock. */
  | { readonly is: 'announced'; readonly at: number }
  | { readonly is: 'stays' }
export type Hall = {
  /** Since when it is elsewhere, by the server's clock, and whether that was announced here. */
  readonly since: number
  readonly announced: boolean
  /** Stayed because of what was being written. */
  readonly stayed: boolean
}
export function following(
  hall: Hall | null,
  typing: { readonly now: boolean; readonly inHand: boolean },
  at: number,
): Following {
  if (hall === null) return { is: 'there' }
  const due = hall.since + (hall.announced ? 0 : noticeMs)
  if (at < due) return { is: 'announced', at: due }
  if (at >= due + stayMs) return { is: 'goes' }
  return (hall.stayed ? typing.inHand : typing.now) ? { is: 'stays' } : { is: 'goes' }
}

/** How often it is looked whether somebody has put down what they wrote. */
const look = 250

/**
 * Goes along to `place` when it is time. `place`: where the hall is now, null while this screen is there; `announced`: the
 * notice ran here. `now`: the server's time.
 */
export function useFollowing<Place extends string | number>(
  place: Place | null,
  announced: boolean,
  typing: Typing,
  now: () => number,
  onGo: (place: Place) => void,
): Following {
  const hall = useRef<(Hall & { readonly place: Place }) | null>(null)
  const [, again] = useReducer((times: number) => times + 1, 0)
  if (place === null) hall.current = null
  else if (hall.current?.place !== place) hall.current = { place, since: now(), announced, stayed: false }
  const state = following(hall.current, { now: typing.now(), inHand: typing.inHand() }, now())
  if (state.is === 'stays' && hall.current !== null) hall.current = { ...hall.current, stayed: true }
  const go = useRef(onGo)
  go.current = onGo
  const { is } = state
  useEffect(() => {
    if (is === 'goes' && place !== null) go.current(place)
  }, [is, place])
  useEffect(() => {
    if (is !== 'stays') return
    const timer = setInterval(again, look)
    return () => clearInterval(timer)
  }, [is])
  useAt(state.is === 'announced' ? state.at : null, now, again)
  return state
}
