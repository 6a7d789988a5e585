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

/** Where a seat sits in a session, as `tableOfSeat`. Whoever counts people by tables asks this, and no seat's code. */
export type Seating = (seat: SeatCode, session: number, home: TableId) => TableId
/** Of a dialogue in which nobody changes tables. */
export const staysPut: Seating = (_seat, _session, home) => home

const known = new WeakMap<Rotation, Seating>()
/** The same function for the same rotation, so that what was counted by it can be kept. */
export function seatingOf(rotation: Rotation): Seating {
  if (rotation.size === 0) return staysPut
  const before = known.get(rotation)
  if (before !== undefined) return before
  const made: Seating = (seat, session, home) => tableOfSeat(rotation, seat, session, home)
  known.set(rotation, made)
  return made
}

/** Whether a seat sits at another table than its code says in some session. */
export const movesAtAll = (rotation: Rotation, seat: SeatCode): boolean =>
  [...rotation.values()].some((moves) => moves.has(seat))
