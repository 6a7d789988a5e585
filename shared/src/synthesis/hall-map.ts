/**
 * All tables' maps as one graph: a card is what they joined, or what stands by itself, and a relation between two cards is
 * drawn by so many tables. Derived, pure, and linear but for sorting; what one table wrote stays as it wrote it.
 */
import { voices } from '../argumentation/counts.ts'
import { outlineOf, placeOf } from '../board/outline.ts'
import type { BoardNode, Relation, RelationKind } from '../board/schema.ts'
import type { BoardId, Lang, NodeId, RelationId, SeatCode, TableId } from '../ids.ts'
import type { BoardMap, MapNode, Stance } from './board-map.ts'
import type { EntryName } from './entries.ts'
import { joinedWith, shownOf, type Joins } from './joins.ts'

/** The entry that gives it its name, or `question/<session>`. */
export type CardId = string
export type PlacedMap = { readonly board: BoardId; readonly table: TableId; readonly map: BoardMap }
export type Member = { readonly at: PlacedMap; readonly node: MapNode }

export type Card = {
  readonly id: CardId
  /** In the order in which they were joined. */
  readonly members: readonly Member[]
  /** Whose wording it shows. */
  readonly shown: Member
  readonly number: string
  readonly parent: CardId | null
  readonly relation: Drawn | null
  /** Beside the one that places it. */
  readonly also: readonly (Drawn & { readonly to: CardId })[]
  readonly stances: ReadonlyMap<TableId, Stance>
  readonly people: number
  /** What the team says qualifies it, with the step that said so; the oldest first. */
  readonly qualifiedBy: readonly Qualifies[]
}
/** `member`: the wording that says the condition. */
export type Qualifies = { readonly step: string; readonly card: CardId; readonly member: Member }
/** `tables`: that draw it; none of what the team alone says. */
export type Drawn = { readonly kind: RelationKind; readonly tables: number }
export type HallMap = {
  /** As an outline reads: parents first. */
  readonly cards: readonly Card[]
  readonly cardOf: ReadonlyMap<EntryName, CardId>
  readonly memberOf: ReadonlyMap<EntryName, Member>
  /** Before joining, without what the session asks. */
  readonly entries: number
}

type Line = { readonly relation: Relation; readonly tables: Set<TableId> }
const weight: Readonly<Record<Stance, number>> = { holds: 0, if: 1, objects: 2 }
/** In the order of their time, as siblings are sorted: by letters. */
const byTime = (at: number): string => String(Math.max(0, at)).padStart(16, '0')

/** Of boards of one session, in the order of tables. */
export function hallMapOf(session: number, boards: readonly PlacedMap[], joins: Joins): HallMap {
  const root: CardId = `question/${session}`
  const members = new Map<EntryName, Member>()
  const asked: Member[] = []
  for (const at of boards)
    for (const [id, node] of at.map.nodes)
      if (id === at.map.question) asked.push({ at, node })
      else members.set(node.entry, { at, node })

  const cards = new Map<CardId, readonly Member[]>()
  const cardOf = new Map<EntryName, CardId>()
  if (asked.length > 0) cards.set(root, asked)
  for (const { node } of asked) cardOf.set(node.entry, root)
  for (const entry of members.keys()) {
    if (cardOf.has(entry)) continue
    const joined = joinedWith(joins, entry).flatMap((one) => members.get(one) ?? [])
    const [first] = joined
    if (first === undefined) continue
    cards.set(first.node.entry, joined)
    for (const { node } of joined) cardOf.set(node.entry, first.node.entry)
  }
  const lines = new Map(linesOf(boards, cardOf))
  const qualified = new Map<CardId, Qualifies[]>()
  for (const { step, a, b } of joins.qualified) {
    const [member, of, to] = [members.get(a), cardOf.get(a), cardOf.get(b)]
    if (member === undefined || of === undefined || to === undefined || of === to || to === root) continue
    qualified.set(to, [...(qualified.get(to) ?? []), { step, card: of, member }])
    const line = lineOf('qualifies', of, to, member.node.at)
    if (!lines.has(line.id)) lines.set(line.id, { relation: line, tables: new Set() })
  }

  const nodes = new Map<NodeId, BoardNode>()
  for (const [id, of] of cards) {
    const at = of.reduce((oldest, { node }) => Math.min(oldest, node.at), Number.MAX_SAFE_INTEGER)
    const { kind, wording, lang } = shownIn(of, joins)
    const node = id as NodeId
    nodes.set(node, { id: node, kind: id === root ? 'issue' : kind, wording, lang, order: byTime(at), at })
  }
  const relations = new Map([...lines.values()].map(({ relation }) => [relation.id, relation]))
  const { items } = outlineOf(nodes, relations)
  const placing = new Set(items.flatMap(({ relation }) => relation ?? []))
  const also = new Map<CardId, (Drawn & { readonly to: CardId })[]>()
  for (const { relation, tables } of lines.values()) {
    if (placing.has(relation.id)) continue
    const to = placeOf(relation, relations)
    if (to === null) continue
    const of = also.get(relation.from) ?? []
    of.push({ kind: relation.kind, to, tables: tables.size })
    also.set(relation.from, of)
  }
  return {
    cards: items.flatMap(({ node, relation, parent, number }) => {
      const of = cards.get(node)
      const [first] = of ?? []
      if (of === undefined || first === undefined) return []
      const line = relation === null ? undefined : lines.get(relation)
      return {
        id: node,
        members: of,
        shown: shownIn(of, joins).member,
        number,
        parent,
        relation: line === undefined ? null : { kind: line.relation.kind, tables: line.tables.size },
        also: also.get(node) ?? [],
        ...standing(of, under(qualified.get(node) ?? [], cards)),
        qualifiedBy: qualified.get(node) ?? [],
      }
    }),
    cardOf,
    memberOf: members,
    entries: members.size,
  }
}

