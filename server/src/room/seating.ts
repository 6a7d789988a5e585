/** Who sits where, session by session, for who moves people at a site: codes and tables, nothing that anybody said. */
import { homeOf, sessionOfSeat } from '@tablee/shared/dialogue/seating'
import { tableOfSeat } from '@tablee/shared/dialogue/rotation'
import { tablesAt } from '@tablee/shared/dialogue/fold'
import { seatCode, type SeatCode, type SiteId } from '@tablee/shared/ids'
import type { Voices } from '@tablee/shared/voices/fold'
import type { SeatingAnswer } from '@tablee/shared/wire/room'
import type { Standing } from './asked.ts'

/** Of the seats whose codes are of this site's tables: nobody moves to another one. */
export function seatingOf(state: Standing, site: SiteId, voices: Voices, at: number): SeatingAnswer {
  const { plan, rotation } = state
  const sessions = plan.draft.sessions.map(({ number }) => number).sort((a, b) => a - b)
  const seats = tablesAt(state, site).flatMap((table) => {
    const { number = 0, seats: chairs = 0 } = plan.table.get(table) ?? {}
    return Array.from({ length: chairs }, (_, n) => {
      const seat = seatCode(number, n + 1)
      return {
        seat,
        taken: voices.seats.has(seat),
        session: sessionOfSeat(state, seat, table, at),
        tables: sessions.map(
          (session) => plan.table.get(tableOfSeat(rotation, seat, session, table))?.number ?? number,
        ),
      }
    })
  })
  const isHere = (seat: SeatCode): boolean => homeOf(state, seat)?.site === site
  const moves = state.moves.flatMap(({ session, to, why, by, at: when }) => {
    const here = (Object.keys(to) as SeatCode[]).filter(isHere)
    return by === null || here.length === 0 ? [] : [{ session, seats: here, why, by, at: when }]
  })
  return { seats, moves: moves.toReversed() }
}
