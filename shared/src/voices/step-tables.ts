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
 * The same of the boards of one step. Where it is at boards of several sessions, who moves may have sat at two of them: they are
 * asked at that of the first session, and nowhere twice.
 */
export function seatsByTable(
  voices: Voices,
  at: readonly Place[],
  sits: Seating,
): ReadonlyMap<TableId, readonly SeatState[]> {
  const [first, ...later] = [...new Set(at.map(({ session }) => session))].sort((a, b) => a - b)
  if (first === undefined) return new Map()
  if (later.length === 0) return seatsIn(voices, first, sits)
  const by = new Map<TableId, readonly SeatState[]>()
  for (const session of [first, ...later]) {
    const here = seatsIn(voices, session, sits)
    for (const { table } of at.filter((one) => one.session === session))
      by.set(
        table,
        (here.get(table) ?? []).filter((one) => !isBefore(at, session, sits, one)),
      )
  }
  return by
}
/** Whether this person is asked at a board of an earlier session already. */
export const isBefore = (
  at: readonly Place[],
  session: number,
  sits: Seating,
  { seat, table: home }: Pick<SeatState, 'seat' | 'table'>,
): boolean => at.some((one) => one.session < session && sits(seat, one.session, home) === one.table)

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
  return closed.map((one) => {
    if (one.round.changedLate === undefined) return one
    const round = roundUntil(one.round, until)
    return { ...one, round, seats: askedSeats(seats.get(one.at.table) ?? [], round) }
  })
}

/** Of the same round the same one, so that what was counted of it can be kept. */
const told = new WeakMap<Round, { readonly until: number; readonly round: Round }>()
function roundUntil(round: Round, until: number): Round {
  const known = told.get(round)
  if (known?.until === until) return known.round
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
  told.set(round, { until, round: made })
  return made
}
