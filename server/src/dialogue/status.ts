/** What a table is told of its dialogue: the session's clock, its boards, whether it is watched. Committed state only. */
import { inLang } from '@tablee/shared/dialogue/programme'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { BoardStatus, Clock as SessionClock } from '@tablee/shared/wire/board'
import type { Clock } from '../clock.ts'
import type { Reading } from './reading.ts'

/**
 * `held` answers null while nobody has counted: 0 is told meanwhile. The status of an unknown board is null; an unknown
 * dialogue's clock stands in session 0.
 */
export function createStatus(reading: Reading, clock: Clock, held: (board: BoardId) => number | null) {
  /** Texts come in `lang`; the screen derives time left and step from `startedAt`. */
  function sessionClock(id: DialogueId, lang: string): SessionClock {
    const of = reading.dialogue(id)
    const session = of?.sessions.find((each) => each.number === of.session)
    return {
      session: of?.session ?? 0,
      sessions: of?.sessions.length ?? 0,
      title: session === undefined ? '' : inLang(session.title, lang),
      startedAt: of?.startedAt ?? null,
      now: clock(),
      steps: (session?.steps ?? []).map((step) => ({
        kind: step.kind,
        title: inLang(step.title, lang),
        minutes: step.minutes,
      })),
    }
  }

  function status(id: string): BoardStatus | null {
    const place = reading.board(id)
    if (place === null) return null
    const policy = reading.policy(id)
    const of = reading.dialogue(place.dialogue)
    const session = (number: number) => of?.sessions.find((each) => each.number === number)
    const running = session(of?.session ?? 0)
    const asked = session(place.session)?.question
    const reached = reading.boardsOf(place.table).filter((each) => each.id === place.id || reading.isReached(each))
    return {
      board: place.id,
      dialogue: place.dialogue,
      dialogueTitle: of?.title ?? '',
      site: place.site,
      tableNumber: place.tableNumber,
      seats: place.seats,
      question: place.question,
      lang: place.lang,
      curtain: policy.curtain,
      // Who is told before it is known is told again (`onCounted`).
      held: held(place.id) ?? 0,
      observed: policy.consent && policy.observation === 'open',
      state: reading.shownState(id),
      clock: sessionClock(place.dialogue, place.lang),
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
  return { clock: sessionClock, status }
}
