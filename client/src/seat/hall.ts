/** Where a phone's hall is: its clock as it is shown, and the phone that goes along with it. */
import { noticeMs } from '@tablee/shared/dialogue/ran'
import type { RoundName } from '@tablee/shared/voices/rows'
import type { Clock } from '@tablee/shared/wire/board'
import type { SeatAnswer, SeatRound } from '@tablee/shared/wire/seat'
import type { GoingParts } from '../ui/going.ts'
import { said } from '../ui/voices/texts.ts'
import { isBegun, isToDo, isUnsent, whereNow, type Focus, type RoundView } from './state.ts'

/** Null from a server of before, which says nothing of it. */
export function clockFor({ clock, session, now = 0 }: SeatAnswer, lang: string): Clock | null {
  if (clock === undefined) return null
  return {
    session: session?.number ?? clock.course.session,
    sessions: 0,
    title: session === null ? '' : said(session.title, lang).text,
    startedAt: clock.course.since,
    now,
    steps: clock.steps.map(({ kind, minutes, title }) => ({ kind, minutes, title: said(title, lang).text })),
    course: clock.course,
  }
}

/** Of a seat that changes tables: to which it goes with the session that is announced; null: it stays. `told`: what is to come. */
export function nextTable({ sits, clock, tableNumber }: SeatAnswer): number | null {
  const table = sits?.find(({ session }) => session === clock?.course.session)?.table ?? tableNumber
  return table === tableNumber ? null : table
}
/** Whether it sits at another table than in the session before, or than its code says. */
export function isMoved({ sits, session, tableNumber, seat }: SeatAnswer): boolean {
  if (sits === undefined || session === null) return false
  const before = sits.filter(({ session: one }) => one < session.number).pop()?.table ?? tableNumber
  return before !== tableNumber || isGuest(seat, tableNumber)
}
/** Whether a code is of another table. */
export const isGuest = (seat: string, table: number): boolean => Number(seat.slice(1).split('-')[0]) !== table

/** A step of the board at which the phone is: not of another session yet. */
const here = ({ session: _elsewhere, ...round }: SeatRound): SeatRound => round

const isSame = (round: SeatRound) => (one: SeatRound) => one.board === round.board && one.step === round.step

/** Until the hall goes, its phones are where they were; what they hand in and what is closed there counts at once. */
export const seatGoing: GoingParts<SeatAnswer> = {
  courseOf: ({ clock }) => clock?.course,
  hold(shown, told) {
    // What is told of other sessions because the day is over comes with its end.
    if (shown.board === told.board)
      return {
        ...told,
        rounds: told.rounds.filter(
          (round) => round.session === undefined || round.state === 'open' || shown.rounds.some(isSame(round)),
        ),
        ...(shown.clock === undefined ? {} : { clock: shown.clock }),
      }
    const rounds = told.rounds.flatMap((round) =>
      round.board === told.board ? [] : round.board === shown.board ? [here(round)] : [round],
    )
    const stay = shown.rounds.filter((round) => round.board === shown.board && !rounds.some(isSame(round)))
    return {
      ...told,
      session: shown.session,
      board: shown.board,
      mayEdit: shown.mayEdit,
      rounds: [...rounds, ...stay],
      ...(shown.clock === undefined ? {} : { clock: shown.clock }),
    }
  },
}

/**
 * Where a phone goes with its hall: to the one thing to do there. By itself it goes nowhere for less: a text that was begun
 * in a step that is open still stays before its writer, who may go along by hand (`asked`).
 */
export function goesTo(views: readonly RoundView[], asked: boolean): Focus['at'] {
  const toDo = views.filter((view) => isToDo(view) && view.round.session === undefined)
  const [only] = toDo
  if (only !== undefined && toDo.length === 1) return only.name
  return asked || toDo.length > 0 ? 'home' : whereNow(views, null)
}

/** What somebody leaves behind half done as their phone goes along: they are told where it is until they go back to it. */
export function halfDone(views: readonly RoundView[], from: Focus['at'], to: Focus['at']): RoundName | null {
  const left = from === to ? undefined : views.find(({ name }) => name === from)
  return left !== undefined && isBegun(left) ? left.name : null
}

/**
 * A step that has just opened, and takes away what somebody reads: their consents, what became of their text. It waits for
 * as long as a notice runs; who has nothing before them but a calm page goes at once. `at`: by the server's clock.
 */
export function announced(
  views: readonly RoundView[],
  focus: Focus | null,
  at: number,
): { readonly view: RoundView; readonly goesAt: number } | null {
  if (focus === null || focus.writing) return null
  const read = views.find(({ name }) => name === focus.at)
  const reads = focus.at === 'consent' || (read !== undefined && (read.round.state === 'revealed' || isUnsent(read)))
  if (!reads) return null
  for (const view of views) {
    const { openedAt } = view.round
    if (!isToDo(view) || view.name === focus.at || focus.seen.includes(view.name)) continue
    if (openedAt !== undefined && openedAt !== null && openedAt + noticeMs > at)
      return { view, goesAt: openedAt + noticeMs }
  }
  return null
}

/** At which table something of another session was asked, where that is another than the one at which they sit now. */
export function tableElsewhere(
  { sits, tableNumber }: Pick<SeatAnswer, 'sits' | 'tableNumber'>,
  { session }: Pick<SeatRound, 'session'>,
): number | null {
  const table = session === undefined ? undefined : sits?.find((one) => one.session === session.number)?.table
  return table === undefined || table === tableNumber ? null : table
}
