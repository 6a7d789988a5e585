/**
 * What of the board stands on this screen: branches can be folded, and one branch looked at alone. A choice of the
 * screen and never of the board; outline and map follow the same one, so that they cannot differ.
 */
import type { NodeId } from '@tablee/shared/ids'
import { cardHeight, cardWidth } from '../../ui/map/measure.ts'
import type { MapInput } from '../../ui/map/types.ts'
import { countsOf, linesOf, noCounts, type Counts } from './counts.ts'
import type { Entries, Entry } from './entries.ts'

export type Shown = Entries & {
  /** How many entries a folded one holds, at all depths. */
  readonly holds: ReadonlyMap<NodeId, number>
  /** From the top down to the entry whose branch is looked at alone; empty when all is shown. */
  readonly path: readonly Entry[]
}

/** How many entries lie beneath the one at this place of the list, at all depths: they follow it, deeper than it. */
export function beneathAt(list: readonly Entry[], at: number): number {
  const depth = list[at]?.item.depth ?? 0
  let end = at + 1
  while (end < list.length && (list[end]?.item.depth ?? 0) > depth) end += 1
  return end - at - 1
}

export const ancestorsOf = (entries: Entries, id: NodeId): readonly Entry[] => {
  const path: Entry[] = []
  for (let at = entries.byId.get(id)?.item.parent ?? null; at !== null; ) {
    const entry = entries.byId.get(at)
    if (!entry) break
    path.unshift(entry)
    at = entry.item.parent
  }
  return path
}

export function shownOf(entries: Entries, folded: ReadonlySet<NodeId>, focus: NodeId | null): Shown {
  const at = focus === null ? -1 : entries.list.findIndex((entry) => entry.node.id === focus)
  const whole = at < 0 ? entries.list : entries.list.slice(at, at + 1 + beneathAt(entries.list, at))
  const path = focus === null || at < 0 ? [] : [...ancestorsOf(entries, focus), ...whole.slice(0, 1)]
  const holds = new Map<NodeId, number>()
  if (folded.size === 0) return { ...entries, list: whole, holds, path }
  const list: Entry[] = []
  for (let n = 0; n < whole.length; n += 1) {
    const entry = whole[n]
    if (!entry) continue
    list.push(entry)
    // The branch that is looked at alone is open, whatever it was before.
    if (!folded.has(entry.node.id) || entry.node.id === focus || entry.item.children.length === 0) continue
    const inside = beneathAt(whole, n)
    holds.set(entry.node.id, inside)
    n += inside
  }
  return { ...entries, list, holds, path }
}

/** How much of it the map shows: what answers the question, with what was opened beneath, or all; null: not decided. */
export type Depth = 'positions' | 'all' | null
export type MapChoice = {
  readonly folded: ReadonlySet<NodeId>
  readonly focus: NodeId | null
  readonly depth: Depth
  /** Entries whose branches were opened on the map. */
  readonly deeper: ReadonlySet<NodeId>
}

/** A large map opens with the positions, so that they can be read; the outline beside it has all of it. */
export function onMapOf(entries: Entries, shown: Shown, { folded, focus, depth, deeper }: MapChoice): Shown {
  if (depth === 'all' || focus !== null) return shown
  const closed = new Set(folded)
  for (const { node, item } of shown.list)
    if (node.kind !== 'issue' && item.children.length > 0 && !deeper.has(node.id)) closed.add(node.id)
  return closed.size === folded.size ? shown : shownOf(entries, closed, focus)
}

/** What hides this entry: the folded ones above it. */
export const foldedAbove = (entries: Entries, folded: ReadonlySet<NodeId>, id: NodeId): readonly NodeId[] =>
  folded.size === 0
    ? []
    : ancestorsOf(entries, id).flatMap((entry) => (folded.has(entry.node.id) ? [entry.node.id] : []))

/** `measured`: heights of cards that were drawn; the rest is estimated. `bare`: what has no reasons yet says so. */
export function mapInput(
  shown: Shown,
  measured: ReadonlyMap<string, number>,
  bare = false,
  room: number | null = null,
): MapInput {
  return {
    ...(room === null ? {} : { room }),
    cards: shown.list.map((entry) => {
      const { node, item, relation, also, words } = entry
      return {
        id: node.id,
        parent: item.parent,
        relation:
          relation === null ? null : { id: relation.id, kind: relation.kind, to: relation.to, group: relation.group },
        loose: shown.loose.has(node.id),
        holds: shown.holds.get(node.id) ?? 0,
        width: cardWidth(node.kind),
        height:
          measured.get(node.id) ??
          cardHeight(node.kind, node.wording, words.length > 0, also.length, linesOf(countsOn(entry, shown, bare))),
      }
    }),
    references: shown.list.flatMap((entry) =>
      entry.also.map((relation) => ({ id: relation.id, kind: relation.kind, from: entry.node.id, to: relation.to })),
    ),
  }
}

/** Counts stand for what is closed: an open branch shows them. */
export const countsOn = (entry: Entry, shown: Shown, bare: boolean): Counts =>
  shown.holds.has(entry.node.id) || (bare && entry.item.children.length === 0) ? countsOf(entry, shown, bare) : noCounts

/** Who is somewhere in a branch that is closed: told on the card that holds it. */
export function within<T>(onMap: Shown, at: ReadonlyMap<NodeId, readonly T[]>, id: NodeId): readonly T[] {
  if (at.size === 0 || !onMap.holds.has(id)) return []
  return [...at].flatMap(([where, who]) => (ancestorsOf(onMap, where).some(({ node }) => node.id === id) ? who : []))
}
