/**
 * What an element's card shows besides its record, by element: who writes in it, which entries of the map it is linked
 * to, whose words lie there. Kept outside React's tree, so that one person's caret redraws one card of two thousand.
 */
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import type { NodeId } from '@tablee/shared/ids'
import type { Present } from '../../link/link.ts'

export type LinkedEntry = { readonly id: NodeId; readonly label: string; readonly title: string }

export type Side = {
  readonly writers: readonly Present[]
  /** Who has it in hand and moves it. */
  readonly holders: readonly Present[]
  readonly linked: readonly LinkedEntry[]
  /** People whose words lie beneath the linked entries, and their seats. */
  readonly people: number
  readonly spoke: ReadonlySet<string>
  readonly kept: boolean
  readonly refused: boolean
  readonly arrived: boolean
  /** Somebody else has removed it, and this person's text stays. */
  readonly adrift: boolean
}

export const noSide: Side = {
  writers: [],
  holders: [],
  linked: [],
  people: 0,
  spoke: new Set(),
  kept: false,
  refused: false,
  arrived: false,
  adrift: false,
}

export type Sides = {
  of(id: ShapeId): Side
  /** What somebody else holds or writes in, whatever it is. The same array until it changes. */
  inHand(): readonly ShapeId[]
  subscribe(run: () => void): () => void
  set(next: ReadonlyMap<ShapeId, Side>): void
}

const sameSide = (a: Side, b: Side): boolean =>
  a.writers === b.writers &&
  a.holders.length === b.holders.length &&
  a.holders.every(({ conn }, n) => conn === b.holders[n]?.conn) &&
  a.people === b.people &&
  a.kept === b.kept &&
  a.refused === b.refused &&
  a.arrived === b.arrived &&
  a.adrift === b.adrift &&
  a.linked.length === b.linked.length &&
  a.linked.every((one, n) => one.id === b.linked[n]?.id && one.label === b.linked[n]?.label) &&
  a.spoke.size === b.spoke.size &&
  [...a.spoke].every((seat) => b.spoke.has(seat))

export function createSides(): Sides {
  let sides: ReadonlyMap<ShapeId, Side> = new Map()
  let inHand: readonly ShapeId[] = []
  const listeners = new Set<() => void>()
  return {
    inHand: () => inHand,
    of: (id) => sides.get(id) ?? noSide,
    subscribe(run) {
      listeners.add(run)
      return () => void listeners.delete(run)
    },
    set(next) {
      // What did not change stays the same object: its card is not drawn again.
      const kept = new Map<ShapeId, Side>()
      for (const [id, side] of next) {
        const before = sides.get(id)
        kept.set(id, before && sameSide(before, side) ? before : side)
      }
      sides = kept
      const now = [...kept].flatMap(([id, side]) => (side.holders.length + side.writers.length > 0 ? id : []))
      if (now.length !== inHand.length || now.some((id, n) => id !== inHand[n])) inHand = now
      for (const run of Array.from(listeners)) run()
    },
  }
}
