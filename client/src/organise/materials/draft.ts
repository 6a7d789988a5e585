/** What somebody is about to add: files that were chosen together are one material, in several languages, with its captions. */
import type { Lang, MaterialId } from '@tablee/shared/ids'
import type { MaterialKind } from '@tablee/shared/materials/rows'
import type { MaterialCommand } from '@tablee/shared/wire/materials'
import { kindOf, languageOf, titleOf, type Named } from './from-name.ts'
import type { Target } from './unfinished.ts'

export type Given = {
  readonly file: File
  readonly what: Target['what']
  /** Null: for all languages; captions always have one. */
  readonly lang: Lang | null
}
export type AddDraft = {
  readonly kind: MaterialKind
  readonly title: string
  /** From 0; null: any time in the session. */
  readonly step: number | null
  readonly given: readonly Given[]
}
/** Why these files make no material, before any of them is sent. */
export type Unfit = { readonly why: 'notThis'; readonly file: string } | { readonly why: 'noMain' | 'notTogether' }

/** `named`: the languages of the dialogue, its own first. `step`: where most likely. */
export function firstDraft(files: readonly File[], named: readonly Named[], step: number | null): AddDraft | Unfit {
  const kinds = files.map((file) => ({ file, is: kindOf(file.name) }))
  const other = kinds.find(({ is }) => is === null)
  if (other !== undefined) return { why: 'notThis', file: other.file.name }
  const film = kinds.some(({ is }) => is === 'film')
  const pages = kinds.filter(({ is }) => is === 'pages')
  if (film && pages.length > 0) return { why: 'notTogether' }
  const main = kinds.find(({ is }) => is !== 'captions')
  if (main === undefined || (!film && kinds.length > pages.length)) return { why: 'noMain' }
  const own = named[0]?.tag ?? null
  const given = kinds.map(({ file, is }): Given => {
    const lang = languageOf(file.name, named)
    // A film is seen by all; what is read is in some language.
    return { file, what: is === 'captions' ? 'captions' : 'file', lang: lang ?? (is === 'film' ? null : own) }
  })
  const tongues = new Set(pages.map(({ file }) => languageOf(file.name, named)))
  return {
    kind: film ? 'film' : tongues.size < pages.length ? 'slides' : 'leaflet',
    title: titleOf(main.file.name, named),
    step,
    given,
  }
}

/** What is missing before it can be added; null: nothing. */
export function lacking({ kind, title, given }: AddDraft): 'noTitle' | 'twice' | null {
  if (title.trim() === '') return 'noTitle'
  const seen = new Set<string>()
  for (const { file, what, lang } of given) {
    // Pictures of slides follow one another.
    if (kind === 'slides' && what === 'file' && !/\.pdf$/i.test(file.name)) continue
    const place = `${what} ${lang ?? ''}`
    if (seen.has(place)) return 'twice'
    seen.add(place)
  }
  return null
}

/** The command that makes it; its files are put into it as they arrive. */
export const addCommand = (
  { kind, title, step }: AddDraft,
  id: string,
  session: number,
  lang: string,
): MaterialCommand => ({ id, kind: 'add', of: kind, title: { [lang]: title.trim() }, step: { session, step } })

/** Where its files belong once it is there. */
export const targetsOf = ({ given }: AddDraft, id: string): readonly { readonly file: File; readonly to: Target }[] =>
  given.map(({ file, what, lang }) => ({ file, to: { material: id as MaterialId, what, lang } }))
