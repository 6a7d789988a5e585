/** A film without bytes, for what is told of it. */
import { materialsDoc } from '@tablee/shared/documents'
import type { MaterialHash, MaterialId } from '@tablee/shared/ids'
import type { MaterialFile, MaterialRow } from '@tablee/shared/materials/rows'
import { commandEntry } from '@tablee/server/journal/command'
import { unique, type Hall } from '../voices/hall.ts'

/** A canary: what nobody may read who may not see it. */
export const canary = 'zzcanaryzz'
export const aFile = (letter: string, more: Partial<MaterialFile> = {}): MaterialFile => ({
  lang: null,
  page: null,
  hash: letter.repeat(64) as MaterialHash,
  type: 'video/mp4',
  bytes: 1_000,
  name: `${canary}.mp4`,
  seconds: 600,
  pages: null,
  codecs: ['avc1', 'mp4a'],
  plays: 'everywhere',
  ...more,
})

/** A row says that it has this file. */
export async function fill(hall: Hall, material: string, file = aFile('a')): Promise<void> {
  const row: MaterialRow = { kind: 'file', command: unique(), material: material as MaterialId, file }
  const { journal } = hall.parts
  const done = await journal.append(
    commandEntry(materialsDoc(hall.dialogue), row, { author: 'organiser', device: 'test' }),
  )
  if (!done.ok) throw new Error('the row did not land')
}
