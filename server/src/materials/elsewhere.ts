/**
 * Bytes of materials on a node, whose disk may be gone tomorrow: they are kept with the log, and what lies here is a copy. It
 * is made as they are brought, or when somebody first asks for them; until it is whole, and where this disk takes none,
 * they are read a part at a time from where they are kept.
 */
import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MaterialHash } from '@tablee/shared/ids'
import { hashOfFile, type MaterialBytes, type Opened } from './bytes.ts'

/** Where they are kept (`blob/blobs`). */
export type Kept = {
  put(hash: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>
  size(hash: string): Promise<number | null>
  /** Null where it is not what was put. */
  part(hash: string, n: number): Promise<Uint8Array | null>
  parts(hash: string): AsyncIterable<Uint8Array>
  drop(hash: string): Promise<void>
}

/** Parts in memory at once, for all who read before the copy is whole: 16 MiB. */
const mostParts = 8

/** `partBytes`: of each part but the last. `unique`: another name each time. */
export function materialsElsewhere(
  local: MaterialBytes,
  kept: Kept,
  partBytes: number,
  unique: () => string,
): MaterialBytes {
  const putting = new Map<MaterialHash, Promise<void>>()
  const copying = new Map<MaterialHash, Promise<void>>()
  const lately = new Map<string, Promise<Uint8Array | null>>()

  /** What a hall asks for at once is read once. */
  function partOf(hash: MaterialHash, n: number): Promise<Uint8Array | null> {
    const key = `${hash} ${n}`
    const found = lately.get(key) ?? kept.part(hash, n)
    lately.delete(key)
    lately.set(key, found)
    void found.catch(() => lately.delete(key))
    for (const oldest of lately.keys()) if (lately.size > mostParts) lately.delete(oldest)
    return found
  }

  async function fetchCopy(hash: MaterialHash, size: number): Promise<void> {
    if ((await local.room()) < size) return
    await local.made()
    // As halves are called, which go at the next start.
    const part = join(local.place, `.${hash}.${unique()}`)
    try {
      const written = await open(part, 'wx', 0o600)
      try {
        for await (const bytes of kept.parts(hash)) await written.write(bytes)
      } finally {
        await written.close()
      }
      if ((await hashOfFile(part)) === hash) await local.adopt(part, hash)
    } finally {
      await rm(part, { force: true })
    }
  }
  function copy(hash: MaterialHash, size: number): void {
    if (copying.has(hash)) return
    // Asked for again by whoever comes next; meanwhile it is read from where it is kept.
    const done = fetchCopy(hash, size)
      .catch(() => undefined)
      .finally(() => copying.delete(hash))
    copying.set(hash, done)
  }

  const fromParts = (hash: MaterialHash): Opened => ({
    async read(at, length) {
      const bytes = await partOf(hash, Math.floor(at / partBytes))
      if (bytes === null) throw new Error('some of the bytes are not what was put')
      const from = at % partBytes
      return bytes.subarray(from, from + length)
    },
    close: () => Promise.resolve(),
  })

  async function put(file: string, hash: MaterialHash): Promise<void> {
    await kept.put(hash, createReadStream(file, { highWaterMark: partBytes }))
    await local.adopt(file, hash)
  }

  return {
    place: local.place,
    made: local.made,
    room: local.room,
    size: (hash) => kept.size(hash),
    async open(hash) {
      const size = await kept.size(hash)
      if (size === null) throw new Error('there are no such bytes')
      if ((await local.size(hash)) === size) return local.open(hash)
      copy(hash, size)
      return fromParts(hash)
    },
    /** Once, however many ask: two gigabytes take a while. */
    adopt(file, hash) {
      const done = putting.get(hash) ?? put(file, hash).finally(() => putting.delete(hash))
      putting.set(hash, done)
      void done.catch(() => undefined)
      return done
    },
    async keep(hash, bytes) {
      await kept.put(hash, [bytes])
      await local.keep(hash, bytes)
    },
    async drop(hash) {
      await kept.drop(hash)
      await local.drop(hash)
    },
  }
}
