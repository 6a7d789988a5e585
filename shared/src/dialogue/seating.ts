/** Where people sit just now: what a rotation says of sessions, and in which of them a seat is by the clocks of its tables. */
import { seatCode, type BoardId, type SeatCode, type TableId } from '../ids.ts'
import { peopleIn } from './clock.ts'
import type { TableDraft } from './programme.ts'
import { movedTo, movesAtAll, seatingOf, tableOfSeat, type SeatMoves } from './rotation.ts'
import { clockOf, type DialogueState, type Plan } from './state.ts'

const byNumber = new WeakMap<Plan, ReadonlyMap<number, TableDraft>>()
/** The table whose number a seat's code has; null where there is none, or not so many seats at it. */
export function homeOf({ plan }: DialogueState, seat: SeatCode): TableDraft | null {
  if (plan === null) return null
  let tables = byNumber.get(plan)
  if (tables === undefined) {
    tables = new Map([...plan.table.values()].map((table) => [table.number, table]))
    byNumber.set(plan, tables)
  }
  const { table: number, at } = partsOf(seat)
  const table = tables.get(number)
  return table !== undefined && at >= 1 && at <= table.seats ? table : null
}

/** In which session a table's people are; while a notice runs, still in the one before. */
export function sessionAmong(state: DialogueState, table: TableId, at: number): number {
  const joined = state.joined.get(table)
  return peopleIn(joined !== undefined && at < joined.goesAt ? joined.had.clock : clockOf(state, table), at)
}

const numbersOf = ({ plan }: DialogueState): readonly number[] =>
  (plan?.draft.sessions ?? []).map(({ number }) => number).sort((a, b) => a - b)

/**
 * In which session a seat is: in the first that its table of that session has not left. So a person goes along when the table
 * at which they sit does; who comes to a table that is held up waits there.
 */
export function sessionOfSeat(state: DialogueState, seat: SeatCode, home: TableId, at: number): number {
  const numbers = [0, ...numbersOf(state)]
  const found = numbers.find(
    (number) => sessionAmong(state, tableOfSeat(state.rotation, seat, number, home), at) <= number,
  )
  return found ?? numbers.at(-1) ?? 0
}

/** A seat that changes tables: where it sits now, and in each session. */
export type Sitting = {
  readonly session: number
  readonly table: TableId
  readonly sits: ReadonlyMap<number, TableId>
  /** Tables of sessions that this seat has left, by the clocks or by hand. */
  readonly left: readonly { readonly session: number; readonly table: TableId }[]
}
/** Null for a seat that stays where its code says. */
export function sittingOf(state: DialogueState, seat: SeatCode, home: TableId, at: number): Sitting | null {
  if (!movesAtAll(state.rotation, seat)) return null
  const sits = new Map(numbersOf(state).map((number) => [number, tableOfSeat(state.rotation, seat, number, home)]))
  const session = sessionOfSeat(state, seat, home, at)
  const over = [...sits].flatMap(([number, table]) => (number < session ? [{ session: number, table }] : []))
  const left = [...over, ...(state.left.get(seat) ?? [])]
  return { session, table: tableOfSeat(state.rotation, seat, session, home), sits, left }
}

/** Who sits at a table in a session: its own seats that stay, then who comes from other tables. */
export function seatsAt(state: DialogueState, table: TableId, session: number): readonly SeatCode[] {
  const of = state.plan?.table.get(table)
  if (of === undefined) return []
  const own = Array.from({ length: of.seats }, (_, n) => seatCode(of.number, n + 1))
  if (state.rotation.size === 0) return own
  const sits = seatingOf(state.rotation, state.moves)
  const all = new Set([...state.rotation.values()].flatMap((moves) => [...moves.keys()]))
  const guests = [...all].filter((seat) => {
    const home = homeOf(state, seat)
    return home !== null && home.id !== table && sits(seat, session, home.id) === table
  })
  return [...own.filter((seat) => sits(seat, session, table) === table), ...guests.sort(bySeat)]
}
/** The same by chairs: own seats at the number of their code, guests where somebody is away, the rest behind them. */
export function chairsAt(state: DialogueState, table: TableId, session: number): readonly (SeatCode | null)[] {
  const of = state.plan?.table.get(table)
  if (of === undefined) return []
  const here = new Set(seatsAt(state, table, session))
  const own = Array.from({ length: of.seats }, (_, n) => seatCode(of.number, n + 1))
  const guests = [...here].filter((seat) => !own.includes(seat))
  const chairs = own.map((seat) => (here.has(seat) ? seat : (guests.shift() ?? null)))
  return [...chairs, ...guests]
}
const partsOf = (seat: SeatCode): { readonly table: number; readonly at: number } => {
  const [table = 0, at = 0] = seat.slice(1).split('-').map(Number)
  return { table, at }
}
/** By table, then by seat, as people count. */
export const bySeat = (a: SeatCode, b: SeatCode): number =>
  partsOf(a).table - partsOf(b).table || partsOf(a).at - partsOf(b).at

