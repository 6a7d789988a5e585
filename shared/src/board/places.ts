/**
 * Where a row of the outline goes when somebody indents it, takes it out, or nudges it up or down: pure answers from
 * the board, to be handed to `move` or `reorder`. `null`: there is nowhere to go.
 */
import type { NodeId } from '../ids.ts'
import type { Among, NodePlace } from './edit.ts'
import type { Board, OutlineItem, RelationKind } from './schema.ts'

const itemOf = (board: Board, node: NodeId): OutlineItem | undefined => board.outline.find((item) => item.node === node)

/** Rows with the same parent in order, the node among them. Issues stand apart from what is not linked yet. */
export function siblingsOf(board: Board, node: NodeId): readonly NodeId[] {
  const item = itemOf(board, node)
  if (item === undefined) return []
  if (item.parent !== null) return itemOf(board, item.parent)?.children ?? []
  const issue = board.nodes.get(node)?.kind === 'issue'
  return board.outline
    .filter((one) => one.parent === null && (board.nodes.get(one.node)?.kind === 'issue') === issue)
    .map((one) => one.node)
}

/** A relation that fits beneath any node: an answer is given to an issue, and an undercut was about another relation. */
function kindUnder(board: Board, item: OutlineItem, parent: NodeId): RelationKind {
  const kind = item.relation === null ? undefined : board.relations.get(item.relation)?.kind
  if (board.nodes.get(parent)?.kind === 'issue') return kind === undefined || kind === 'undercuts' ? 'answers' : kind
  return kind === undefined || kind === 'answers' || kind === 'undercuts' ? 'supports' : kind
}

/** Beneath the row above it, last. */
export function indented(board: Board, node: NodeId): NodePlace | null {
  const item = itemOf(board, node)
  const siblings = siblingsOf(board, node)
  const above = siblings[siblings.indexOf(node) - 1]
  if (item === undefined || above === undefined) return null
  return { to: above, kind: kindUnder(board, item, above) }
}

/** Out from beneath its parent, right after it. */
export function outdented(board: Board, node: NodeId): NodePlace | null {
  const item = itemOf(board, node)
  if (item === undefined || item.parent === null) return null
  const parent = itemOf(board, item.parent)
  if (parent === undefined) return null
  if (parent.parent === null) return { to: null, after: parent.node }
  return { to: parent.parent, kind: kindUnder(board, item, parent.parent), after: parent.node }
}

/** One row up (-1) or down (+1) among its siblings. */
export function nudged(board: Board, node: NodeId, by: -1 | 1): Among | null {
  const siblings = siblingsOf(board, node)
  const other = siblings[siblings.indexOf(node) + by]
  if (other === undefined || !siblings.includes(node)) return null
  return by === -1 ? { before: other } : { after: other }
}
