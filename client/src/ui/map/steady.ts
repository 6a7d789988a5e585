/**
 * A map that holds still: what somebody sees stays where it is while others add. Composed as `layout.ts` has it wherever
 * that moves nothing in sight; else every card keeps its place, new ones go into free space near their parent, and only
 * what a growing card would cover gives way. Composed anew when this person changes something or shows all.
 */
import { gap, levelGap, type Branch } from './branch.ts'
import { touches } from './camera.ts'
import { drawn, layOut } from './layout.ts'
import { grow, manners, measure, place } from './tree.ts'
import type { Box, MapInput, MapLayout, PlacedCard, Sight } from './types.ts'

export function layOutSteadily(input: MapInput, previous: MapLayout | null, sight: Sight): MapLayout {
  if (!previous || sight === null) return layOut(input)
  const places = new Map(previous.cards.map((card) => [card.id, card]))
  const homes = new Map(previous.cards.map((card) => [card.id, { ...card.home, w: card.w }]))
  const composed = layOut(input, homes)
  return sight === 'own' || holdsStill(composed, previous, sight) ? composed : hold(input, places)
}

/** Whether all that is in sight moves together: the window goes along, and nobody sees it move. */
function holdsStill(next: MapLayout, previous: MapLayout, sight: Box): boolean {
  const after = new Map(next.cards.map((card) => [card.id, card]))
  let dx: number | null = null
  let dy = 0
  for (const card of previous.cards) {
    const now = after.get(card.id)
    if (!now || !touches(card, sight)) continue
    if (dx === null) {
      dx = now.x - card.x
      dy = now.y - card.y
    } else if (Math.abs(now.x - card.x - dx) > 1 || Math.abs(now.y - card.y - dy) > 1) return false
  }
  return true
}

function hold(input: MapInput, places: ReadonlyMap<string, PlacedCard>): MapLayout {
  const byId = grow(input.cards)
  const branches = [...byId.values()]
  /** Homes of the cards that stay, before anything gives way. */
  const home = new Map<string, PlacedCard['home']>()
  const moved: Branch[] = []
  const displaced = new Set<string>()
  for (const branch of branches) {
    const { card } = branch
    const before = places.get(card.id)
    const above = card.parent !== null && byId.has(card.parent) ? card.parent : null
    if (above !== null && displaced.has(above)) displaced.add(card.id)
    else if (!before || before.parent !== above) {
      displaced.add(card.id)
      moved.push(branch)
    } else {
      branch.x = before.home.x + (before.w - card.width) / 2
      branch.y = before.home.y
      home.set(card.id, { x: branch.x, y: branch.y, h: before.home.h })
    }
  }
  const stays = branches.filter((branch) => !displaced.has(branch.card.id))
  giveWay(stays, byId, places)

  const taken = new Taken()
  for (const branch of stays) taken.add(boxOf(branch))
  // Blocks of what is new or went elsewhere are measured by themselves.
  measure(
    branches.filter((branch) => displaced.has(branch.card.id)),
    byId,
    manners[0] ?? (() => 2),
    input.room,
  )
  let bottom = Math.max(0, ...stays.map((branch) => branch.y + branch.card.height))
  for (const branch of moved) {
    const parent = branch.card.parent === null ? undefined : byId.get(branch.card.parent)
    const at = parent ? near(branch, parent, displaced, taken) : aside(branch, taken, bottom)
    place(branch, at.x, at.y)
    const work = [branch]
    for (let next = work.pop(); next; next = work.pop()) {
      taken.add(boxOf(next))
      displaced.delete(next.card.id)
      bottom = Math.max(bottom, next.y + next.card.height)
      work.push(...next.children)
    }
  }
  for (const branch of branches) branch.rows = rowsByPlace(branch)
  return drawn(branches, byId, input.references, home)
}

const boxOf = ({ x, y, card }: Branch): Box => ({
  x,
  y,
  w: card.width,
  h: card.height + (card.holds > 0 ? gap.fold : 0),
})
const besides = (a: Box, b: Box): boolean => a.x >= b.x + b.w || b.x >= a.x + a.w

/** What a card that grew would cover, or come too near, moves down, and what that would cover in turn. */
function giveWay(
  stays: readonly Branch[],
  byId: ReadonlyMap<string, Branch>,
  places: ReadonlyMap<string, PlacedCard>,
): void {
  const order = stays.toSorted((a, b) => a.y - b.y)
  const first = new Map(order.map((branch) => [branch, branch.y]))
  for (const [at, branch] of order.entries()) {
    const before = places.get(branch.card.id)
    if (!before) continue
    const y = first.get(branch) ?? branch.y
    const bottom = branch.y + branch.card.height
    if (bottom <= y + before.home.h + 0.5) continue // neither grown nor pushed
    const box = boxOf(branch)
    for (let n = at + 1; n < order.length; n += 1) {
      const other = order[n]
      const otherY = other ? (first.get(other) ?? other.y) : 0
      if (!other || besides(box, boxOf(other)) || otherY < y + before.home.h - 0.5) continue
      // Above a card of a further row there is room for its line and mark, as beneath its own parent.
      const above = other.card.parent === null ? undefined : byId.get(other.card.parent)
      const least = above ? levelGap(above, [other]) : gap.column
      const kept = Math.min(otherY - y - before.home.h, least)
      if (other.y < bottom + kept) other.y = bottom + kept
    }
  }
}

