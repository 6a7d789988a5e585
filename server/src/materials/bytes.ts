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

/** Somebody reads: from `at` on, as much as comes at once and no more than `length`; nothing where it ends. */
export type Opened = {
  read(at: number, length: number): Promise<Uint8Array>
  close(): Promise<void>
}

export type MaterialBytes = {
  /** Where what is being brought lies, and what was brought here. */
  readonly place: string
  /** The place is there. */
  readonly made: () => Promise<void>
  readonly open: (hash: MaterialHash) => Promise<Opened>
  /** Null where they are not kept. */
  readonly size: (hash: MaterialHash) => Promise<number | null>
  /** Bytes that can still be taken, with enough left for what people write; below 0 none. */
  readonly room: () => Promise<number>
  /** A file that was written and synced beside them becomes one of them. */
  readonly adopt: (file: string, hash: MaterialHash) => Promise<void>
  readonly keep: (hash: MaterialHash, bytes: Uint8Array) => Promise<void>
  readonly drop: (hash: MaterialHash) => Promise<void>
}

/** `free`: bytes of the disk that nobody uses; tests say another number. */
export function materialBytes(folder: string, unique: () => string, free = freeBytes): MaterialBytes {
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
    async open(hash) {
      const opened = await open(pathOf(hash), 'r')
      return {
        async read(at, length) {
          const bytes = new Uint8Array(length)
          const { bytesRead } = await opened.read(bytes, 0, length, at)
          return bytes.subarray(0, bytesRead)
        },
        close: () => opened.close(),
      }
    },
    size: sizeOf,
    room: async () => (await free(folder)) - leftForWriting,
    async adopt(file, hash) {
      await made()
      await rename(file, pathOf(hash))
      await syncFolder(place)
    },
    async keep(hash, bytes) {
      await made()
      await keepContent(place, hash, bytes, unique())
    },
    async drop(hash) {
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
