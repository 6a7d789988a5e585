/**
 * Reads the bytes of an update into structs and delete ranges, and refuses what no honest editor writes before anything
 * is applied. `Y.applyUpdate` allocates by a count the sender names (7 bytes cost 269 MB); the lazy decoder used here
 * allocates only what it has read, so the frame's own cap bounds the work.
 */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

export type Struct = Y.Item | Y.GC | Y.Skip
export type DeleteRange = { readonly client: number; readonly clock: number; readonly len: number }

export type Decoded = {
  /** Structs per writer, contiguous clocks, in the order of the frame. */
  readonly blocks: ReadonlyMap<number, readonly Struct[]>
  readonly deletes: readonly DeleteRange[]
  /** Bytes after the delete set: they would be stored and sent on unread. */
  readonly trailing: number
}

/** Yjs draws 32-bit clientIDs. */
const maxClient = 2 ** 32
/** One spell of typing stays far below; a bigger jump would only burn a writer's clock. */
const maxStruct = 2 ** 24
const maxClock = 2 ** 40
/** Page loads of one device that were offline, one clientID each; also bounds the passes of the resolver. */
export const maxWriters = 256
/** A whole board in recovery: 10,000 page loads are the limit of its state vector; a part of it stays below this. */
export const maxWritersHandedIn = 10_000

/** Yjs makes the decoder itself: this one remembers the last, so that its position says whether bytes trail. */
class Watched extends Y.UpdateDecoderV1 {
  static last: decoding.Decoder | null = null
  constructor(decoder: decoding.Decoder) {
    super(decoder)
    Watched.last = decoder
  }
}

function decodeWithRest(update: Uint8Array): {
  structs: Struct[]
  ds: { clients: Map<number, { clock: number; len: number }[]> }
  trailing: number
} {
  const { structs, ds } = Y.decodeUpdateV2(update, Watched)
  const read = Watched.last
  Watched.last = null
  return { structs, ds, trailing: read === null ? 0 : read.arr.length - read.pos }
}

/** `bad` says in one word why it is none, for the log and the sender. Never throws. */
export function decodeUpdate(update: Uint8Array, most = maxWriters): Decoded | { readonly bad: string } {
  let raw: ReturnType<typeof decodeWithRest>
  try {
    raw = decodeWithRest(update)
  } catch {
    return { bad: 'undecodable' }
  }
  const blocks = new Map<number, Struct[]>()
  let block: Struct[] = []
  let client = -1
  let next = 0
  for (const struct of raw.structs) {
    const { id, length } = struct
    if (length < 1 || length > maxStruct) return { bad: 'struct-length' }
    if (id.client !== client || id.clock !== next) {
      // Yjs keeps only the last block of a writer that is named twice; ours would judge the first.
      if (blocks.has(id.client)) return { bad: 'writer-twice' }
      if (id.client >= maxClient || id.client < 0) return { bad: 'writer-id' }
      client = id.client
      block = []
      blocks.set(client, block)
    }
    next = id.clock + length
    if (next > maxClock) return { bad: 'clock' }
    block.push(struct)
  }
  if (blocks.size > most) return { bad: 'writers' }
  const deletes: DeleteRange[] = []
  for (const [client, ranges] of raw.ds.clients) {
    let end = 0
    for (const { clock, len } of ranges) {
      // Yjs writes them sorted and merged; overlapping ranges would multiply the work of one frame.
      if (len < 1 || clock < end || clock + len > maxClock) return { bad: 'delete-range' }
      end = clock + len
      deletes.push({ client, clock, len })
    }
  }
  return { blocks, deletes, trailing: raw.trailing }
}
