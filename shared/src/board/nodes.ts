/**
 * Nodes: added, worded, re-kinded, removed.
 */
import * as Y from 'yjs'
import { isId, isLang, type Lang, type NodeId, type RelationId } from '../ids.ts'
import { fail, ok, type Result } from '../problem.ts'
import { entryOf, isText, roots } from './doc.ts'
import { between } from './order.ts'
import { limits, type NodeKind, type RelationKind } from './schema.ts'
import { difference, plainText } from './text.ts'
import {
  type Edit,
  type Target,
  type Done,
  done,
  missing,
  wrong,
  tooLong,
  cannotRelate,
  relationEntry,
  lastOrder,
  lastUnder,
  withUndercuts,
} from './verb.ts'

export type NewNode = {
  readonly id: NodeId
  readonly kind: NodeKind
  readonly wording?: string
  readonly lang: Lang
  readonly at: number
  /** The relation that places it. Without one it is an issue, or not linked yet. */
  readonly place?: {
    readonly relation: RelationId
    readonly kind: RelationKind
    readonly to: Target
    readonly order?: string
  }
  /** Among the nodes that nothing places; last if not given. */
  readonly order?: string
}

/**
 * Where it stands comes along, as one transaction: with `place` beneath something, else at the top. Refused: an id
 * that is taken, a full board, a text that is too long.
 */
export function addNode(doc: Y.Doc, origin: Edit, node: NewNode): Result<NodeId> {
  const { nodes, relations } = roots(doc)
  const wording = plainText(node.wording ?? '')
  if (!isId(node.id) || nodes.has(node.id)) return wrong('id', 'not a new id')
  if (!isLang(node.lang)) return wrong('lang', 'no language tag')
  if (nodes.size >= limits.nodes) return fail({ code: 'board-full', what: 'nodes', limit: limits.nodes })
  const long = tooLong(wording)
  if (long !== null) return long
  const { place } = node
  if (place !== undefined) {
    const problem = cannotRelate(roots(doc), place.relation, place.kind, node.id, place.to)
    if (problem !== null) return problem
  }
  doc.transact(() => {
    const entry = new Y.Map<unknown>()
    entry.set('kind', node.kind)
    entry.set('lang', node.lang)
    entry.set(
      'order',
      node.order ??
        between(
          lastOrder(nodes, () => true),
          null,
        ),
    )
    entry.set('at', node.at)
    entry.set('wording', new Y.Text(wording))
    nodes.set(node.id, entry)
    if (place !== undefined) {
      relations.set(
        place.relation,
        relationEntry({
          ...place,
          from: node.id,
          order: place.order ?? lastUnder(relations, place.to),
          group: null,
          at: node.at,
        }),
      )
    }
  }, origin)
  return ok(node.id)
}

/** Sets the text, changing only the stretch that differs, so that others who write in the same text keep theirs. */
export function setWording(doc: Y.Doc, origin: Edit, id: NodeId, text: string): Done {
  const entry = entryOf(roots(doc).nodes, id)
  if (entry === null) return missing('node')
  const plain = plainText(text)
  const long = tooLong(plain)
  if (long !== null) return long
  const wording = entry.get('wording')
  doc.transact(() => {
    if (!isText(wording)) {
      entry.set('wording', new Y.Text(plain))
      return
    }
    const now = wording.toString()
    // Embedded things count in the length and not in the text; then no stretch can be told from its offsets.
    const change =
      wording.length === now.length ? difference(now, plain) : { at: 0, remove: wording.length, insert: plain }
    if (change.remove > 0) wording.delete(change.at, change.remove)
    if (change.insert !== '') wording.insert(change.at, change.insert)
  }, origin)
  return done
}

/** Its relations stay what they are. */
export const setKind = (doc: Y.Doc, origin: Edit, id: NodeId, kind: NodeKind): Done =>
  setField(doc, origin, id, 'kind', kind)

/** The language its wording is written in; refused where it is no tag. */
export const setLang = (doc: Y.Doc, origin: Edit, id: NodeId, lang: Lang): Done =>
  isLang(lang) ? setField(doc, origin, id, 'lang', lang) : wrong('lang', 'no language tag')

function setField(doc: Y.Doc, origin: Edit, id: NodeId, field: 'kind' | 'lang', value: string): Done {
  const entry = entryOf(roots(doc).nodes, id)
  if (entry === null) return missing('node')
  if (entry.get(field) !== value) doc.transact(() => entry.set(field, value), origin)
  return done
}

/** Takes the node away with the relations that end in it or are about those. Its words stay in sight, unplaced. */
export function remove(doc: Y.Doc, origin: Edit, id: NodeId): Done {
  const { nodes, relations } = roots(doc)
  if (!nodes.has(id)) return missing('node')
  doc.transact(() => {
    const ends: string[] = []
    for (const relation of relations.keys()) {
      const entry = entryOf(relations, relation)
      if (entry === null) continue
      const aimsAtNode = entry.get('kind') !== 'undercuts' && entry.get('to') === id
      if (entry.get('from') === id || aimsAtNode) ends.push(relation)
    }
    for (const relation of withUndercuts(relations, ends)) relations.delete(relation)
    nodes.delete(id)
  }, origin)
  return done
}
