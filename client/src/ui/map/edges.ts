/**
 * The lines of a map: right angles with rounded corners, one point of the parent per relation kind, a way of their own for
 * lines that would lie on one another (`lanes`). An undercut's line ends on the mark of the relation that it undercuts.
 */
import type { RelationKind } from '@tablee/shared/board/schema'
import { levelGap, gap, type Branch } from './branch.ts'
import { acrossX, around, downY, Lanes, type Stretch } from './lanes.ts'
import type { Box, MapEdge, MapJoint, MapMark, MapReference } from './types.ts'

/** Corner of a line. */
const r = 7
/** From a card's top edge up to the middle of its mark. */
const markUp = 19
/** From a parent's bottom edge down to its first bus. */
const bus = 14

type Point = readonly [number, number]
type Stem = { readonly x: number; readonly y: number; readonly marked: boolean }

/** A path through points at right angles, corners rounded as far as the stretch allows. */
export function lineThrough(points: readonly Point[]): string {
  const [first] = points
  if (!first) return ''
  const parts = [`M${n(first[0])} ${n(first[1])}`]
  for (let at = 1; at < points.length; at += 1) {
    const before = points[at - 1]
    const here = points[at]
    const after = points[at + 1]
    if (!before || !here) continue
    if (!after) {
      parts.push(`L${n(here[0])} ${n(here[1])}`)
      continue
    }
    const radius = Math.min(r, distance(before, here) / 2, distance(here, after) / 2)
    const from = towards(here, before, radius)
    const to = towards(here, after, radius)
    parts.push(`L${n(from[0])} ${n(from[1])}Q${n(here[0])} ${n(here[1])} ${n(to[0])} ${n(to[1])}`)
  }
  return parts.join('')
}
const n = (value: number): number => Math.round(value * 10) / 10
const distance = (a: Point, b: Point): number => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1])
const towards = (from: Point, to: Point, by: number): Point => {
  const length = distance(from, to) || 1
  return [from[0] + ((to[0] - from[0]) * by) / length, from[1] + ((to[1] - from[1]) * by) / length]
}
const boxOf = (points: readonly Point[]): Box => {
  const xs = points.map((point) => point[0])
  const ys = points.map((point) => point[1])
  const x = Math.min(...xs)
  const y = Math.min(...ys)
  return { x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y }
}

const bottomOf = (branch: Branch): number => branch.y + branch.card.height
const middleOf = (branch: Branch): number => branch.x + branch.card.width / 2

/** Supports, qualifies and answers arrive with an arrow; an attack is a blocking bar; the rest only touches. */
function ending(kind: MapEdge['kind'], x: number, bottom: number): { tip: string; bar: string; end: number } {
  if (kind === 'attacks') return { tip: '', bar: `M${n(x - 9)} ${n(bottom + 5)}H${n(x + 9)}`, end: bottom + 5 }
  if (kind === 'answers' || kind === 'supports' || kind === 'qualifies') {
    return {
      tip: `M${n(x - 6)} ${n(bottom + 11)}L${n(x)} ${n(bottom + 1)}L${n(x + 6)} ${n(bottom + 11)}Z`,
      bar: '',
      end: bottom + 10,
    }
  }
  return { tip: '', bar: '', end: bottom }
}

/** The stretches of a line through these points. */
const stretchesOf = (points: readonly Point[]): Stretch[] =>
  points.slice(1).map(([x, y], n) => {
    const [x0, y0] = points[n] ?? [x, y]
    return Math.abs(x - x0) < 0.5 ? downY(x, y0, y) : acrossX(y, x0, x)
  })

/** How far to the start side each branch reaches, with all that hangs beneath. */
function leftsOf(byId: ReadonlyMap<string, Branch>): ReadonlyMap<Branch, number> {
  const lefts = new Map<Branch, number>()
  // Children stand after their parents.
  for (const branch of [...byId.values()].toReversed())
    lefts.set(branch, Math.min(branch.x, ...branch.children.map((child) => lefts.get(child) ?? child.x)))
  return lefts
}

