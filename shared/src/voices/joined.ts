/**
 * A table that joins when a figure is told already (it was added on the day, or its people came later) would be told by the
 * difference. Where fewer than five people answered there it is not in the figure of all tables before others have joined
 * too; at the table itself, in snapshots and in files it counts at once.
 */
import type { SeatCode, TableId } from '../ids.ts'
import { smallest } from './figure.ts'
import { counts, type Round, type SeatState } from './fold.ts'
import type { StepAtTables, TableOfDialogue } from './step-tables.ts'

function answeredIn(round: Round, seats: readonly SeatCode[]): number {
  const said = new Set<string>()
  for (const casts of round.casts.values())
    for (const [seat, cast] of casts) {
      const given = counts(cast)
      if (given !== null && given.answer.type !== 'none') said.add(seat)
    }
  return seats.filter((seat) => said.has(seat)).length
}

/** Whether something was told before all of these had it: then what is told of parts of them would be told by the difference. */
export function joinedLater<T extends TableOfDialogue>(
  closed: StepAtTables<T>['closed'],
  seats: ReadonlyMap<TableId, readonly SeatState[]>,
): boolean {
  const first = Math.min(...closed.map(({ round }) => round.closedAt ?? 0))
  if (closed.every(({ round }) => (round.openedAt ?? 0) <= first)) return false
  return timesTold(closed, seats).some((at) => closed.some(({ round }) => (round.openedAt ?? 0) > at))
}

/** When the last of those that had it had closed it, and nobody sat at any that opened it later: for those it would have waited. */
function timesTold<T extends TableOfDialogue>(
  closed: StepAtTables<T>['closed'],
  seats: ReadonlyMap<TableId, readonly SeatState[]>,
): readonly number[] {
  const times = [...new Set(closed.map(({ round }) => round.closedAt ?? 0))].sort((a, b) => a - b)
  return times.filter((at) =>
    closed.every((one) =>
      (one.round.openedAt ?? 0) <= at
        ? (one.round.closedAt ?? 0) <= at
        : (seats.get(one.at.table) ?? []).every(({ satAt }) => satAt > at),
    ),
  )
}

const isTold = (people: number): boolean => people === 0 || people >= smallest

/** Of these tables, all of which have closed it, those that are in a figure of all of them together. */
export function withoutFewJoined<T extends TableOfDialogue>(
  closed: StepAtTables<T>['closed'],
  seats: ReadonlyMap<TableId, readonly SeatState[]>,
): StepAtTables<T>['closed'] {
  // Nearly always all had it before anybody had closed it.
  const first = Math.min(...closed.map(({ round }) => round.closedAt ?? 0))
  if (closed.every(({ round }) => (round.openedAt ?? 0) <= first)) return closed
  const isIn = ({ round }: (typeof closed)[number], at: number): boolean => (round.openedAt ?? 0) <= at
  let told: StepAtTables<T>['closed'] = []
  for (const at of timesTold(closed, seats)) {
    const here = closed.filter((one) => isIn(one, at))
    const more = here.filter((one) => !told.includes(one))
    const people = (): number => more.reduce((sum, { round, seats: of }) => sum + answeredIn(round, of), 0)
    if (told.length === 0 || isTold(people())) told = here
  }
  return told.length === closed.length ? closed : told
}
