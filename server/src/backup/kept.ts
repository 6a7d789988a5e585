/** The folder of backups beside the database: what is being made or looked through, and what restores replaced. */
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DialogueId } from '@tablee/shared/ids'
import { dropHalves, freeBytes, leftForWriting } from '../store/content.ts'

/** Beside the database, readable by the server alone. */
const backupFolder = (folder: string): string => join(folder, 'backups')
/** As it stands in a file's name: a dialogue's id holds nothing that a disk would mind. */
const day = (at: number): string => new Date(at).toISOString().slice(0, 19).replaceAll(':', '')
/** As a browser saves it. */
export const nameAt = (dialogue: DialogueId, at: number): string => `tablee-${dialogue}-${day(at)}.tablee`

/** Whatever a stop cut off goes. */
export function openFolder(folder: string): string {
  const place = backupFolder(folder)
  mkdirSync(place, { recursive: true, mode: 0o700 })
  dropHalves(place)
  return place
}

const asideOf = (dialogue: DialogueId): string => `replaced-${dialogue}-`
/** Under which what a restore of this moment replaces is kept. */
export const asideName = (dialogue: DialogueId, at: number): string => `${asideOf(dialogue)}${day(at)}.tablee`

export type Kept = { readonly name: string; readonly at: number; readonly bytes: number }
/** What restores of this dialogue replaced, the newest first. */
export function keptOf(place: string, dialogue: DialogueId): readonly Kept[] {
  if (!existsSync(place)) return []
  const begin = asideOf(dialogue)
  return readdirSync(place)
    .filter((name) => name.startsWith(begin) && /^\d{4}-\d\d-\d\dT\d{6}\.tablee$/.test(name.slice(begin.length)))
    .map((name) => {
      const { size, mtimeMs } = statSync(join(place, name))
      return { name, at: Math.floor(mtimeMs), bytes: size }
    })
    .sort((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1))
}

/** Whether so many bytes fit, with enough left for what people write. */
export const fits = async (place: string, bytes: number): Promise<boolean> =>
  (await freeBytes(place)) - bytes > leftForWriting
