import { languageOf } from '../i18n/language.ts'
import { visionMessages } from './messages/index.ts'
import type { Labels } from './svg.ts'

/** English for a language that no screen speaks. `lang` is what the words are in. */
export function drawingWords(tag: string): { readonly lang: string; readonly labels: Labels } {
  const lang = languageOf(tag)
  const words = visionMessages[lang]
  return { lang, labels: { kinds: words, levels: words, noPhoto: words.noPhoto } }
}
