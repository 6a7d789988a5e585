/** Whose clocks an update moves on and which it stands on: what the journal compares in its own order. */
import * as Y from 'yjs'
import type { WriterRange } from '../journal/port.ts'
import { decodeUpdate, type DeleteRange, type Struct } from './decode.ts'

export type Dependency = { readonly client: number; readonly clock: number }

/** Writers and dependencies of an update that the server made itself: it need not be judged. */
export function describe(update: Uint8Array): { writers: readonly WriterRange[]; deps: readonly Dependency[] } {
  const decoded = decodeUpdate(update)
  if ('bad' in decoded) throw new Error(`the server wrote an update it cannot read: ${decoded.bad}`)
  const writers = [...decoded.blocks].map(([client, block]) => {
    const last = block.at(-1)
    return { client, from: block[0]?.id.clock ?? 0, to: last === undefined ? 0 : last.id.clock + last.length }
  })
  return { writers, deps: dependencies(decoded.blocks, decoded.deletes) }
}

/** Highest clock (exclusive) of each other writer that the update builds on. */
export function dependencies(
  blocks: ReadonlyMap<number, readonly Struct[]>,
  deletes: readonly DeleteRange[],
): readonly Dependency[] {
  const highest = new Map<number, number>()
  const need = (client: number, clock: number): void => {
    if (!blocks.has(client) && clock > (highest.get(client) ?? 0)) highest.set(client, clock)
  }
  for (const block of blocks.values()) {
    for (const struct of block) {
      if (!(struct instanceof Y.Item)) continue
      const parent: unknown = struct.parent
      for (const id of [struct.origin, struct.rightOrigin, parent instanceof Y.ID ? parent : null]) {
        if (id !== null) need(id.client, id.clock + 1)
      }
    }
  }
  for (const { client, clock, len } of deletes) need(client, clock + len)
  return [...highest].map(([client, clock]) => ({ client, clock }))
}
