/**
 * Files that lie beside the database, each under the name of its content. They are written beside, synced, renamed, and the
 * folder is synced: what was kept survives a pulled plug, and half of one is never found under its name.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { open, rename, rm, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Of a disk that people write to, too: a day of thirty tables writes less than this. */
export const leftForWriting = 256 * 1024 * 1024

/** That nobody uses, of the disk on which this folder lies, or will lie: a node makes it with the first file of a dialogue. */
export async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    if (!isMissing || dirname(folder) === folder) throw cause
    return freeBytes(dirname(folder))
  }
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

/** A folder in `folder`, readable by the server alone. */
export async function makePlace(place: string, folder: string): Promise<void> {
  if (existsSync(place)) return
  mkdirSync(place, { recursive: true, mode: 0o700 })
  await syncFolder(folder)
}

/** Two may keep the same at once: each writes its own part, `unique`, and whichever is renamed last says the same. */
export async function keepContent(place: string, hash: string, bytes: Uint8Array, unique: string): Promise<void> {
  const part = join(place, `.${hash}.${unique}`)
  try {
    const written = await open(part, 'wx', 0o600)
    try {
      await written.writeFile(bytes)
      await written.sync()
    } finally {
      await written.close()
    }
    await rename(part, join(place, hash))
  } catch (cause) {
    await rm(part, { force: true })
    throw cause
  }
  await syncFolder(place)
}

/** Halves that a process left which was killed: nobody was told that they are kept. Before anybody keeps anything. */
export function dropHalves(place: string): void {
  if (!existsSync(place)) return
  for (const name of readdirSync(place)) if (name.startsWith('.')) rmSync(join(place, name), { force: true })
}
