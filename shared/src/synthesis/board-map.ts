/**
 * What one board's map says of each of its entries, as far as it may be told: how its table stands to it, and which words lie
 * beneath it. Read of the board alone, and derived: nobody at a table is asked, and nothing of it is kept.
 *
 * A table objects to an entry when an attack on it lies on its map and is not itself brought down there (`argumentation/
 * standing`: the entry does not stand); it holds it only under a condition when it stands and something qualifies it; else it
 * holds it. What is withheld has no say in it.
 */
import { graphOf, type Edge } from '../argumentation/graph.ts'
import { standingOf } from '../argumentation/standing.ts'
import type { BoardNode, NodeKind, Relation, RelationKind } from '../board/schema.ts'
import type { Whole } from '../board/whole.ts'
import type { BoardId, NodeId, RelationId } from '../ids.ts'
import type { Held } from '../view/policy.ts'
import type { BoardEntries, EntryName, ReadEntry } from './entries.ts'

export const stances = ['holds', 'objects', 'if'] as const
export type Stance = (typeof stances)[number]

export type MapNode = {
  readonly entry: EntryName
  readonly kind: NodeKind
  readonly text: string
  readonly lang: string
  readonly at: number
  /** By which the table speaks of it; empty of what nothing places. */
  readonly number: string
  readonly stance: Stance
  /** Wordings of what speaks against it and is not brought down, and of what qualifies it. */
  readonly objections: readonly NodeId[]
  readonly conditions: readonly NodeId[]
  /** That may be told, the oldest first. */
  readonly words: readonly ReadEntry[]
}
export type MapRelation = {
  readonly kind: RelationKind
  readonly from: NodeId
  readonly to: NodeId | RelationId
  readonly at: number
}
export type BoardMap = {
  /** What the session asks, as it lies on this board; null: somebody took it away. */
  readonly question: NodeId | null
  readonly nodes: ReadonlyMap<NodeId, MapNode>
  /** Between nodes that are here, and of undercuts to relations that are. */
  readonly relations: ReadonlyMap<RelationId, MapRelation>
  readonly withheld: number
}

/** `told`: what `entriesOn` says of the same board. */
export function boardMapOf(board: BoardId, whole: Whole, held: Held, told: BoardEntries): BoardMap {
  const entries = new Map(told.entries.map((one) => [one.entry, one]))
  const nodes = new Map<NodeId, BoardNode>()
  let question: NodeId | null = null
  for (const node of whole.nodes.values()) {
    if (held.ids.has(node.id)) continue
    const asked = node.wording === whole.meta.question
    if (asked && (question === null || node.id < question)) question = node.id
    if (asked || entries.has(nameOf(board, node.id))) nodes.set(node.id, node)
  }
  const relations = tellable(whole.relations, nodes, held)
  const graph = graphOf({ nodes, relations })
  const standing = standingOf(graph)
  const numbers = new Map(whole.outline.map(({ node, number }) => [node, number]))
  const up = (edge: Edge): boolean => standing.relations.get(edge.id) !== 'falls'
  const qualified = new Map<string, Edge[]>()
  for (const edge of graph.edges)
    if (edge.kind === 'qualifies' && up(edge)) qualified.set(edge.to, [...(qualified.get(edge.to) ?? []), edge])
  const made = new Map<NodeId, MapNode>()
  for (const [id, { kind, wording, lang, at }] of nodes) {
    const objections = (graph.attacks.get(id) ?? []).filter(up).flatMap(({ from }) => from)
    const conditions = (qualified.get(id) ?? []).flatMap(({ from }) => from)
    const words = (whole.wordsOf.get(id) ?? []).flatMap((one) => entries.get(`${board}/words/${one}`) ?? [])
    made.set(id, {
      entry: nameOf(board, id),
      kind,
      text: entries.get(nameOf(board, id))?.text ?? wording,
      lang,
      at,
      number: numbers.get(id) ?? '',
      stance: objections.length > 0 ? 'objects' : conditions.length > 0 ? 'if' : 'holds',
      objections,
      conditions,
      words,
    })
  }
  return { question, nodes: made, relations, withheld: told.withheld }
}

const nameOf = (board: BoardId, node: NodeId): EntryName => `${board}/wording/${node}`

/** Undercuts of what is not told are not told; what undercuts those neither. */
function tellable(
  all: Whole['relations'],
  nodes: ReadonlyMap<NodeId, BoardNode>,
  held: Held,
): ReadonlyMap<RelationId, Relation> {
  const told = new Map<RelationId, Relation>()
  const waiting: Relation[] = []
  for (const relation of all.values()) {
    if (held.ids.has(relation.id) || !nodes.has(relation.from)) continue
    if (relation.kind === 'undercuts') waiting.push(relation)
    else if (nodes.has(relation.to as NodeId)) told.set(relation.id, relation)
  }
  const doubting = new Map<RelationId, Relation[]>()
  for (const one of waiting) {
    const of = one.to as RelationId
    doubting.set(of, [...(doubting.get(of) ?? []), one])
  }
  const reached = [...told.keys()]
  for (let id = reached.pop(); id !== undefined; id = reached.pop())
    for (const one of doubting.get(id) ?? []) {
      if (told.has(one.id)) continue
      told.set(one.id, one)
      reached.push(one.id)
    }
  return told
}
