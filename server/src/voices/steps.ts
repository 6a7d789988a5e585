/** Which step of the programme a command is about, and whether it is one of this board's. */
import { stepOfAsk, type Ask } from '@tablee/shared/voices/asks'
import { itemsOfSeat } from '@tablee/shared/voices/draw'
import type { Item } from '@tablee/shared/dialogue/items'
import type { ProgrammeStep, StepTask } from '@tablee/shared/dialogue/programme'
import type { BoardId, SeatCode } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { SeatState, Voices } from '@tablee/shared/voices/fold'
import { ballotAt } from '@tablee/shared/voices/step-tables'
import type { PlaceOfBoard, RoundPlaces } from './ports.ts'

export type Step = {
  readonly place: PlaceOfBoard
  readonly id: string
  readonly step: ProgrammeStep
  readonly task: StepTask
  /** Asked on the day, and no step of the programme. */
  readonly ask?: Ask
}
export type WriteTask = Extract<StepTask, { kind: 'write' }>
export type AskTask = Exclude<StepTask, { kind: 'write' }>

/** The steps that a board's session asks people for, and what was asked there on the day. A dialogue that asks for no consent keeps nothing of anybody: it has none. */
export function stepsOf(places: RoundPlaces, board: BoardId): readonly Step[] {
  const place = places.board(board)
  const dialogue = place === null ? null : places.dialogue(place.dialogue)
  if (place === null || dialogue === null || dialogue.consent === null) return []
  const session = dialogue.sessions.find(({ number }) => number === place.session)
  const planned = (session?.steps ?? []).flatMap((step) =>
    step.id === undefined || step.task === undefined ? [] : [{ place, id: step.id, step, task: step.task }],
  )
  const asked = places.asksAt(board).map((ask) => {
    const step = stepOfAsk(ask)
    return { place, id: step.id, step, task: step.task, ask }
  })
  return [...planned, ...asked]
}

/** `not-found` also where the board is not there, or its dialogue asks for no consent. */
export function stepAt(places: RoundPlaces, board: BoardId, id: string): Result<Step> {
  const found = stepsOf(places, board).find((step) => step.id === id)
  return found === undefined ? fail({ code: 'not-found', what: 'step' }) : ok(found)
}

/** As `stepAt`; `bad-request` for a step in which people vote or answer. */
export function writingAt(places: RoundPlaces, board: BoardId, id: string): Result<Step & { task: WriteTask }> {
  const found = stepAt(places, board, id)
  if (!found.ok) return found
  const { task } = found.value
  return task.kind === 'write'
    ? ok({ ...found.value, task })
    : fail({ code: 'bad-request', where: 'step', why: 'nothing is written in this step' })
}
/** As `stepAt`; `bad-request` for a step in which people write. */
export function askingAt(places: RoundPlaces, board: BoardId, id: string): Result<Step & { task: AskTask }> {
  const found = stepAt(places, board, id)
  if (!found.ok) return found
  const { task } = found.value
  return task.kind !== 'write'
    ? ok({ ...found.value, task })
    : fail({ code: 'bad-request', where: 'step', why: 'nothing is asked in this step' })
}

/** What one seat is asked of it: where a draw left some out, not those. */
export const itemsFor = (task: AskTask, seat: string): readonly Item[] =>
  itemsOfSeat(task.items, task.kind === 'ballot' ? task.draw : undefined, seat)

/** Whether opening it takes entries of the board. */
export const asksAboutNodes = (items: readonly Item[]): boolean =>
  items.some((item) => item.type === 'agree' && item.on === 'nodes')

/** It was asked by mistake. */
export const isCalledBack = ({ ask }: Pick<Step, 'ask'>): boolean => (ask?.calledBack ?? null) !== null

/**
 * Whether a seat is asked at this board: where it sits in its session. A question that stands at boards of several sessions asks
 * who moves at that of the first; who was moved by hand is asked where `ballotAt` says. `paper`: whether paper of theirs belongs
 * here. What people write alone is no ballot: on a phone it is written where they sit.
 */
export function asksSeat(
  places: RoundPlaces,
  now: Voices,
  step: Pick<Step, 'place' | 'id' | 'ask' | 'task'>,
  seat: SeatCode,
  paper = false,
): boolean {
  const { place, ask, id, task } = step
  const { seating } = places
  const sits = seating.staged(place.dialogue)
  const home = seating.homeOf(place.dialogue, seat)
  if (home === null || sits.byHand?.has(seat) !== true || (task.kind === 'write' && !paper)) {
    const before = (ask?.boards ?? [])
      .flatMap((board) => places.board(board) ?? [])
      .filter((other) => other.session < place.session)
    return seating.sitsAt(place, seat) && !before.some((other) => seating.sitsAt(other, seat))
  }
  const boards =
    ask?.boards.flatMap((board) => places.board(board) ?? []) ??
    seating
      .everAt(place.dialogue, seat, place.session)
      .flatMap((table) => places.boardsOf(table).filter(({ session }) => session === place.session))
  const at = boards.map(({ id: board, table, session }) => ({ board, table, session }))
  const ballot = ballotAt(now, id, at, sits, { seat, table: home })
  return ballot?.board === place.id && (ballot.asked || paper)
}

/** Everybody who ever sat down and is asked at this board: with who was moved away since it was closed there. */
export function peopleAsked(places: RoundPlaces, now: Voices, step: Step): readonly SeatState[] {
  const { dialogue, table, session } = step.place
  const sits = places.seating.seating(dialogue)
  return [...now.seats.values()].filter((one) =>
    step.ask === undefined && sits.byHand?.has(one.seat) !== true
      ? sits(one.seat, session, one.table) === table
      : asksSeat(places, now, step, one.seat),
  )
}
