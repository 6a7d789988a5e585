/**
 * Where a row stands, by what it is. Only what answers a question (or asks one) stands on the question's level: a reason
 * after a position is a reason for that position, whatever level its empty row began on.
 */
import type { NodeId } from '@tablee/shared/ids'
import type { Entries, Entry } from './entries.ts'
import { asks, moves, type Move } from './moves.ts'

export type Spot = { readonly parent: NodeId | null; readonly after: NodeId | null }
/** Where a row began before anybody said what it is; `under`: somebody asked for it beneath an entry, not after one. */
export type Home = Spot & { readonly under: boolean }

/** Null where such an entry makes no sense. */
export function spotFor(entries: Entries, home: Home, move: Move): Spot | null {
  const of = (id: NodeId | null): Entry | null => (id === null ? null : (entries.byId.get(id) ?? null))
  const [parent, above] = [of(home.parent), of(home.after)]
  const here: Spot = { parent: home.parent, after: home.after }
  const beneath = (entry: Entry): Spot => ({ parent: entry.node.id, after: entry.item.children.at(-1) ?? null })

  if (move === 'issue') return parent === null ? here : null
  if (parent === null && above?.node.kind === 'issue') return spotFor(entries, { ...beneath(above), under: true }, move)
  if (move === 'position') {
    let spot = here
    for (let at = parent; at !== null && !asks(at.node.kind); at = of(spot.parent))
      spot = { parent: at.item.parent, after: at.node.id }
    return spot
  }
  if (move === 'undercut') {
    const near = home.under ? [parent, above] : [above, parent]
    const doubted =
      near.find((entry) => entry?.relation && entry.relation.kind !== 'answers') ??
      near.find((entry) => entry?.relation)
    if (!doubted) return null
    return doubted === parent ? here : beneath(doubted)
  }
  if (move === 'question' || (parent !== null && !asks(parent.node.kind))) return here
  // On the level of the question, or loose: what is said is said of the entry above.
  if (above !== null && !asks(above.node.kind)) return beneath(above)
  if (move === 'against' || (move === 'for' && parent !== null)) return null
  return here
}

export const movesFrom = (entries: Entries, home: Home): readonly Move[] =>
  moves.filter((move) => spotFor(entries, home, move) !== null)
