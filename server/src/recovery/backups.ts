/** Which backups were made of this folder: beside the database, because it is asked when the database cannot be read. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** `whole`: false where the folder had lost something when it was made. */
export type KnownBackup = { readonly file: string; readonly at: number; readonly whole: boolean }

const listOf = (folder: string): string => join(folder, 'backups.jsonl')

/** Never throws: without the note a damaged folder cannot say which backup to restore. `at` in ms. */
export function noteBackup(folder: string, { file, at, whole }: KnownBackup): void {
  try {
    appendFileSync(listOf(folder), `${JSON.stringify({ file: resolve(file), at, whole })}\n`, { mode: 0o600 })
  } catch {
    // A full disk: the backup itself is whole, and only the hint at it is missing.
  }
}

/** Of one dialogue, downloaded whole from its organiser's page: where it lies nobody here knows. Never throws. */
export function noteDownload(folder: string, dialogue: string, at: number): void {
  try {
    appendFileSync(listOf(folder), `${JSON.stringify({ dialogue, at })}\n`, { mode: 0o600 })
  } catch {
    // As above.
  }
}

/** When the newest such download was made; null where none was. */
export function newestDownload(folder: string, dialogue: string): number | null {
  const times = linesOf(folder).flatMap((value) =>
    'dialogue' in value && value.dialogue === dialogue && 'at' in value ? [Number(value.at)] : [],
  )
  return times.length === 0 ? null : Math.max(...times)
}

function linesOf(folder: string): readonly object[] {
  if (!existsSync(listOf(folder))) return []
  return readFileSync(listOf(folder), 'utf8')
    .split('\n')
    .flatMap((line): object[] => {
      try {
        const value: unknown = JSON.parse(line)
        return typeof value === 'object' && value !== null ? [value] : []
      } catch {
        return []
      }
    })
}

/** The newest that lacks nothing and is still where it was written; else the newest that lacks nothing. */
export function newestBackup(folder: string): KnownBackup | null {
  const known = linesOf(folder).flatMap((value): KnownBackup[] => {
    if (!('file' in value) || !('at' in value)) return []
    const whole = !('whole' in value) || value.whole !== false
    return whole ? [{ file: String(value.file), at: Number(value.at), whole }] : []
  })
  return known.findLast(({ file }) => existsSync(file)) ?? known.at(-1) ?? null
}
