/**
 * Two questions crossed, as it may leave the house: answers are told as one until every number that is told, by itself and in
 * each part of the people that is told of either question, is of five people at least. A small number is nowhere withheld,
 * because there is none: that holds against whoever subtracts, and whatever else is told of the two.
 */
import { smallest } from '../voices/figure.ts'

/** A question's answers, with how many people gave each: told outside already, of all people together. */
export type Classes = {
  readonly counts: readonly number[]
  /** Steps of a scale: only neighbours become one. */
  readonly ordered: boolean
  /** How many gave no answer, where that is told; null: they stand with those of the rarest answer. */
  readonly silent: number | null
}
/** Answers that are told as one, by their places; `none` stands for no answer. */
export type Class = readonly (number | 'none')[]
/** `item`, `by`: the place of an answer, -1 for none; `piece`: which part of the people, of all that are told apart. */
export type Person = { readonly item: number; readonly by: number; readonly piece: number }
export type Crossed = {
  readonly item: readonly Class[]
  readonly by: readonly Class[]
  /** People, by the classes of `item`, then of `by`. */
  readonly counts: readonly (readonly number[])[]
}
/** How it may be told; null: not at all. */
export function crossed(item: Classes, by: Classes, people: readonly Person[]): Crossed | null {
  const counted = count(item, by, people)
  for (const way of ways(item, by)) {
    const cells = counted.pieces.map((piece) => sums(piece, way))
    if (cells.every(isLarge)) return { ...way, counts: sums(counted.all, way) }
  }
  return null
}

/** Somebody who may have given several answers; `piece` and `by` as of a person with one. */
export type Several = Omit<Person, 'item'> & { readonly items: readonly number[] }
/** Of so many answers each by itself; null: of which nothing is told by the classes of `by`. */
export type CrossedSeveral = { readonly by: readonly Class[]; readonly counts: readonly (readonly number[] | null)[] }

/**
 * Where people give several answers, each of these is told by itself: who gave it, and, by the difference, who did not. `by` is
 * put together until half of the answers can be told, else as most of them can.
 */
export function crossedSeveral(answers: number, by: Classes, people: readonly Several[]): CrossedSeveral | null {
  const each = Array.from({ length: answers }, (_, answer) =>
    count(
      { counts: [0], ordered: false, silent: null },
      by,
      people.map(({ items, ...one }) => ({ ...one, item: items.includes(answer) ? 0 : -1 })),
    ),
  )
  let best: CrossedSeveral | null = null
  let most = 0
  for (const way of waysOf(by)) {
    const both = { item: [[0], ['none']] as const, by: way }
    const counts = each.map(({ all, pieces }) =>
      pieces.every((piece) => isLarge(sums(piece, both))) ? (sums(all, both)[0] ?? null) : null,
    )
    const told = counts.filter((one) => one !== null).length
    if (told > most) [best, most] = [{ by: way, counts }, told]
    if (2 * told >= answers) break
  }
  return best
}
/** From the finest to two, as numbers that everybody has say. */
function* waysOf(of: Classes): Generator<readonly Class[]> {
  for (let way = finest(of); way.length > 1; way = coarser(of, way)) yield way
}
const isLarge = (cells: Counts): boolean => cells.every((row) => row.every((n) => n >= smallest))

type Way = { readonly item: readonly Class[]; readonly by: readonly Class[] }
/**
 * From the finest to the coarsest. Which comes next is decided by numbers that everybody has: that a finer one is not told says
 * only that some number in it is small.
 */
function* ways(item: Classes, by: Classes): Generator<Way> {
  let way: Way = { item: finest(item), by: finest(by) }
  for (;;) {
    if (way.item.length < 2 || way.by.length < 2) return
    yield way
    const [rarer] = (['item', 'by'] as const)
      .filter((side) => way[side].length > 2)
      .map((side) => ({ side, least: Math.min(...way[side].map((one) => sizeOf(side === 'item' ? item : by, one))) }))
      .sort((a, b) => a.least - b.least)
    if (rarer === undefined) return
    way = { ...way, [rarer.side]: coarser(rarer.side === 'item' ? item : by, way[rarer.side]) }
  }
}

const sizeOf = ({ counts, silent }: Classes, one: Class): number =>
  one.reduce<number>((sum, n) => sum + (n === 'none' ? (silent ?? 0) : (counts[n] ?? 0)), 0)

function finest(of: Classes): readonly Class[] {
  const each: readonly Class[] = of.counts.map((_, n) => [n])
  if (of.silent !== null) return [...each, ['none']]
  const rarest = rarestOf(of, each)
  return each.map((one, n) => (n === rarest ? [...one, 'none'] : one))
}
const rarestOf = (of: Classes, all: readonly Class[]): number => {
  const sizes = all.map((one) => sizeOf(of, one))
  return sizes.lastIndexOf(Math.min(...sizes))
}

/** The rarest class goes with the next rarest, or on a scale with the rarer of its neighbours. */
function coarser(of: Classes, all: readonly Class[]): readonly Class[] {
  const rarest = rarestOf(of, all)
  const onScale = of.ordered && all[rarest]?.[0] !== 'none'
  const others = all.flatMap((one, n) => {
    const beside = Math.abs(n - rarest) === 1 && one[0] !== 'none'
    return n === rarest || (onScale && !beside) ? [] : [{ n, size: sizeOf(of, one) }]
  })
  const [into] = others.sort((a, b) => a.size - b.size || b.n - a.n)
  if (into === undefined) return all
  const [first, second] = [Math.min(rarest, into.n), Math.max(rarest, into.n)]
  return all.flatMap((one, n) =>
    n === second ? [] : n === first ? [inOrder([...one, ...(all[second] ?? [])])] : [one],
  )
}

/** No answer behind all others. */
const inOrder = (one: Class): Class => [...one.filter((n) => n !== 'none'), ...one.filter((n) => n === 'none')]

type Counts = readonly (readonly number[])[]
/** People by answer and answer, the last of each for none; of all, and of each piece. */
function count(item: Classes, by: Classes, people: readonly Person[]): { all: Counts; pieces: readonly Counts[] } {
  const empty = (): number[][] =>
    Array.from({ length: item.counts.length + 1 }, () => Array.from({ length: by.counts.length + 1 }, () => 0))
  const all = empty()
  const pieces = new Map<number, number[][]>()
  const add = (to: number[][], row: number, column: number): void => {
    const at = to[row]
    if (at !== undefined) at[column] = (at[column] ?? 0) + 1
  }
  for (const { item: said, by: other, piece } of people) {
    const row = said < 0 ? item.counts.length : said
    const column = other < 0 ? by.counts.length : other
    const here = pieces.get(piece) ?? empty()
    pieces.set(piece, here)
    add(here, row, column)
    add(all, row, column)
  }
  return { all, pieces: [...pieces.values()] }
}
function sums(counts: Counts, way: Way): Counts {
  const rows = counts.length - 1
  const columns = (counts[0]?.length ?? 1) - 1
  const places = (one: Class, none: number): readonly number[] => one.map((n) => (n === 'none' ? none : n))
  return way.item.map((row) =>
    way.by.map((column) =>
      places(row, rows).reduce(
        (sum, r) => sum + places(column, columns).reduce((more, c) => more + (counts[r]?.[c] ?? 0), 0),
        0,
      ),
    ),
  )
}
