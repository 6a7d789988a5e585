/**
 * Could the two neighbours that an item names have stood side by side in anybody's document? If not, Yjs may place the
 * item by the order in which it comes, and pages that are told the same differ for good.
 *
 * Yjs hangs every item on the left neighbour it names, and a list is this tree read from the top down, each item before
 * what hangs on it. So what stands right of L there hangs on L itself, or, as long as nothing hangs on L, on something
 * that L hangs on. An item between two such neighbours is placed among what hangs on L, by its writer and its right
 * neighbour, whatever came first. A right neighbour that hangs deeper below L, or anywhere else, could pull it into the
 * middle of what somebody else wrote, and the list would no longer be the tree.
 *
 * Only the neighbours that items name are read, never where they stand: what came between them since does not matter,
 * items that are still to be integrated are judged like others, and no walk along a text can run out of steps.
 */
import * as Y from 'yjs'

/** An item above another one: `jump` skips so that any height is reached in a logarithm of steps. */
type Rung = { readonly item: Y.Item; readonly height: number; readonly up: Rung | null; readonly jump: Rung | null }

/** Make one per judgement: what was climbed once is not climbed again, so that one update costs one look at each item. */
export class Neighbours {
  private readonly rungs = new Map<Y.Item, Rung>()
  private readonly itemAt: (id: Y.ID) => Y.Item | null

  /** `itemAt`: the item that holds this unit, of the document or of the update; null where it is garbage. */
  constructor(itemAt: (id: Y.ID) => Y.Item | null) {
    this.itemAt = itemAt
  }

  /** `left` null is the start of the list. Nothing need be asked of an item at its end: any item may have been the last. */
  met(left: Y.ID | null, right: Y.ID): boolean {
    const r = this.itemAt(right)
    if (r === null) return false
    const holder = right.clock > r.id.clock ? Y.createID(right.client, right.clock - 1) : r.origin
    if (left === null) return holder === null
    // Either was written beside the other: all that people write one after the other ends here.
    if (Y.compareIDs(holder, left)) return true
    const l = this.itemAt(left)
    if (l === null) return false
    // What L's own judgement said of its left neighbour holds for L, which hangs on it.
    if (Y.compareIDs(l.rightOrigin, right)) return true
    return this.branches(l, left, r, right, holder)
  }

  /** Does `left` hang, at whatever height, on `holder` (null: the list), and not on `right`, which hangs there too? */
  private branches(l: Y.Item, left: Y.ID, r: Y.Item, right: Y.ID, holder: Y.ID | null): boolean {
    const leaf = this.rung(l)
    if (holder === null) return at(leaf, 0).item !== r
    const held = this.itemAt(holder)
    const known = held === null ? undefined : this.rungs.get(held)
    if (known === undefined || known.height > leaf.height || at(leaf, known.height) !== known) return false
    const above = known === leaf ? null : at(leaf, known.height + 1)
    const unit = above === null ? left : above.item.origin
    if (unit === null || unit.clock < holder.clock) return false
    // Letters typed in one go are one item: there the right neighbour is the unit that follows the one it hangs on.
    return r === held ? unit.clock < right.clock : above?.item !== r
  }

  private rung(item: Y.Item): Rung {
    const path: Y.Item[] = []
    let above: Rung | null = null
    for (let each: Y.Item | null = item; each !== null; ) {
      above = this.rungs.get(each) ?? null
      if (above !== null) break
      path.push(each)
      each = each.origin === null ? null : this.itemAt(each.origin)
    }
    for (let each = path.pop(); each !== undefined; each = path.pop()) {
      above = under(each, above)
      this.rungs.set(each, above)
    }
    if (above === null) throw new Error('an item that hangs on nothing has a rung of its own')
    return above
  }
}

function under(item: Y.Item, up: Rung | null): Rung {
  if (up === null) return { item, height: 0, up, jump: null }
  const { jump } = up
  const even = jump !== null && up.height - jump.height === jump.height - (jump.jump?.height ?? jump.height + 1)
  return { item, height: up.height + 1, up, jump: even ? jump.jump : up }
}

/** The rung at this height, on the way up from `leaf`, which is not below it. */
function at(leaf: Rung, height: number): Rung {
  let rung = leaf
  while (rung.height > height) {
    const next = rung.jump !== null && rung.jump.height >= height ? rung.jump : rung.up
    if (next === null) break
    rung = next
  }
  return rung
}
