/** Of a material's files and captions those for who reads a language: a film in `fr` is for who reads `fr-CA`. */
import { primaryOf } from '@tablee/shared/ids'

/** In this language, else for all, else in the dialogue's, else the first that there is. */
export function forLanguage<One extends { readonly lang: string | null }>(
  all: readonly One[],
  lang: string,
  dialogue: string,
): One | null {
  const of = (tag: string | null): One | undefined =>
    all.find((one) => (one.lang === null || tag === null ? one.lang === tag : primaryOf(one.lang) === primaryOf(tag)))
  return of(lang) ?? of(null) ?? of(dialogue) ?? all[0] ?? null
}

/** Slides are one document, or pictures one after the other: all of the language that is chosen. */
export function allForLanguage<One extends { readonly lang: string | null }>(
  all: readonly One[],
  lang: string,
  dialogue: string,
): readonly One[] {
  const one = forLanguage(all, lang, dialogue)
  return one === null ? [] : all.filter(({ lang: of }) => of === one.lang)
}

type Paged = { readonly page: number | null; readonly pages: number | null }
/** Slides in order: pictures by their place, a document as it is. */
const inOrder = <One extends Paged>(files: readonly One[]): readonly One[] =>
  files.toSorted((a, b) => (a.page ?? 0) - (b.page ?? 0))

/** In which file of these, and on which of its pages, a page of the whole is; both count from 1. Null beyond the last. */
export function pageAt<One extends Paged>(
  files: readonly One[],
  page: number,
): { readonly file: One; readonly page: number } | null {
  let rest = page
  for (const file of inOrder(files)) {
    const pages = file.pages ?? 1
    if (rest <= pages) return { file, page: rest }
    rest -= pages
  }
  return null
}
export const pagesOf = (files: readonly Paged[]): number => files.reduce((sum, { pages }) => sum + (pages ?? 1), 0)
