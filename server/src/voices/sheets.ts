/**
 * What people write alone: kept for their seat until the table reveals it, then the table's to place. The text that lies on
 * the board afterwards is the person's own, letter by letter; anyone who signs with nobody's name is named nowhere.
 */
import { roundOf, type Round, type Sheet, type Voices } from '@tablee/shared/voices/fold'
import { isFreeForSheet, sharesName, unplaceSheet, whereSheetsLie } from '@tablee/shared/board/sheets'
import { limits } from '@tablee/shared/board/schema'
import { plainText } from '@tablee/shared/board/text'
import type { BoardId, DialogueId, SeatCode } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { SeatCommand } from '@tablee/shared/wire/seat'
import type { VoicesCommand } from '@tablee/shared/wire/voices'
import { handOf, type Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { Locks } from './locks.ts'
import type { RoundBoards, RoundPlaces, Still } from './ports.ts'
import { dayIsOver, signedOut, wants } from './rounds.ts'
import { authorFor, createPlacing, sheetIn, takenBack } from './placing.ts'
import { notHeld } from './seats.ts'
import { asksSeat, writingAt } from './steps.ts'
import type { VoiceStore } from './voices.ts'
import type * as Y from 'yjs'

/** Sheets of one seat in one round: a handful of thoughts each, and no way to fill a table with them. */
const mostSheets = 20

type Write = Extract<SeatCommand, { kind: 'write' }>
type TakeBack = Extract<SeatCommand, { kind: 'take-back' }>
type Paper = Extract<VoicesCommand, { kind: 'paper-sheet' }>
export type PaperSeat = (dialogue: DialogueId, board: BoardId, step: string, sheet: string) => SeatCode | null

const bad = (where: string, why: string): Problem => ({ code: 'bad-request', where, why })
/** A draft of what its seat has sent: it comes late, and nobody is told. */
const handedIn: Problem = { code: 'refused', why: 'taken-back' }

function checkText(text: string, sent: boolean): Problem | null {
  if (text.length > limits.words) return { code: 'too-large', limit: limits.words, size: text.length }
  return sent && text.trim() === '' ? bad('text', 'empty') : null
}

/**
 * A sheet's id becomes an id on the board: nobody may choose one that is somebody's already, or that somebody's will have
 * when it is moved. Who could would take another's words off the board, or out of sight, with their own.
 */
function mayNotBegin(
  doc: Y.Doc | null,
  board: BoardId,
  now: Voices,
  round: Round,
  seat: string,
  id: string,
): Problem | null {
  const others = [...now.rounds.values()].flatMap((one) => (one.board === board ? [...one.sheets.keys()] : []))
  if (doc === null || !isFreeForSheet(doc, id) || others.some((other) => sharesName(other, id)))
    return bad('sheet', 'not a new id')
  const own = [...round.sheets.values()].filter((each) => each.seat === seat)
  return own.length >= mostSheets ? bad('sheet', 'too many') : null
}

/** `before`: the sheet as it stands. */
function mayHandIn(
  round: Round,
  before: Sheet | null,
  { sent, took }: { readonly sent: boolean; readonly took: number | null },
  dayOver: () => boolean,
): Problem | null {
  if (took !== null) return before !== null && before.sent && before.at >= took ? handedIn : null
  if (!sent) {
    // What was begun is kept for its seat, also when it comes late; what was handed in stays so.
    if (before?.sent === true) return handedIn
    return round.state === 'waiting' ? wants(round, 'open') : null
  }
  if (dayOver()) return dayIsOver('open')
  if (round.state === 'open') return null
  return round.state === 'revealed' && before?.sent !== true ? null : wants(round, 'open')
}

/**
 * Answers after COMMIT. A draft that comes after its sheet was handed in is `ok` and changes nothing. Problems beside
 * those of `createPlacing`: `no-seat`, `seat-moved`, `too-large`, and `bad-request` for an id that is taken, or for
 * more than twenty sheets.
 */
export function createSheets({
  voices,
  places,
  boards,
  locks,
  paperSeat,
  clock,
}: {
  voices: VoiceStore
  places: RoundPlaces
  boards: RoundBoards
  locks: Pick<Locks, 'alone'>
  /** Whose a printed sheet is: on anonymous paper no seat stands, and nobody at the table is told. */
  paperSeat: PaperSeat
  clock: Clock
}) {
  /** The table's own, and the seat's: null where it is. */
  const notAt = (session: Session, board: BoardId, seat: SeatCode): Problem | null => {
    const place = places.board(board)
    return place !== null && place.dialogue === session.dialogue && places.seating.sitsAt(place, seat)
      ? null
      : { code: 'not-found', what: 'board' }
  }

  /** Judged by the board with all that was on its way to it: what is placed, or has a name, is known before it has landed. */
  const judgedOn = (
    board: BoardId,
    sheet: string,
    keep: (doc: Y.Doc) => Promise<Result<null>>,
  ): Promise<Result<null>> =>
    locks.alone(board, sheet, async () => {
      await boards.settled()
      return boards.look(board, keep)
    })

  return {
    /** `took`: it was taken then, by a server that knew the round as open (`again.ts`); what is newer stays. */
    async write(session: Session, command: Write, still: Still, took: number | null = null): Promise<Result<null>> {
      const { id, board, step, sheet: wanted, lang, sent } = command
      const { seat } = session
      if (seat === null) return fail({ code: 'no-seat' })
      const elsewhere = notAt(session, board, seat)
      if (elsewhere !== null) return fail(elsewhere)
      const at = writingAt(places, board, step)
      if (!at.ok) return at
      const text = plainText(command.text)
      const problem = checkText(text, sent)
      if (problem !== null) return fail(problem)
      const judge =
        (doc: Y.Doc | null) =>
        (now: Voices): Problem | null => {
          if (!still()) return signedOut
          const out = notHeld(now, seat, session) ?? notAt(session, board, seat)
          if (out !== null) return out
          const round = roundOf(now, board, step)
          const before = sheetIn(round, wanted)
          if (before === null) {
            const out = mayNotBegin(doc, board, now, round, seat, wanted)
            if (out !== null) return out
          } else if (before.seat !== seat) return bad('sheet', 'not a new id')
          else if (before.takenBack) return takenBack
          return mayHandIn(round, before, { sent, took }, () => places.dayOver(at.value.place.table))
        }
      const typed = { capture: 'own-typing', sent, ...(took && { took }) } as const
      const keep = (doc: Y.Doc | null): Promise<Result<null>> =>
        voices.append(
          session.dialogue,
          { kind: 'write', command: id, board, step, seat, sheet: wanted, text, lang, ...typed },
          handOf(session),
          judge(doc),
        )
      // The board is asked for a new sheet's name alone: not for every letter of one that is there.
      const known = sheetIn(roundOf(voices.staged(session.dialogue), board, step), wanted) !== null
      const done = await (known ? keep(null) : judgedOn(board, wanted, keep))
      return !done.ok && done.problem === handedIn ? ok(null) : done
    },

    /** The seat takes its sheet back: out of the table's hands, and off the board. */
    async takeBack(
      session: Session,
      { id, board, step, sheet: wanted }: TakeBack,
      still: Still,
    ): Promise<Result<null>> {
      const { seat } = session
      if (seat === null) return fail({ code: 'no-seat' })
      const of = places.board(board)
      // It stays theirs wherever they sit by now.
      if (of === null || of.dialogue !== session.dialogue || !places.seating.wasAt(of, seat))
        return fail({ code: 'not-found', what: 'board' })
      const at = writingAt(places, board, step)
      if (!at.ok) return at
      const done = await voices.append(
        session.dialogue,
        { kind: 'take-back', command: id, board, step, seat, sheet: wanted },
        handOf(session),
        (now) => {
          if (!still()) return signedOut
          const out = notHeld(now, seat, session)
          if (out !== null) return out
          const sheet = sheetIn(roundOf(now, board, step), wanted)
          if (sheet === null || sheet.seat !== seat) return { code: 'not-found', what: 'sheet' }
          return sheet.takenBack ? takenBack : null
        },
      )
      if (!done.ok && done.problem !== takenBack) return done
      // Also when it was taken back already: a server that was killed between the two finishes with the phone's next try.
      const sheet = sheetIn(roundOf(voices.state(session.dialogue), board, step), wanted)
      if (sheet === null || sheet.seat !== seat || !sheet.takenBack) return done
      if (!(await boards.look(board, (doc) => whereSheetsLie(doc, [wanted]).has(wanted)))) return ok(null)
      const who = authorFor(session, at.value.task)
      const off = await boards.write(
        board,
        who,
        (doc) => unplaceSheet(doc, { who, why: 'withdraw' }, wanted, clock(), who),
        () => true,
      )
      return off.ok ? ok(null) : off
    },

    /** A sheet of paper, typed in: only once the others are revealed, so that nobody at the table reads it before its time. */
    async paper(session: Session, board: BoardId, command: Paper, still: Still): Promise<Result<null>> {
      const { id, step, sheet: wanted, lang } = command
      const at = writingAt(places, board, step)
      if (!at.ok) return at
      const { dialogue } = at.value.place
      // Whose an anonymous sheet is nobody may say, so that nobody finds out by saying one seat after the other.
      if (at.value.task.signature === 'anonymous' && command.seat !== null)
        return fail(bad('seat', 'nobody signs here'))
      const seat = command.seat ?? paperSeat(dialogue, board, step, wanted)
      if (seat === null) return fail({ code: 'not-found', what: 'sheet' })
      const text = plainText(command.text)
      const problem = checkText(text, true)
      if (problem !== null) return fail(problem)
      const judge =
        (doc: Y.Doc) =>
        (now: Voices): Problem | null => {
          if (!still()) return signedOut
          const round = roundOf(now, board, step)
          if (round.state !== 'revealed') return wants(round, 'revealed')
          if (!now.seats.has(seat) || !asksSeat(places, now, at.value, seat, true)) return { code: 'no-seat' }
          const before = sheetIn(round, wanted)
          if (before === null) return mayNotBegin(doc, board, now, round, seat, wanted)
          if (before.seat !== seat || before.capture !== 'paper') return bad('sheet', 'not a new id')
          if (before.takenBack) return takenBack
          // Words are never edited: what lies on the board already is corrected there.
          return whereSheetsLie(doc, [wanted]).has(wanted) ? { code: 'refused', why: 'placed' } : null
        }
      return judgedOn(board, wanted, (doc) =>
        voices.append(
          dialogue,
          { kind: 'write', command: id, board, step, seat, sheet: wanted, text, lang, capture: 'paper', sent: true },
          handOf(session),
          judge(doc),
        ),
      )
    },

    ...createPlacing({ voices, places, boards, locks, clock }),
  }
}
