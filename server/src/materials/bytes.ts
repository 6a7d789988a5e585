/**
 * The bytes of materials on the disk, each under its SHA-256 in `materials/` of the data folder, readable by the server alone.
 * What `keep` and `adopt` have resolved for survives a pulled plug. Nothing here holds a file in memory.
 */
import { createHash } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { MaterialHash } from '@tablee/shared/ids'
import { dropHalves, freeBytes, keepContent, leftForWriting, makePlace, syncFolder } from '../store/content.ts'

/** Not made before the first byte comes. */
export const materialFolder = (folder: string): string => join(folder, 'materials')

export type MaterialBytes = ReturnType<typeof materialBytes>

/** `free`: bytes of the disk that nobody uses; tests say another number. */
export function materialBytes(folder: string, unique: () => string, free = freeBytes) {
  const place = materialFolder(folder)
  const pathOf = (hash: MaterialHash): string => join(place, hash)
  dropHalves(place)
  const made = (): Promise<void> => makePlace(place, folder)
  async function sizeOf(hash: MaterialHash): Promise<number | null> {
    try {
      return (await stat(pathOf(hash))).size
    } catch {
      return null
    }
  }

  return {
    place,
    made,
    pathOf,
    /** Null where they are not here. */
    size: sizeOf,
    /** Bytes that can still be taken, with enough left for what people write; below 0 none. */
    room: async (): Promise<number> => (await free(folder)) - leftForWriting,
    /** A file that was written and synced beside them becomes one of them. */
    async adopt(file: string, hash: MaterialHash): Promise<void> {
      await made()
      await rename(file, pathOf(hash))
      await syncFolder(place)
    },
    async keep(hash: MaterialHash, bytes: Uint8Array): Promise<void> {
      await made()
      await keepContent(place, hash, bytes, unique())
    },
    async drop(hash: MaterialHash): Promise<void> {
      await rm(pathOf(hash), { force: true })
    },
  }
}

/** In lower-case hex, of a file that is read a part at a time: whoever types meanwhile waits for one part at most. */
export async function hashOfFile(file: string, from?: ReturnType<typeof createHash>, at = 0): Promise<MaterialHash> {
  const hash = from ?? createHash('sha256')
  const opened = await open(file, 'r')
  const part = new Uint8Array(512 * 1024)
  try {
    for (let position = at; ; ) {
      const { bytesRead } = await opened.read(part, 0, part.length, position)
      if (bytesRead === 0) return hash.digest('hex') as MaterialHash
      hash.update(part.subarray(0, bytesRead))
      position += bytesRead
    }
  } finally {
    await opened.close()
  }
}
