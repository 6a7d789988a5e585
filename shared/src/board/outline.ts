/**
 * The outline: every node once, beneath the thing it speaks to. Derived, never stored.
 *
 * Relations are taken in the order in which they were made (`at`, then id). A relation places its node, unless the node
 * has its place already or would end up beneath itself. So the relation that closes a cycle is the one that is cut (it
 * stays a relation, and is drawn), and every replica cuts the same one. `edit` never dates a relation before those it
 * builds on, so adding one moves nothing.
 *
 * All loops are iterative: a chain of 20,000 nodes must not overflow the stack.
 */
import type { NodeId, RelationId } from '../ids.ts'
import { byOrder, type Ordered } from './order.ts'
import type { BoardNode, OutlineItem, Relation } from './schema.ts'

/** Numbers deeper than this are not spoken by anybody, and a chain of thousands would fill the memory with them. */
const deepestNumber = 16

export type Outline = { readonly items: readonly OutlineItem[]; readonly loose: readonly NodeId[] }

type Nodes = ReadonlyMap<NodeId, BoardNode>
type Relations = ReadonlyMap<RelationId, Relation>

/** What a relation's node stands beneath: its target, and for an undercut the node whose relation it doubts. */
export function placeOf(relation: Relation, relations: Relations): NodeId | null {
  if (relation.kind !== 'undercuts') return relation.to as NodeId
  return relations.get(relation.to as RelationId)?.from ?? null
}

const byAge = (a: Relation, b: Relation): number => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** The relation that places each node. Nodes without one stand at the top. Relations must be sound, as a Board's are. */
export function placing(relations: Relations): ReadonlyMap<NodeId, Relation> {
  const placed = new Map<NodeId, Relation>()
  const trees = new Map<NodeId, NodeId>() // union-find: towards the top of the tree a node stands in
  const topOf = (node: NodeId): NodeId => {
    let top = node
    for (let next = trees.get(top); next !== undefined; next = trees.get(top)) top = next
    for (let at = node; at !== top; ) {
      const next = trees.get(at) ?? top
      trees.set(at, top)
      at = next
    }
    return top
  }
  for (const relation of [...relations.values()].sort(byAge)) {
    const parent = placeOf(relation, relations)
    if (parent === null || placed.has(relation.from) || topOf(parent) === relation.from) continue
    placed.set(relation.from, relation)
    trees.set(relation.from, topOf(parent))
  }
  return placed
}

function standsIn(nodes: Nodes, relation: Relation, relations: Relations): boolean {
  const place = placeOf(relation, relations)
  return nodes.has(relation.from) && place !== null && nodes.has(place)
}

/** Of some nodes and the relations among them; a relation whose place is not among the nodes places nothing. */
export function outlineOf(nodes: Nodes, all: Relations): Outline {
  const whole = [...all.values()].every((relation) => standsIn(nodes, relation, all))
  const relations = whole ? all : new Map([...all].filter(([, relation]) => standsIn(nodes, relation, all)))
  const placed = placing(relations)
  const beneath = new Map<NodeId, (Ordered & { readonly node: NodeId })[]>()
  const issues: BoardNode[] = []
  const others: BoardNode[] = []
  for (const node of nodes.values()) {
    const relation = placed.get(node.id)
    const parent = relation === undefined ? null : placeOf(relation, relations)
    if (relation === undefined || parent === null) {
      if (node.kind === 'issue') issues.push(node)
      else others.push(node)
      continue
    }
    const siblings = beneath.get(parent)
    const child = { id: relation.id, order: relation.order, node: node.id }
    if (siblings === undefined) beneath.set(parent, [child])
    else siblings.push(child)
  }
  issues.sort(byOrder)
  others.sort(byOrder)
  for (const siblings of beneath.values()) siblings.sort(byOrder)

  // Only what an issue holds is numbered; a single issue is the board's question and has no number of its own.
  type Row = { node: NodeId; parent: NodeId | null; depth: number; number: string; counts: boolean }
  const rows: Row[] = []
  for (const node of others.toReversed())
    rows.push({ node: node.id, parent: null, depth: 0, number: '', counts: false })
  for (const [n, node] of [...issues.entries()].reverse()) {
    rows.push({ node: node.id, parent: null, depth: 0, number: issues.length > 1 ? String(n + 1) : '', counts: true })
  }
  const items: OutlineItem[] = []
  for (let row = rows.pop(); row !== undefined; row = rows.pop()) {
    const { node, parent, depth, number, counts } = row
    const children = beneath.get(node) ?? []
    items.push({
      node,
      relation: placed.get(node)?.id ?? null,
      parent,
      depth,
      number,
      children: children.map((child) => child.node),
    })
    for (let n = children.length - 1; n >= 0; n -= 1) {
      const child = children[n]
      if (child === undefined) continue
      const numbered = counts && depth < deepestNumber
      const own = number === '' ? String(n + 1) : `${number}.${n + 1}`
      rows.push({ node: child.node, parent: node, depth: depth + 1, number: numbered ? own : '', counts: numbered })
    }
  }
  return { items, loose: others.map((node) => node.id) }
}
