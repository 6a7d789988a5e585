/** Catalogues that are filled language by language. Only the observers' build uses this (`client/one-language.ts`). */
import type { Language } from './languages.ts'
import type { Message } from './messages.ts'

type Sentences = Record<string, Message>
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