function shownIn(of: readonly Member[], joins: Joins) {
  const name = shownOf(
    joins,
    of.map(({ node }) => node.entry),
  )
  const member = of.find(({ node }) => node.entry === name) ?? of[0]
  if (member === undefined) throw new Error('a card of nothing')
  const { kind, text, lang } = member.node
  return { member, kind, wording: text, lang: lang as Lang }
}

/** Several entries of one table on a card: what objects goes before what is held only under a condition, and that before the rest. */
function standing(of: readonly Member[], onlyIf: Iterable<TableId>): Pick<Card, 'stances' | 'people'> {
  const stances = new Map<TableId, Stance>([...onlyIf].map((table) => [table, 'if']))
  for (const { at, node } of of) {
    const before = stances.get(at.table)
    if (before === undefined || weight[node.stance] > weight[before]) stances.set(at.table, node.stance)
  }
  return { stances, people: peopleOf(of) }
}

/** Tables that say a condition and stand by it: they hold what it qualifies under it alone, if they do not object. */
function* under(by: readonly Qualifies[], cards: ReadonlyMap<CardId, readonly Member[]>): Iterable<TableId> {
  for (const { card } of by)
    for (const { at, node } of cards.get(card) ?? []) if (node.stance !== 'objects') yield at.table
}

/** Whose words lie beneath these, at most: one seat's are one person's, wherever they lie. */
export function peopleOf(of: readonly Member[]): number {
  const said = of.flatMap(({ node }) => node.words)
  return voices(said.map(({ seat }) => ({ seat: seat as SeatCode | null, withdrawn: null }))).people
}

const lineOf = (kind: RelationKind, from: CardId, to: CardId | RelationId, at: number): Relation => ({
  id: `${kind} ${from} ${to}` as RelationId,
  kind,
  from: from as NodeId,
  to: to as NodeId | RelationId,
  order: byTime(at),
  group: null,
  at,
})

/** Relations between cards, each once for all tables that draw it; what joining made one with its target is none. */
function linesOf(boards: readonly PlacedMap[], cardOf: ReadonlyMap<EntryName, CardId>): ReadonlyMap<RelationId, Line> {
  const lines = new Map<RelationId, Line>()
  for (const { table, map } of boards) {
    const nameOf = (node: NodeId): CardId | undefined => {
      const entry = map.nodes.get(node)?.entry
      return entry === undefined ? undefined : cardOf.get(entry)
    }
    const ids = new Map<RelationId, RelationId | null>()
    /** What it is called in the hall; null: its ends are one. Doubts of doubts are followed, and never in a ring. */
    const idOf = (id: RelationId, depth: number): RelationId | null => {
      const known = ids.get(id)
      if (known !== undefined) return known
      ids.set(id, null)
      const relation = map.relations.get(id)
      if (relation === undefined || depth > deepest) return null
      const from = nameOf(relation.from)
      const to =
        relation.kind === 'undercuts' ? idOf(relation.to as RelationId, depth + 1) : nameOf(relation.to as NodeId)
      if (from === undefined || to === undefined || to === null || from === to) return null
      const made = lineOf(relation.kind, from, to, relation.at)
      const name = made.id
      ids.set(id, name)
      const line = lines.get(name)
      if (line === undefined) {
        lines.set(name, { relation: made, tables: new Set([table]) })
      } else {
        line.tables.add(table)
        const at = Math.min(line.relation.at, relation.at)
        if (at < line.relation.at) lines.set(name, { ...line, relation: { ...line.relation, at, order: byTime(at) } })
      }
      return name
    }
    for (const id of map.relations.keys()) idOf(id, 0)
  }
  return lines
}
/** Doubts of doubts of doubts: more than anybody follows. */
const deepest = 16
