/** A view in the order of its outline, as outline, map and cards need it. */
import { nodeKinds, relationKinds, type NodeKind, type RelationKind } from '@tablee/shared/board/schema'
import type { BoardView, ViewNode, ViewWords } from '@tablee/shared/view/policy'
import { cardHeight, cardWidth } from '../map/measure.ts'
import type { MapInput } from '../map/types.ts'

export type Entry = {
  readonly id: string
  readonly kind: NodeKind
  readonly node: ViewNode
  readonly relation: RelationKind | null
  readonly loose: boolean
  /** Further relations of this node, told on its card. */
  readonly also: readonly {
    readonly id: string
    readonly kind: RelationKind
    readonly to: string
    readonly number: string
  }[]
  readonly words: readonly (ViewWords & { readonly id: string })[]
}

const kindOf = (kind: string): NodeKind => nodeKinds.find((known) => known === kind) ?? 'argument'
const relationOf = (kind: string): RelationKind | null => relationKinds.find((known) => known === kind) ?? null

export function entriesOf(view: BoardView): readonly Entry[] {
  const children = new Map<string | null, string[]>()
  for (const [id, node] of Object.entries(view.nodes)) {
    const parent = node.parent !== null && node.parent in view.nodes ? node.parent : null
    children.set(parent, [...(children.get(parent) ?? []), id])
  }
  const isLoose = (id: string): boolean => view.nodes[id]?.parent === null && view.nodes[id]?.kind !== 'issue'
  const order = (id: string): number => view.nodes[id]?.order ?? 0
  const sorted = (ids: readonly string[]) =>
    ids.toSorted((a, b) => Number(isLoose(a)) - Number(isLoose(b)) || order(a) - order(b) || (a < b ? -1 : 1))
  const words = grouped(view.words, (one) => one.node)
  const also = grouped(view.relations, (one) => one.from)
  const numberOf = (to: string): string =>
    view.nodes[to]?.number ?? view.nodes[view.relations[to]?.from ?? '']?.number ?? ''

  const entries: Entry[] = []
  const waiting = sorted(children.get(null) ?? []).toReversed()
  const seen = new Set<string>()
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = view.nodes[id]
    if (!node || seen.has(id)) continue
    seen.add(id)
    entries.push({
      id,
      kind: kindOf(node.kind),
      node,
      relation: node.relation === null ? null : relationOf(view.relations[node.relation]?.kind ?? ''),
      loose: isLoose(id),
      also: (also.get(id) ?? []).flatMap(([relation, { kind, to }]) => {
        const known = relationOf(kind)
        return known && relation !== node.relation ? [{ id: relation, kind: known, to, number: numberOf(to) }] : []
      }),
      words: (words.get(id) ?? []).map(([words, one]) => ({ id: words, ...one })).toSorted((a, b) => a.order - b.order),
    })
    waiting.push(...sorted(children.get(id) ?? []).toReversed())
  }
  return entries
}

/** `Map.groupBy` is younger than many a phone. */
function grouped<T>(
  all: Readonly<Record<string, T>>,
  by: (one: T) => string,
): ReadonlyMap<string, readonly (readonly [string, T])[]> {
  const groups = new Map<string, (readonly [string, T])[]>()
  for (const entry of Object.entries(all)) {
    const key = by(entry[1])
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  return groups
}

export function mapInput(view: BoardView, entries: readonly Entry[], measured: ReadonlyMap<string, number>): MapInput {
  return {
    cards: entries.map(({ id, kind, node, relation, loose, also }) => {
      const placing = node.relation === null ? undefined : view.relations[node.relation]
      return {
        id,
        parent: node.parent,
        relation:
          placing && relation && node.relation !== null
            ? { id: node.relation, kind: relation, to: placing.to, group: placing.group }
            : null,
        loose,
        holds: 0,
        width: cardWidth(kind),
        height: measured.get(id) ?? cardHeight(kind, node.wording, node.words > 0, also.length),
      }
    }),
    references: entries.flatMap((entry) => entry.also.map(({ id, kind, to }) => ({ id, kind, from: entry.id, to }))),
  }
}
