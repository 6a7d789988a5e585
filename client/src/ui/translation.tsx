/**
 * What an original says in the reader's language, beneath it. In the sans and in no quotation marks: nobody has said these
 * words. Which language it is, and whether a second translator stands by it, is said with it.
 */
import type { ViewTranslations } from '@tablee/shared/view/translated'
import { useCallback, type ReactNode } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { languageName, otherLanguage } from './language-name.ts'
import { translatedMessages } from './messages/index.ts'

type Translated = { readonly lang: string; readonly translations?: ViewTranslations | undefined }

/** Null where the original is in the reader's language already, or nobody has translated it into that. */
function translationFor({ lang, translations = {} }: Translated, reader: string) {
  if (otherLanguage(lang, reader) === null) return null
  const [found] = Object.entries(translations)
    .filter(([into]) => otherLanguage(into, reader) === null)
    .map(([into, one]) => ({ into, ...one }))
  return found ?? null
}

/** What is read beneath an original, and which it is; null where nothing is. */
export const useTranslation = (of: Translated) => useTranslating()(of)

/** The same of any: another function when the reader's language is another. */
export function useTranslating() {
  const t = useT(translatedMessages)
  const { language } = useLanguage()
  return useCallback(
    (of: Translated) => {
      const found = translationFor(of, language)
      if (found === null) return null
      const { text, into, state, unclear } = found
      const which = t(state, { language: languageName(into, language) })
      return { text, into, which: unclear === true ? `${which} · ${t('unclear')}` : which }
    },
    [t, language],
  )
}

/** `write`: where its text is more than letters. */
export function Translation({ of, write }: { of: Translated; write?: (text: string) => ReactNode }) {
  const { language } = useLanguage()
  const found = useTranslation(of)
  if (found === null) return null
  // Spaces, so that what is read together is no single word.
  return (
    <span className="translation">
      {' '}
      <span className="translated" lang={found.into} dir="auto">
        {write === undefined ? found.text : write(found.text)}
      </span>{' '}
      <span className="which" lang={language}>
        {found.which}
      </span>
    </span>
  )
}
