/** Keys by the names that stand on the keyboards of a language; Arabic ones say them as English ones do. */
import type { Language } from '../i18n/languages.ts'

const names: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>> = {
  fr: { Shift: 'Maj', Enter: 'Entrée', Esc: 'Échap', Del: 'Suppr' },
  de: { Ctrl: 'Strg', Shift: 'Umschalt', Del: 'Entf' },
  es: { Shift: 'Mayús', Enter: 'Intro', Del: 'Supr' },
}

/** `Ctrl Shift 8` as its reader finds it: each key between spaces. */
export const keysSaid = (language: Language, keys: string): string =>
  keys
    .split(' ')
    .map((key) => names[language]?.[key] ?? key)
    .join(' ')
