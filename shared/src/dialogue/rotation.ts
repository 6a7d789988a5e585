/**
 * Who sits where when seats move: a person keeps the code of their seat for the day, and the table is a function of seat and
 * session. In the dialogue's file as a plan of rotation, or by hand on the day.
 */
import type { SeatCode, TableId } from '../ids.ts'

/** From this session on these seats sit at these tables, until another move says otherwise. */
export type SeatMoves = { readonly session: number; readonly to: Readonly<Record<SeatCode, TableId>> }

/** As it stands in the log. */
export type SeatsRow = SeatMoves & {
  readonly kind: 'seats'
  readonly command: string
  readonly why: string
  readonly by: string
}
/** As it was decided; of what the file plans nobody says why. */
export type Moved = SeatMoves & { readonly why: string; readonly by: string | null; readonly at: number }

/** By session; of each seat only where it moves. */
export type Rotation = ReadonlyMap<number, ReadonlyMap<SeatCode, TableId>>
export const noRotation: Rotation = new Map()

/** A move further: of one session and seat the last that was decided counts. */
export function movedTo(rotation: Rotation, { session, to }: SeatMoves): Rotation {
  const here = new Map(rotation.get(session))
  for (const [seat, table] of Object.entries(to)) here.set(seat as SeatCode, table)
  return new Map(rotation).set(session, here)
}

/** Where a seat sits in a session; `home`: where it sits as long as nobody moved it. */
export function tableOfSeat(rotation: Rotation, seat: SeatCode, session: number, home: TableId): TableId {
  let found = home
  let since = 0
  for (const [number, moves] of rotation) {
    const table = moves.get(seat)
    if (table !== undefined && number <= session && number > since) [found, since] = [table, number]
  }
  return found
}

/**
 * Where a seat sits in a session, as `tableOfSeat`; `at`: as it was decided by that time. Whoever counts people by tables asks
 * this, and no seat's code.
 */
export type Seating = {
  (seat: SeatCode, session: number, home: TableId, at?: number): TableId
  /** Who was moved on the day: of all others it is the same at any time. */
  readonly byHand?: ReadonlySet<SeatCode>
  /** When. */
  readonly times?: readonly number[]
}
/** All tables at which a seat sat in a session, by whatever was decided of it. */
export const everAt = (sits: Seating, seat: SeatCode, session: number, home: TableId): ReadonlySet<TableId> =>
  new Set(
    sits.byHand?.has(seat) === true
      ? [-Infinity, ...(sits.times ?? [])].map((at) => sits(seat, session, home, at))
      : [sits(seat, session, home)],
  )
/** Of a dialogue in which nobody changes tables. */
export const staysPut: Seating = (_seat, _session, home) => home

const known = new WeakMap<Rotation, Seating>()
/** The same function for the same rotation, so that what was counted by it can be kept. `moves`: how it came about. */
export function seatingOf(rotation: Rotation, moves: readonly Moved[]): Seating {
  if (rotation.size === 0) return staysPut
  const before = known.get(rotation)
  if (before !== undefined) return before
  const made: Seating = Object.assign(
    (seat: SeatCode, session: number, home: TableId, at?: number): TableId =>
      tableOfSeat(at === undefined ? rotation : rotationAt(at), seat, session, home),
    {
      byHand: new Set(moves.flatMap(({ by, to }) => (by === null ? [] : (Object.keys(to) as SeatCode[])))),
      times: moves.flatMap(({ by, at }) => (by === null ? [] : [at])),
    },
  )
  const then: Rotation[] = [noRotation]
  /** What the file plans was there from the beginning. */
  function rotationAt(at: number): Rotation {
    const last = moves.findLastIndex((one) => one.by === null || one.at <= at)
    if (last === moves.length - 1) return rotation
    for (const move of moves.slice(then.length - 1, last + 1)) then.push(movedTo(then.at(-1) ?? noRotation, move))
    return then[last + 1] ?? noRotation
  }
  known.set(rotation, made)
  return made
}

/** Whether a seat sits at another table than its code says in some session. */
export const movesAtAll = (rotation: Rotation, seat: SeatCode): boolean =>
  [...rotation.values()].some((moves) => moves.has(seat))
