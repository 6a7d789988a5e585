/** The way of an arrow between two cards, around what lies between them, and where its words have room. */
import type { Place } from './layout.ts'

export type Way = {
  readonly line: string
  readonly tip: string
  /** Null where nothing finds room; `short`: only how many tables does. */
  readonly words: { readonly x: number; readonly y: number; readonly short: boolean } | null
}

const bend = 8
const tip = 11
/** Of the words beside it, at most: all of them, or how many tables. */
const rooms = [
  { w: 168, h: 54, short: false },
  { w: 70, h: 18, short: true },
]
/** How a segment is told from another: a card in the way is worse than any length. */
const inTheWay = 10_000
/** Of these so many are looked at. */
const mostGaps = 40

type Spot = readonly [x: number, y: number]
type Side = 'left' | 'right' | 'top' | 'bottom'
type Route = { readonly points: readonly Spot[]; readonly into: Side }

/** Corners rounded. */
function rounded(points: readonly Spot[]): string {
  let line = ''
  points.forEach(([x, y], n) => {
    const [before, after] = [points[n - 1], points[n + 1]]
    if (before === undefined) line += `M${x} ${y}`
    else if (after === undefined) line += `L${x} ${y}`
    else {
      const [bx, by] = before
      const [ax, ay] = after
      const r = Math.min(bend, Math.hypot(x - bx, y - by) / 2, Math.hypot(ax - x, ay - y) / 2)
      const towards = (px: number, py: number): Spot => {
        const far = Math.hypot(px - x, py - y) || 1
        return [x + ((px - x) / far) * r, y + ((py - y) / far) * r]
      }
      const [one, two] = [towards(bx, by), towards(ax, ay)]
      line += `L${one[0]} ${one[1]}Q${x} ${y} ${two[0]} ${two[1]}`
    }
  })
  return line
}

function tipAt([x, y]: Spot, into: Side): string {
  if (into === 'right') return `M${x + 1} ${y - 6}l-12 6 12 6z`
  if (into === 'left') return `M${x - 1} ${y - 6}l12 6-12 6z`
  return into === 'top' ? `M${x - 6} ${y - 1}l6 12 6-12z` : `M${x - 6} ${y + 1}l6-12 6 12z`
}

/** Beside what lies between: where a way finds through. */
function gapsBetween(from: Place, to: Place, others: readonly Place[]): readonly number[] {
  const [top, foot] = [Math.min(from.y, to.y), Math.max(from.y + from.h, to.y + to.h)]
  const between = others.filter((one) => one.y + one.h > top && one.y < foot)
  return between.flatMap((one) => [one.x - bend, one.x + one.w + bend]).slice(0, mostGaps)
}

/** Ways that one would draw: out at the start edge or the foot, into the nearest edge, round one corner or two. */
function* routes(from: Place, to: Place, others: readonly Place[]): Generator<Route> {
  const right = to.x + to.w
  const [fy, ty] = [from.y + from.h / 2, to.y + to.h / 2]
  const shares = [0.5, 0.15, 0.85]
  if (right + tip + 6 <= from.x)
    for (const share of shares) {
      const x = right + tip + 2 + (from.x - right - tip - 4) * share
      yield {
        points: [
          [from.x, fy],
          [x, fy],
          [x, ty],
          [right + tip, ty],
        ],
        into: 'right',
      }
    }
  const down = to.y > from.y
  const [into, end]: readonly [Side, number] = down ? ['top', to.y - tip] : ['bottom', to.y + to.h + tip]
  const out = down ? from.y + from.h : from.y
  const starts = [
    ...shares.map((share) => from.x + from.w * share),
    ...gapsBetween(from, to, others).filter((x) => x > from.x + bend && x < from.x + from.w - bend),
  ]
  const heights = [...shares.map((share) => out + (end - out) * share), end - (down ? 6 : -6)]
  for (const of of shares) {
    const x = to.x + to.w * of
    // Out at the start edge, round one corner.
    if (x < from.x - 4 && (down ? end > fy + bend : end < fy - bend))
      yield {
        points: [
          [from.x, fy],
          [x, fy],
          [x, end],
        ],
        into,
      }
    if (down ? end < out + 6 : end > out - 6) continue
    for (const a of starts)
      for (const y of heights)
        yield {
          points: [
            [a, out],
            [a, y],
            [x, y],
            [x, end],
          ],
          into,
        }
  }
  // Round the foot of both: where nothing else leads there.
  const [y, x] = [Math.max(from.y + from.h, to.y + to.h) + 16, to.x + 26]
  yield {
    points: [
      [from.x + 26, from.y + from.h],
      [from.x + 26, y],
      [x, y],
      [x, to.y + to.h + tip],
    ],
    into: 'bottom',
  }
}

