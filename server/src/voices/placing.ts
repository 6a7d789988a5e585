/** A revealed sheet on its way to the board: an entry, words, or a note on the canvas; the person's own text, letter by letter. */
import { roundOf, type Round, type Sheet } from '@tablee/shared/voices/fold'
import { placeSheet, placeSheetAsEntry, placeSheetOnCanvas, type PlacedSheet } from '@tablee/shared/board/sheets'
import type { BoardId, Lang } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import { can } from '@tablee/shared/roles'
import type { VoicesCommand } from '@tablee/shared/wire/voices'
import { authorOf, type Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { Locks } from './locks.ts'
import type { RoundBoards, RoundPlaces, Still } from './ports.ts'
import { wants } from './rounds.ts'
import { writingAt, type WriteTask } from './steps.ts'
import type { VoiceStore } from './voices.ts'
import type * as Y from 'yjs'

type Place = Extract<VoicesCommand, { kind: 'place' }>
type PlaceOnCanvas = Extract<VoicesCommand, { kind: 'place-on-canvas' }>
type Lay = (doc: Y.Doc, origin: { who: string; why: string }, said: PlacedSheet) => Result<null>

export const takenBack: Problem = { code: 'refused', why: 'taken-back' }

/** Null where the round has none of this id; one that was taken back is there. */
export const sheetIn = (round: Round, id: string): Sheet | null => round.sheets.get(id) ?? null

/** Of an anonymous sheet its own seat's hand would tell whose it is, in the journal and in the replay. */
export const authorFor = (session: Session, task: WriteTask): string =>
  task.signature === 'anonymous' && session.role === 'citizen' ? session.role : authorOf(session)

/**
 * The board's row first, then the note that the command was done: killed in between, the same command moves the sheet
 * to the same place. Problems: `round`, `not-found`, `refused` (`taken-back`), `not-allowed`, and those of a write.
 */
export function createPlacing({
  voices,
  places,
  boards,
  locks,
  clock,
}: {
  voices: VoiceStore
  places: RoundPlaces
  boards: RoundBoards
  locks: Pick<Locks, 'alone'>
  clock: Clock
}) {
  /** How a revealed sheet is written on the board, and by whom: nobody's sheet is placed by nobody's hand. */
  function said(task: WriteTask, sheet: Sheet, by: string): PlacedSheet {
    const { id, text, lang, capture } = sheet
    const seat = task.signature === 'anonymous' ? null : sheet.seat
    return { sheet: id, text, lang: lang as Lang, seat, capture, at: clock(), by }
  }
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
