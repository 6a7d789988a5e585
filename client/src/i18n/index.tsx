/** The language of the screen, for React: `LanguageProvider` at the root, `useT(messages)` where something is said. */
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react'
import { direction, preferred, headed, listed } from '@tablee/shared/i18n/language'
import type { Language } from '@tablee/shared/i18n/index'
import { anewByItself } from '../hold/anew.ts'
import { loadLanguage } from './load.ts'
import { translator, type Catalogue, type Translate } from '@tablee/shared/i18n/translator'

export { languages, writings, type Language } from '@tablee/shared/i18n/index'
export { direction } from '@tablee/shared/i18n/language'

type Choice = { readonly language: Language; readonly choose: (language: Language) => void }
const Context = createContext<Choice>({ language: 'en', choose: () => undefined })
const key = 'tablee.language'

function remembered(): string[] {
  try {
    const stored = localStorage.getItem(key)
    return stored === null ? [] : [stored]
  } catch {
    return [] // storage is blocked: the browser's own wish decides
  }
}

/** What this device chose, else what its browser wishes for. */
export const wishedLanguage = (): Language => preferred([...remembered(), ...navigator.languages])

/** `initial` overrides what the device remembers (the gallery shows every language side by side). */
export function LanguageProvider({ initial, children }: { initial?: Language; children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => initial ?? wishedLanguage())
  useLayoutEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dir = direction(language)
  }, [language])
  const choose = useCallback((next: Language) => {
    // Without a network another language may not come: then the one that is here stays. From a server of another build it comes
    // with that build's page, which finds the choice on the device.
    loadLanguage(next).then(
      () => setLanguage(next),
      () => anewByItself(),
    )
    try {
      localStorage.setItem(key, next)
    } catch {
      // the choice holds for this page
    }
  }, [])
  const value = useMemo(() => ({ language, choose }), [language, choose])
  // `.Provider`: the observers' build draws with Preact.
  return <Context.Provider value={value}>{children}</Context.Provider>
}

/** A part of the screen in another language than the screen, once its sentences are here: as somebody else will read it. */
export function InLanguage({ language: wanted, children }: { language: Language; children: ReactNode }) {
  const { choose, language: own } = useLanguage()
  const [here, setHere] = useState<Language>(own)
  useEffect(() => {
    let left = false
    loadLanguage(wanted).then(
      () => left || setHere(wanted),
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [wanted])
  const value = useMemo(() => ({ language: here, choose }), [here, choose])
  return (
    <Context.Provider value={value}>
      <div lang={here} dir={direction(here)}>
        {children}
      </div>
    </Context.Provider>
  )
}

export const useLanguage = (): Choice => useContext(Context)

/** Joins what stands in one line, as the language of the screen writes it. */
export function useList(): (parts: readonly string[]) => string {
  const { language } = useLanguage()
  return useCallback((parts: readonly string[]) => listed(language, parts), [language])
}

export function useHeaded(): (head: string, what: string) => string {
  const { language } = useLanguage()
  return useCallback((head: string, what: string) => headed(language, head, what), [language])
}

export function useT<Key extends string>(messages: Catalogue<Key>): Translate<Key> {
  const { language } = useLanguage()
  return useMemo(() => translator(messages, language), [messages, language])
}
