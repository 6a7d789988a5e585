/**
 * The outline's moves: a node placed elsewhere with all that lies beneath it.
 */
import type * as Y from 'yjs'
import type { NodeId, RelationId } from '../ids.ts'
import { entryOf, roots } from './doc.ts'
import { insertAt } from './order.ts'
import { placeOf, placing } from './outline.ts'
import { readBoard } from './read.ts'
import type { Board, RelationKind } from './schema.ts'
import {
  type Edit,
  type Target,
  type Among,
  type Done,
  done,
  missing,
  wrong,
  relationEntry,
  lastUnder,
  withUndercuts,
  cannotRelate,
} from './verb.ts'
import { lastMoment } from './words.ts'

export type NodePlace = Among & {
  /** `null`: to the top. What placed it goes; if it is linked to something else too, that places it now. */
  readonly to: Target | null
  /** Kind of the relation; what it was if not given. */
  readonly kind?: RelationKind
}

/**
 * Places the node anew by turning the relation that places it, so that two people who move it at once end with one
 * parent; what lies beneath moves along. A node that nothing places gets `newRelation`.
 */
export function move(
  doc: Y.Doc,
  origin: Edit,
  node: NodeId,
  place: NodePlace,
  newRelation: RelationId,
  at: number,
): Done {
  const all = roots(doc)
  const board = readBoard(doc)
  const moved = board.nodes.get(node)
  if (moved === undefined) return missing('node')
  const current = placing(board.relations).get(node)
  if (place.to === null) {
    doc.transact(() => {
      if (current !== undefined) for (const id of withUndercuts(all.relations, [current.id])) all.relations.delete(id)
      arrange(doc, node, null, place)
    }, origin)
    return done
  }
  const kind = place.kind ?? current?.kind
  if (kind === undefined) return wrong('kind', 'missing')
  const target =
    kind === 'undercuts' ? board.relations.get(place.to as RelationId) : board.nodes.get(place.to as NodeId)
  if (target === undefined) return missing(kind === 'undercuts' ? 'relation' : 'node')
  const parent = 'from' in target ? target.from : target.id
  if (beneath(board, parent, node)) return wrong('to', 'beneath itself')
  const { to } = place
  const entry = current === undefined ? null : entryOf(all.relations, current.id)
  if (entry === null) {
    const problem = cannotRelate(all, newRelation, kind, node, to)
    if (problem !== null) return problem
  }
  doc.transact(() => {
    if (entry === null) {
      all.relations.set(
        newRelation,
        relationEntry({
          kind,
          from: node,
          to,
          order: lastUnder(all.relations, to),
          group: null,
          at: Math.min(at, earliest(board, node) - 1),
        }),
      )
    } else if (current?.to !== to || current.kind !== kind) {
      // Kind and target are written together: of two moves at once one wins whole, not half of each.
      entry.set('kind', kind)
      entry.set('to', to)
      entry.set('group', null)
    }
    arrange(doc, node, parent, place)
  }, origin)
  return done
}

/** Puts the node elsewhere among the siblings it has. */
export function reorder(doc: Y.Doc, origin: Edit, node: NodeId, among: Among): Done {
  const board = readBoard(doc)
  const item = board.outline.find((one) => one.node === node)
  if (item === undefined) return missing('node')
  doc.transact(() => arrange(doc, node, item.parent, among), origin)
  return done
}

/** Writes the order keys that put the node where `among` says, within a transaction of the caller. */
function arrange(doc: Y.Doc, node: NodeId, parent: NodeId | null, among: Among): void {
  const { nodes, relations } = roots(doc)
  const board = readBoard(doc)
  const keys = board.outline
    .filter((item) => item.parent === parent)
    .map((item) => {
      const relation = item.relation === null ? undefined : board.relations.get(item.relation)
      return {
        node: item.node,
        id: relation?.id ?? item.node,
        order: relation?.order ?? board.nodes.get(item.node)?.order ?? '',
      }
    })
  const kind = board.nodes.get(node)?.kind
  const siblings = keys.filter(
    (key) =>
      key.node !== node && (parent !== null || (board.nodes.get(key.node)?.kind === 'issue') === (kind === 'issue')),
  )
  const own = keys.find((key) => key.node === node)
  const after = siblings.findIndex((key) => key.node === among.after)
  const before = siblings.findIndex((key) => key.node === among.before)
  const index = after >= 0 ? after + 1 : before >= 0 ? before : siblings.length
  const placed = insertAt(siblings, index)
  const write = (id: string, order: string): void => {
    const entry = entryOf(parent === null ? nodes : relations, id)
    if (entry !== null && entry.get('order') !== order) entry.set('order', order)
  }
  if (own !== undefined) write(own.id, placed.own)
  for (const [id, order] of placed.others) write(id, order)
}

/** Relations of it that place nothing today (they would close a ring) must not take over when the ring opens. */
function earliest(board: Board, node: NodeId): number {
  let first = lastMoment
  for (const relation of board.relations.values()) if (relation.from === node) first = Math.min(first, relation.at)
  return Math.max(first, 1)
}

/** Does `node` stand at or beneath `top` in the outline? */
function beneath(board: Board, node: NodeId, top: NodeId): boolean {
  const placed = placing(board.relations)
  let at: NodeId | null = node
  while (at !== null && at !== top) {
    const relation = placed.get(at)
    at = relation === undefined ? null : placeOf(relation, board.relations)
  }
  return at === top
}
