/**
 * The board as an argumentation graph: derived, never stored. An edge is one reason: relations of one kind to one target
 * that share a premise group are one edge with several premises; every other relation is an edge of its own.
 */
import type { NodeId, RelationId } from '../ids.ts'
import type { Board, Relation, RelationKind } from '../board/schema.ts'

export type Edge = {
  /** Smallest of its relations' ids. */
  readonly id: RelationId
  readonly kind: RelationKind
  readonly relations: readonly RelationId[]
  readonly from: readonly NodeId[]
  /** A node, or for an undercut the relation that it doubts. */
  readonly to: NodeId | RelationId
}

export type Graph = {
  readonly nodes: readonly NodeId[]
  readonly edges: readonly Edge[]
  readonly edgeOf: ReadonlyMap<RelationId, Edge>
  /** Edges that say no to a node. */
  readonly attacks: ReadonlyMap<NodeId, readonly Edge[]>
  /** Edges that say yes to a node. */
  readonly supports: ReadonlyMap<NodeId, readonly Edge[]>
  /** Edges that say of another edge, by any of its relations, that it does not hold here. */
  readonly undercuts: ReadonlyMap<Edge, readonly Edge[]>
}

const byId = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Nodes, edges and everything sorted by id, so that equal boards give equal graphs. Linear but for the sorting. */
export function graphOf(board: Pick<Board, 'nodes' | 'relations'>): Graph {
  const reasons = new Map<string, Relation[]>()
  for (const relation of board.relations.values()) {
    const key =
      relation.group === null ? `single ${relation.id}` : `group ${relation.group} ${relation.kind} ${relation.to}`
    push(reasons, key, relation)
  }
  const edges = [...reasons.values()]
    .map((relations): Edge | null => {
      const sorted = relations.sort((a, b) => byId(a.id, b.id))
      const [first] = sorted
      if (first === undefined) return null
      const from = [...new Set(sorted.map((relation) => relation.from))]
      return { id: first.id, kind: first.kind, relations: sorted.map((relation) => relation.id), from, to: first.to }
    })
    .filter((edge) => edge !== null)
    .sort((a, b) => byId(a.id, b.id))

  const edgeOf = new Map<RelationId, Edge>()
  for (const edge of edges) for (const id of edge.relations) edgeOf.set(id, edge)
  const attacks = new Map<NodeId, Edge[]>()
  const supports = new Map<NodeId, Edge[]>()
  const undercuts = new Map<Edge, Edge[]>()
  for (const edge of edges) {
    if (edge.kind === 'attacks') push(attacks, edge.to as NodeId, edge)
    else if (edge.kind === 'supports') push(supports, edge.to as NodeId, edge)
    else if (edge.kind === 'undercuts') {
      const target = edgeOf.get(edge.to as RelationId)
      if (target !== undefined) push(undercuts, target, edge)
    }
  }
  return { nodes: [...board.nodes.keys()].sort(byId), edges, edgeOf, attacks, supports, undercuts }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
