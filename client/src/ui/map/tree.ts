/**
 * The outline as blocks: each subtree beneath its parent, siblings side by side, the parent centred above. Many siblings
 * beneath a reason break into rows, and the positions of a large map too, so that it grows in both directions.
 */
import { gap, levelGap, type Branch } from './branch.ts'
import type { MapCard } from './types.ts'

/**
 * How many stand side by side beneath a card, by its depth. Three or four reasons make two columns and more make three,
 * as long as the map is small; the larger it is, the more it hangs in columns, from its depth upwards.
 */
export type Columns = (count: number, depth: number) => number
const usual = (count: number): number => (count <= 2 ? count : count <= 4 ? 2 : 3)
export const manners: readonly Columns[] = [
  usual,
  (count, depth) => (depth >= 3 ? 1 : usual(count)),
  (count, depth) => (depth >= 2 ? 1 : usual(count)),
  (count, depth) => (depth >= 2 ? 1 : Math.min(2, usual(count))),
  () => 1,
]

/** A window's width to its height. A map comes near it, so that all of it can be seen as large as possible. */
const shape = 1.5
/** What fits into a window anyway need not be any smaller. */
const window = 700
/** What is less plain must show all of it this much larger. */
export const worth = 0.85

/** How large a window shows all of these blocks: the smaller, the better. */
export const sizeOf = (width: number, height: number): number => Math.max(window, width / shape, height)

/** Rows in order; linked premises stay in one row as far as they fit, for the line that joins them. */
function rowsOf(children: readonly Branch[], fits: (row: readonly Branch[], more: readonly Branch[]) => boolean) {
  const rows: Branch[][] = []
  for (let at = 0; at < children.length; ) {
    const premises = children[at]?.card.relation?.group ?? null
    let end = at + 1
    if (premises !== null)
      while (
        end < children.length &&
        children[end]?.card.relation?.group === premises &&
        fits([], children.slice(at, end + 1))
      )
        end += 1
    const unit = children.slice(at, end)
    const row = rows.at(-1)
    if (row && fits(row, unit)) row.push(...unit)
    else rows.push(unit)
    at = end
  }
  return rows
}

export const widthOf = (row: readonly Branch[]): number =>
  row.reduce((sum, child) => sum + child.w, 0) + gap.column * Math.max(0, row.length - 1)
const heightOf = (branch: Branch, rows: readonly (readonly Branch[])[]): number =>
  rows.reduce((sum, row) => sum + levelGap(branch, row) + Math.max(...row.map((child) => child.h)), branch.card.height)

/** As few rows as fit into the room, about equally long. */
function within(children: readonly Branch[], room: number): Branch[][] {
  const whole = widthOf(children)
  if (whole <= room) return [[...children]]
  const inner = room - gap.trunk
  const rowsAt = (most: number) => rowsOf(children, (row, more) => widthOf([...row, ...more]) <= most)
  const least = rowsAt(inner)
  for (let most = whole / least.length; most < inner; most += gap.column) {
    const rows = rowsAt(most)
    if (rows.length === least.length) return rows
  }
  return least
}

/** Positions in one row, as on the mock; in several where that shows a large map larger, or where the room ends. */
function positions(branch: Branch, room: number | undefined): Branch[][] {
  const { children } = branch
  if (room !== undefined) return within(children, room)
  const whole = widthOf(children)
  const size = (rows: readonly (readonly Branch[])[]) => sizeOf(Math.max(...rows.map(widthOf)), heightOf(branch, rows))
  let best = [[...children]]
  let least = size(best) * worth
  for (let count = 2; count <= Math.min(children.length, 12); count += 1) {
    const most = Math.max(whole / count, ...children.map((child) => child.w)) * 1.04
    const rows = rowsOf(children, (row, more) => widthOf([...row, ...more]) <= most)
    const now = size(rows)
    if (now < least) {
      least = now
      best = rows
    }
  }
  return best
}

export function grow(cards: readonly MapCard[]): Map<string, Branch> {
  const byId = new Map<string, Branch>()
  for (const card of cards) {
    const parent = card.parent === null ? undefined : byId.get(card.parent)
    const depth = parent ? parent.depth + 1 : 0
    const branch: Branch = { card, depth, children: [], rows: [], w: card.width, h: card.height, cardX: 0, x: 0, y: 0 }
    byId.set(card.id, branch)
    parent?.children.push(branch)
  }
  return byId
}
export const isRoot = (branch: Branch, byId: ReadonlyMap<string, Branch>): boolean =>
  branch.card.parent === null || !byId.has(branch.card.parent)

/** Children stand after their parents in the outline, so going backwards measures every block once, without recursion. */
export function measure(
  order: readonly Branch[],
  byId: ReadonlyMap<string, Branch>,
  columns: Columns,
  room?: number,
): void {
  for (const branch of [...order].reverse()) {
    const { children, card } = branch
    branch.w = card.width
    branch.h = card.height + below(card)
    branch.cardX = 0
    if (children.length === 0) continue
    const size = columns(children.length, branch.depth)
    branch.rows = isRoot(branch, byId)
      ? positions(branch, room)
      : rowsOf(children, (row, more) => row.length + more.length <= size)
    const indent = branch.rows.length > 1 ? gap.trunk : 0
    const width = indent + Math.max(...branch.rows.map(widthOf))
    branch.w = Math.max(width, card.width)
    branch.h = heightOf(branch, branch.rows)
    const [first] = branch.rows
    // Centred above its first row, as one sees it: between the centres of the first and the last card of that row.
    if (first) {
      let x = indent + (branch.w - width) / 2
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

/** Room beneath a folded card: the edges of the sheets it holds. */
const below = (card: MapCard): number => (card.holds > 0 ? gap.fold : 0)

/** Puts a measured block with its upper start corner there. */
export function place(branch: Branch, left: number, top: number): void {
  const work: [Branch, number, number][] = [[branch, left, top]]
  for (let next = work.pop(); next; next = work.pop()) {
    const [at, x0, y0] = next
    at.x = x0 + at.cardX
    at.y = y0
    if (at.rows.length === 0) continue
    const indent = at.rows.length > 1 ? gap.trunk : 0
    let y = y0 + at.card.height
    const inset = indent + Math.max(0, (at.w - indent - Math.max(...at.rows.map(widthOf))) / 2)
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
