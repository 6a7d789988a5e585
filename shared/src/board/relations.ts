/**
 * Relations: nodes linked to further targets, linked premises, links taken away.
 */
import * as Y from 'yjs'
import { isId, type GroupId, type NodeId, type RelationId } from '../ids.ts'
import { ok, type Result } from '../problem.ts'
import { entryOf, roots } from './doc.ts'
import { placeOf, placing } from './outline.ts'
import { readBoard } from './read.ts'
import type { Board, RelationKind } from './schema.ts'
import {
  type Edit,
  type Target,
  type Done,
  done,
  missing,
  wrong,
  cannotRelate,
  relationEntry,
  lastUnder,
  withUndercuts,
} from './verb.ts'
import { lastMoment } from './words.ts'

export type NewRelation = {
  readonly id: RelationId
  readonly kind: RelationKind
  readonly from: NodeId
  readonly to: Target
  readonly order?: string
  readonly group?: GroupId | null
  readonly at: number
}

/**
 * Links a node to a further target. It is dated no earlier than what it builds on, whatever the device's clock says:
 * the outline takes relations in the order of their dates, and a new one must not move what stands.
 */
export function relate(doc: Y.Doc, origin: Edit, relation: NewRelation): Result<RelationId> {
  const all = roots(doc)
  const { nodes, relations } = all
  if (!nodes.has(relation.from)) return missing('node')
  if (relation.group !== undefined && relation.group !== null && !isId(relation.group)) return wrong('group', 'no id')
  const problem = cannotRelate(all, relation.id, relation.kind, relation.from, relation.to)
  if (problem !== null) return problem
  for (const entry of relations.values()) {
    if (!(entry instanceof Y.Map)) continue
    if (entry.get('from') === relation.from && entry.get('to') === relation.to && entry.get('kind') === relation.kind)
      return wrong('to', 'linked already')
  }
  doc.transact(() => {
    relations.set(
      relation.id,
      relationEntry({
        kind: relation.kind,
        from: relation.from,
        to: relation.to,
        order: relation.order ?? lastUnder(relations, relation.to),
        group: relation.group ?? null,
        at: Math.min(lastMoment, Math.max(relation.at, latestBeneath(readBoard(doc), relation.from, relation.to) + 1)),
      }),
    )
  }, origin)
  return ok(relation.id)
}

/** An undercut aims at a relation and the others at nodes, so to become one or to cease to be one it must be moved. */
export function setRelationKind(doc: Y.Doc, origin: Edit, id: RelationId, kind: RelationKind): Done {
  const entry = entryOf(roots(doc).relations, id)
  if (entry === null) return missing('relation')
  if ((entry.get('kind') === 'undercuts') !== (kind === 'undercuts'))
    return wrong('kind', 'an undercut aims at a relation')
  if (entry.get('kind') !== kind) doc.transact(() => entry.set('kind', kind), origin)
  return done
}

/** Takes the relation away, with the undercuts that are about it. */
export function unrelate(doc: Y.Doc, origin: Edit, id: RelationId): Done {
  const { relations } = roots(doc)
  if (!relations.has(id)) return missing('relation')
  doc.transact(() => {
    for (const relation of withUndercuts(relations, [id])) relations.delete(relation)
  }, origin)
  return done
}

/** Makes linked premises of relations of one kind to one target: together they are one reason. `null` takes them apart. */
export function group(doc: Y.Doc, origin: Edit, ids: readonly RelationId[], to: GroupId | null): Done {
  const { relations } = roots(doc)
  if (to !== null && !isId(to)) return wrong('group', 'no id')
  const entries: Y.Map<unknown>[] = []
  for (const id of ids) {
    const entry = entryOf(relations, id)
    if (entry === null) return missing('relation')
    entries.push(entry)
  }
  const first = entries[0]
  const apart = entries.some(
    (entry) => entry.get('to') !== first?.get('to') || entry.get('kind') !== first?.get('kind'),
  )
  if (to !== null && apart) return wrong('relations', 'linked premises have one target and one kind')
  doc.transact(() => {
    for (const entry of entries) if (entry.get('group') !== to) entry.set('group', to)
  }, origin)
  return done
}

/** The latest date among the relations of `from` and those that hold `to` where it stands. */
function latestBeneath(board: Board, from: NodeId, to: Target): number {
  let latest = 0
  for (const relation of board.relations.values()) if (relation.from === from) latest = Math.max(latest, relation.at)
  const placed = placing(board.relations)
  let at: NodeId | null = board.relations.get(to as RelationId)?.from ?? (to as NodeId)
  while (at !== null) {
    const relation = placed.get(at)
    if (relation === undefined) break
    latest = Math.max(latest, relation.at)
    at = placeOf(relation, board.relations)
  }
  return latest
}
