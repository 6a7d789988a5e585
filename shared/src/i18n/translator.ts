/**
 * Sentences are data that lie beside the feature that says them, a file for each language (`messages/<language>.ts`).
 * English is the shape: a sentence that a language lacks, or has too many, is a type error. A sentence with a number is
 * an object of plural forms (Arabic has six), chosen by Intl.PluralRules on `{n}`.
 */
import { runsLeft } from '../script.ts'
import type { Language } from './index.ts'
import { spaced, withDigits } from './language.ts'

type Plural = {
  readonly zero?: string
  readonly one?: string
  readonly two?: string
  readonly few?: string
  readonly many?: string
  readonly other: string
}
export type Message = string | Plural
/** What a language says of what English says: all of it and no more. */
export type Sentences<English> = { readonly [Key in keyof English]: Message }
/** Words that are never counted. */
export type Words<English> = { readonly [Key in keyof English]: string }
export type Catalogue<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, Message>>>>

export type Values = Readonly<Record<string, string | number>>
export type Translate<Key extends string> = (key: Key, values?: Values) => string

const rules = new Map<Language, Intl.PluralRules>()
function formOf(language: Language, message: Plural, n: unknown): string {
  let rule = rules.get(language)
  if (!rule) rules.set(language, (rule = new Intl.PluralRules(language)))
  return message[rule.select(typeof n === 'number' ? n : 0)] ?? message.other
}

/** From five digits on a number stands in groups; a year stays as it is. */
const counted = (language: Language, n: number): string =>
  n < 10_000 || !Number.isInteger(n) ? String(n) : new Intl.NumberFormat(withDigits(language)).format(n)

/** Numbers and codes keep their own direction inside a right-to-left sentence (first strong isolate), and a seat its one line. */
export const isolated = (language: Language, value: string): string =>
  runsLeft(language) ? `\u2068${value.replace(/^(T\d+)-(\d+)$/, '$1\u2060-\u2060$2')}\u2069` : value

const filler =
  (show: (language: Language, value: string) => string) =>
  <Key extends string>(catalogue: Catalogue<Key>, language: Language): Translate<Key> =>
  (key, values = {}) => {
    const message: Message = catalogue[language][key]
    const text = typeof message === 'string' ? message : formOf(language, message, values['n'])
    return spaced(language, text).replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name]
      return value === undefined ? whole : show(language, typeof value === 'number' ? counted(language, value) : value)
    })
  }
/** For a screen or a terminal. */
export const translator = filler(isolated)
/** For paper and for what is kept: no mark is in the text that nobody typed. */
export const inPlainText = filler((_language, value) => value)
