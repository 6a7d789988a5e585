/**
 * Where the cards lie: the outline's blocks (`tree.ts`) beside one another, and what is not linked yet in free space,
 * where it stays. O(n), and a pure function: the same board is composed the same way on every screen.
 */
import { gap, type Branch } from './branch.ts'
import { drawEdges } from './edges.ts'
import { grow, isRoot, manners, measure, place, sizeOf, worth, type Columns } from './tree.ts'
import type { Box, MapInput, MapLayout, MapReference, PlacedCard } from './types.ts'

/** Lowest edge of what lies above, in steps of 12 px: enough to find free space, cheap for 2,000 cards. */
const step = 12
class Skyline {
  private readonly heights: number[] = []
  readonly width: number
  constructor(width: number) {
    this.width = width
    this.heights = Array.from({ length: Math.ceil(width / step) + 1 }, () => 0)
  }
  below(x: number, w: number): number {
    let lowest = 0
    for (
      let at = Math.max(0, Math.floor(x / step));
      at <= Math.min(this.heights.length - 1, Math.ceil((x + w) / step));
      at += 1
    ) {
      lowest = Math.max(lowest, this.heights[at] ?? 0)
    }
    return lowest
  }
  add(box: Box): void {
    for (
      let at = Math.max(0, Math.floor((box.x - step) / step));
      at <= Math.min(this.heights.length - 1, Math.ceil((box.x + box.w + step) / step));
      at += 1
    ) {
      this.heights[at] = Math.max(this.heights[at] ?? 0, box.y + box.h)
    }
  }
  /** The highest free place for a card of width w; of equals the first in reading direction. */
  free(w: number): { x: number; y: number } {
    let best = { x: 0, y: Number.POSITIVE_INFINITY }
    for (let x = 0; x + w <= this.width + 1; x += 252) {
      const y = this.below(x, w)
      if (y < best.y) best = { x, y }
    }
    return Number.isFinite(best.y) ? best : { x: 0, y: this.below(0, w) }
  }
}

/** `previous`: where the loose cards lay, so that a card nobody touched stays where it is as long as it is free there. */
export function layOut(input: MapInput, previous: ReadonlyMap<string, Box> = new Map()): MapLayout {
  const byId = grow(input.cards)
  const branches = [...byId.values()]
  const roots = branches.filter((branch) => isRoot(branch, byId))
  const { room } = input
  compose(branches, roots, byId, room)
  const linked = { x: 0, y: 0, w: 0, h: 0 }
  for (const root of roots) {
    if (root.card.loose) continue
    if (linked.x > 0 && room !== undefined && linked.x + root.w > room) {
      linked.x = 0
      linked.y = linked.h + gap.root
    }
    place(root, linked.x, linked.y)
    linked.x += root.w + gap.root
    linked.w = Math.max(linked.w, linked.x - gap.root)
    linked.h = Math.max(linked.h, linked.y + root.h)
  }
  layAside(
    roots.filter((root) => root.card.loose),
    linked,
    room,
    previous,
  )
  return drawn(branches, byId, input.references)
}

/** A block of its own beneath what is linked, as wide as the window or, of a map seen whole, of a window's shape. */
function layAside(
  loose: readonly Branch[],
  linked: { readonly w: number; readonly h: number },
  room: number | undefined,
  previous: ReadonlyMap<string, Box>,
): void {
  const top = (linked.h === 0 ? 0 : linked.h + gap.loose) + gap.heading
  const skyline = new Skyline(room === undefined ? blockWidth(loose, linked) : Math.max(room, 228))
  const was = Math.min(...loose.map(({ card }) => previous.get(card.id)?.y ?? Number.POSITIVE_INFINITY))
  for (const branch of loose) {
    const before = previous.get(branch.card.id)
    const space = (y: number) => (y === 0 ? 0 : y + gap.column)
    // Where it lay within the block, as long as nothing lies there now.
    let at =
      before && before.y - was >= space(skyline.below(before.x - branch.cardX, branch.w)) - 1
        ? { x: before.x - branch.cardX, y: before.y - was }
        : null
    if (!at || at.x < 0 || at.x + branch.w > Math.max(skyline.width, branch.w) + 1) {
      const free = skyline.free(branch.w)
      at = { x: free.x, y: space(free.y) }
    }
    place(branch, at.x, top + at.y)
    skyline.add({ x: at.x, y: at.y, w: branch.w, h: branch.h })
  }
}

function blockWidth(loose: readonly Branch[], linked: { readonly w: number; readonly h: number }): number {
  const area = loose.reduce((sum, branch) => sum + (branch.w + gap.column) * (branch.h + gap.column), 0)
  const widest = Math.max(0, ...loose.map((branch) => branch.w))
  let best = Math.max(widest, linked.w)
  let least = Number.POSITIVE_INFINITY
  for (let columns = 1; columns <= loose.length && columns <= 60; columns += 1) {
    const width = Math.max(widest, columns * 252 - gap.column)
    const now = sizeOf(Math.max(linked.w, width), linked.h + area / width)
    if (now >= least) continue
    least = now
    best = width
  }
  return best
}

/** The plainest manner of standing side by side that shows all of the map about as large as any. */
function compose(
  branches: readonly Branch[],
  roots: readonly Branch[],
  byId: ReadonlyMap<string, Branch>,
  room: number | undefined,
): void {
  const linked = roots.filter((root) => !root.card.loose)
  const size = (columns: Columns): number => {
    measure(branches, byId, columns, room)
    // In a window's width the map grows downwards only.
    if (room !== undefined) return Math.max(room, ...linked.map((root) => root.w))
    return sizeOf(
      linked.reduce((sum, root) => sum + root.w + gap.root, -gap.root),
      Math.max(0, ...linked.map((root) => root.h)),
    )
  }
  let [best] = manners as readonly [Columns, ...Columns[]]
  let last = best
  let least = size(best)
  for (const columns of manners.slice(1)) {
    if (least <= (room ?? sizeOf(0, 0))) break
    last = columns
    const now = size(columns)
    if (now >= least * worth) continue
    best = columns
    least = now
  }
  if (last !== best) measure(branches, byId, best, room)
}

/** `home`: where cards belong that gave way to others. */
export function drawn(
  branches: readonly Branch[],
  byId: ReadonlyMap<string, Branch>,
  references: readonly MapReference[],
  home: ReadonlyMap<string, PlacedCard['home']> = new Map(),
): MapLayout {
  const cards = branches.map(
    ({ card, x, y }): PlacedCard => ({
      id: card.id,
      parent: card.parent !== null && byId.has(card.parent) ? card.parent : null,
      x,
      y,
      w: card.width,
      h: card.height,
      home: home.get(card.id) ?? { x, y, h: card.height },
    }),
  )
  let [left, top, right, bottom] = [0, 0, 0, 0]
  for (const card of cards) {
    left = Math.min(left, card.x)
    top = Math.min(top, card.y)
    right = Math.max(right, card.x + card.w)
    bottom = Math.max(bottom, card.y + card.h)
  }
  const aside = branches.filter((branch) => branch.card.loose && isRoot(branch, byId))
  const loose =
    aside.length === 0
      ? null
      : {
          x: Math.min(...aside.map((branch) => branch.x)),
          y: Math.min(...aside.map((branch) => branch.y)) - gap.heading,
          n: aside.length,
        }
  top = Math.min(top, loose?.y ?? 0)
  return {
    cards,
    ...drawEdges(byId, references),
    loose,
    bounds: { x: left, y: top, w: right - left, h: bottom - top },
  }
}