/** Of a row that moves people: where they sat in sessions that have begun for them, with what was known of that before. */
export function satUntil(before: DialogueState, { session, to }: SeatMoves, at: number): DialogueState['left'] {
  const left = new Map(before.left)
  for (const seat of Object.keys(to) as SeatCode[]) {
    const home = homeOf(before, seat)
    if (home === null) continue
    const now = sessionOfSeat(before, seat, home.id, at)
    const sat = numbersOf(before)
      .filter((number) => number >= session && number <= now)
      .map((number) => ({ session: number, table: tableOfSeat(before.rotation, seat, number, home.id) }))
    if (sat.length > 0) left.set(seat, [...(left.get(seat) ?? []), ...sat])
  }
  return left
}

/** Whether a seat sits at this table in this session, or sat there until it was moved in its middle. */
export function wasAt(state: DialogueState, seat: SeatCode, table: TableId, session: number, home: TableId): boolean {
  if (tableOfSeat(state.rotation, seat, session, home) === table) return true
  return state.left.get(seat)?.some((one) => one.session === session && one.table === table) === true
}

/** Why a move does not fit. `spoke`: somebody has written or answered where they sit; a second ballot they do not get. */
export const moveWhys = ['no-session', 'no-seat', 'no-table', 'other-site', 'past', 'stays', 'spoke', 'full'] as const
export type MoveMisfit = {
  readonly why: (typeof moveWhys)[number]
  /** Of whom; of a table that is full, at which and in which session. */
  readonly seat?: SeatCode
  readonly table?: TableId
  readonly session?: number
}

/** What a move is judged by beside the dialogue: who took a seat at all, and who wrote or answered at a board. */
export type Known = {
  readonly taken: (seat: SeatCode) => boolean
  readonly spoke: (seat: SeatCode, board: BoardId) => boolean
}
/**
 * Null where it fits: nobody beyond a table's places, in no session from this one on; nobody moves to another site, nor in a
 * session that is over for them, nor in one in which they have spoken.
 */
export function moveMisfit(
  state: DialogueState,
  move: SeatMoves,
  at: number,
  { taken, spoke }: Known,
): MoveMisfit | null {
  const numbers = numbersOf(state)
  const seats = Object.keys(move.to) as SeatCode[]
  if (!numbers.includes(move.session)) return { why: 'no-session' }
  for (const seat of seats) {
    const home = homeOf(state, seat)
    if (home === null) return { why: 'no-seat', seat }
    const to = state.plan?.table.get(move.to[seat] ?? '')
    if (to === undefined) return { why: 'no-table', seat }
    if (to.site !== home.site) return { why: 'other-site', seat }
    if (move.session < sessionOfSeat(state, seat, home.id, at)) return { why: 'past', seat }
    if (tableOfSeat(state.rotation, seat, move.session, home.id) === to.id) return { why: 'stays', seat }
    if (leftBy(state, move, seat, home.id).some((board) => spoke(seat, board))) return { why: 'spoke', seat }
  }
  return tooFull(state, move, numbers, taken)
}

/** The boards at which this seat would sit no more. */
function leftBy(state: DialogueState, move: SeatMoves, seat: SeatCode, home: TableId): readonly BoardId[] {
  const after = movedTo(state.rotation, move)
  return numbersOf(state).flatMap((number) => {
    const table = tableOfSeat(state.rotation, seat, number, home)
    if (tableOfSeat(after, seat, number, home) === table) return []
    return state.plan?.boardsOf.get(table)?.find(({ session }) => session === number)?.id ?? []
  })
}

/** Of whom nobody took the seat no place is kept. */
const peopleAt = (state: DialogueState, table: TableId, session: number, counts: (seat: SeatCode) => boolean): number =>
  seatsAt(state, table, session).filter(counts).length

/** Whether nobody more may sit down at the table at which this seat is now: guests have taken its places. */
export function isFull(state: DialogueState, seat: SeatCode, at: number, taken: (seat: SeatCode) => boolean): boolean {
  const home = homeOf(state, seat)
  if (home === null || state.rotation.size === 0) return false
  const session = sessionOfSeat(state, seat, home.id, at)
  const table = tableOfSeat(state.rotation, seat, session, home.id)
  const places = state.plan?.table.get(table)?.seats ?? 0
  return peopleAt(state, table, session, (one) => one !== seat && taken(one)) >= places
}

/** The first table at which more sit than it has places, by this move; one that was too full before is not its fault. */
function tooFull(
  state: DialogueState,
  move: SeatMoves,
  numbers: readonly number[],
  taken: (seat: SeatCode) => boolean,
): MoveMisfit | null {
  const counts = (seat: SeatCode): boolean => taken(seat) || Object.hasOwn(move.to, seat)
  const after = { ...state, rotation: movedTo(state.rotation, move) }
  for (const session of numbers.filter((number) => number >= move.session))
    for (const table of new Set(Object.values(move.to))) {
      const places = state.plan?.table.get(table)?.seats ?? 0
      const before = peopleAt(state, table, session, counts)
      const then = peopleAt(after, table, session, counts)
      if (then > places && then > before) return { why: 'full', table, session }
    }
  return null
}