const crosses = (one: Place, [ax, ay]: Spot, [bx, by]: Spot): boolean =>
  Math.min(ax, bx) < one.x + one.w + 3 &&
  one.x - 3 < Math.max(ax, bx) &&
  Math.min(ay, by) < one.y + one.h + 3 &&
  one.y - 3 < Math.max(ay, by)

function costOf({ points }: Route, others: readonly Place[]): number {
  let cost = 0
  points.forEach((spot, n) => {
    const before = points[n - 1]
    if (before === undefined) return
    cost += Math.abs(spot[0] - before[0]) + Math.abs(spot[1] - before[1]) + 20
    for (const one of others) if (crosses(one, before, spot)) cost += inTheWay
  })
  return cost
}

/** Beside the way, the first of many spots where nothing lies: no card, no other words, no way. */
function wordsBeside(
  points: readonly Spot[],
  lie: readonly Place[],
  ways: readonly (readonly Spot[])[],
  { w, h, short }: (typeof rooms)[number],
): Way['words'] {
  const free = ([x, y]: Spot): boolean => {
    if (x < 0 || y < 0) return false
    if (lie.some((one) => x < one.x + one.w && one.x < x + w && y < one.y + one.h && one.y < y + h)) return false
    const here = { x, y, w, h, lines: 0 }
    return !ways.some((way) => way.some((spot, n) => n > 0 && crosses(here, way[n - 1] ?? spot, spot)))
  }
  const spots = points.flatMap(([x, y], n): Spot[] => {
    const before = points[n - 1]
    if (before === undefined) return []
    const [bx, by] = before
    const along = [0.5, 0.25, 0.75, 0.1, 0.9].flatMap((share): Spot[] => {
      const [mx, my] = [bx + (x - bx) * share, by + (y - by) * share]
      return bx === x
        ? [
            [mx + 9, my - h / 2],
            [mx - w - 9, my - h / 2],
          ]
        : [
            [mx - w / 2, my - h - 5],
            [mx - w / 2, my + 5],
          ]
    })
    // Beside the ends of a short one.
    const [left, right] = [Math.min(bx, x), Math.max(bx, x)]
    const ends: Spot[] = bx === x ? [] : [left - w - 9, right - w - 6, left + 6].map((at) => [at, y - h - 5])
    return [...along, ...ends, ...ends.map(([at]): Spot => [at, y - h / 2])]
  })
  const found = spots.find(free)
  return found === undefined ? null : { x: found[0], y: found[1], short }
}

/** From what is later to what had to be there before, in the order of the pairs. `all`: what is in the way. */
export function waysOf(pairs: readonly (readonly [from: Place, to: Place])[], all: readonly Place[]): readonly Way[] {
  const found = pairs.map(([from, to]) => {
    const others = all.filter((one) => one !== from && one !== to)
    let [best, least]: [Route, number] = [{ points: [], into: 'right' }, Infinity]
    for (const route of routes(from, to, others)) {
      const cost = costOf(route, others)
      if (cost < least) [best, least] = [route, cost]
    }
    return best
  })
  const ways = found.map(({ points }) => points)
  const lie = [...all]
  return found.map(({ points, into }) => {
    let words: Way['words'] = null
    for (const room of rooms) {
      words = wordsBeside(points, lie, ways, room)
      if (words === null) continue
      lie.push({ x: words.x, y: words.y, w: room.w, h: room.h, lines: 0 })
      break
    }
    return { line: rounded(points), tip: tipAt(points.at(-1) ?? [0, 0], into), words }
  })
}
