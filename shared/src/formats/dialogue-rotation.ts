/**
 * `rotation` of a dialogue's file: from a session on some seats sit at a table. Read in the order of its sessions, so that what
 * does not fit is told at the line that makes it so.
 */
import type { FileTable } from '../dialogue/file.ts'
import { isSeatCode, type SeatCode } from '../ids.ts'
import { most, noneTwice } from './dialogue-texts.ts'
import type { Spot } from './json-spot.ts'

/** From this session on, until another line says otherwise. */
export type FileMoves = { readonly session: number; readonly table: number; readonly seats: readonly SeatCode[] }

type Line = FileMoves & { readonly at: Spot; readonly spots: readonly (readonly [SeatCode, Spot])[] }

const numberOf = (seat: SeatCode): readonly [table: number, seat: number] => {
  const [table = 0, own = 0] = seat.slice(1).split('-').map(Number)
  return [table, own]
}

/** `tables` empty: they are spoilt, and of none is known who may sit there. */
export function rotationIn(spot: Spot, sessions: number, tables: readonly FileTable[]): readonly FileMoves[] {
  const { size } = spot.faults
  const byNumber = new Map(tables.map((table) => [table.number, table]))
  const lines = spot.list(1, most.tables * most.sessions).map((each) => lineIn(each, sessions, byNumber))
  for (const session of new Set(lines.map((line) => line.session)))
    noneTwice(lines.flatMap((line) => (line.session === session ? line.spots : [])))
  // Of lines that are spoilt nobody can say who sits where.
  if (spot.faults.size === size && tables.length > 0) nobodyStands(lines, byNumber)
  return lines.map(({ session, table, seats }) => ({ session, table, seats }))
}

function lineIn(spot: Spot, sessions: number, tables: ReadonlyMap<number, FileTable>): Line {
  const line = spot.fields(['session', 'table', 'seats'])
  const at = line.at('table')
  const session = line.at('session').whole(1, sessions)
  const table = at.whole(1, 999)
  const to = tables.get(table)
  if (tables.size > 0 && to === undefined) at.bad('no-such-id', { id: String(table) }, null)
  const spots = line
    .at('seats')
    .list(1, most.seats)
    .flatMap((one): (readonly [SeatCode, Spot])[] => {
      const { value } = one
      if (!isSeatCode(value)) {
        one.bad('unknown-value', { field: 'seats', value: String(value).slice(0, 40) }, null)
        return []
      }
      const [number, own] = numberOf(value)
      const home = tables.get(number)
      if (tables.size > 0 && (home === undefined || own < 1 || own > home.seats))
        one.bad('no-such-id', { id: value }, null)
      else if (home !== undefined && to !== undefined && home.site !== to.site)
        one.bad('seat-elsewhere', { seat: value, table }, null)
      return [[value, one]]
    })
  return { session, table, seats: spots.map(([seat]) => seat), at, spots }
}

/** Nobody stands: at no table more people than it has places, in no session. */
function nobodyStands(lines: readonly Line[], tables: ReadonlyMap<number, FileTable>): void {
  const sits = new Map<SeatCode, number>()
  const many = new Map([...tables].map(([number, { seats }]) => [number, seats]))
  for (const session of [...new Set(lines.map((line) => line.session))].sort((a, b) => a - b)) {
    const now = lines.filter((line) => line.session === session)
    for (const { table, seats } of now)
      for (const seat of seats) {
        const before = sits.get(seat) ?? numberOf(seat)[0]
        many.set(before, (many.get(before) ?? 0) - 1)
        many.set(table, (many.get(table) ?? 0) + 1)
        sits.set(seat, table)
      }
    const told = new Set<number>()
    for (const { table, at } of now.toReversed()) {
      const [n, places] = [many.get(table) ?? 0, tables.get(table)?.seats ?? 0]
      if (n > places && !told.has(table)) at.bad('table-full', { table, session, n, places }, null)
      told.add(table)
    }
  }
}
