/** Who changes tables, as it is being filled in: who goes along, who comes in exchange, what is missing, and the moves that go out. */
import type { SeatCode, TableId } from '@tablee/shared/ids'
import type { Room, RoomTable, SeatingAnswer } from '@tablee/shared/wire/room'

export type Seat = SeatingAnswer['seats'][number]
type Places = Pick<Room, 'sessions' | 'tables'>

export type SeatingDraft = {
  readonly seat: string
  /** Who goes with them, from the same table. */
  readonly along: readonly string[]
  readonly table: string
  readonly session: number
  /** Who comes in their place, by who goes. */
  readonly swaps: Readonly<Record<string, string>>
  readonly why: string
}

/** At which table a seat is in a session of the programme: its number. */
export function atIn({ sessions }: Pick<Room, 'sessions'>, { tables }: Seat, session: number): number {
  const index = sessions.findIndex(({ number }) => number === session)
  return tables[Math.max(0, index)] ?? 0
}
export const nowAt = (room: Pick<Room, 'sessions'>, seat: Seat): number => atIn(room, seat, seat.session)

/** Where somebody took a seat, those who did; before the day, everybody. */
export function peopleOf({ seats }: SeatingAnswer): readonly Seat[] {
  const sat = seats.filter(({ taken }) => taken)
  return sat.length > 0 ? sat : seats
}

/** Places that nobody has, in this session and in each that follows. Of whom nobody took the seat no place is kept. */
export const freeAt = (
  room: Pick<Room, 'sessions'>,
  { seats }: SeatingAnswer,
  { number, seats: places }: RoomTable,
  session: number,
): number =>
  Math.min(
    ...room.sessions
      .filter((one) => one.number >= session)
      .map((one) => places - seats.filter((seat) => seat.taken && atIn(room, seat, one.number) === number).length),
  )

export type Meant = {
  /** Who may go along: of the table that they leave. */
  readonly beside: readonly Seat[]
  /** Who goes, the one who was named first. */
  readonly goes: readonly Seat[]
  /** Who may come in exchange. */
  readonly there: readonly Seat[]
  readonly home: RoomTable | undefined
  readonly sessions: Room['sessions']
  readonly session: Room['sessions'][number] | undefined
  /** More go than there are places: so many more have to come in exchange. */
  readonly lacking: number
  /** Null while something is missing. */
  readonly moves: readonly { readonly seat: SeatCode; readonly table: TableId }[] | null
}

export function meant(room: Places, seating: SeatingAnswer, draft: SeatingDraft): Meant {
  const people = peopleOf(seating)
  const one = people.find(({ seat }) => seat === draft.seat)
  const sessions = room.sessions.filter(({ number }) => number >= Math.max(1, one?.session ?? 1))
  const session = sessions.find(({ number }) => number === draft.session) ?? sessions[0]
  const none = { beside: [], goes: [], there: [], home: undefined, sessions, session, lacking: 0, moves: null }
  if (one === undefined || session === undefined) return none
  const at = (seat: Seat): number => atIn(room, seat, session.number)
  const home = room.tables.find(({ number }) => number === at(one))
  const to = room.tables.find(({ id }) => id === draft.table)
  const beside = people.filter((other) => other !== one && at(other) === at(one) && other.session <= session.number)
  const goes = [one, ...beside.filter(({ seat }) => draft.along.includes(seat))]
  const there = to === undefined ? [] : people.filter((other) => at(other) === to.number)
  const comes = goes.flatMap(({ seat }) => there.find((other) => other.seat === draft.swaps[seat]) ?? [])
  const lacking =
    to === undefined
      ? 0
      : Math.max(0, goes.length - Math.max(0, freeAt(room, seating, to, session.number)) - comes.length)
  const whole = to !== undefined && home !== undefined && lacking === 0 && new Set(comes).size === comes.length
  return {
    beside,
    goes,
    there,
    home,
    sessions,
    session,
    lacking,
    moves:
      whole && draft.why.trim() !== ''
        ? [...goes.map(({ seat }) => ({ seat, table: to.id })), ...comes.map(({ seat }) => ({ seat, table: home.id }))]
        : null,
  }
}
