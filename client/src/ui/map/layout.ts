/**
 * Where the cards lie: each subtree is a block beneath its parent, siblings side by side, the parent centred above. Many
 * siblings beneath a reason break into rows, so that a table's map grows in both directions. O(n), and a pure function:
 * the same board lies the same way on every screen. What is not linked yet goes into free space and stays there.
 */
import { gap, levelGap, type Branch } from './branch.ts'
import { drawEdges } from './edges.ts'
import type { Box, MapCard, MapInput, MapLayout, PlacedCard } from './types.ts'

/**
 * Positions stand side by side; beneath them three or four reasons make two columns and more make three, so that a
 * table's map grows in both directions and stays readable on a laptop.
 */
const perRow = (count: number, root: boolean): number => (root || count <= 2 ? count : count <= 4 ? 2 : 3)

/** Rows in order; linked premises stay in one row as far as they fit, for the line that joins them. */
function rowsOf(children: readonly Branch[], size: number): Branch[][] {
  const rows: Branch[][] = []
  for (let at = 0; at < children.length; ) {
    const premises = children[at]?.card.relation?.group ?? null
    let end = at + 1
    if (premises !== null)
      while (end < children.length && end - at < size && children[end]?.card.relation?.group === premises) end += 1
    const unit = children.slice(at, end)
    const row = rows.at(-1)
    if (row && row.length + unit.length <= size) row.push(...unit)
    else rows.push(unit)
    at = end
  }
  return rows
}

function grow(cards: readonly MapCard[]): { roots: Branch[]; loose: MapCard[]; byId: Map<string, Branch> } {
  const byId = new Map<string, Branch>()
  const roots: Branch[] = []
  const loose: MapCard[] = []
  for (const card of cards) {
    const branch: Branch = { card, children: [], rows: [], w: card.width, h: card.height, cardX: 0, x: 0, y: 0 }
    byId.set(card.id, branch)
    const parent = card.parent === null ? undefined : byId.get(card.parent)
    if (parent) parent.children.push(branch)
    else if (card.loose) loose.push(card)
    else roots.push(branch)
  }
  return { roots, loose, byId }
}

/** Children stand after their parents in the outline, so going backwards measures every block once, without recursion. */
function measure(order: readonly Branch[]): void {
  for (const branch of [...order].reverse()) {
    const { children, card } = branch
    if (children.length === 0) continue
    const size = perRow(children.length, card.parent === null)
    branch.rows = rowsOf(children, size)
    const indent = branch.rows.length > 1 ? gap.trunk : 0
    let width = 0
    let height = card.height
    for (const row of branch.rows) {
      width = Math.max(width, indent + row.reduce((sum, child) => sum + child.w, 0) + gap.column * (row.length - 1))
      height += levelGap(branch, row) + Math.max(...row.map((child) => child.h))
    }
    branch.w = Math.max(width, card.width)
    branch.h = height
    const [first] = branch.rows
    // Centred above its first row, as one sees it: between the centres of the first and the last card of that row.
    const inset = indent + (branch.w - indent - (width - indent)) / 2
    if (first) {
      let x = inset
      const centres = first.map((child) => {
        const centre = x + child.cardX + child.card.width / 2
        x += child.w + gap.column
        return centre
      })
      const middle = ((centres[0] ?? 0) + (centres.at(-1) ?? 0)) / 2
      branch.cardX = Math.max(0, Math.min(branch.w - card.width, middle - card.width / 2))
    }
  }
}

function place(branch: Branch, left: number, top: number): void {
  const work: [Branch, number, number][] = [[branch, left, top]]
  for (let next = work.pop(); next; next = work.pop()) {
    const [at, x0, y0] = next
    at.x = x0 + at.cardX
    at.y = y0
    const indent = at.rows.length > 1 ? gap.trunk : 0
    let y = y0 + at.card.height
    const widest = Math.max(
      0,
      ...at.rows.map((row) => row.reduce((sum, child) => sum + child.w, 0) + gap.column * (row.length - 1)),
    )
    const inset = indent + Math.max(0, (at.w - indent - widest) / 2)
    for (const row of at.rows) {
      y += levelGap(at, row)
      let x = x0 + inset
      for (const child of row) {
        work.push([child, x, y])
        x += child.w + gap.column
      }
      y += Math.max(...row.map((child) => child.h))
    }
  }
}

/** Lowest edge of what lies above, in steps of 12 px: enough to find free space, cheap for 2,000 cards. */
const step = 12
class Skyline {
  private readonly heights: number[] = []
  private readonly width: number
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
  const { roots, loose, byId } = grow(input.cards)
  measure([...byId.values()])
  let x = 0
  for (const root of roots) {
    place(root, x, 0)
    x += root.w + gap.root
  }
  const treeWidth = Math.max(0, x - gap.root)
  const isLoose = new Set(loose.map((card) => card.id))
  const cards: PlacedCard[] = []
  for (const branch of byId.values()) {
    if (isLoose.has(rootOf(branch, byId).card.id)) continue
    cards.push({ id: branch.card.id, x: branch.x, y: branch.y, w: branch.card.width, h: branch.card.height })
  }
  const columns = Math.min(6, Math.max(1, Math.ceil(Math.sqrt(loose.length * 1.5))))
  const skyline = new Skyline(Math.max(treeWidth, columns * 252 - gap.column))
  for (const card of cards) skyline.add(card)
  for (const card of loose) {
    const branch = byId.get(card.id)
    if (!branch) continue
    const before = previous.get(card.id)
    const space = (y: number) => (y === 0 ? 0 : y + gap.loose)
    let at =
      before && before.y >= space(skyline.below(before.x + branch.cardX, branch.w)) - 1
        ? { x: before.x - branch.cardX, y: before.y }
        : null
    if (!at || at.x < 0) {
      const free = skyline.free(branch.w)
      at = { x: free.x, y: space(free.y) }
    }
    place(branch, at.x, at.y)
    skyline.add({ x: at.x, y: at.y, w: branch.w, h: branch.h })
  }
  for (const branch of byId.values()) {
    if (!isLoose.has(rootOf(branch, byId).card.id)) continue
    cards.push({ id: branch.card.id, x: branch.x, y: branch.y, w: branch.card.width, h: branch.card.height })
  }
  const right = Math.max(0, ...cards.map((card) => card.x + card.w))
  const bottom = Math.max(0, ...cards.map((card) => card.y + card.h))
  return { cards, ...drawEdges(byId, input.references), bounds: { x: 0, y: 0, w: right, h: bottom } }
}

function rootOf(branch: Branch, byId: ReadonlyMap<string, Branch>): Branch {
  let at = branch
  for (let parent = at.card.parent; parent !== null; parent = at.card.parent) {
    const up = byId.get(parent)
    if (!up) break
    at = up
  }
  return at
}