/** Beside its siblings, beneath them, or as near to its parent as there is room. */
function near(block: Branch, parent: Branch, displaced: ReadonlySet<string>, taken: Taken): { x: number; y: number } {
  const siblings = parent.children.filter((child) => child !== block && !displaced.has(child.card.id))
  const top = parent.y + parent.card.height
  const least = top + levelGap(parent, [block])
  const centred = parent.x + parent.card.width / 2 - block.cardX - block.card.width / 2
  const tries: { x: number; y: number }[] = []
  const rows = [...new Set(siblings.map((child) => Math.max(least, child.y)))].toSorted((a, b) => a - b)
  for (const y of rows) {
    const row = siblings.filter((child) => Math.abs(child.y - y) < 24)
    const end = Math.max(...row.map((child) => child.x + child.card.width))
    for (let step = 0; step <= 2; step += 1) tries.push({ x: end + gap.column + step * 126, y })
    const start = Math.min(...row.map((child) => child.x))
    tries.push({ x: start - gap.column - block.w, y })
  }
  if (siblings.length === 0) tries.push({ x: centred, y: least })
  else {
    const start = Math.min(...siblings.map((child) => child.x))
    const under = Math.max(...siblings.map(lowest)) + levelGap(parent, [block])
    tries.push({ x: start, y: under }, { x: start + 252, y: under })
  }
  const free = tries.find((at) => taken.free(at.x, at.y, block))
  if (free) return free
  const rings: { x: number; y: number; far: number }[] = []
  for (let down = 0; down <= 60; down += 1)
    for (let side = -8; side <= 8; side += 1)
      rings.push({ x: centred + side * 126, y: least + down * 42, far: down * 42 + Math.abs(side) * 90 })
  rings.sort((a, b) => a.far - b.far)
  return (
    rings.find((at) => taken.free(at.x, at.y, block)) ?? { x: centred, y: Math.max(least, taken.bottom + gap.level) }
  )
}

/** What nothing places: beneath all there is, from the start side. */
function aside(block: Branch, taken: Taken, bottom: number): { x: number; y: number } {
  for (let y = gap.loose; y <= bottom + gap.loose; y += 42)
    for (let x = 0; x <= 252 * 5; x += 252) if (taken.free(x, y, block)) return { x, y }
  return { x: 0, y: bottom + gap.loose }
}

function lowest(branch: Branch): number {
  let bottom = 0
  const work = [branch]
  for (let next = work.pop(); next; next = work.pop()) {
    bottom = Math.max(bottom, next.y + next.card.height)
    work.push(...next.children)
  }
  return bottom
}

/** Children whose cards begin at about the same height are one row, for the lines. */
function rowsByPlace(branch: Branch): Branch[][] {
  const rows: Branch[][] = []
  for (const child of branch.children.toSorted((a, b) => a.y - b.y)) {
    const row = rows.at(-1)
    if (row && child.y - (row[0]?.y ?? 0) < 24) row.push(child)
    else rows.push([child])
  }
  for (const row of rows) row.sort((a, b) => a.x - b.x)
  return rows
}

/** Which ground is taken, in cells, so that a place is tried in constant time. */
const cell = 300
class Taken {
  private readonly cells = new Map<string, Box[]>()
  bottom = 0
  private *keys(box: Box): Generator<string> {
    for (let x = Math.floor(box.x / cell); x <= Math.floor((box.x + box.w) / cell); x += 1)
      for (let y = Math.floor(box.y / cell); y <= Math.floor((box.y + box.h) / cell); y += 1) yield `${x} ${y}`
  }
  add(box: Box): void {
    this.bottom = Math.max(this.bottom, box.y + box.h)
    for (const key of this.keys(box)) {
      const known = this.cells.get(key)
      if (known) known.push(box)
      else this.cells.set(key, [box])
    }
  }
  /** For a block, with room for its mark above and a little to each side. */
  free(x: number, y: number, { w, h }: Branch): boolean {
    const box = { x: x - gap.column + 1, y: y - 46, w: w + 2 * gap.column - 2, h: h + 46 + 12 }
    for (const key of this.keys(box)) if (this.cells.get(key)?.some((other) => touches(other, box))) return false
    return true
  }
}
