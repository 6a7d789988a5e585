/**
 * The photos' bytes on the disk, each under its SHA-256 in `photos/` of the data folder, readable by the server alone.
 * What `keep` has resolved for survives a pulled plug: file and folder are synced before.
 */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { PhotoHash } from '@tablee/shared/ids'
import { dropHalves, freeBytes, keepContent, leftForWriting, makePlace } from '../store/content.ts'

export type PhotoFiles = {
  /** Is there room for one more, with enough left for what people write? */
  room(): Promise<boolean>
  keep(hash: PhotoHash, bytes: Uint8Array): Promise<void>
  /** Null when there is no such photo, or its bytes are no longer what its name says. The same bytes to all: not to be written to. */
  read(hash: PhotoHash): Promise<Uint8Array<ArrayBuffer> | null>
}

/**
 * Photos that were asked for lately. One that is released is fetched by the whole hall at once: reading, hashing and
 * copying 2 MiB for each of 500 phones would hold up the tables for seconds.
 */
const keptBytes = 32 * 1024 * 1024

/** Its name, in lower-case hex. */
export const hashOf = (bytes: Uint8Array): PhotoHash => createHash('sha256').update(bytes).digest('hex') as PhotoHash
/** Not made before the first photo is kept. */
export const photoFolder = (folder: string): string => join(folder, 'photos')

/** Null keeps them in memory. */
export function photoFiles(
  folder: string | null,
  unique: () => string,
  free: (folder: string) => Promise<number> = freeBytes,
): PhotoFiles {
  if (folder === null) {
    const kept = new Map<PhotoHash, Uint8Array<ArrayBuffer>>()
    return {
      room: () => Promise.resolve(true),
      keep: async (hash, bytes) => void kept.set(hash, new Uint8Array(bytes)),
      read: async (hash) => kept.get(hash) ?? null,
    }
  }
  const place = photoFolder(folder)
  // The person who sent it sends it again.
  dropHalves(place)
  const lately = new Map<PhotoHash, { readonly bytes: Uint8Array<ArrayBuffer>; readonly written: bigint }>()
  let held = 0
  const forget = (hash: PhotoHash): void => {
    held -= lately.get(hash)?.bytes.length ?? 0
    lately.delete(hash)
  }
  return {
    room: async () => (await free(folder)) > leftForWriting,
    async keep(hash, bytes) {
      await makePlace(place, folder)
      await keepContent(place, hash, bytes, unique())
    },
    async read(hash) {
      const file = join(place, hash)
      try {
        const { mtimeNs: written } = await stat(file, { bigint: true })
        const known = lately.get(hash)
        if (known?.written === written) {
          // The one asked for last stands last, and goes last.
          lately.delete(hash)
          lately.set(hash, known)
          return known.bytes
        }
        const bytes = new Uint8Array(await readFile(file))
        if (hashOf(bytes) !== hash) return null
        forget(hash)
        lately.set(hash, { bytes, written })
        held += bytes.length
        for (const oldest of lately.keys()) if (held > keptBytes) forget(oldest)
        return bytes
      } catch {
        return null
      }
    },
  }
}