type Drawing = {
  readonly edges: MapEdge[]
  readonly marks: MapMark[]
  readonly joints: MapJoint[]
  /** Where the line of each relation can be touched. */
  readonly stems: Map<string, Stem>
  readonly lanes: Lanes
}
const meaning = (to: string, kind: RelationKind): string => `${to} ${kind}`

export function drawEdges(
  byId: ReadonlyMap<string, Branch>,
  references: readonly MapReference[],
): { edges: MapEdge[]; marks: MapMark[]; joints: MapJoint[] } {
  const drawing: Drawing = { edges: [], marks: [], joints: [], stems: new Map(), lanes: new Lanes() }
  const lefts = leftsOf(byId)
  for (const parent of byId.values()) {
    if (parent.rows.length === 0) continue
    drawPlaces(drawing, parent, lefts)
    drawJoints(drawing, parent)
  }
  // What ends on another line comes after it.
  for (const parent of byId.values())
    for (const child of parent.children) {
      const { relation } = child.card
      if (relation?.kind === 'undercuts') drawUndercut(drawing, child, parent, relation.id, relation.to)
    }
  for (const reference of references) drawReference(drawing, byId, reference)
  const { edges, marks, joints } = drawing
  return { edges, marks, joints }
}

/** The lines from the children of one card to it: of each kind one that branches. */
function drawPlaces(drawing: Drawing, parent: Branch, lefts: ReadonlyMap<Branch, number>): void {
  const { edges, marks, stems, lanes } = drawing
  const kindOf = (child: Branch): RelationKind => child.card.relation?.kind ?? 'answers'
  const kinds = [...new Set(parent.children.map(kindOf))].filter((kind) => kind !== 'undercuts')
  const bottom = bottomOf(parent)
  const spread = Math.min(52, (parent.card.width - 60) / Math.max(1, kinds.length - 1))
  const wished = new Map<RelationKind, number>(
    kinds.map((kind, index) => [kind, middleOf(parent) + (index - (kinds.length - 1) / 2) * spread]),
  )
  const level = levels(parent, kinds, kindOf, wished)
  const plain = (row: readonly Branch[]) => levelGap(parent, row) === gap.plain
  const topOf = (row: readonly Branch[]) => Math.min(...row.map((child) => child.y))
  /** From a card, or from what lies above a further row, down to the line of a kind above this row. */
  const wishedBus = (row: readonly Branch[], n: number, kind: RelationKind): number =>
    (n === 0 ? bottom : topOf(row) - levelGap(parent, row)) +
    (plain(row) ? 22 : bus + (level.get(kind) ?? 0) * gap.lane)
  const rowsOf = (kind: RelationKind) =>
    parent.rows.flatMap((row, n) => {
      const xs = row.filter((child) => kindOf(child) === kind).map(middleOf)
      return xs.length === 0 ? [] : [{ row, n, xs, wished: wishedBus(row, n, kind) }]
    })
  const names = new Map(kinds.map((kind) => [kind, meaning(parent.card.id, kind)]))
  for (const kind of kinds)
    for (const { row, xs, wished: y } of rowsOf(kind))
      lanes.take(names.get(kind) ?? '', ...xs.map((x) => downY(x, y, topOf(row))))
  const edge = Math.min(...parent.rows.flat().map((child) => lefts.get(child) ?? child.x))
  for (const kind of kinds) {
    const name = names.get(kind) ?? ''
    const rows = rowsOf(kind)
    const further = rows.filter(({ n }) => n > 0)
    const [firstRow] = parent.rows
    const firstBus = firstRow ? wishedBus(firstRow, 0, kind) : bottom + bus
    const lowest = Math.max(firstBus, ...further.map((one) => one.wished))
    const trunk = lanes.choose(name, further.length === 0 ? [edge] : around(edge - 11.5, edge - 21, edge - 2), (x) => [
      downY(x, firstBus, lowest),
    ])
    // Straight down where a card stands right beneath; else where the kinds stand side by side.
    const ax = wished.get(kind) ?? middleOf(parent)
    const beneath = rows.flatMap(({ n, xs }) => (n === 0 ? xs.filter((x) => Math.abs(x - ax) < spread / 2) : []))
    const side = parent.x + 14
    const attach = lanes.choose(name, [...beneath, ...around(ax, side, side + parent.card.width - 28)], (x) => [
      downY(x, bottom, firstBus),
    ])
    const buses = new Map<number, number>()
    /** The line above a row, where its whole width is free. */
    const busAt = (n: number, row: readonly Branch[], wishedY: number, xs: readonly number[]): number => {
      const above = n === 0 ? bottom + 11 : topOf(row) - levelGap(parent, row) + 5
      const y = lanes.choose(
        name,
        around(wishedY, above, plain(row) ? topOf(row) - 6 : topOf(row) - markUp - 11),
        (at) => [acrossX(at, Math.min(...xs), Math.max(...xs))],
      )
      lanes.take(name, acrossX(y, Math.min(...xs), Math.max(...xs)))
      buses.set(n, y)
      return y
    }
    const first = rows.find(({ n }) => n === 0)
    const across = [...(first?.xs ?? []), attach, ...(further.length > 0 ? [trunk] : [])]
    const start = firstRow ? busAt(0, firstRow, firstBus, across) : firstBus
    for (const { row, n, xs, wished: y } of further) busAt(n, row, y, [...xs, trunk])
    lanes.take(name, downY(attach, bottom, start))
    if (further.length > 0) lanes.take(name, downY(trunk, start, Math.max(...buses.values())))
    const { tip, bar, end } = ending(kind, attach, bottom)
    for (const { row, n } of rows)
      for (const child of row) {
        if (kindOf(child) !== kind) continue
        const id = child.card.relation?.id ?? `${child.card.id}>`
        const x = middleOf(child)
        const y = buses.get(n) ?? start
        const points: Point[] = [[x, child.y]]
        if (n > 0) points.push([x, y], [trunk, y], [trunk, start], [attach, start])
        else if (Math.abs(x - attach) > 0.5) points.push([x, y], [attach, y])
        points.push([attach, end])
        lanes.take(name, downY(x, child.y, y))
        edges.push({ id, kind, also: false, path: lineThrough(points), tip, bar, box: boxOf(points) })
        if (kind === 'answers') stems.set(id, { x, y: child.y - 8, marked: false })
        else {
          marks.push({ id, kind, card: child.card.id, x, y: child.y - markUp })
          stems.set(id, { x, y: child.y - markUp, marked: true })
        }
      }
  }
}

