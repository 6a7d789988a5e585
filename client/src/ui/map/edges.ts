/**
 * The lines of a map: right angles with rounded corners, one point of the parent per relation kind, a level of their own
 * for lines that would lie on one another. An undercut's line ends on the mark of the relation that it undercuts.
 */
import type { RelationKind } from '@tablee/shared/board/schema'
import { kindsBetween, levelGap, gap, type Branch } from './branch.ts'
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

export function drawEdges(
  byId: ReadonlyMap<string, Branch>,
  references: readonly MapReference[],
): { edges: MapEdge[]; marks: MapMark[]; joints: MapJoint[] } {
  const edges: MapEdge[] = []
  const marks: MapMark[] = []
  const joints: MapJoint[] = []
  /** Where the line of each relation can be touched. */
  const stems = new Map<string, Stem>()
  const later: (() => void)[] = []

  for (const parent of byId.values()) {
    if (parent.rows.length === 0) continue
    const kinds = [...new Set(parent.children.map((child) => child.card.relation?.kind ?? 'answers'))].filter(
      (kind) => kind !== 'undercuts',
    )
    const parentBottom = bottomOf(parent)
    const spread = Math.min(52, (parent.card.width - 60) / Math.max(1, kinds.length - 1))
    const attach = new Map<RelationKind, number>(
      kinds.map((kind, index) => [kind, middleOf(parent) + (index - (kinds.length - 1) / 2) * spread]),
    )
    // Kinds stand in the order of their children; a line takes the lowest level where it crosses no other.
    const lanes: { from: number; to: number }[][] = []
    const laneOf = new Map<RelationKind, number>()
    for (const kind of kinds) {
      const xs = [
        attach.get(kind) ?? 0,
        ...parent.children.filter((child) => (child.card.relation?.kind ?? 'answers') === kind).map(middleOf),
      ]
      const span = { from: Math.min(...xs) - 10, to: Math.max(...xs) + 10 }
      let lane = lanes.findIndex((taken) => taken.every((other) => other.to < span.from || other.from > span.to))
      if (lane < 0) lane = lanes.push([]) - 1
      lanes[lane]?.push(span)
      laneOf.set(kind, lane)
    }
    const plainBus = (row: readonly Branch[]) => levelGap(parent, row) === gap.plain
    for (const [rowIndex, row] of parent.rows.entries()) {
      for (const child of row) {
        const { relation } = child.card
        const kind = relation?.kind ?? 'answers'
        const id = relation?.id ?? `${child.card.id}>`
        const top = child.y
        if (kind === 'undercuts' && relation) {
          later.push(() => undercut(child, parent, relation.id, relation.to))
          continue
        }
        const x = middleOf(child)
        const lane = laneOf.get(kind) ?? 0
        const ax = attach.get(kind) ?? middleOf(parent)
        const down = plainBus(row) ? 22 : bus + lane * gap.lane
        const rowTop = Math.min(...row.map((other) => other.y))
        const busY = rowIndex === 0 ? parentBottom + down : rowTop - levelGap(parent, row) + down
        const { tip, bar, end } = ending(kind, ax, parentBottom)
        const points: Point[] = [[x, top]]
        if (rowIndex === 0) {
          if (Math.abs(x - ax) > 0.5) points.push([x, busY], [ax, busY])
        } else {
          const [firstRow] = parent.rows
          const trunkX =
            Math.min(...parent.rows.flat().map((other) => other.x)) - 10 + lane * 5 - (kindsBetween(parent) > 1 ? 2 : 0)
          const firstBus = parentBottom + (firstRow && plainBus(firstRow) ? 22 : bus + lane * gap.lane)
          points.push([x, busY], [trunkX, busY], [trunkX, firstBus], [ax, firstBus])
        }
        points.push([ax, end])
        edges.push({ id, kind, also: false, path: lineThrough(points), tip, bar, box: boxOf(points) })
        if (kind === 'answers') stems.set(id, { x, y: top - 8, marked: false })
        else {
          marks.push({ id, kind, card: child.card.id, x, y: top - markUp })
          stems.set(id, { x, y: top - markUp, marked: true })
        }
      }
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
  }

  function undercut(child: Branch, parent: Branch, id: string, to: string): void {
    const y = child.y + 34
    const x = child.x - 12
    const target = stems.get(to)
    const points: Point[] = [
      [child.x, y],
      [x, y],
    ]
    const along = parent.x - 12
    const lane = bottomOf(parent) + 6
    const end = target ?? { x: middleOf(parent), y: bottomOf(parent), marked: false }
    if (target && Math.abs(along - x) > 1) points.push([x, lane], [along, lane])
    const column = target ? along : x
    if (target) points.push([column, end.y], [end.marked ? end.x - 14 : end.x, end.y])
    else points.push([x, lane], [end.x, lane], [end.x, end.y])
    edges.push({ id, kind: 'undercuts', also: false, path: lineThrough(points), tip: '', bar: '', box: boxOf(points) })
    marks.push({ id, kind: 'undercuts', card: child.card.id, x, y: child.y - 26 })
    stems.set(id, { x, y: child.y - 26, marked: true })
  }
  for (const draw of later) draw()

  for (const reference of references) {
    const from = byId.get(reference.from)
    if (!from) continue
    const card = byId.get(reference.to)
    const stem = stems.get(reference.to)
    const startX = from.x + from.card.width
    const points: Point[] = [
      [startX, from.y + 20],
      [startX + 12, from.y + 20],
    ]
    let tip = ''
    let bar = ''
    if (card) {
      const x = card.x + card.card.width - 34
      const bottom = bottomOf(card)
      const end = ending(reference.kind, x, bottom)
      tip = end.tip
      bar = end.bar
      points.push([startX + 12, bottom + 18], [x, bottom + 18], [x, end.end])
    } else if (stem) points.push([startX + 12, stem.y], [stem.x + (stem.marked ? 14 : 0), stem.y])
    else continue
    edges.push({
      id: reference.id,
      kind: reference.kind,
      also: true,
      path: lineThrough(points),
      tip,
      bar,
      box: boxOf(points),
    })
  }
  return { edges, marks, joints }
}
