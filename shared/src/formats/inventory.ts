/** What of a board may leave, in the order in which people see it; words that were taken back stay, and are counted. */
import type { Board, BoardNode, Relation, Words } from '../board/schema.ts'
import { Leaving } from '../file.ts'
import type { NodeId, RelationId } from '../ids.ts'

export type Inventory = {
  readonly nodes: readonly BoardNode[]
  /** Siblings in their order; `places` are the links that give an entry its place in the outline. */
  readonly relations: readonly Relation[]
  readonly places: ReadonlySet<RelationId>
  readonly words: readonly Words[]
  readonly numbers: ReadonlyMap<NodeId, string>
  readonly depths: ReadonlyMap<NodeId, number>
  readonly left: Leaving
}

const byOrder = (a: Relation, b: Relation): number =>
  a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1

/** Entries of the outline first, then loose ones, then what neither names. */
export function inventory(board: Board): Inventory {
  const left = new Leaving()
  const ids = new Set<NodeId>([...board.outline.map((item) => item.node), ...board.loose, ...board.nodes.keys()])
  const nodes = [...ids].flatMap((id) => board.nodes.get(id) ?? [])
  const words: Words[] = []
  const said = [...[...ids].flatMap((id) => board.wordsOf.get(id) ?? []), ...board.unplaced]
  for (const id of said) {
    const one = board.words.get(id)
    if (one === undefined) continue
    if (one.redacted !== null) left.note('redacted-words')
    else if (one.withdrawn !== null) left.note('withdrawn-words')
    else if (one.node === null) left.note('unplaced-words')
    else words.push(one)
  }
  return {
    nodes,
    relations: [...board.relations.values()].sort(byOrder),
    places: new Set(board.outline.flatMap((item) => item.relation ?? [])),
    words,
    numbers: new Map(board.outline.map((item) => [item.node, item.number])),
    depths: new Map(board.outline.map((item) => [item.node, item.depth])),
    left,
  }
}

/** The entry whose link a doubt is about. */
export function doubted(board: Board, relation: Relation): BoardNode | null {
  if (relation.kind !== 'undercuts') return null
  const target = board.relations.get(relation.to as RelationId)
  return target === undefined ? null : (board.nodes.get(target.from) ?? null)
}
