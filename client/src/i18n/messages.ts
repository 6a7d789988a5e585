/**
 * Messages are data that live beside the feature that says them. Each language must have every key of English: a
 * missing sentence is a type error. A sentence with a number is an object of plural forms (Arabic has six), chosen by
 * Intl.PluralRules on `{n}`.
 */
import { spaced } from '@tablee/shared/spaced'
import type { Language } from './languages.ts'

export type Plural = {
  readonly zero?: string
  readonly one?: string
  readonly two?: string
  readonly few?: string
  readonly many?: string
  readonly other: string
}
export type Message = string | Plural
export type Catalogue<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, Message>>>>

export const defineMessages = <Key extends string>(catalogue: Catalogue<Key>): Catalogue<Key> => catalogue

export type Values = Readonly<Record<string, string | number>>
export type Translate<Key extends string> = (key: Key, values?: Values) => string

const rules = new Map<string, Intl.PluralRules>()
function pluralForm(language: Language, n: number): Intl.LDMLPluralRule {
  let rule = rules.get(language)
  if (!rule) rules.set(language, (rule = new Intl.PluralRules(language)))
  return rule.select(n)
}

/** What it is about, then the thing itself, as one name: `Close: Who answers first?`. */
export const headed = (language: string, head: string, what: string): string =>
  language === 'fr' ? `${head}\u00a0: ${what}` : `${head}: ${what}`

/** From five digits on a number stands in groups; a year stays as it is. */
const counted = (language: Language, n: number): string =>
  n < 10_000 || !Number.isInteger(n)
    ? String(n)
    : new Intl.NumberFormat(language === 'ar' ? 'ar-u-nu-latn' : language).format(n)

/** Several things in one line, with the language's own comma. */
export const listed = (language: string, parts: readonly string[]): string =>
  parts.join(language === 'ar' ? '، ' : ', ')

/** What asks something more first: English and German set a space before the dots. */
export const asking = (language: Language, label: string): string =>
  language === 'en' || language === 'de' ? `${label} …` : `${label}…`

/** Several names that may have a comma of their own. */
export const listedApart = (language: string, parts: readonly string[]): string =>
  parts.join(language === 'ar' ? '؛ ' : language === 'fr' ? '\u00a0; ' : '; ')

/** Numbers and codes keep their own direction inside a right-to-left sentence (first strong isolate), and a seat its one line. */
const isolate = (language: Language, value: string) =>
  language === 'ar' ? `\u2068${value.replace(/^(T\d+)-(\d+)$/, '$1\u2060-\u2060$2')}\u2069` : value

export function translator<Key extends string>(catalogue: Catalogue<Key>, language: Language): Translate<Key> {
  return (key, values = {}) => {
    const message = catalogue[language][key]
    const n = values['n']
    const text =
      typeof message === 'string'
        ? message
        : (message[pluralForm(language, typeof n === 'number' ? n : 0)] ?? message.other)
    return spaced(language, text).replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name]
      return value === undefined
        ? whole
        : isolate(language, typeof value === 'number' ? counted(language, value) : value)
    })
  }
}
