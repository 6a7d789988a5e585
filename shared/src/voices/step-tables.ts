/**
 * A step at all tables that have it. What is said of all of them together, and what leaves without naming a table, waits
 * until the last has closed: a sum that grows table by table gives each table's part away by subtraction, and it would
 * tell those who still answer what the others said.
 */
import type { BoardId, SeatCode, TableId } from '../ids.ts'
import type { Seating } from '../dialogue/rotation.ts'
import { smallest } from './figure.ts'
import { counts, countsAt, roundOf, type Cast, type Round, type SeatState, type Voices } from './fold.ts'
import type { ItemKey } from '../dialogue/items.ts'

export type TableOfDialogue = {
  readonly table: TableId
  /** Its board of the step's session. */
  readonly board: BoardId
  /** The number of the session in which it is; `Infinity` once its day is over. */
  readonly running: number
  /** Nobody writes there any more: a round that never opened is not waited for. */
  readonly boardClosed: boolean
  /** Of a wall that sees with delay: what was closed after this moment is not closed yet. */
  readonly until?: number
}
export type StepAtTables<T extends TableOfDialogue> = {
  readonly closed: readonly { readonly at: T; readonly round: Round; readonly seats: readonly SeatCode[] }[]
  /** Tables that have it: where it was opened, or where people sit and it still may be. */
  readonly of: number
  readonly complete: boolean
}

type Place = { readonly table: TableId; readonly session: number }

/** Everybody who ever sat down, freed seats too, where they sit in a session. */
export const seatsIn = (voices: Voices, session: number, sits: Seating): ReadonlyMap<TableId, readonly SeatState[]> =>
  Map.groupBy(voices.seats.values(), ({ seat, table }) => sits(seat, session, table))

/**
 * Who is asked at which of a step's boards: where they sit, and where it is at boards of several sessions, at that of the first in
 * which they sit at one, and nowhere twice; who was moved by hand, as `ballotAt` says.
 */
export function seatsByTable(
  voices: Voices,
  step: string,
  at: readonly StepBoard[],
  sits: Seating,
): ReadonlyMap<TableId, readonly SeatState[]> {
  const tableOf = new Map(at.map(({ board, table }) => [board, table]))
  const bySession = [...Map.groupBy(at, ({ session }) => session)]
    .sort(([a], [b]) => a - b)
    .map(([session, here]) => ({ session, tables: new Set(here.map(({ table }) => table)) }))
  function where(one: SeatState): TableId | undefined {
    if (sits.byHand?.has(one.seat) === true) {
      const ballot = ballotAt(voices, step, at, sits, one)
      return ballot?.asked === true ? tableOf.get(ballot.board) : undefined
    }
    for (const { session, tables } of bySession) {
      const table = sits(one.seat, session, one.table)
      if (tables.has(table)) return table
    }
    return undefined
  }
  const by = new Map<TableId, SeatState[]>()
  for (const one of voices.seats.values()) {
    const table = where(one)
    if (table === undefined) continue
    const here = by.get(table)
    if (here === undefined) by.set(table, [one])
    else here.push(one)
  }
  return by
}

export type StepBoard = Place & { readonly board: BoardId }
/**
 * Where a person's one ballot of a step is. Who was moved by hand: where they answered; else at the first board that was closed
 * while they sat there, whatever is decided of them later; else where they sit. With `asked` false they were not asked there, but
 * paper of theirs may be typed in: they came when it was closed, or sat there when it was opened. Null: nowhere.
 */
export function ballotAt(
  voices: Voices,
  step: string,
  at: readonly StepBoard[],
  sits: Seating,
  { seat, table: home }: Pick<SeatState, 'seat' | 'table'>,
): { readonly board: BoardId; readonly asked: boolean } | null {
  const all = at
    .map((one) => ({ ...one, round: roundOf(voices, one.board, step) }))
    .sort((a, b) => a.session - b.session || (a.round.closedAt ?? Infinity) - (b.round.closedAt ?? Infinity))
  const satThere = ({ session, table }: Place, time?: number): boolean => sits(seat, session, home, time) === table
  const own =
    all.find(({ round }) => answeredIn(round, seat)) ??
    all.find((one) => satThere(one, one.round.closedAt ?? undefined))
  if (own !== undefined) return { board: own.board, asked: true }
  const late =
    all.find((one) => satThere(one)) ??
    all.find((one) => one.round.openedAt !== null && satThere(one, one.round.openedAt))
  return late === undefined ? null : { board: late.board, asked: false }
}

function answeredIn(round: Round, seat: SeatCode): boolean {
  for (const casts of round.casts.values()) {
    const cast = casts.get(seat)
    if (cast !== undefined && counts(cast) !== null) return true
  }
  return [...round.sheets.values()].some((sheet) => sheet.seat === seat && sheet.sent && !sheet.takenBack)
}

