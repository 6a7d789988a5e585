/**
 * Entries put together into a Board: relations whose ends exist, words beneath their nodes, the outline. What did not
 * change is the same object as on the board before.
 */
import type { NodeId, RelationId, WordsId } from '../ids.ts'
import type { Entries } from './entries.ts'
import { outlineOf } from './outline.ts'
import type { Board, OutlineItem, Relation, Words } from './schema.ts'
import { kept, keptList, keptMap, sameList } from './share.ts'

/**
 * The relations whose ends exist. An undercut's target is a relation that is itself on the board, down to one between
 * two nodes: undercuts that hold on to nothing but one another hang in the air, as does a relation to itself.
 */
function sound(nodes: Entries['nodes'], all: Entries['relations'], before?: Board['relations']): Board['relations'] {
  const good = new Map<RelationId, Relation>()
  const waiting = new Map<RelationId, Relation[]>() // undercuts, by the relation they are about
  const ready: Relation[] = []
  for (const relation of all.values()) {
    if (!nodes.has(relation.from)) continue
    if (relation.kind === 'undercuts') {
      const target = relation.to as RelationId
      const others = waiting.get(target)
      if (others === undefined) waiting.set(target, [relation])
      else others.push(relation)
    } else if (relation.to !== relation.from && nodes.has(relation.to as NodeId)) ready.push(relation)
  }
  for (let relation = ready.pop(); relation !== undefined; relation = ready.pop()) {
    good.set(relation.id, relation)
    for (const undercut of waiting.get(relation.id) ?? []) ready.push(undercut)
  }
  return keptMap(before, good)
}

function wordsOf(entries: Entries, before: Board | null): Pick<Board, 'words' | 'wordsOf' | 'unplaced' | 'struck'> {
  const words = new Map<WordsId, Words>()
  const of = new Map<NodeId, WordsId[]>()
  const unplaced: WordsId[] = []
  const struck = new Map<WordsId, string>()
  for (const [id, value] of entries.words) {
    const place = entries.placed.get(id) ?? value.node
    const node = entries.nodes.has(place) ? place : null
    const redacted = entries.redacted.get(id) ?? null
    if (redacted !== null) struck.set(id, value.text)
    const one: Words = {
      id,
      node,
      text: redacted === null ? value.text : '',
      lang: value.lang,
      seat: value.seat,
      capture: value.capture,
      at: value.at,
      corrects: value.corrects,
      block: value.block ?? null,
      withdrawn: entries.withdrawn.get(id) ?? null,
      redacted,
    }
    words.set(id, kept(before?.words.get(id), one))
    if (node === null) unplaced.push(id)
    else {
      const others = of.get(node)
      if (others === undefined) of.set(node, [id])
      else others.push(id)
    }
  }
  const byAge = (a: WordsId, b: WordsId): number =>
    (words.get(a)?.at ?? 0) - (words.get(b)?.at ?? 0) || (a < b ? -1 : a > b ? 1 : 0)
  const lists = new Map<NodeId, readonly WordsId[]>()
  for (const [node, ids] of of) lists.set(node, keptList(before?.wordsOf.get(node), ids.sort(byAge)))
  return {
    words: keptMap(before?.words, words),
    wordsOf: keptMap(before?.wordsOf, lists),
    unplaced: keptList(before?.unplaced, unplaced.sort(byAge)),
    ...(struck.size === 0 ? {} : { struck: keptMap(before?.struck, struck) }),
  }
}

function sameItem(a: OutlineItem, b: OutlineItem): boolean {
  return (
    a.node === b.node &&
    a.relation === b.relation &&
    a.parent === b.parent &&
    a.depth === b.depth &&
    a.number === b.number &&
    sameList(a.children, b.children)
  )
}

function outline(
  nodes: Entries['nodes'],
  relations: Board['relations'],
  before: Board | null,
): Pick<Board, 'outline' | 'loose'> {
  const { items, loose } = outlineOf(nodes, relations)
  const old = new Map(before?.outline.map((item) => [item.node, item]))
  const shared = items.map((item) => {
    const was = old.get(item.node)
    return was !== undefined && sameItem(was, item) ? was : item
  })
  return { outline: keptList(before?.outline, shared), loose: keptList(before?.loose, loose) }
}

/** Do the same nodes stand, each of the same kind and in the same place? Then relations and outline stand as they are. */
function sameStand(a: Entries['nodes'], b: Entries['nodes']): boolean {
  if (a === b) return true
  if (a.size !== b.size) return false
  for (const [id, node] of a) {
    const other = b.get(id)
    if (other === undefined) return false
    if (other !== node && (other.kind !== node.kind || other.order !== node.order)) return false
  }
  return true
}

/** Puts the entries together, and shares with the board before whatever did not change. */
export function compose(entries: Entries, before: Board | null, last: Entries | null): Board {
  const stand = last !== null && sameStand(last.nodes, entries.nodes)
  const relations =
    before !== null && stand && last.relations === entries.relations
      ? before.relations
      : sound(entries.nodes, entries.relations, before?.relations)
  const drawn =
    before !== null && stand && before.relations === relations
      ? { outline: before.outline, loose: before.loose }
      : outline(entries.nodes, relations, before)
  const said =
    before !== null &&
    stand &&
    last.words === entries.words &&
    last.placed === entries.placed &&
    last.withdrawn === entries.withdrawn &&
    last.redacted === entries.redacted
      ? {
          words: before.words,
          wordsOf: before.wordsOf,
          unplaced: before.unplaced,
          ...(before.struck === undefined ? {} : { struck: before.struck }),
        }
      : wordsOf(entries, before)
  const board: Board = { meta: entries.meta, nodes: entries.nodes, relations, ...said, ...drawn }
  return kept(before ?? undefined, board)
}
