import { runsLeft } from '@tablee/shared/script'

/** The languages every screen speaks. The people at a table may speak any: their words carry a `lang` of their own. */
export const languages = ['en', 'fr', 'de', 'es', 'ar'] as const
export type Language = (typeof languages)[number]

export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  de: 'Deutsch',
  es: 'Español',
  ar: 'العربية',
}

/** Of a text whose language is known: the programme's, the frame's. What people wrote runs as its own letters do (`dir="auto"`). */
export const direction = (lang: string): 'ltr' | 'rtl' => (runsLeft(lang) ? 'rtl' : 'ltr')

const isLanguage = (value: string): value is Language => languages.some((language) => language === value)

/** Kinds of our languages that have names of their own: anyone who speaks one reads the other. */
const kin: Readonly<Record<string, Language>> = { ary: 'ar', arz: 'ar', aeb: 'ar', apc: 'ar', gsw: 'de' }
/** The frame for somebody who speaks any language: theirs, one of its kind, else the first that they are known to read. */
export const frameFor = (tag: string, known: readonly string[]): Language =>
  preferred([tag, kin[tag.split('-')[0] ?? ''] ?? '', ...known])

/** The first of the wished languages that we speak, by its primary subtag; English if none. */
export function preferred(wished: readonly string[]): Language {
  for (const tag of wished) {
    const primary = tag.toLowerCase().split('-')[0] ?? ''
    if (isLanguage(primary)) return primary
  }
  return 'en'
}
