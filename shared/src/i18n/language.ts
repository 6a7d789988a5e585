/**
 * The languages that screens, paper and files speak, and what each does with what stands between sentences. The people at
 * a table may speak any: their words carry a tag of their own, and a tag that is none of ours writes as English does.
 */
import { runsLeft } from '../script.ts'
import { languages, writings, type Language } from './index.ts'
import type { Writing } from './writing.ts'

/** The first of the wished languages that we speak, by its primary subtag (`fr-CA`, `fr_BE.UTF-8`); English if none. */
export function preferred(wished: readonly string[]): Language {
  for (const tag of wished) {
    const primary = tag.toLowerCase().split(/[-_.]/)[0]
    const found = languages.find((one) => one === primary)
    if (found !== undefined) return found
  }
  return 'en'
}
/** Of one tag the same; English where we do not speak it. */
export const languageOf = (tag: string): Language => preferred([tag])
// Asked for each sentence: most tags are a language of ours as they stand.
const writingOf = (tag: string): Writing => writings[languages.find((one) => one === tag) ?? languageOf(tag)]

/** The frame for somebody who speaks any language: theirs, one of its kind, else the first that they are known to read. */
export function frameFor(tag: string, known: readonly string[]): Language {
  const primary = tag.split('-')[0] ?? ''
  const kin = languages.find((one) => writings[one].kin?.includes(primary))
  return preferred([tag, ...(kin === undefined ? [] : [kin]), ...known])
}

/** What a language of ours is called by who speaks it; null for any other. */
export const nameOfOurs = (tag: string): string | null =>
  languages.find((one) => one === tag.split('-')[0]) === undefined ? null : writingOf(tag).name

/** Of a text whose language is known: the programme's, the frame's. What people wrote runs as its own letters do (`dir="auto"`). */
export const direction = (tag: string): 'ltr' | 'rtl' => (runsLeft(tag) ? 'rtl' : 'ltr')

/** For dates and numbers: the same digits everywhere, as people type them. */
export const withDigits = (language: string): string => `${language}-u-nu-latn`

/** What it is about, then the thing itself, as one name: `Close: Who answers first?`. */
export const headed = (tag: string, head: string, what: string): string => `${head}${writingOf(tag).colon}${what}`

/** Several things in one line, with the language's own comma. */
export const listed = (tag: string, parts: readonly string[]): string => parts.join(writingOf(tag).comma)

/** Several names that may have a comma of their own. */
export const listedApart = (tag: string, parts: readonly string[]): string => parts.join(writingOf(tag).semicolon)

/** What asks something more. */
export const asking = (language: Language, label: string): string => `${label}${writings[language].dots}`

/** Languages that people speak and no screen does. */
const others: Readonly<Record<string, readonly [string, string]>> = {
  it: ['«', '»'],
  nl: ['‘', '’'],
  pl: ['„', '”'],
  pt: ['“', '”'],
  ru: ['«', '»'],
}
/** Opening and closing mark of a language; English where we know none. */
export const quotationMarks = (tag: string): readonly [string, string] =>
  (nameOfOurs(tag) === null ? others[tag.split('-')[0] ?? ''] : undefined) ?? writingOf(tag).quotes

/**
 * Spaces at which no line may break: French sets one before `:`, `;`, `?`, `!`, `»` and after `«`, every language one
 * before "%". With a plain space a line could begin with a lone colon.
 */
export function spaced(tag: string, text: string): string {
  const whole = text.replace(/([\d}]) %/g, '$1\u00a0%')
  return writingOf(tag).spaced?.(whole) ?? whole
}
