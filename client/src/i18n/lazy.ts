/** Catalogues that are filled language by language, in a build that loads one (`client/one-language.ts`). */
import type { Language } from '@tablee/shared/i18n/index'
import type { Message } from '@tablee/shared/i18n/translator'

type Sentences = Readonly<Record<string, Message>>
const catalogues = new Map<string, Partial<Record<Language, Sentences>>>()

export function lazyCatalogue(name: string): Partial<Record<Language, Sentences>> {
  const made = catalogues.get(name) ?? {}
  catalogues.set(name, made)
  return made
}

/** @public The build's generated modules call it. */
export function fill(language: Language, sentences: Readonly<Record<string, Sentences>>): void {
  for (const [name, said] of Object.entries(sentences)) lazyCatalogue(name)[language] = said
}
