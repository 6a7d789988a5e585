/** Which backups were made of this folder: beside the database, because it is asked when the database cannot be read. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export type KnownBackup = { readonly file: string; readonly at: number }

const listOf = (folder: string): string => join(folder, 'backups.jsonl')

export function noteBackup(folder: string, file: string, at: number): void {
  try {
    appendFileSync(listOf(folder), `${JSON.stringify({ file: resolve(file), at })}\n`, { mode: 0o600 })
  } catch {
    // A full disk: the backup itself is whole, and only the hint at it is missing.
  }
}

/** The newest that is still where it was written, else the newest of all. */
export function newestBackup(folder: string): KnownBackup | null {
  if (!existsSync(listOf(folder))) return null
  const known = readFileSync(listOf(folder), 'utf8')
    .split('\n')
    .flatMap((line): KnownBackup[] => {
      try {
        const value: unknown = JSON.parse(line)
        if (typeof value !== 'object' || value === null || !('file' in value) || !('at' in value)) return []
        return [{ file: String(value.file), at: Number(value.at) }]
      } catch {
        return []
      }
    })
  return known.findLast(({ file }) => existsSync(file)) ?? known.at(-1) ?? null
}
