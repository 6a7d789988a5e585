/** Translations at the table: what stands beneath its entries and words in the reader's language. */
import { translatedAs, type TranslationsOf } from '@tablee/shared/view/translated'
import { createContext, useContext, useMemo } from 'react'
import { tableHeld } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import type { Answer, Api } from '../link/api.ts'
import { useLanguage } from '../i18n/index.tsx'
import { Translation, useTranslating, useTranslation } from '../ui/translation.tsx'

export type TranslationsPort = () => Promise<Answer<TranslationsOf>>

export const translationsPort =
  (api: Api, board: string): TranslationsPort =>
  () =>
    api.get<TranslationsOf>(`/api/boards/${board}/translations`)

const none: TranslationsOf = {}
/** A context of its own: a row is drawn anew when a translation comes, and not with each letter of the table. */
const Context = createContext<TranslationsOf>(none)
export const TranslatedContext = Context

/** Asked anew whenever the board says that there is another one; of a board without any nothing is asked. */
export function useTranslations(port: TranslationsPort | null, made: number): TranslationsOf {
  const { value } = useRead(made === 0 ? null : port, tableHeld, String(made))
  return value ?? none
}

/** Beneath an entry's wording, or words (null). Nothing while it is worded otherwise than what was translated. */
export function Translated({ id, lang, wording }: { id: string; lang: string; wording: string | null }) {
  const of = useContext(Context)
  return <Translation of={{ lang, ...translatedAs(of, id, wording, undefined) }} />
}
/** The same, to be read out with an entry; empty where there is none. */
export function useReadTranslation(id: string, lang: string, wording: string): readonly string[] {
  const found = useTranslation({ lang, ...translatedAs(useContext(Context), id, wording, undefined) })
  return found === null ? [] : [found.text, found.which]
}
/** Whether there is anything beneath it for this reader. */
export const useTranslatedHere = (id: string, lang: string, wording: string): boolean =>
  useTranslation({ lang, ...translatedAs(useContext(Context), id, wording, undefined) }) !== null
/** What there is of the whole board. */
export const useTranslated = (): TranslationsOf => useContext(Context)
/** The same for a surface that draws itself: a new object when something of it is another. */
export function useReadBeneath(lang: string) {
  const of = useTranslated()
  const { language } = useLanguage()
  const read = useTranslating()
  return useMemo(
    () => ({
      any: Object.keys(of).length > 0,
      language,
      of: (id: string, wording: string) => read({ lang, ...translatedAs(of, id, wording, undefined) }),
    }),
    [of, language, lang, read],
  )
}
/** For who draws it elsewhere. */
export const useTranslationsOf = (id: string) => translatedAs(useContext(Context), id, null, undefined).translations