/** Who was asked: who sat when it was closed, and who answered on paper that was typed in later. */
export function askedSeats(seats: readonly SeatState[], round: Round): readonly SeatCode[] {
  const { closedAt } = round
  const late = seats.filter(({ satAt }) => closedAt !== null && satAt > closedAt)
  if (late.length === 0) return seats.map(({ seat }) => seat)
  const answered = new Set<string>()
  for (const casts of round.casts.values())
    for (const [seat, cast] of casts) if (counts(cast) !== null) answered.add(seat)
  const absent = new Set(late.filter(({ seat }) => !answered.has(seat)).map(({ seat }) => seat))
  return seats.filter(({ seat }) => !absent.has(seat)).map(({ seat }) => seat)
}

/** What a table never opened in a session that it has left is not waited for. */
export function atTables<T extends TableOfDialogue>(
  voices: Voices,
  seats: ReadonlyMap<TableId, readonly SeatState[]>,
  step: string,
  session: number,
  tables: readonly T[],
): StepAtTables<T> {
  const closed: { at: T; round: Round; seats: readonly SeatCode[] }[] = []
  let of = 0
  for (const at of tables) {
    const round = roundOf(voices, at.board, step)
    const here = seats.get(at.table) ?? []
    const mayOpen = here.length > 0 && !at.boardClosed && session >= at.running
    if (round.state === 'waiting' && !mayOpen) continue
    of++
    if (round.closedAt !== null && round.state !== 'open' && round.closedAt <= (at.until ?? Infinity))
      closed.push({ at, round, seats: askedSeats(here, round) })
  }
  return { closed, of, complete: of > 0 && closed.length === of }
}

/**
 * What of these rounds is told outside their tables. Once a result is public, a sheet of paper that is typed in, or a
 * conflict that is settled, would be told by the difference: so what came after the last of them was closed is told when it
 * is five people's, and then of five more. At the tables, and in snapshots, it counts at once.
 */
export function asPublished<T extends TableOfDialogue>(
  closed: StepAtTables<T>['closed'],
  seats: ReadonlyMap<TableId, readonly SeatState[]>,
): StepAtTables<T>['closed'] {
  /** When something changed late, for each person. */
  const changes: number[][] = []
  for (const { round } of closed) {
    if (round.changedLate === undefined) continue
    const bySeat = new Map<string, number[]>()
    for (const casts of round.casts.values())
      for (const [seat, { late = [] }] of casts)
        if (late.length > 0) bySeat.set(seat, [...(bySeat.get(seat) ?? []), ...late.map(({ at }) => at)])
    changes.push(...bySeat.values())
  }
  if (changes.length === 0) return closed
  let until = Math.max(...closed.map(({ round }) => round.closedAt ?? 0))
  // Who sees with delay sees these with delay too.
  const latest = Math.min(...closed.map(({ at }) => at.until ?? Infinity))
  for (;;) {
    const firsts = changes
      .map((all) => Math.min(...all.filter((at) => at > until && at <= latest)))
      .filter(Number.isFinite)
      .sort((a, b) => a - b)
    const next = firsts[smallest - 1]
    if (next === undefined) break
    until = next
  }
  return closedUntil(closed, seats, until)
}

/** As they stood when the last of them was closed, whatever came since. Of parts of the people, five more may be one of each. */
export const asClosed = <T extends TableOfDialogue>(
  closed: StepAtTables<T>['closed'],
  seats: ReadonlyMap<TableId, readonly SeatState[]>,
): StepAtTables<T>['closed'] => closedUntil(closed, seats, Math.max(...closed.map(({ round }) => round.closedAt ?? 0)))

const closedUntil = <T extends TableOfDialogue>(
  closed: StepAtTables<T>['closed'],
  seats: ReadonlyMap<TableId, readonly SeatState[]>,
  until: number,
): StepAtTables<T>['closed'] =>
  closed.map((one) => {
    if (one.round.changedLate === undefined) return one
    const round = roundUntil(one.round, until)
    return { ...one, round, seats: askedSeats(seats.get(one.at.table) ?? [], round) }
  })

/** Of the same round the same one, so that what was counted of it can be kept. */
const told = new WeakMap<Round, Map<number, Round>>()
function roundUntil(round: Round, until: number): Round {
  const known = told.get(round) ?? new Map<number, Round>()
  const found = known.get(until)
  if (found !== undefined) return found
  const casts = new Map<ItemKey, ReadonlyMap<string, Cast>>()
  for (const [key, of] of round.casts) {
    const then = new Map<string, Cast>()
    for (const [seat, cast] of of) {
      if (cast.late === undefined) then.set(seat, cast)
      else {
        const given = countsAt(cast, until)
        if (given !== null) then.set(seat, { phone: given, paper: null, settled: null })
      }
    }
    casts.set(key, then)
  }
  const made = { ...round, casts }
  told.set(round, known.set(until, made))
  return made
}
