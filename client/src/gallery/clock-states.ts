/** A table's clock and its hall that goes on: held, in its last minute, given more, ended, announced, and somebody who stays. */
import { contested, rtl } from '@tablee/shared/board/samples'
import { notBegun, type Course } from '@tablee/shared/dialogue/course'
import type { BoardId } from '@tablee/shared/ids'
import type { BoardStatus, Clock } from '@tablee/shared/wire/board'
import type { Local } from './local-link.ts'
import type { State } from './states.ts'

type Lang = 'en' | 'ar'
const minute = 60_000

/** In the map's step of session 2, twelve minutes before its end, unless `change` says otherwise. */
export function courseNow(change: Partial<Course> = {}, left = 12 * minute): Course {
  const since = Date.now() - 25 * minute + left
  return { ...notBegun, session: 2, step: 3, since, begunAt: since - 18 * minute, ...change }
}
export const withCourse = (clock: Clock, course: Course): Clock => ({ ...clock, session: course.session, course })

/** `next`: what is told a moment after the screen was read. */
export function clockStates(status: (change: Partial<BoardStatus>, lang: Lang) => BoardStatus): Record<string, State> {
  const at = (course: Course, lang: Lang = 'en', change: Partial<BoardStatus> = {}): BoardStatus => {
    const now = status(change, lang)
    return { ...now, clock: withCourse(now.clock, course) }
  }
  const local = (first: BoardStatus, next?: BoardStatus): Local => ({
    doc: first.lang === 'ar' ? rtl() : contested(),
    status: first,
    ...(next === undefined ? {} : { afterwards: { status: next } }),
  })
  /** The hall goes to session 3 in `seconds`. */
  const goesOn = (lang: Lang, seconds: number): BoardStatus => {
    const goesAt = Date.now() + seconds * 1000
    const next = at({ ...courseNow(), session: 3, step: 0, since: goesAt, goesAt, begunAt: goesAt }, lang)
    const [title, texts] = lang === 'ar' ? ['الشوارع', { ar: 'الشوارع' }] : ['Our streets', { en: 'Our streets' }]
    return {
      ...next,
      clock: { ...next.clock, title },
      ...(next.texts ? { texts: { ...next.texts, title: { ...texts, en: 'Our streets' } } } : {}),
      sessions: [...(next.sessions ?? []), { number: 3, title, board: 'b2' as BoardId }],
    }
  }
  return {
    'clock-last-minute': { local: () => local(at(courseNow({}, 42_000))) },
    'clock-held': { local: () => local(at(courseNow({ heldAt: Date.now() - minute }))) },
    'clock-held-own': {
      local: () => {
        const own = at(courseNow({ heldAt: Date.now() - minute }))
        return local({ ...own, clock: { ...own.clock, alone: true } })
      },
    },
    'clock-held-rtl': { local: () => local(at(courseNow({ heldAt: Date.now() - minute }), 'ar')) },
    'clock-added': { local: () => local(at(courseNow()), at(courseNow({ more: 5 * minute }))) },
    'clock-ended': { local: () => local(at(courseNow({ ended: true }))) },
    'clock-next': { local: () => local(at(courseNow()), goesOn('en', 9)) },
    'clock-next-rtl': { local: () => local(at(courseNow(), 'ar'), goesOn('ar', 9)) },
    'clock-left': { local: () => local(at(courseNow())), led: true, left: 'b0' },
    'clock-behind': {
      local: () => {
        // Somebody types while the hall goes, and a little longer.
        const types = setInterval(() => dispatchEvent(new Event('input')), 200)
        setTimeout(() => clearInterval(types), 8_000)
        return local(at(courseNow()), goesOn('en', 1))
      },
      ui: () => ({ editing: null }),
    },
  }
}
