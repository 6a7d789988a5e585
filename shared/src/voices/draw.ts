/**
 * Which of many items one person is asked: a few, drawn by a seed that is printed, so that anybody can work it out again.
 * Each item is asked of as many seats as any other, or of one more; nobody is asked one twice, and each in an order of
 * their own. Pure: the same seed, seats and items, the same draw.
 */
import { seatCode, type SeatCode } from '../ids.ts'
import type { Item } from '../dialogue/items.ts'
import type { Draw } from '../dialogue/programme.ts'

/** 32 bits of a text; FNV-1a with a last stir, so that texts of one letter's difference lie far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

/** Numbers from 0 to 1 by a seed (mulberry32): they must come out alike on every machine and in every year. */
function numbersOf(seed: string): () => number {
  let state = hash(seed)
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function mixed<T>(all: readonly T[], next: () => number): T[] {
  const out = [...all]
  for (let at = out.length - 1; at > 0; at -= 1) {
    const other = Math.floor(next() * (at + 1))
    const [one, two] = [out[at], out[other]]
    if (one !== undefined && two !== undefined) [out[at], out[other]] = [two, one]
  }
  return out
}

/** All seats of these tables, in the order in which they are drawn for. */
export const seatsToDraw = (tables: Draw['tables']): readonly SeatCode[] =>
  tables.flatMap(({ table, seats }) => Array.from({ length: seats }, (_, at) => seatCode(table, at + 1)))

/**
 * Of each seat the items that it is asked, by their names. The items are dealt in rounds, each a new order of all of them,
 * and a seat takes the next ones: so a round that is dealt out has been asked of one seat each.
 */
export function drawnOf(
  { seed, most, tables }: Draw,
  items: readonly string[],
): ReadonlyMap<SeatCode, readonly string[]> {
  const next = numbersOf(seed)
  const each = Math.min(most, items.length)
  const drawn = new Map<SeatCode, readonly string[]>()
  let pack: string[] = []
  for (const seat of seatsToDraw(tables)) {
    const own = pack.splice(0, each)
    if (own.length < each) {
      // What is left of the round before stands in nobody's hand twice: this seat takes others of the new one first.
      const round = mixed(items, next)
      const more = round.filter((item) => !own.includes(item)).slice(0, each - own.length)
      own.push(...more)
      pack = round.filter((item) => !more.includes(item))
    }
    drawn.set(seat, mixed(own, next))
  }
  return drawn
}

/** A seat that came later than the draw is drawn for by itself. */
const lateDraw = ({ seed, most }: Draw, items: readonly string[], seat: string): readonly string[] =>
  mixed(items, numbersOf(`${seed} ${seat}`)).slice(0, most)

type Named = { readonly ids: readonly string[]; readonly byId: ReadonlyMap<string, Item> }
const named = new WeakMap<readonly Item[], Named>()
function namesOf(items: readonly Item[]): Named {
  const before = named.get(items)
  if (before !== undefined) return before
  const people = items.filter(({ unit }) => unit !== 'tables')
  const of = { ids: people.map(({ id }) => id), byId: new Map(people.map((item) => [item.id, item])) }
  named.set(items, of)
  return of
}

type Drawn = { readonly ids: readonly string[]; readonly of: Map<string, readonly string[]> }
const known = new WeakMap<Draw, Drawn>()
const areSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, at) => id === b[at])
/** For a hall it takes milliseconds, and each phone asks; its items may be told in other words each time. */
function drawnOnce(draw: Draw, ids: readonly string[]): Drawn['of'] {
  const before = known.get(draw)
  if (before !== undefined && (before.ids === ids || areSame(before.ids, ids))) return before.of
  const of = new Map<string, readonly string[]>(drawnOf(draw, ids))
  known.set(draw, { ids, of })
  return of
}

/** The items that one seat is asked, in its order; all of them where nothing is drawn. */
export function itemsOfSeat(items: readonly Item[], draw: Draw | undefined, seat: string): readonly Item[] {
  if (draw === undefined) return items
  const { ids, byId } = namesOf(items)
  const drawn = drawnOnce(draw, ids)
  const own = drawn.get(seat) ?? lateDraw(draw, ids, seat)
  drawn.set(seat, own)
  return own.flatMap((id) => byId.get(id) ?? [])
}
