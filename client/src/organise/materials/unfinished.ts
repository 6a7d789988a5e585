/**
 * Uploads that this device began and that have not arrived, kept where a reloaded page finds them: what for, and where on
 * the server. A browser keeps no file, so the same one has to be chosen again; it then goes on where it stopped.
 */
import { isLang, type Lang } from '@tablee/shared/ids'
import type { Environment } from '../../link/environment.ts'

/** Where a file belongs: of which material, in which language (null: for all), as what. */
export type Target = {
  readonly material: string
  readonly lang: Lang | null
  readonly what: 'file' | 'captions'
}
export type Unfinished = {
  /** Of the same file chosen again it is the same. */
  readonly file: string
  readonly name: string
  readonly size: number
  readonly target: Target
  /** Where on the server; null before it has answered. */
  readonly url: string | null
}

/** What a file is known by again: a browser tells no more of it, and to read 2 GB for a hash would take minutes. */
export const fileKey = ({ name, size, lastModified }: Pick<File, 'name' | 'size' | 'lastModified'>): string =>
  `${name}·${size}·${lastModified}`

const isText = (value: unknown): value is string => typeof value === 'string'
const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined

function read(value: unknown): readonly Unfinished[] {
  const [file, name, size, url, target] = ['file', 'name', 'size', 'url', 'target'].map((key) => field(value, key))
  const [material, lang, what] = ['material', 'lang', 'what'].map((key) => field(target, key))
  if (!isText(file) || !isText(name) || typeof size !== 'number' || !(url === null || isText(url))) return []
  if (!isText(material) || !(lang === null || isLang(lang)) || !(what === 'file' || what === 'captions')) return []
  return [{ file, name, size, url, target: { material, lang, what } }]
}

/** Of the same file for the same place. */
export const isSame = (a: Pick<Unfinished, 'file' | 'target'>, b: Pick<Unfinished, 'file' | 'target'>): boolean =>
  a.file === b.file &&
  a.target.material === b.target.material &&
  a.target.lang === b.target.lang &&
  a.target.what === b.target.what

export type UnfinishedStore = ReturnType<typeof keepUnfinished>

/** Where storage is blocked it knows nothing after a reload, and everything else goes on. */
export function keepUnfinished(local: Environment['local'], dialogue: string) {
  const key = `tablee.uploads.${dialogue}`
  function all(): readonly Unfinished[] {
    try {
      const kept: unknown = JSON.parse(local?.getItem(key) ?? '[]')
      return Array.isArray(kept) ? kept.flatMap(read) : []
    } catch {
      return []
    }
  }
  function keep(list: readonly Unfinished[]): void {
    try {
      if (list.length === 0) local?.removeItem(key)
      else local?.setItem(key, JSON.stringify(list))
    } catch {
      // Full or blocked: the upload itself goes on.
    }
  }
  return {
    all,
    put: (one: Unfinished): void => keep([...all().filter((other) => !isSame(other, one)), one]),
    drop: (one: Pick<Unfinished, 'file' | 'target'>): void => keep(all().filter((other) => !isSame(other, one))),
  }
}
