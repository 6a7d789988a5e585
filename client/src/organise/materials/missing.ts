/** What a dialogue promises and a material does not have yet: only of the languages that its people are promised. */
import { primaryOf } from '@tablee/shared/ids'
import type { MaterialTold } from '@tablee/shared/wire/materials'

const lacks = (langs: readonly string[], has: readonly { readonly lang: string | null }[]): readonly string[] =>
  has.some(({ lang }) => lang === null)
    ? []
    : langs.filter((tag) => has.every(({ lang }) => lang === null || primaryOf(lang) !== primaryOf(tag)))

export type Missing = {
  /** No file at all. */
  readonly file: boolean
  /** Languages without slides or a leaflet; a film is seen by all, its captions are read. */
  readonly files: readonly string[]
  readonly captions: readonly string[]
}

/** `langs`: what the dialogue promises. Of a material that has no file yet, only that is said. */
export function missingOf(
  { kind, files, captions }: Pick<MaterialTold, 'kind' | 'files' | 'captions'>,
  langs: readonly string[],
): Missing {
  if (files.length === 0) return { file: true, files: [], captions: [] }
  return kind === 'film'
    ? { file: false, files: [], captions: lacks(langs, captions) }
    : { file: false, files: lacks(langs, files), captions: [] }
}
