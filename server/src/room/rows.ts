/** What a console is told of one table, and of its site's rounds: numbers and states, nothing that anybody wrote. */
import { clockOf, siteTold, tableTold } from '@tablee/shared/dialogue/fold'
import type { BoardDraft, ProgrammeSession, TableDraft } from '@tablee/shared/dialogue/programme'
import { bySeat, sittingOf } from '@tablee/shared/dialogue/seating'
import type { BoardId, SeatCode, TableId } from '@tablee/shared/ids'
import { roundOf, type SeatState, type Voices } from '@tablee/shared/voices/fold'
import { roomMoves } from '@tablee/shared/voices/room-moves'
import type { Room, RoomTable } from '@tablee/shared/wire/room'
import type { Asked, Standing } from './asked.ts'

/**
 * By how much a table's last writing has to be younger for its row to be another one (ms): a screen reads minutes from it,
 * and two hundred tables that type would else be told every second.
 */
const coarse = 30_000

/** Seats that are taken, by table; worked out once as long as nobody sits down or leaves. */
export function createTaken() {
  const known = new WeakMap<Voices['seats'], ReadonlyMap<TableId, readonly number[]>>()
  return (seats: Voices['seats']): ReadonlyMap<TableId, readonly number[]> => {
    const before = known.get(seats)
    if (before !== undefined) return before
    const taken = new Map<TableId, number[]>()
    const numberOf = ({ seat }: SeatState): number => Number(seat.split('-')[1])
    for (const seat of seats.values())
      if (seat.held !== null) taken.set(seat.table, [...(taken.get(seat.table) ?? []), numberOf(seat)])
    for (const numbers of taken.values()) numbers.sort((a, b) => a - b)
    known.set(seats, taken)
    return taken
  }
}

/** Numbers of own seats, and codes of those from other tables. */
type Here = {
  readonly taken: readonly number[]
  readonly guests: readonly SeatCode[]
  readonly away: readonly number[]
}
export const nobodyHere: Here = { taken: [], guests: [], away: [] }
/** Who sits where just now, by table; of a dialogue in which seats move. */
export function seatedNow(state: Standing, seats: Voices['seats'], at: number): ReadonlyMap<TableId, Here> {
  const by = new Map<TableId, { taken: number[]; guests: SeatCode[]; away: number[] }>()
  const of = (table: TableId) => {
    const known = by.get(table) ?? { taken: [], guests: [], away: [] }
    by.set(table, known)
    return known
  }
  for (const { seat, table: home, held } of seats.values()) {
    if (held === null) continue
    const table = sittingOf(state, seat, home, at)?.table ?? home
    const number = Number(seat.split('-')[1])
    of(home)[table === home ? 'taken' : 'away'].push(number)
    if (table !== home) of(table).guests.push(seat)
  }
  for (const { taken, guests, away } of by.values()) {
    for (const numbers of [taken, away]) numbers.sort((a, b) => a - b)
    guests.sort(bySeat)
  }
  return by
}

/** The board of the session in which the table is; before the first one, and after a session without a board, the nearest. */
export function boardAt(state: Standing, table: TableId): BoardDraft | null {
  const boards = state.plan.boardsOf.get(table) ?? []
  const { session } = clockOf(state, table).course
  return boards.find((board) => board.session === session) ?? boards[0] ?? null
}