/** Kinds stand in the order of their children; a line takes the lowest level where it crosses no other. */
function levels(
  parent: Branch,
  kinds: readonly RelationKind[],
  kindOf: (child: Branch) => RelationKind,
  wished: ReadonlyMap<RelationKind, number>,
): ReadonlyMap<RelationKind, number> {
  const taken: { from: number; to: number }[][] = []
  const levelOf = new Map<RelationKind, number>()
  for (const kind of kinds) {
    const xs = [
      wished.get(kind) ?? middleOf(parent),
      ...parent.children.filter((child) => kindOf(child) === kind).map(middleOf),
    ]
    const span = { from: Math.min(...xs) - 10, to: Math.max(...xs) + 10 }
    let level = taken.findIndex((all) => all.every((other) => other.to < span.from || other.from > span.to))
    if (level < 0) level = taken.push([]) - 1
    taken[level]?.push(span)
    levelOf.set(kind, level)
  }
  return levelOf
}

/** Linked premises: a short thick line that joins their stems. */
function drawJoints({ joints }: Drawing, parent: Branch): void {
  for (const row of parent.rows)
    for (const group of new Set(
      row.map((child) => child.card.relation?.group).filter((group) => typeof group === 'string'),
    )) {
      const members = row.filter((child) => child.card.relation?.group === group)
      if (members.length < 2) continue
      const xs = members.map(middleOf)
      const y = Math.min(...members.map((child) => child.y)) - 4
      const points: Point[] = [
        [Math.min(...xs), y],
        [Math.max(...xs), y],
      ]
      joints.push({ id: `${group}`, path: lineThrough(points), box: boxOf(points) })
    }
}

