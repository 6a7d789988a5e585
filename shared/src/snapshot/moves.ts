/**
 * Who changed tables: of each seat that does its table in each session, and what was decided of it on the day, with the reason
 * and the role. The reason is the organisers' own text and stands in the clear, as that of a change of the plan.
 */
import { bySeat, homeOf } from '../dialogue/seating.ts'
import { tableOfSeat } from '../dialogue/rotation.ts'
import type { DialogueState } from '../dialogue/state.ts'
import type { SeatCode, TableId } from '../ids.ts'

export type SnapshotMoves = {
  /** Numbers of tables, session by session, by now: as planned, and as it was decided since. */
  readonly seats: readonly {
    readonly seat: string
    readonly tables: readonly { readonly session: number; readonly number: number }[]
  }[]
  /** By hand, the oldest first; left out where the plan of the file held. */
  readonly decided?: readonly {
    readonly at: number
    readonly by: string
    readonly why: string
    /** From this session on. */
    readonly session: number
    readonly seats: readonly { readonly seat: string; readonly number: number }[]
  }[]
}

/** Undefined where nobody changes tables: such a snapshot keeps the name that it had before anybody could. */
export function movesIn(state: DialogueState): SnapshotMoves | undefined {
  const { plan, rotation, moves } = state
  if (plan === null || rotation.size === 0) return undefined
  const sessions = plan.draft.sessions.map(({ number }) => number).sort((a, b) => a - b)
  const numberOf = (table: TableId): number => plan.table.get(table)?.number ?? 0
  const all = [...new Set([...rotation.values()].flatMap((to) => [...to.keys()]))].sort(bySeat)
  const seats = all.flatMap((seat) => {
    const home = homeOf(state, seat)
    if (home === null) return []
    return [
      {
        seat,
        tables: sessions.map((session) => ({
          session,
          number: numberOf(tableOfSeat(rotation, seat, session, home.id)),
        })),
      },
    ]
  })
  const decided = moves.flatMap(({ session, to, why, by, at }) => {
    const who = (Object.entries(to) as [SeatCode, TableId][]).map(([seat, table]) => ({
      seat,
      number: numberOf(table),
    }))
    return by === null
      ? []
      : [{ at, by, why: why.toWellFormed(), session, seats: who.toSorted((a, b) => bySeat(a.seat, b.seat)) }]
  })
  return { seats, ...(decided.length === 0 ? {} : { decided }) }
}
