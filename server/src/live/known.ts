/**
 * What of an update the document holds already. One writer's clock holds one content: an update that claims another one
 * would be ignored by Yjs in silence, and its sender, told "saved", would see another document for ever.
 */
import { equalityDeep } from 'lib0/function'
import * as Y from 'yjs'
import type { Struct } from './decode.ts'
import { knownClock } from './resolve.ts'

type Blocks = ReadonlyMap<number, readonly Struct[]>

/**
 * Whether it brings anything that the document holds, the same or not. Blocks begin where their writer's clocks do
 * (`decodeUpdate`).
 */
export function overlaps(doc: Y.Doc, blocks: Blocks): boolean {
  for (const [client, block] of blocks) {
    const first = block[0]
    if (first !== undefined && first.id.clock < knownClock(doc, client)) return true
  }
  return false
}

/** Deleted content can't be compared. */
export function contradicts(doc: Y.Doc, blocks: Blocks): boolean {
  for (const [client, block] of blocks) {
    const known = knownClock(doc, client)
    const first = block[0]
    if (first === undefined || first.id.clock >= known) continue
    const held = doc.store.clients.get(client) ?? []
    let index = Y.findIndexSS(held, first.id.clock)
    for (const struct of block) {
      const start = struct.id.clock
      const end = Math.min(start + struct.length, known)
      if (start >= known) break
      for (; index < held.length; index += 1) {
        const mine = held[index] as Y.Item | Y.GC
        const from = Math.max(start, mine.id.clock)
        const to = Math.min(end, mine.id.clock + mine.length)
        if (from < to && differs(mine, struct, from, to)) return true
        if (mine.id.clock + mine.length > end) break
      }
    }
  }
  return false
}

function differs(mine: Y.Item | Y.GC, theirs: Struct, from: number, to: number): boolean {
  if (!(mine instanceof Y.Item) || !(theirs instanceof Y.Item)) return false
  // The same letters at another place are another content. Keys travel only where no neighbour says them.
  if (theirs.parentSub !== null && mine.parentSub !== theirs.parentSub) return true
  if (mine.id.clock === theirs.id.clock && !Y.compareIDs(mine.origin, theirs.origin)) return true
  if (mine.deleted) return false
  const a = mine.content
  const b = theirs.content
  if (a instanceof Y.ContentDeleted || b instanceof Y.ContentDeleted) return false
  if (a.constructor !== b.constructor) return true
  const sliced = <T extends { slice(from: number, to: number): T }>(whole: T, item: Y.Item): T =>
    whole.slice(from - item.id.clock, to - item.id.clock)
  if (a instanceof Y.ContentString && b instanceof Y.ContentString) return sliced(a.str, mine) !== sliced(b.str, theirs)
  if (a instanceof Y.ContentAny && b instanceof Y.ContentAny)
    return !equalityDeep(sliced(a.arr, mine), sliced(b.arr, theirs))
  return false
}

/** The new structs only, re-encoded. Null where they cannot be read. */
export function withoutKnown(doc: Y.Doc, update: Uint8Array, clients: Iterable<number>): Uint8Array | null {
  const known = new Map<number, number>()
  for (const client of clients) {
    const clock = knownClock(doc, client)
    if (clock > 0) known.set(client, clock)
  }
  try {
    return Y.diffUpdate(update, Y.encodeStateVector(known))
  } catch {
    return null
  }
}
