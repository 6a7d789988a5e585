/**
 * What is known of an upload, beside its bytes: as many of them count as were synced. It stands in a small file that is
 * replaced whole, so that a server that was killed goes on where it was; no log names what nobody has put anywhere yet.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { isId, isMaterialHash, type DialogueId, type MaterialHash, type UploadId } from '@tablee/shared/ids'
import { materialFaults, type MaterialFault } from '@tablee/shared/materials/faults'
import { fileTypes } from '@tablee/shared/materials/rows'
import type { Found } from './kinds/found.ts'

export type Coming = {
  readonly id: UploadId
  readonly dialogue: DialogueId
  readonly name: string
  readonly length: number
  /** Synced. */
  readonly offset: number
  /** When something came last. */
  readonly at: number
  /** Once it is whole and was looked at. */
  readonly is: { readonly hash: MaterialHash; readonly found: Found } | { readonly fault: MaterialFault } | null
}

const isWhole = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

function readIs(value: unknown): Coming['is'] {
  if (!isFields(value)) return null
  const fault = materialFaults.find((one) => one === value['fault'])
  if (fault !== undefined) return { fault }
  const { hash, found } = value
  if (!isMaterialHash(hash) || !isFields(found)) return null
  const type = fileTypes.find((one) => one === found['type'])
  const { seconds, pages, codecs, plays } = found
  if (type === undefined || !Array.isArray(codecs)) return null
  return {
    hash,
    found: {
      type,
      seconds: typeof seconds === 'number' ? seconds : null,
      pages: typeof pages === 'number' ? pages : null,
      codecs: codecs.filter((codec) => typeof codec === 'string'),
      plays: plays === 'not-everywhere' ? plays : 'everywhere',
    },
  }
}

function readComing(id: UploadId, text: string): Coming | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (!isFields(value) || !isId(value['dialogue'])) return null
  const { dialogue, name, length, offset, at, is } = value
  if (typeof name !== 'string' || !isWhole(length) || !isWhole(offset) || !isWhole(at)) return null
  return { id, dialogue: dialogue as DialogueId, name, length, offset, at, is: readIs(is) }
}

/** Where they lie until somebody puts them somewhere. */
export function comingIn(place: string) {
  const folder = join(place, 'coming')
  const bytesOf = (id: UploadId): string => join(folder, id)
  const noteOf = (id: UploadId): string => join(folder, `${id}.json`)
  /** Two notes of one upload are written one after the other. */
  const writing = new Map<UploadId, Promise<void>>()

  async function write(one: Coming): Promise<void> {
    const { id, ...note } = one
    const part = `${noteOf(id)}.new`
    const written = await open(part, 'w', 0o600)
    try {
      await written.writeFile(JSON.stringify(note))
      await written.sync()
    } finally {
      await written.close()
    }
    await rename(part, noteOf(id))
  }

  return {
    bytesOf,
    make(): void {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
    },
    note(one: Coming): Promise<void> {
      const before = writing.get(one.id) ?? Promise.resolve()
      const now = before.catch(() => undefined).then(() => write(one))
      writing.set(one.id, now)
      return now
    },
    forget(id: UploadId): void {
      for (const file of [bytesOf(id), noteOf(id), `${noteOf(id)}.new`]) rmSync(file, { force: true })
      writing.delete(id)
    },
    /** As the last process left them. Bytes that nobody knows of, and notes that cannot be read, go. */
    load(): readonly Coming[] {
      let names: readonly string[]
      try {
        names = readdirSync(folder)
      } catch {
        return []
      }
      const found: Coming[] = []
      for (const name of names) {
        const id = name.endsWith('.json') ? (name.slice(0, -'.json'.length) as UploadId) : null
        if (id === null || !isId(id)) continue
        const one = readComing(id, readFileSync(noteOf(id), 'utf8'))
        const size = statSync(bytesOf(id), { throwIfNoEntry: false })?.size ?? null
        // Given up while its note was on the way.
        if (one === null || (one.is === null && size === null)) continue
        // A disk may have lost what it said was synced.
        found.push({ ...one, offset: one.is === null ? Math.min(one.offset, size ?? 0) : one.offset })
      }
      const known = new Set(found.flatMap(({ id }) => [id, `${id}.json`] as string[]))
      for (const name of names) if (!known.has(name)) rmSync(join(folder, name), { force: true })
      return found
    },
  }
}
