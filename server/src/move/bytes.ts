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

type Of = { readonly database: Database; readonly dialogue: DialogueId; readonly folder: string }

/** One after the other; `bring` says whether its own side had them. */
async function eachOf(
  { database, dialogue, folder }: Of,
  { signal, onPart }: Running,
  bring: (hash: string, folder: string) => Promise<boolean>,
): Promise<Bytes> {
  const all = namedBy(database, dialogue)
  let brought = 0
  for (const [index, { hash, place }] of all.entries()) {
    signal.throwIfAborted()
    if (await bring(hash, place(folder))) brought += 1
    onPart((index + 1) / all.length)
  }
  return { brought, missing: all.length - brought }
}
const liesAt = async (file: string, hash: string): Promise<boolean> => existsSync(file) && (await hashOf(file)) === hash

/** Out of the folder beside a file. */
export const bytesOut = (of: Of, into: Pick<Blobs, 'put'>, running: Running): Promise<Bytes> =>
  eachOf(of, running, async (hash, folder) => {
    const file = join(folder, hash)
    const there = await liesAt(file, hash)
    if (there) await into.put(hash, createReadStream(file))
    return there
  })

/** Into the folder beside a file, once the rows that name them are in it. */
export const bytesIn = (of: Of, from: Pick<Blobs, 'parts' | 'size'>, running: Running): Promise<Bytes> =>
  eachOf(of, running, async (hash, folder) => {
    const file = join(folder, hash)
    if (await liesAt(file, hash)) return true
    if ((await from.size(hash)) === null) return false
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const part = join(folder, `.${hash}.moved`)
    const written = await open(part, 'w', 0o600)
    try {
      for await (const bytes of from.parts(hash)) await written.writeFile(bytes)
      await written.sync()
    } finally {
      await written.close()
    }
    const whole = (await hashOf(part)) === hash
    if (whole) {
      await rename(part, file)
      await syncFolder(folder)
    } else await rm(part, { force: true })
    return whole
  })
