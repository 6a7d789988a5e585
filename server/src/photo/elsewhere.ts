/** Photos' bytes on a node, whose disk may be gone tomorrow: kept with the log, and those asked for lately in memory. */
import type { PhotoHash } from '@tablee/shared/ids'
import type { PhotoFiles } from './files.ts'

/** Where they are kept (`blob/blobs`). */
export type Kept = {
  put(hash: string, bytes: Iterable<Uint8Array>): Promise<void>
  size(hash: string): Promise<number | null>
  /** Null for what is not there, or is not what its name says. */
  read(hash: string): Promise<Uint8Array<ArrayBuffer> | null>
}

/** One that is released is fetched by the whole hall at once. */
const lately = 32 * 1024 * 1024

/** Whether there is room only the log's own machine knows: `room` says whether it answers. */
export function photosElsewhere(kept: Kept): PhotoFiles {
  type Known = { bytes: Promise<Uint8Array<ArrayBuffer> | null>; size: number }
  const photos = new Map<PhotoHash, Known>()
  function trim(): void {
    let held = [...photos.values()].reduce((sum, { size }) => sum + size, 0)
    for (const [oldest, { size }] of photos) {
      if (held <= lately) return
      held -= size
      photos.delete(oldest)
    }
  }
  /** What is not there now may be there when it is asked for again. */
  function fetch(hash: PhotoHash): Known {
    const known: Known = { bytes: kept.read(hash).catch(() => null), size: 0 }
    void known.bytes.then((bytes) => {
      known.size = bytes?.length ?? 0
      if (bytes === null && photos.get(hash) === known) photos.delete(hash)
      trim()
    })
    return known
  }
  return {
    room: () =>
      kept.size('').then(
        () => true,
        () => false,
      ),
    keep: (hash, bytes) => kept.put(hash, [bytes]),
    read(hash) {
      const found = photos.get(hash) ?? fetch(hash)
      // The one asked for last stands last, and goes last.
      photos.delete(hash)
      photos.set(hash, found)
      return found.bytes
    },
  }
}
