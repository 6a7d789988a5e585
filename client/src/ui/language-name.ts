import { languageNames, type Language } from '../i18n/languages.ts'

/** A language as a word, in the reader's own: a code of two letters is nobody's word for it. */
export function languageName(of: string, reader: string): string {
  try {
    // Not before Chrome 81 and Safari 14.1.
    if (typeof Intl.DisplayNames === 'function') return new Intl.DisplayNames(reader, { type: 'language' }).of(of) ?? of
  } catch {
    // no tag that anybody knows
  }
  const primary = of.split('-')[0] ?? of
  return Object.hasOwn(languageNames, primary) ? languageNames[primary as Language] : of
}

/** The same, or null where it is the reader's own. */
export const otherLanguage = (of: string, reader: string): string | null =>
  of.split('-')[0] === reader.split('-')[0] ? null : languageName(of, reader)
