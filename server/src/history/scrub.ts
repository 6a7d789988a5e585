/**
 * Takes texts out of an update and leaves everything else as it is, clocks too: a replica that gets the scrubbed update
 * stands where one stands that got the whole. For words that were taken back since: their row is there, what was said is not.
 */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/** `words`: ids of entries of the root `words` whose text goes. Such values are written once, so each names its key. */
export function scrub(update: Uint8Array, words: ReadonlySet<string>): Uint8Array {
  if (words.size === 0) return update
  const { structs, ds } = Y.decodeUpdate(update)
  let found = false
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || struct.parentSub === null || !words.has(struct.parentSub)) continue
    if (!(struct.content instanceof Y.ContentAny)) continue
    const { arr } = struct.content
    for (const [index, value] of arr.entries()) {
      if (typeof value !== 'object' || value === null || !('text' in value)) continue
      arr[index] = { ...value, text: '' }
      found = true
    }
  }
  return found ? encode(structs, ds) : update
}

type Decoded = ReturnType<typeof Y.decodeUpdate>

function encode(structs: Decoded['structs'], ds: Decoded['ds']): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  const writers = new Map<number, (typeof structs)[number][]>()
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
  encoding.writeVarUint(encoder.restEncoder, ds.clients.size)
  for (const [client, ranges] of ds.clients) {
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
