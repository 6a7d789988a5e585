/**
 * Standing: what survives its objections, by the most cautious reading there is, the grounded extension. For analysts
 * who switch it on; anyone who calls this decides that, and never for citizens: no machine tells them who lost.
 *
 * Semantics. Nodes are arguments (Dung 1995, "On the acceptability of arguments …", Artificial Intelligence 77). Edges
 * are arguments too, so that an undercut can attack one: recursive attacks after Baroni, Cerutti, Giacomin and Guida
 * 2011, "AFRA: Argumentation Framework with Recursive Attacks", Int. J. Approximate Reasoning 52(1). Linked premises
 * attack as one: collective attacks after Nielsen and Parsons 2006. In one sentence each:
 *
 *     a node  stands   if every attack on it falls           falls  if an attack on it stands
 *     an edge stands   if all its premises stand and         falls  if one of its premises falls or
 *                      every undercut of it falls                   an undercut of it stands
 *
 * read as a least fixed point: what neither sentence reaches is undecided (two that attack each other, an odd ring, a
 * node that is attacked by something undecided). Only attacks and undercuts bring anything down. Support, conditions,
 * experiences and sources do not: a position without reasons stands as long as nobody objects.
 *
 * An edge of any kind has a standing, since any can be undercut. Linear in nodes and relations, and iterative.
 */
import type { NodeId, RelationId } from '../ids.ts'
import type { Edge, Graph } from './graph.ts'

export type Status = 'stands' | 'falls' | 'undecided'

export type Standing = {
  readonly nodes: ReadonlyMap<NodeId, Status>
  /** Relations of one premise group share their standing. */
  readonly relations: ReadonlyMap<RelationId, Status>
}

type Thing = { status: Status; waitsFor: number }

/** Of every node, and of every relation as its edge has it. */
export function standingOf(graph: Graph): Standing {
  const nodes = new Map<NodeId, Thing>()
  const edges = new Map<Edge, Thing>()
  const from = new Map<NodeId, Edge[]>()
  for (const node of graph.nodes)
    nodes.set(node, { status: 'undecided', waitsFor: graph.attacks.get(node)?.length ?? 0 })
  for (const edge of graph.edges) {
    edges.set(edge, { status: 'undecided', waitsFor: edge.from.length + (graph.undercuts.get(edge)?.length ?? 0) })
    for (const premise of edge.from) {
      const others = from.get(premise)
      if (others === undefined) from.set(premise, [edge])
      else others.push(edge)
    }
  }

  const decided: (NodeId | Edge)[] = []
  const decide = (what: NodeId | Edge, status: Status): void => {
    const thing = typeof what === 'string' ? nodes.get(what) : edges.get(what)
    if (thing === undefined || thing.status !== 'undecided') return
    thing.status = status
    decided.push(what)
  }
  /** One thing less that could bring it down. */
  const relieve = (what: NodeId | Edge): void => {
    const thing = typeof what === 'string' ? nodes.get(what) : edges.get(what)
    if (thing === undefined) return
    thing.waitsFor -= 1
    if (thing.waitsFor === 0) decide(what, 'stands')
  }
  for (const [node, thing] of nodes) if (thing.waitsFor === 0) decide(node, 'stands')

  for (let what = decided.pop(); what !== undefined; what = decided.pop()) {
    if (typeof what === 'string') {
      const stands = nodes.get(what)?.status === 'stands'
      for (const edge of from.get(what) ?? []) {
        if (stands) relieve(edge)
        else decide(edge, 'falls')
      }
      continue
    }
    const target =
      what.kind === 'attacks'
        ? (what.to as NodeId)
        : what.kind === 'undercuts'
          ? graph.edgeOf.get(what.to as RelationId)
          : undefined
    if (target === undefined) continue
    if (edges.get(what)?.status === 'stands') decide(target, 'falls')
    else relieve(target)
  }

  const relations = new Map<RelationId, Status>()
  for (const [edge, { status }] of edges) for (const id of edge.relations) relations.set(id, status)
  return { nodes: new Map([...nodes].map(([id, { status }]) => [id, status])), relations }
}