/** From a card's start side up beside the card whose relation it doubts, to the mark of that relation. */
function drawUndercut(drawing: Drawing, child: Branch, parent: Branch, id: string, to: string): void {
  const { edges, marks, stems, lanes } = drawing
  const name = meaning(to, 'undercuts')
  const bottom = bottomOf(parent)
  const target = stems.get(to)
  const end = target ?? { x: middleOf(parent), y: bottom, marked: false }
  const turns = Math.abs(parent.x - child.x) > 1
  const y = lanes.choose(name, around(child.y + 34, child.y + 16, child.y + child.card.height - 8), (at) => [
    acrossX(at, child.x - 12, child.x),
  ])
  const x = lanes.choose(name, around(child.x - 12, child.x - 21, child.x - 3), (at) => [downY(at, y, bottom + 6)])
  const points: Point[] = [
    [child.x, y],
    [x, y],
  ]
  if (target) {
    // Beside the parent: the same way on where the cards stand beneath one another.
    const wishes = around(turns ? parent.x - 12 : x, parent.x - 21, parent.x + 8)
    const beside = lanes.choose(name, wishes, (at) => [downY(at, bottom + 6, end.y)])
    if (Math.abs(beside - x) > 0.5) {
      const level = lanes.choose(name, around(bottom + 6, bottom + 4, bottom + 20), (at) => [acrossX(at, x, beside)])
      points.push([x, level], [beside, level])
    }
    // A mark that stands right above is met from beneath; else from its start side.
    if (end.marked && Math.abs(end.x - beside) < 14) points.push([beside, end.y + 11])
    else {
      const side = end.marked ? end.x - 14 : end.x
      const height = lanes.choose(name, around(end.y, end.y - 9, end.y + 9), (at) => [acrossX(at, beside, side)])
      points.push([beside, height], [side, height])
    }
  } else {
    const level = lanes.choose(name, around(bottom + 6, bottom + 4, bottom + 20), (at) => [acrossX(at, x, end.x)])
    points.push([x, level], [end.x, level], [end.x, end.y])
  }
  lanes.take(name, ...stretchesOf(points))
  edges.push({ id, kind: 'undercuts', also: false, path: lineThrough(points), tip: '', bar: '', box: boxOf(points) })
  marks.push({ id, kind: 'undercuts', card: child.card.id, x, y: child.y - 26 })
  stems.set(id, { x, y: child.y - 26, marked: true })
}

/** A further link: out of the card's end side, beneath the card that it is about, or to the mark of a relation. */
function drawReference(drawing: Drawing, byId: ReadonlyMap<string, Branch>, reference: MapReference): void {
  const { edges, stems, lanes } = drawing
  const { id, kind } = reference
  const from = byId.get(reference.from)
  const card = byId.get(reference.to)
  const stem = stems.get(reference.to)
  if (!from || (!card && !stem)) return
  const startX = from.x + from.card.width
  const y = lanes.choose(id, around(from.y + 20, from.y + 12, from.y + from.card.height - 8), (at) => [
    acrossX(at, startX, startX + 12),
  ])
  const points: Point[] = [[startX, y]]
  let tip = ''
  let bar = ''
  if (card) {
    const bottom = bottomOf(card)
    const x = lanes.choose(
      id,
      around(card.x + card.card.width - 34, card.x + 20, card.x + card.card.width - 12),
      (at) => [downY(at, bottom, bottom + 18)],
    )
    const level = lanes.choose(id, around(bottom + 18, bottom + 13, bottom + 64), (at) => [acrossX(at, startX + 12, x)])
    const column = lanes.choose(id, around(startX + 12, startX + 3, startX + 44), (at) => [downY(at, y, level)])
    const ends = ending(kind, x, bottom)
    tip = ends.tip
    bar = ends.bar
    points.push([column, y], [column, level], [x, level], [x, ends.end])
  } else if (stem) {
    const end = stem.x + (stem.marked ? 14 : 0)
    const level = lanes.choose(id, around(stem.y, stem.y - 9, stem.y + 9), (at) => [acrossX(at, startX + 12, end)])
    const column = lanes.choose(id, around(startX + 12, startX + 3, startX + 44), (at) => [downY(at, y, level)])
    points.push([column, y], [column, level], [end, level])
  }
  lanes.take(id, ...stretchesOf(points))
  edges.push({ id, kind, also: true, path: lineThrough(points), tip, bar, box: boxOf(points) })
}
