/** A day of the European Parliament, as it was said, put on tables: many languages, long and short; not on every machine. */
import { existsSync, readFileSync } from 'node:fs'
import { limits } from '@tablee/shared/board/schema'
import { plainText } from '@tablee/shared/board/text'

const file = new URL('../../../shared/data/quotes/multi-ep-debate-2025-03-12/debate_2025-03-12.json', import.meta.url)
export const hasDebate = existsSync(file)

/** What is longer than words may be is said in several: paragraph by paragraph, and within one sentence by sentence. */
export function pieces(text: string, most: number = limits.words): readonly string[] {
  if (text.length <= most) return text === '' ? [] : [text]
  for (const mark of [/\n+/, /(?<=[.!?…»”])\s+/u]) {
    const parts = text.split(mark).filter((part) => part.trim() !== '')
    if (parts.length < 2) continue
    const found: string[] = []
    for (const part of parts) {
      const last = found.at(-1)
      if (last !== undefined && last.length + 1 + part.length <= most) found[found.length - 1] = `${last} ${part}`
      else found.push(part)
    }
    return found.flatMap((part) => pieces(part, most))
  }
  return [text.slice(0, most), ...pieces(text.slice(most), most)]
}

/** Small words that only one of them has so often. */
const small: Readonly<Record<string, readonly string[]>> = {
  en: ['the', 'of', 'and', 'is', 'we', 'that', 'this', 'for', 'you', 'are'],
  fr: ['les', 'des', 'est', 'nous', 'pour', 'une', 'dans', 'vous', 'pas', 'et'],
  de: ['die', 'der', 'und', 'wir', 'ist', 'nicht', 'das', 'für', 'ich', 'auch'],
  es: ['los', 'las', 'que', 'una', 'para', 'por', 'con', 'más', 'señora', 'el'],
  it: ['che', 'della', 'per', 'non', 'una', 'sono', 'di', 'il', 'questo', 'anche'],
  nl: ['het', 'een', 'van', 'niet', 'wij', 'voor', 'zijn', 'dat', 'ook', 'we'],
  pl: ['się', 'nie', 'jest', 'na', 'do', 'że', 'to', 'dla', 'oraz', 'tak'],
  pt: ['não', 'uma', 'para', 'os', 'que', 'dos', 'com', 'mais', 'é', 'europeia'],
}
/** In which of them it is most likely; English where no small word says otherwise. */
function tongueOf(text: string): string {
  const words = text.toLowerCase().split(/[^\p{L}]+/u)
  const score = (lang: string): number => words.filter((word) => small[lang]?.includes(word)).length
  return Object.keys(small).reduce((best, lang) => (score(lang) > score(best) ? lang : best), 'en')
}

export type Contribution = { readonly id: string; readonly text: string; readonly lang: string; readonly at: number }
/** In the order of the day. */
export function debate(): readonly Contribution[] {
  const day = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly 'del:hasContribution': readonly { readonly 'del:text': string; readonly 'del:timestamp': string }[]
  }
  let last = 0
  return day['del:hasContribution'].flatMap(({ 'del:text': text, 'del:timestamp': at }, n) => {
    // Some have no time: they come behind what was said before.
    last = Date.parse(`${at}Z`) || last + 1_000
    return pieces(plainText(text).trim()).map((piece, part) => ({
      id: `ep-${n}-${part}`,
      text: piece,
      lang: tongueOf(text),
      at: last + part,
    }))
  })
}
