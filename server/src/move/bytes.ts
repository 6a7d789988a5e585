/** Photos, films, slides and leaflets of a dialogue: each is known by its SHA-256, and comes under that name or not at all. */
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { DialogueId } from '@tablee/shared/ids'
import type { Blobs } from '../blob/blobs.ts'
import { boardsOf } from '../backup/rows.ts'
import { materialFolder } from '../materials/bytes.ts'
import { namedIn } from '../materials/named.ts'
import { photoFolder } from '../photo/files.ts'
import type { Database } from '../store/database.ts'
import { syncFolder } from '../store/content.ts'
import type { Running } from './carry.ts'

/** `missing`: its own side does not have them either. */
export type Bytes = { readonly brought: number; readonly missing: number }
type Named = { readonly hash: string; readonly place: (folder: string) => string }

/** As the rows of a file name them. */
function namedBy(database: Database, dialogue: DialogueId): readonly Named[] {
  const boards = boardsOf(database, dialogue)
  const photos = database
    .prepare('SELECT board, hash FROM photo')
    .all()
    .filter(({ board }) => (boards as ReadonlySet<unknown>).has(board))
    .map(({ hash }): Named => ({ hash: String(hash), place: photoFolder }))
  const films = [...namedIn(database, dialogue).keys()].map((hash): Named => ({ hash, place: materialFolder }))
  return [...new Map([...photos, ...films].map((one) => [one.hash, one])).values()]
}

const hashOf = async (file: string): Promise<string> => {
  const sum = createHash('sha256')
  for await (const part of createReadStream(file)) sum.update(part as Uint8Array)
  return sum.digest('hex')
}

/** Out of the folder beside a file. */
export async function bytesOut(
  {
    database,
    dialogue,
    folder,
  }: { readonly database: Database; readonly dialogue: DialogueId; readonly folder: string },
  into: Pick<Blobs, 'put'>,
  { signal, onPart }: Running,
): Promise<Bytes> {
  const all = namedBy(database, dialogue)
  let brought = 0
  for (const [index, { hash, place }] of all.entries()) {
    signal.throwIfAborted()
    const file = join(place(folder), hash)
    if (existsSync(file) && (await hashOf(file)) === hash) {
      await into.put(hash, createReadStream(file))
      brought += 1
    }
    onPart((index + 1) / all.length)
  }
  return { brought, missing: all.length - brought }
}

/** Into the folder beside a file, once the rows that name them are in it. */
export async function bytesIn(
  {
    database,
    dialogue,
    folder,
  }: { readonly database: Database; readonly dialogue: DialogueId; readonly folder: string },
  from: Pick<Blobs, 'parts' | 'size'>,
  { signal, onPart }: Running,
): Promise<Bytes> {
  const all = namedBy(database, dialogue)
  let brought = 0
  for (const [index, { hash, place }] of all.entries()) {
    signal.throwIfAborted()
    const [there, file] = [place(folder), join(place(folder), hash)]
    if (existsSync(file) && (await hashOf(file)) === hash) brought += 1
    else if ((await from.size(hash)) !== null) {
      await mkdir(there, { recursive: true, mode: 0o700 })
      const part = join(there, `.${hash}.moved`)
      const written = await open(part, 'w', 0o600)
      try {
        for await (const bytes of from.parts(hash)) await written.writeFile(bytes)
        await written.sync()
      } finally {
        await written.close()
      }
      if ((await hashOf(part)) === hash) {
        await rename(part, file)
        await syncFolder(there)
        brought += 1
      } else await rm(part, { force: true })
    }
    onPart((index + 1) / all.length)
  }
  return { brought, missing: all.length - brought }
}
