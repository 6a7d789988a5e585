/** Where seats sit, for all who ask: no part of the server takes a table from a seat's code. */
import { chairsAt, homeOf, isFull, seatsAt, sittingOf, wasAt, type Sitting } from '@tablee/shared/dialogue/seating'
import { everAt, noRotation, seatingOf, tableOfSeat, type Seating } from '@tablee/shared/dialogue/rotation'
import { seatCode, type DialogueId, type SeatCode, type TableId } from '@tablee/shared/ids'
import type { Clock } from '../clock.ts'
import type { Founded } from './reading.ts'

/** A board's place: a table in a session. */
type At = { readonly dialogue: DialogueId; readonly table: TableId; readonly session: number }
type Of = (id: string | null | undefined) => Founded | null

/** As committed; what a row is judged by (`sitsAt`, `fits`) with what is on its way to the disk. */
export function createSeating(committed: Of, staged: Of, clock: Clock) {
  /** By number, whoever sat there first: also of a table that was imported. */
  const home = (of: Founded | null, seat: SeatCode): TableId | null =>
    of === null ? null : (homeOf(of, seat)?.id ?? null)
  const sits = (of: Founded | null, { table, session }: At, seat: SeatCode): boolean => {
    const own = home(of, seat)
    return of !== null && own !== null && tableOfSeat(of.rotation, seat, session, own) === table
  }

  const timed = (of: Founded | null): Seating => seatingOf(of?.rotation ?? noRotation, of?.moves ?? [])

  return {
    /** Counted by it: of a dialogue in which nobody moves everybody is where their row says. */
    seating: (dialogue: DialogueId): Seating => timed(committed(dialogue)),
    /** The same as staged: what a row is judged by. */
    staged: (dialogue: DialogueId): Seating => timed(staged(dialogue)),
    /** All tables at which a seat sat in this session, by whatever was decided of it. */
    everAt(dialogue: DialogueId, seat: SeatCode, session: number): readonly TableId[] {
      const of = staged(dialogue)
      const own = home(of, seat)
      return own === null ? [] : [...everAt(timed(of), seat, session, own)]
    },
    /** Whether anybody changes tables in this dialogue. */
    rotates: (dialogue: DialogueId): boolean => (committed(dialogue)?.rotation.size ?? 0) > 0,
    /** Null for a seat that stays where its code says. Staged: who was moved has left from then on. */
    sitting(dialogue: DialogueId, seat: SeatCode): Sitting | null {
      const of = staged(dialogue)
      const own = home(of, seat)
      return of === null || own === null ? null : sittingOf(of, seat, own, clock())
    },
    /** Whether a seat sits at a board's table in its session: there it writes, votes and answers, and nowhere else. */
    sitsAt: (place: At, seat: SeatCode): boolean => sits(staged(place.dialogue), place, seat),
    /** The same, or sat there until it was moved in the middle of that session. */
    wasAt(place: At, seat: SeatCode): boolean {
      const of = committed(place.dialogue)
      const own = home(of, seat)
      return of !== null && own !== null && wasAt(of, seat, place.table, place.session, own)
    },
    /** Who sits at a board's table in its session: its own seats, then who comes from other tables. */
    seatsAt(place: At): readonly SeatCode[] {
      const of = committed(place.dialogue)
      return of === null ? [] : seatsAt(of, place.table, place.session)
    },
    /** By chairs, for the table's own screen; null where nobody of it changes tables in that session. */
    chairsAt(place: At): readonly (SeatCode | null)[] | null {
      const of = committed(place.dialogue)
      if (of === null || of.rotation.size === 0) return null
      const chairs = chairsAt(of, place.table, place.session)
      // Who was moved away in its middle has said something there, and is no chair's of that table any more.
      const left = [...of.left.values()].flat().some((at) => at.session === place.session && at.table === place.table)
      return !left && chairs.every((seat, n) => seat === seatCode(of.plan.table.get(place.table)?.number ?? 0, n + 1))
        ? null
        : chairs
    },
    /** Whether nobody more may sit down where this seat is now: `taken` as it is staged. */
    isFull(dialogue: DialogueId, seat: SeatCode, taken: (seat: SeatCode) => boolean): boolean {
      const of = staged(dialogue)
      return of !== null && isFull(of, seat, clock(), taken)
    },
    /** The table whose number the code has. */
    homeOf: (dialogue: DialogueId, seat: SeatCode): TableId | null => home(committed(dialogue), seat),
    /** All at which a seat sits in some session: who hears of it when it sits down, or is freed. */
    tablesOf(dialogue: DialogueId, seat: SeatCode): readonly TableId[] {
      const of = committed(dialogue)
      const own = home(of, seat)
      if (of === null || own === null) return []
      return [...new Set([own, ...(sittingOf(of, seat, own, clock())?.sits.values() ?? [])])]
    },
  }
}
