/**
 * What the verbs of `edit.ts` share: the origin of a transaction, refusals, and the fields of a relation.
 */
import * as Y from 'yjs'
import { isId, type GroupId, type NodeId, type RelationId } from '../ids.ts'
import { fail, ok, type Problem, type Result } from '../problem.ts'
import { entryOf, type Roots } from './doc.ts'
import { between, readOrder } from './order.ts'
import { limits, type RelationKind } from './schema.ts'

/** The origin of a transaction. `who` is a role or seat (never a name); `why` names the verb. */
export type Edit = {
  readonly who: string
  readonly why: string
  /** On the canvas: what is done between pressing and letting go is one step of undo, however long it takes. */
  readonly gesture?: string
}

/** What a relation aims at: a node, or for `undercuts` a relation. */
export type Target = NodeId | RelationId

/** Where among its new siblings; without either, last. */
export type Among = { readonly after?: NodeId; readonly before?: NodeId }

export type Done = Result<null>
export const done: Done = ok(null)
/** What the verb was to change is not there (any more). */
export const missing = (what: string): Result<never> => fail({ code: 'not-found', what })
/** A verb was given what it cannot take: a mistake of the caller, not of a person. */
export const wrong = (where: string, why: string): Result<never> => fail<Problem>({ code: 'bad-request', where, why })
/** Null where the text fits, in UTF-16 units. */
export const tooLong = (text: string): Result<never> | null =>
  text.length > limits.wording ? fail({ code: 'too-large', limit: limits.wording, size: text.length }) : null

/** Why this relation cannot be made, or null: taken id, full board, itself, or an end that is missing. */
export function cannotRelate(
  { nodes, relations }: Roots,
  id: RelationId,
  kind: RelationKind,
  from: NodeId,
  to: Target,
): Result<never> | null {
  if (!isId(id) || relations.has(id)) return wrong('relation', 'not a new id')
  if (relations.size >= limits.relations)
    return fail({ code: 'board-full', what: 'relations', limit: limits.relations })
  if (kind === 'undercuts') return relations.has(to) ? null : missing('relation')
  if (to === from) return wrong('to', 'a node cannot be linked to itself')
  return nodes.has(to) ? null : missing('node')
}

type RelationFields = {
  readonly kind: RelationKind
  readonly from: NodeId
  readonly to: Target
  readonly order: string
  readonly group: GroupId | null
  readonly at: number
}

/** The map of a new relation, not yet in the document. */
export function relationEntry({ kind, from, to, order, group: premises, at }: RelationFields): Y.Map<unknown> {
  const entry = new Y.Map<unknown>()
  entry.set('kind', kind)
  entry.set('from', from)
  entry.set('to', to)
  entry.set('order', order)
  entry.set('group', premises)
  entry.set('at', at)
  return entry
}

/** The highest order among the entries that count; null where none does. */
export function lastOrder(root: Y.Map<unknown>, counts: (entry: Y.Map<unknown>) => boolean): string | null {
  let last: string | null = null
  for (const id of root.keys()) {
    const entry = entryOf(root, id)
    if (entry === null || !counts(entry)) continue
    const order = readOrder(entry.get('order'))
    if (last === null || order > last) last = order
  }
  return last
}

/** The order with which something new stands last beneath its target. */
export const lastUnder = (relations: Y.Map<unknown>, to: Target): string =>
  between(
    lastOrder(relations, (entry) => entry.get('to') === to),
    null,
  )

/** These relations and, down the chain, the undercuts that are about them. */
export function withUndercuts(relations: Y.Map<unknown>, ids: readonly string[]): ReadonlySet<string> {
  const about = new Map<unknown, string[]>()
  for (const id of relations.keys()) {
    const entry = entryOf(relations, id)
    if (entry?.get('kind') !== 'undercuts') continue
    const target = entry.get('to')
    about.set(target, [...(about.get(target) ?? []), id])
  }
  const all = new Set(ids)
  for (const id of all) for (const undercut of about.get(id) ?? []) all.add(undercut) // a Set's loop sees what it adds
  return all
}
