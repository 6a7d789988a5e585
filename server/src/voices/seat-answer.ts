/** What a citizen's phone is told: the one thing to do now, and everything that is this seat's own. Nothing of another's. */
import type { BoardId, DialogueId, SeatCode, TableId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { can, type BoardState } from '@tablee/shared/roles'
import type { SeatAnswer, SeatRound } from '@tablee/shared/wire/seat'
import { seated, stateFor, type Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { Clocks, RoundPlaces } from './ports.ts'
import { pageOf } from './seats.ts'
import type { VoiceStore } from './voices.ts'
import { versionOf } from '../hold/waiting.ts'

/** What an answer needs of the dialogue; `dialogue/` answers it. */
export type AnswerPlaces = Pick<RoundPlaces, 'dialogue' | 'seating'> &
  Clocks & {
    table(id: string): { readonly site: string; readonly number: number; readonly seats: number } | null
    currentBoard(table: NonNullable<Session['table']>): { readonly id: BoardId; readonly session: number } | null
    shownState(id: string): BoardState
  }

/**
 * `no-seat` for a session without one, `not-found` where nobody sat on it or nobody is asked for consent. Committed
 * state only.
 */
export function createSeatAnswer({
  voices,
  places,
  clock,
  era,
  rounds,
  ready,
  materials,
}: {
  voices: VoiceStore
  places: AnswerPlaces
  clock: Clock
  /** Another one than before: what was taken before may be missing. */
  era: string
  /** The rounds of this seat, open ones first. */
  rounds: (session: Session, seat: SeatCode) => readonly SeatRound[]
  /** Awaited first. */
  ready: (dialogue: DialogueId) => Promise<void>
  /** Another one when what its hall may see of materials is another; null: nothing. */
  materials: (session: Session) => string | null
}) {
  return async (asked: Session): Promise<Result<SeatAnswer>> => {
    await ready(asked.dialogue)
    // Who has just sat down sits where their seat is by now.
    const session = seated(asked, places)
    const { seat, sits } = session
    if (seat === null) return fail({ code: 'no-seat' })
    const dialogue = places.dialogue(session.dialogue)
    const table = session.table === null ? null : places.table(session.table)
    const page = pageOf(dialogue?.consent ?? null)
    const state = voices.state(session.dialogue).seats.get(seat)
    if (dialogue === null || table === null || page === null || session.table === null || state === undefined)
      return fail({ code: 'not-found', what: 'seat' })
    const at = places.currentBoard(session.table)
    // Who comes before their new table has gone on is told nothing of what it did without them.
    const board = at !== null && (sits?.get(at.session) ?? session.table) === session.table ? at : null
    const numberOf = (id: TableId): number => places.table(id)?.number ?? table.number
    const course = places.clockAt(session.table)?.course
    const running = dialogue.sessions.find(({ number }) => number === course?.session)
    const shown = materials(session)
    const answer: Omit<SeatAnswer, 'version'> = {
      seat,
      dialogueTitle: dialogue.title,
      site: table.site,
      tableNumber: table.number,
      seats: table.seats,
      board: board?.id ?? null,
      mayEdit: board !== null && can('citizen', 'board.edit', stateFor(session, places.shownState(board.id))),
      session:
        running === undefined ? null : { number: running.number, title: running.title, question: running.question },
      ...(course === undefined || running === undefined
        ? {}
        : { clock: { course, steps: running.steps.map(({ kind, title, minutes }) => ({ kind, title, minutes })) } }),
      ...(sits === undefined
        ? {}
        : { sits: [...sits].map(([number, id]) => ({ session: number, table: numberOf(id) })) }),
      ...(shown === null ? {} : { materials: shown }),
      langs: dialogue.langs,
      consent: state.consent,
      consentPage: page,
      rounds: rounds(session, seat),
      era,
    }
    // The hash of what this seat is told: what others do must not move it.
    return ok({ version: versionOf(answer), ...answer, now: clock() })
  }
}
