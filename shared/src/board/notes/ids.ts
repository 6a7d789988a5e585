/**
 * Ids of blocks. The editor gives each block one; but two people who move the same paragraph at once copy it, and an
 * editor that is not ours may give none. Reading repairs that by one rule, the same on every device: the first block in
 * the order of the document keeps an id, what has none of its own is called after the struct that holds it, which
 * nothing else is.
 */
import { isId, type BlockId } from '../../ids.ts'

export type Named = { readonly id: unknown; readonly struct: { readonly client: number; readonly clock: number } }

/** `y-` and the struct in base 36: an id by its form, and no `newId` has a hyphen. */
const ofStruct = ({ client, clock }: Named['struct']): BlockId =>
  `y-${client.toString(36)}-${clock.toString(36)}` as BlockId

/** An id for each block, in their order. */
export function distinctIds(blocks: readonly Named[]): readonly BlockId[] {
  const taken = new Set<string>()
  return blocks.map(({ id, struct }) => {
    const own = isId(id) && !id.startsWith('y-') && !taken.has(id) ? (id as BlockId) : ofStruct(struct)
    taken.add(own)
    return own
  })
}