/** `before`: what was told of it last; `at`: now. */
export function rowOf(
  asked: Asked,
  state: Standing,
  { id, number, lang, seats }: TableDraft,
  { here, before, at }: { readonly here: Here; readonly before: RoomTable | null; readonly at: number },
): RoomTable {
  const board = boardAt(state, id)
  const tally = board === null ? null : asked.tally(board.id)
  const policy = board === null ? null : asked.policy(board.id)
  const boards = state.plan.boardsOf.get(id) ?? []
  // A screen that has not gone along yet is at the board of the session before.
  const screens = boards.map((each) => asked.screens(each.id))
  const online = screens.some(({ here }) => here > 0)
  const left = screens.flatMap(({ leftAt }) => leftAt ?? [])
  return {
    id,
    number,
    lang,
    seats,
    taken: here.taken,
    ...(here.guests.length > 0 ? { guests: here.guests } : {}),
    ...(here.away.length > 0 ? { away: here.away } : {}),
    spoken: tally?.spoken ?? 0,
    entries: tally?.entries ?? 0,
    lastAt: coarsely(tally?.lastAt ?? null, before?.lastAt ?? null, at),
    curtain: state.drawn.has(id) ? 'drawn-here' : (policy?.curtain ?? 'open'),
    shown: board !== null && policy?.consent === true && !asked.hides(board.id),
    paused: policy?.observation === 'paused',
    delayMinutes: policy?.delayMinutes ?? 0,
    watching: asked.watching(boards.map((each) => each.id)),
    online,
    offlineSince: online || left.length === 0 ? null : Math.max(...left),
    unsaved: screens.some(({ unsaved }) => unsaved),
    ...clockIn(state, id, at),
    turnout: asked.turnout(state.plan.draft.id, id),
  }
}

/**
 * Its own clock, if it goes by one; also while it joins the hall, which can be taken back. A table that was acted on alone
 * since says what the next act on it has seen.
 */
function clockIn(state: Standing, table: TableId, at: number): Pick<RoomTable, 'clock' | 'seen'> {
  const told = tableTold(state, table)
  const joins = (state.joined.get(table)?.goesAt ?? 0) > at
  if (state.own.has(table) || joins) return { clock: told }
  const site = state.plan.table.get(table)?.site
  const hall = site === undefined ? told : siteTold(state, site)
  return { clock: null, ...(told.version === hall.version ? {} : { seen: told.version }) }
}

/** While somebody writes; of a table that is quiet the very last. */
const coarsely = (last: number | null, told: number | null, at: number): number | null =>
  last !== null && told !== null && last >= told && last - told < coarse && at - last < coarse ? told : last

/**
 * At how many of a site's tables each step that asks people is open, closed, revealed: of the session that runs there, and what
 * was asked on the day.
 */
export function roundsOf(
  state: Standing,
  tables: readonly TableDraft[],
  session: ProgrammeSession | null,
  voices: Voices,
): Room['rounds'] {
  if (session === null || state.plan.draft.consent === undefined) return []
  const all = tables.flatMap(({ id }) => state.plan.boardsOf.get(id) ?? [])
  const boards = all.flatMap((board) => (board.session === session.number ? [board.id] : []))
  const planned = session.steps.flatMap(({ id: step, title, task, opens, skipped }) => {
    if (step === undefined || task === undefined) return []
    const count = countsAt(voices, boards, step)
    // What was left out before anybody opened it is nothing that a room does.
    if (skipped === true && count.open + count.closed + count.revealed === 0) return []
    const may = [...roomMoves(opens === undefined ? {} : { opens }, task)]
    return [{ step, title, session: session.number, ...count, may }]
  })
  const here = new Set<BoardId>(all.map(({ id }) => id))
  const asked = [...voices.asks.values()].flatMap((ask) => {
    const boards = ask.boards.filter((board) => here.has(board))
    if (boards.length === 0) return []
    const { step, title, at, calledBack } = ask
    return [
      {
        step,
        title,
        session: session.number,
        ...countsAt(voices, boards, step),
        may: calledBack === null ? ['closed' as const] : [],
        asked: { at, calledBack: calledBack !== null },
      },
    ]
  })
  return [...planned, ...asked]
}

function countsAt(voices: Voices, boards: readonly BoardId[], step: string) {
  const count = { open: 0, closed: 0, revealed: 0, of: boards.length }
  for (const board of boards) {
    const { state: stands } = roundOf(voices, board, step)
    if (stands !== 'waiting') count[stands] += 1
  }
  return count
}
