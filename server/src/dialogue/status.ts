/** What a table is told of its dialogue: the session's clock, its boards, whether it is watched. Committed state only. */
import { backOf } from '@tablee/shared/dialogue/back'
import { settled, virtualStart, type Course } from '@tablee/shared/dialogue/course'
import { inLang, type ProgrammeSession } from '@tablee/shared/dialogue/programme'
import type { BoardId, DialogueId, SiteId, TableId } from '@tablee/shared/ids'
import type { BoardStatus, Clock as SessionClock } from '@tablee/shared/wire/board'
import type { SiteClock, SiteTold } from '@tablee/shared/wire/clock'
import type { Clock } from '../clock.ts'
import type { Reading } from './reading.ts'

/**
 * `held` answers null while nobody has counted: 0 is told meanwhile. The status of an unknown board is null; an unknown
 * dialogue's clock stands in session 0.
 */
export function createStatus(reading: Reading, clock: Clock, held: (board: BoardId) => number | null) {
  /** Texts come in `lang`; the screen derives time left and step from `course`. */
  function told(id: DialogueId, of: (SiteClock & { readonly alone?: boolean }) | null, lang: string): SessionClock {
    const sessions = reading.dialogue(id)?.sessions ?? []
    const session = sessions.find((each) => each.number === of?.course.session)
    const now = clock()
    return {
      session: of?.course.session ?? 0,
      sessions: sessions.length,
      title: session === undefined ? '' : inLang(session.title, lang),
      startedAt: of === null || session === undefined ? null : beganAt(of.course, session, now),
      now,
      ...(of === null ? {} : { course: of.course }),
      ...(of?.alone === true ? { alone: true } : {}),
      steps: (session?.steps ?? []).map((step) => ({
        kind: step.kind,
        title: inLang(step.title, lang),
        minutes: step.minutes,
        ...(step.id === undefined ? {} : { id: step.id }),
        ...backOf(step, session?.number ?? 0),
      })),
    }
  }

  /** Of the table; where the programme is asked for in no table's name, of a site, its first if nobody says which. */
  const tableClock = (table: TableId, lang: string): SessionClock => {
    const of = reading.table(table)
    return told(of?.dialogue ?? ('' as DialogueId), reading.clockAt(table), lang)
  }
  const sessionClock = (id: DialogueId, lang: string, at?: SiteId): SessionClock => {
    const [first, ...others] = reading.sites(id)
    return told(id, (others.find((site) => site.id === at) ?? first)?.clock ?? null, lang)
  }

  function status(id: string): BoardStatus | null {
    const place = reading.board(id)
    if (place === null) return null
    const policy = reading.policy(id)
    const drawnBy = reading.roomCurtain(place.table)
    const of = reading.dialogue(place.dialogue)
    const session = (number: number) => of?.sessions.find((each) => each.number === number)
    const running = session(reading.sessionAt(place.table))
    const asked = session(place.session)?.question
    const chairs = reading.seating.chairsAt(place)
    const reached = reading.boardsOf(place.table).filter((each) => each.id === place.id || reading.isReached(each))
    return {
      board: place.id,
      dialogue: place.dialogue,
      dialogueTitle: of?.title ?? '',
      site: place.site,
      tableNumber: place.tableNumber,
      seats: place.seats,
      ...(chairs === null ? {} : { chairs: [...chairs] }),
      question: place.question,
      lang: place.lang,
      curtain: policy.curtain,
      ...(drawnBy === null ? {} : { drawnBy }),
      // Who is told before it is known is told again (`onCounted`).
      held: held(place.id) ?? 0,
      observed: policy.consent && policy.observation === 'open',
      state: reading.shownState(id),
      clock: tableClock(place.table, place.lang),
      sessions: reached.map(({ id: each, session: number }) => {
        const title = session(number)?.title
        return { number, title: title === undefined ? '' : inLang(title, place.lang), board: each }
      }),
      texts: {
        question: asked !== undefined && inLang(asked, place.lang) === place.question ? asked : null,
        title: running?.title ?? {},
        steps: (running?.steps ?? []).map(({ title }) => title),
        sessions: reached.map(({ session: number }) => session(number)?.title ?? {}),
      },
    }
  }
  return {
    clock: sessionClock,
    tableClock,
    status,
    /** Of a table that does not go by its site's. */
    ownClock(table: TableId): { readonly clock?: SiteClock } {
      const { alone, ...own } = reading.clockAt(table) ?? { alone: false }
      return alone && 'course' in own ? { clock: own } : {}
    },
    sitesTold: (id: DialogueId): SiteTold[] =>
      reading.sites(id).map(({ id: site, name, zone, clock: of }) => ({ id: site, name, zone, clock: of })),
  }
}

/** For a page that knows no course: a clock that only runs, and shows at `now` what this one shows. */
function beganAt(course: Course, session: ProgrammeSession, now: number): number | null {
  const start = virtualStart(settled(course, session, now).course, session)
  if (start === null) return null
  return Math.max(0, start + (course.heldAt === null ? 0 : Math.max(0, now - course.heldAt)))
}
