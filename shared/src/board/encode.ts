/** Structs and deletions written as an update, for anyone who takes one apart and puts it together otherwise. */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

export type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number]
type Range = { readonly clock: number; readonly len: number }

/** Structs of one writer in the order of their clocks; deletions by writer. */
export function encodeUpdate(
  structs: readonly Struct[],
  deletes: ReadonlyMap<number, readonly Range[]> = new Map(),
): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  const writers = new Map<number, Struct[]>()
  for (const struct of structs) {
    const block = writers.get(struct.id.client)
    if (block) block.push(struct)
    else writers.set(struct.id.client, [struct])
  }
  encoding.writeVarUint(encoder.restEncoder, writers.size)
  // Higher clientIDs first, as Yjs itself writes them.
  for (const [client, block] of [...writers].sort(([a], [b]) => b - a)) {
    encoding.writeVarUint(encoder.restEncoder, block.length)
    encoder.writeClient(client)
    encoding.writeVarUint(encoder.restEncoder, block[0]?.id.clock ?? 0)
    for (const struct of block) struct.write(encoder, 0)
  }
  encoding.writeVarUint(encoder.restEncoder, deletes.size)
  for (const [client, ranges] of deletes) {
    encoder.resetDsCurVal()
    encoding.writeVarUint(encoder.restEncoder, client)
    encoding.writeVarUint(encoder.restEncoder, ranges.length)
    for (const { clock, len } of ranges) {
      encoder.writeDsClock(clock)
      encoder.writeDsLen(len)
    }
  }
  return encoder.toUint8Array()
}
