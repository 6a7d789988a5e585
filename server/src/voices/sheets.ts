/**
 * What people write alone: kept for their seat until the table reveals it, then the table's to place. The text that lies on
 * the board afterwards is the person's own, letter by letter; anyone who signs with nobody's name is named nowhere.
 */
import { roundOf, type Round, type Sheet, type Voices } from '@tablee/shared/voices/fold'
import {
  isFreeForSheet,
  placeSheet,
  placeSheetAsEntry,
  placeSheetOnCanvas,
  sharesName,
  unplaceSheet,
  whereSheetsLie,
  type PlacedSheet,
} from '@tablee/shared/board/sheets'
import { limits } from '@tablee/shared/board/schema'
import { plainText } from '@tablee/shared/board/text'
import type { BoardId, DialogueId, Lang, SeatCode, TableId } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import { can } from '@tablee/shared/roles'
import type { SeatCommand } from '@tablee/shared/wire/seat'
import type { VoicesCommand } from '@tablee/shared/wire/voices'
import { authorOf, handOf, type Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { Locks } from './locks.ts'
import type { RoundBoards, RoundPlaces, Still } from './ports.ts'
import { gone, wants } from './rounds.ts'
import { notHeld } from './seats.ts'
import { writingAt, type WriteTask } from './steps.ts'
import type { VoiceStore } from './voices.ts'
import type * as Y from 'yjs'

/** Sheets of one seat in one round: a handful of thoughts each, and no way to fill a table with them. */
const mostSheets = 20

type Write = Extract<SeatCommand, { kind: 'write' }>
type TakeBack = Extract<SeatCommand, { kind: 'take-back' }>
type Paper = Extract<VoicesCommand, { kind: 'paper-sheet' }>
type Place = Extract<VoicesCommand, { kind: 'place' }>
type PlaceOnCanvas = Extract<VoicesCommand, { kind: 'place-on-canvas' }>
export type PaperSeat = (dialogue: DialogueId, table: TableId, step: string, sheet: string) => SeatCode | null

const bad = (where: string, why: string): Problem => ({ code: 'bad-request', where, why })
const takenBack: Problem = { code: 'refused', why: 'taken-back' }
/** A draft of what its seat has sent: it comes late, and nobody is told. */
const handedIn: Problem = { code: 'refused', why: 'taken-back' }

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
  const notAt = (session: Session, board: BoardId): Problem | null => {
    const place = places.board(board)
    return place !== null && place.dialogue === session.dialogue && place.table === session.table
      ? null
      : { code: 'not-found', what: 'board' }
  }

  /**
   * A sheet's id becomes an id on the board: nobody may choose one that is somebody's already, or that somebody's will have
   * when it is moved. Who could would take another's words off the board, or out of sight, with their own.
   */
  function unusable(doc: Y.Doc | null, board: BoardId, now: Voices, id: string): boolean {
    for (const round of now.rounds.values())
      if (round.board === board) for (const other of round.sheets.keys()) if (sharesName(other, id)) return true
    return doc === null || !isFreeForSheet(doc, id)
  }

  function checkText(text: string, sent: boolean): Problem | null {
    if (text.length > limits.words) return { code: 'too-large', limit: limits.words, size: text.length }
    return sent && text.trim() === '' ? bad('text', 'empty') : null
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

  const sheetIn = (round: Round, id: string): Sheet | null => round.sheets.get(id) ?? null

  /** How a revealed sheet is written on the board, and by whom: nobody's sheet is placed by nobody's hand. */
  function said(task: WriteTask, sheet: Sheet, by: string): PlacedSheet {
    const { id, text, lang, capture } = sheet
    const seat = task.signature === 'anonymous' ? null : sheet.seat
    return { sheet: id, text, lang: lang as Lang, seat, capture, at: clock(), by }
  }
  /** Of an anonymous sheet its own seat's hand would tell whose it is, in the journal and in the replay. */
  const authorFor = (session: Session, task: WriteTask): string =>
    task.signature === 'anonymous' && session.role === 'citizen' ? session.role : authorOf(session)

  type Lay = (doc: Y.Doc, origin: { who: string; why: string }, said: PlacedSheet) => Result<null>
  const put = (session: Session, board: BoardId, command: Place | PlaceOnCanvas, still: Still, lay: Lay) =>
    locks.alone(board, command.sheet, () => laid(session, board, command, still, lay))

  async function laid(
    session: Session,
    board: BoardId,
    { id, step, sheet: wanted }: Place | PlaceOnCanvas,
    still: Still,
    change: Lay,
  ): Promise<Result<null>> {
    const at = writingAt(places, board, step)
    if (!at.ok) return at
    const { task, place } = at.value
    // The same one, coming again after a later one, must not move the sheet back: after a restart neither.
    if (voices.done(place.dialogue, id, session)) return ok(null)
    const look = (): Result<Sheet> => {
      const round = roundOf(voices.staged(place.dialogue), board, step)
      if (round.state !== 'revealed') return fail(wants(round, 'revealed'))
      const sheet = sheetIn(round, wanted)
      if (sheet === null || !sheet.sent) return fail({ code: 'not-found', what: 'sheet' })
      if (sheet.takenBack) return fail(takenBack)
      const own = session.seat !== null && sheet.seat === session.seat
      return can(session.role, 'sheet.place', places.boardState(board), own)
        ? ok(sheet)
        : fail({ code: 'not-allowed', role: session.role, action: 'sheet.place' })
    }
    const first = look()
    if (!first.ok) return first
    const who = authorFor(session, task)
    let problem: Problem | null = null
    const done = await boards.write(
      board,
      who,
      (doc) => {
        const now = look()
        const changed = now.ok ? change(doc, { who, why: 'place' }, said(task, now.value, who)) : now
        problem = changed.ok ? null : changed.problem
      },
      () => still() && look().ok,
    )
    if (problem !== null) return fail(problem)
    if (!done.ok) {
      // Taken back, or the board closed, while it waited.
      const now = look()
      return now.ok ? done : now
    }
    return voices.append(place.dialogue, { kind: 'placed', command: id }, { author: who, device: session.device })
  }

  return {
    async write(session: Session, command: Write, still: Still): Promise<Result<null>> {
      const { id, board, step, sheet: wanted, lang, sent } = command
      const { seat } = session
      if (seat === null) return fail({ code: 'no-seat' })
      const elsewhere = notAt(session, board)
      if (elsewhere !== null) return fail(elsewhere)
      const at = writingAt(places, board, step)
      if (!at.ok) return at
      const text = plainText(command.text)
      const problem = checkText(text, sent)
      if (problem !== null) return fail(problem)
      const judge =
        (doc: Y.Doc | null) =>
        (now: Voices): Problem | null => {
          if (!still()) return gone
          const out = notHeld(now, seat, session)
          if (out !== null) return out
          const round = roundOf(now, board, step)
          const before = sheetIn(round, wanted)
          if (before === null) {
            if (unusable(doc, board, now, wanted)) return bad('sheet', 'not a new id')
            const own = [...round.sheets.values()].filter((each) => each.seat === seat)
            if (own.length >= mostSheets) return bad('sheet', 'too many')
          } else if (before.seat !== seat) return bad('sheet', 'not a new id')
          else if (before.takenBack) return takenBack
          if (!sent) {
            // What was begun is kept for its seat, also when it comes late; what was handed in stays so.
            if (before?.sent === true) return handedIn
            return round.state === 'waiting' ? wants(round, 'open') : null
          }
          if (round.state === 'open') return null
          return round.state === 'revealed' && before?.sent !== true ? null : wants(round, 'open')
        }
      const keep = (doc: Y.Doc | null): Promise<Result<null>> =>
        voices.append(
          session.dialogue,
          { kind: 'write', command: id, board, step, seat, sheet: wanted, text, lang, capture: 'own-typing', sent },
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
      const elsewhere = notAt(session, board)
      if (elsewhere !== null) return fail(elsewhere)
      const at = writingAt(places, board, step)
      if (!at.ok) return at
      const done = await voices.append(
        session.dialogue,
        { kind: 'take-back', command: id, board, step, seat, sheet: wanted },
        handOf(session),
        (now) => {
          if (!still()) return gone
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
      const { dialogue, table } = at.value.place
      // Whose an anonymous sheet is nobody may say, so that nobody finds out by saying one seat after the other.
      if (at.value.task.signature === 'anonymous' && command.seat !== null)
        return fail(bad('seat', 'nobody signs here'))
      const seat = command.seat ?? paperSeat(dialogue, table, step, wanted)
      if (seat === null) return fail({ code: 'not-found', what: 'sheet' })
      const text = plainText(command.text)
      const problem = checkText(text, true)
      if (problem !== null) return fail(problem)
      const judge =
        (doc: Y.Doc) =>
        (now: Voices): Problem | null => {
          if (!still()) return gone
          const round = roundOf(now, board, step)
          if (round.state !== 'revealed') return wants(round, 'revealed')
          if (now.seats.get(seat)?.table !== table) return { code: 'no-seat' }
          const before = sheetIn(round, wanted)
          if (before === null) {
            if (unusable(doc, board, now, wanted)) return bad('sheet', 'not a new id')
            const own = [...round.sheets.values()].filter((each) => each.seat === seat)
            return own.length >= mostSheets ? bad('sheet', 'too many') : null
          }
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

    place: (session: Session, board: BoardId, command: Place, still: Still): Promise<Result<null>> =>
      put(session, board, command, still, (doc, origin, sheet) => {
        const { node: id, entry } = command
        if (entry === undefined) return placeSheet(doc, origin, sheet, id)
        if (!can(session.role, 'board.edit', places.boardState(board)))
          return fail({ code: 'not-allowed', role: session.role, action: 'board.edit' })
        const { kind, beneath } = entry
        const place = beneath && { relation: beneath.id, kind: beneath.kind, to: beneath.to }
        return placeSheetAsEntry(doc, origin, sheet, { id, kind, ...(place ? { place } : {}) })
      }),

    placeOnCanvas: (session: Session, board: BoardId, command: PlaceOnCanvas, still: Still): Promise<Result<null>> =>
      put(session, board, command, still, (doc, origin, sheet) =>
        placeSheetOnCanvas(doc, origin, sheet, {
          kind: command.element,
          x: command.x,
          y: command.y,
        }),
      ),
  }
}
