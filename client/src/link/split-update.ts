/**
 * Cuts an update into parts that can be applied one after the other: along each writer's clocks, and never a struct
 * before the one it stands on. Every part is an update of its own; all together say what the whole said. What deletes
 * comes last, when everything it could delete is there.
 */
import { encodeUpdate, type Struct } from '@tablee/shared/board/encode'
import * as Y from 'yjs'

/** Roughly what a part costs besides its structs: counts, client and clock of every writer. */
const head = 24

const sizeOf = (struct: Struct): number => {
  const encoder = new Y.UpdateEncoderV1()
  struct.write(encoder, 0)
  return encoder.toUint8Array().length
}

/** What a struct stands on: the items beside it, and the one it lies in. */
function standsOn(struct: Struct): readonly Y.ID[] {
  if (!(struct instanceof Y.Item)) return []
  const parent: unknown = struct.parent
  return [
    struct.origin,
    struct.rightOrigin,
    parent instanceof Object && 'client' in parent && 'clock' in parent ? (parent as Y.ID) : null,
  ].filter((id) => id !== null)
}

/**
 * `limit` in bytes. A single struct above it stands in a part of its own: no cut could make it smaller. `update` is what
 * the reader lacks, so that what its structs stand on outside of it is taken as known there.
 */
export function splitUpdate(update: Uint8Array, limit: number): Uint8Array[] {
  if (update.length <= limit) return [update]
  const { structs, ds } = Y.decodeUpdate(update)
  const queues = new Map<number, Struct[]>()
  for (const struct of structs) {
    const queue = queues.get(struct.id.client)
    if (queue) queue.push(struct)
    else queues.set(struct.id.client, [struct])
  }
  // A gap ends a writer's queue: what lies behind it waits for the gap to be filled, here as there.
  for (const [client, queue] of queues) {
    const gap = queue.findIndex((struct) => struct instanceof Y.Skip)
    if (gap >= 0) queues.set(client, queue.slice(0, gap))
  }
  const upTo = new Map([...queues].map(([client, queue]) => [client, queue[0]?.id.clock ?? 0]))
  const ready = (struct: Struct) =>
    standsOn(struct).every(
      (id) => !upTo.has(id.client) || id.clock < (upTo.get(id.client) ?? 0) || id.client === struct.id.client,
    )

  const parts: Uint8Array[] = []
  let part: Struct[] = []
  let size = 0
  const close = () => {
    if (part.length > 0) parts.push(encodeUpdate(part))
    part = []
    size = 0
  }
  for (let moved = true; moved; ) {
    moved = false
    for (const [client, queue] of queues) {
      let taken = 0
      for (const struct of queue) {
        if (!ready(struct)) break
        const cost = sizeOf(struct)
        if (size + cost + head > limit) close()
        part.push(struct)
        size += cost + (part.length === 1 ? head : 0)
        upTo.set(client, struct.id.clock + struct.length)
        taken++
      }
      if (taken > 0) {
        queues.set(client, queue.slice(taken))
        size += head
        moved = true
      }
    }
  }
  close()

  // A range costs at most two varints of five bytes, and its writer's head once.
  const fit = Math.max(1, Math.floor((limit - head) / 20))
  const ranges = [...ds.clients].flatMap(([client, items]) => items.map((range) => [client, range] as const))
  for (let from = 0; from < ranges.length; from += fit) {
    const gone = new Map<number, { readonly clock: number; readonly len: number }[]>()
    for (const [client, range] of ranges.slice(from, from + fit)) gone.set(client, [...(gone.get(client) ?? []), range])
    parts.push(encodeUpdate([], gone))
  }
  return parts
}
