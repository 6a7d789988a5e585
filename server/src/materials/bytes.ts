/**
 * The bytes of materials on the disk, each under its SHA-256 in `materials/` of the data folder, readable by the server alone.
 * What `keep` and `adopt` have resolved for survives a pulled plug. Nothing here holds a file in memory.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { isMaterialHash, type MaterialHash } from '@tablee/shared/ids'

/** What people write shares the disk: a day of thirty tables writes less than this. */
const leftForWriting = 256 * 1024 * 1024

/** Not made before the first byte comes. */
export const materialFolder = (folder: string): string => join(folder, 'materials')

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** File names in it are durable. */
export async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r')
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}

export type MaterialBytes = ReturnType<typeof materialBytes>

/** `free`: bytes of the disk that nobody uses; tests say another number. */
export function materialBytes(folder: string, unique: () => string, free = freeBytes) {
  const place = materialFolder(folder)
  const pathOf = (hash: MaterialHash): string => join(place, hash)

  async function made(): Promise<void> {
    if (existsSync(place)) return
    mkdirSync(place, { recursive: true, mode: 0o700 })
    await syncFolder(folder)
  }
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
      const part = join(place, `.${hash}.${unique()}`)
      try {
        const written = await open(part, 'wx', 0o600)
        try {
          await written.writeFile(bytes)
          await written.sync()
        } finally {
          await written.close()
        }
        await rename(part, pathOf(hash))
      } catch (cause) {
        await rm(part, { force: true })
        throw cause
      }
      await syncFolder(place)
    },
    async drop(hash: MaterialHash): Promise<void> {
      await rm(pathOf(hash), { force: true })
    },
    async list(): Promise<readonly MaterialHash[]> {
      try {
        return (await readdir(place)).filter(isMaterialHash)
      } catch {
        return []
      }
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
