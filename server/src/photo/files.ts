/**
 * The photos' bytes on the disk, each under its SHA-256 in `photos/` of the data folder, readable by the server alone.
 * What `keep` has resolved for survives a pulled plug: file and folder are synced before.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { PhotoHash } from '@tablee/shared/ids'

export type PhotoFiles = {
  keep(hash: PhotoHash, bytes: Uint8Array): Promise<void>
  /** Null when there is no such photo, or its bytes are no longer what its name says. */
  read(hash: PhotoHash): Promise<Uint8Array | null>
}

export const hashOf = (bytes: Uint8Array): PhotoHash => createHash('sha256').update(bytes).digest('hex') as PhotoHash
export const photoFolder = (folder: string): string => join(folder, 'photos')

/** Null keeps them in memory. */
export function photoFiles(folder: string | null, unique: () => string): PhotoFiles {
  if (folder === null) {
    const kept = new Map<PhotoHash, Uint8Array>()
    return {
      keep: async (hash, bytes) => void kept.set(hash, bytes),
      read: async (hash) => kept.get(hash) ?? null,
    }
  }
  const place = photoFolder(folder)
  return {
    async keep(hash, bytes) {
      if (!existsSync(place)) {
        mkdirSync(place, { recursive: true, mode: 0o700 })
        await syncFolder(folder)
      }
      const file = join(place, hash)
      // Two devices may send one photo at once: each writes its own part, and whichever is renamed last says the same.
      const part = join(place, `.${hash}.${unique()}`)
      try {
        const written = await open(part, 'wx', 0o600)
        try {
          await written.writeFile(bytes)
          await written.sync()
        } finally {
          await written.close()
        }
        await rename(part, file)
      } catch (cause) {
        await rm(part, { force: true })
        throw cause
      }
      await syncFolder(place)
    },
    async read(hash) {
      try {
        const bytes = new Uint8Array(await readFile(join(place, hash)))
        return hashOf(bytes) === hash ? bytes : null
      } catch {
        return null
      }
    },
  }
}

async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r')
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}
