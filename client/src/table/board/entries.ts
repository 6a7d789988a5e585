/** The board as the screen shows it, entry by entry: outline and map draw from the same. */
import type { Board, BoardNode, OutlineItem, Relation, Words } from '@tablee/shared/board/schema'
import type { NodeId, RelationId } from '@tablee/shared/ids'

export type Entry = {
  readonly node: BoardNode
  readonly item: OutlineItem
  readonly relation: Relation | null
  /** Relations beyond the one that places it. */
  readonly also: readonly Relation[]
  readonly words: readonly Words[]
}

export type Entries = {
  readonly list: readonly Entry[]
  readonly byId: ReadonlyMap<NodeId, Entry>
  readonly loose: ReadonlySet<NodeId>
}

const none: readonly never[] = []

/** An entry of which nothing changed is the same object as before, so that its row and its card need not be drawn again. */
export function entriesOf(board: Board, before: Entries | null = null): Entries {
  const placing = new Set(board.outline.map((item) => item.relation))
  const also = new Map<NodeId, Relation[]>()
  for (const relation of board.relations.values()) {
    if (placing.has(relation.id)) continue
    const list = also.get(relation.from)
    if (list) list.push(relation)
    else also.set(relation.from, [relation])
  }
  const list: Entry[] = []
  for (const item of board.outline) {
    const node = board.nodes.get(item.node)
    if (!node) continue
    const entry: Entry = {
      node,
      item,
      relation: item.relation === null ? null : (board.relations.get(item.relation) ?? null),
      also: also.get(item.node) ?? none,
      words: (board.wordsOf.get(item.node) ?? none).flatMap((id) => board.words.get(id) ?? none),
    }
    const known = before?.byId.get(item.node)
    list.push(known && same(known, entry) ? known : entry)
  }
  return { list, byId: new Map(list.map((entry) => [entry.node.id, entry])), loose: new Set(board.loose) }
}

const same = (a: Entry, b: Entry): boolean =>
  a.node === b.node &&
  a.relation === b.relation &&
  a.item.parent === b.item.parent &&
  a.item.number === b.item.number &&
  a.item.depth === b.item.depth &&
  all(a.item.children, b.item.children) &&
  all(a.also, b.also) &&
  all(a.words, b.words)
const all = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, n) => one === b[n])

/** Who lies beneath: seats once each; where no seat is known, each entry counts as one. */
export function peopleOf(words: readonly Words[]): { readonly people: number; readonly spoke: ReadonlySet<string> } {
  const standing = words.filter((one) => one.withdrawn === null)
  const seats = new Set(standing.flatMap((one) => one.seat ?? []))
  return { people: seats.size + standing.filter((one) => one.seat === null).length, spoke: seats }
}

/** What a relation's target is called: its number, or the number of the entry whose relation it is about. */
export function targetNumber(board: Board, entries: Entries, relation: Relation): string {
  const node =
    relation.kind === 'undercuts' ? board.relations.get(relation.to as RelationId)?.from : (relation.to as NodeId)
  const entry = node === undefined ? undefined : entries.byId.get(node)
  if (!entry) return ''
  return entry.item.number || shortened(entry.node.wording, 24)
}

/** The beginning of a wording, for a menu or a line. */
export const shortened = (wording: string, length: number): string =>
  wording.length <= length ? wording : `${wording.slice(0, length - 1).trimEnd()}…`

export const titleOf = (entry: Entry): string =>
  entry.item.number ? `${entry.item.number} ${entry.node.wording}` : entry.node.wording
