/** Where tables stand on the floor: from 0 to 1 each way. What nobody has placed stands in rows, by number. */
import type { Room, RoomTable } from '@tablee/shared/wire/room'

export type Place = { readonly x: number; readonly y: number }
export type Places = Readonly<Record<string, Place>>

const within = (value: number): number => Math.round(Math.max(0, Math.min(1, value)) * 1_000) / 1_000

/** As even as possible, in so many columns at most: fourteen in five are 5, 4 and 5, with the short row in the middle. */
export function rowsOf(count: number, columns: number): readonly number[] {
  if (count === 0) return []
  const rows = Math.ceil(count / Math.max(1, columns))
  const short = rows * columns - count
  // The rows in the middle give up a place first, so that the hall opens towards the stage.
  const fromMiddle = Array.from({ length: rows }, (_, row) => row).toSorted(
    (a, b) => Math.abs(a - (rows - 1) / 2) - Math.abs(b - (rows - 1) / 2) || a - b,
  )
  const lengths = Array.from({ length: rows }, () => columns)
  for (let n = 0; n < short; n += 1) {
    const row = fromMiddle[n % rows] ?? 0
    lengths[row] = (lengths[row] ?? 0) - 1
  }
  return lengths.filter((length) => length > 0)
}

/** How far the ends of a row stand back from the stage, in rows. */
const bow = 0.12

/** How many stand in a row until somebody says otherwise: the same on every screen, so that all speak of one hall. */
export const columnsFor = (count: number, most: number): number =>
  count <= most && count <= 5 ? Math.max(1, count) : Math.max(1, Math.min(most, Math.round(Math.sqrt(count * 1.6))))

/** All tables in rows of at most so many. */
export function inRows(tables: readonly Pick<RoomTable, 'id'>[], columns: number): Places {
  const rows = rowsOf(tables.length, columns)
  const places: Record<string, Place> = {}
  let n = 0
  for (const [row, length] of rows.entries())
    for (let column = 0; column < length; column += 1) {
      const table = tables[n]
      n += 1
      if (table === undefined) continue
      const x = columns <= 1 ? 0.5 : (column + (columns - length) / 2) / (columns - 1)
      const back = row + bow * (2 * x - 1) ** 2
      places[table.id] = { x: within(x), y: within(rows.length === 1 ? back : back / (rows.length - 1 + bow)) }
    }
  return places
}

/** Where each stands: kept places first; one that has none takes its place in the rows. */
export function placesOf(room: Pick<Room, 'tables' | 'places'>, columns: number): Places {
  const rows = inRows(room.tables, columns)
  return Object.fromEntries(room.tables.map(({ id }) => [id, room.places[id] ?? rows[id] ?? { x: 0, y: 0 }] as const))
}

export const shifted = ({ x, y }: Place, dx: number, dy: number): Place => ({ x: within(x + dx), y: within(y + dy) })

type Way = 'left' | 'right' | 'up' | 'down'
/** The nearest table this way, as the eye finds it: far to the side counts double. */
export function beside(places: Places, from: string, way: Way, shape: number): string | null {
  const at = places[from]
  if (at === undefined) return null
  let best: { readonly id: string; readonly far: number } | null = null
  for (const [id, place] of Object.entries(places)) {
    const [dx, dy] = [(place.x - at.x) * shape, place.y - at.y]
    const [along, aside] = way === 'left' || way === 'right' ? [dx, dy] : [dy, dx]
    const ahead = way === 'left' || way === 'up' ? -along : along
    // Half a row's height: tables of one row need not stand in one line.
    if (id === from || ahead <= 0.01 || Math.abs(aside) > ahead * 2) continue
    const far = ahead + 2 * Math.abs(aside)
    if (best === null || far < best.far) best = { id, far }
  }
  return best?.id ?? null
}
