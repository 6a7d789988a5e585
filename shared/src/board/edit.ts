/**
 * The verbs that change a board. Nothing else writes to the document (the server's commands are in `command.ts`).
 *
 * Each verb is one transaction whose origin says who and why: undo, attribution and the journal read it. A verb checks
 * before it writes; it returns what it made, or a Problem and leaves the document as it was.
 */
import * as Y from 'yjs'
import {
  isId,
  isLang,
  type GroupId,
  type Lang,
  type NodeId,
  type RelationId,
  type SeatCode,
  type WordsId,
} from '../ids.ts'
import { fail, ok, type Problem, type Result } from '../problem.ts'
import { entryOf, isText, roots, wordingOf, type Roots } from './doc.ts'
import { between, insertAt, readOrder } from './order.ts'
import { placeOf, placing } from './outline.ts'
import { readBoard } from './read.ts'
import { limits, type Board, type Capture, type NodeKind, type RelationKind } from './schema.ts'
import { difference, plainText } from './text.ts'
import { checkWords } from './words.ts'

export { wordingOf }

/** The origin of a transaction. `who` is a role or seat (never a name); `why` names the verb. */
export type Edit = { readonly who: string; readonly why: string }

/** What a relation aims at: a node, or for `undercuts` a relation. */
export type Target = NodeId | RelationId

/** Where among its new siblings; without either, last. */
export type Among = { readonly after?: NodeId; readonly before?: NodeId }

type Done = Result<null>
const done: Done = ok(null)
const missing = (what: 'node' | 'relation' | 'words'): Result<never> => fail({ code: 'not-found', what })
const wrong = (where: string, why: string): Result<never> => fail<Problem>({ code: 'bad-request', where, why })
const tooLong = (text: string): Result<never> | null =>
  text.length > limits.wording ? fail({ code: 'too-large', limit: limits.wording, size: text.length }) : null

// ── nodes

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

export const setKind = (doc: Y.Doc, origin: Edit, id: NodeId, kind: NodeKind): Done =>
  setField(doc, origin, id, 'kind', kind)

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

// ── relations

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
        at: Math.max(relation.at, latestBeneath(readBoard(doc), relation.from, relation.to) + 1),
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

// ── the outline's moves

export type Place = Among & {
  /** `null`: to the top, linked to nothing. */
  readonly to: Target | null
  /** Kind of the relation; what it was if not given. */
  readonly kind?: RelationKind
}

/**
 * Places the node anew by turning the relation that places it, so that two people who move it at once end with one
 * parent; what lies beneath moves along. A node that nothing places gets `newRelation`.
 */
export function move(doc: Y.Doc, origin: Edit, node: NodeId, place: Place, newRelation: RelationId, at: number): Done {
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
  doc.transact(() => {
    const entry = current === undefined ? null : entryOf(all.relations, current.id)
    if (entry === null) {
      all.relations.set(
        newRelation,
        relationEntry({ kind, from: node, to, order: lastUnder(all.relations, to), group: null, at }),
      )
    } else {
      // Kind and target are written together: of two moves at once one wins whole, not half of each.
      entry.set('kind', kind)
      entry.set('to', to)
      if (current?.to !== to || current.kind !== kind) entry.set('group', null)
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

// ── words

export type NewWords = {
  readonly id: WordsId
  readonly node: NodeId
  readonly text: string
  readonly lang: Lang
  readonly seat: SeatCode | null
  readonly capture: Capture
  readonly at: number
}

/** What somebody said, added beneath a node. Written once: afterwards it is only withdrawn, corrected or redacted. */
export function addWords(doc: Y.Doc, origin: Edit, { id, ...said }: NewWords): Result<WordsId> {
  const { nodes, words } = roots(doc)
  if (!isId(id) || words.has(id)) return wrong('id', 'not a new id')
  if (!nodes.has(said.node)) return missing('node')
  const value = checkWords({
    node: said.node,
    text: plainText(said.text),
    lang: said.lang,
    seat: said.seat,
    capture: said.capture,
    at: said.at,
    corrects: null,
  })
  if (!value.ok) return value
  doc.transact(() => words.set(id, value.value), origin)
  return ok(id)
}

/** Lays words beneath another node: unplaced ones, or ones that were laid beneath the wrong one. */
export function placeWords(doc: Y.Doc, origin: Edit, id: WordsId, node: NodeId): Done {
  const { nodes, words, placed } = roots(doc)
  if (!words.has(id)) return missing('words')
  if (!nodes.has(node)) return missing('node')
  if (placed.get(id) !== node) doc.transact(() => placed.set(id, node), origin)
  return done
}

// ── what the verbs share

function cannotRelate(
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

function relationEntry({ kind, from, to, order, group: premises, at }: RelationFields): Y.Map<unknown> {
  const entry = new Y.Map<unknown>()
  entry.set('kind', kind)
  entry.set('from', from)
  entry.set('to', to)
  entry.set('order', order)
  entry.set('group', premises)
  entry.set('at', at)
  return entry
}

function lastOrder(root: Y.Map<unknown>, counts: (entry: Y.Map<unknown>) => boolean): string | null {
  let last: string | null = null
  for (const id of root.keys()) {
    const entry = entryOf(root, id)
    if (entry === null || !counts(entry)) continue
    const order = readOrder(entry.get('order'))
    if (last === null || order > last) last = order
  }
  return last
}

const lastUnder = (relations: Y.Map<unknown>, to: Target): string =>
  between(
    lastOrder(relations, (entry) => entry.get('to') === to),
    null,
  )

/** These relations and, down the chain, the undercuts that are about them. */
function withUndercuts(relations: Y.Map<unknown>, ids: readonly string[]): ReadonlySet<string> {
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
