/** Language, light and form. On a wall they stay out of sight until somebody looks for them. */
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { writings, languages, useLanguage, useT, type Language } from '../i18n/index.tsx'
import type { Form } from './form.ts'
import { messages, quoteMessages } from './messages/index.ts'

const key = 'tablee.light'
const remembered = (): 'day' | 'dim' => {
  try {
    return localStorage.getItem(key) === 'dim' ? 'dim' : 'day'
  } catch {
    return 'day'
  }
}

/** Never the system's wish: a hall's light is decided in the hall. */
export function useLight(): readonly ['day' | 'dim', (light: 'day' | 'dim') => void] {
  const [light, setLight] = useState(remembered)
  useEffect(() => {
    document.documentElement.dataset['light'] = light
    try {
      localStorage.setItem(key, light)
    } catch {
      // it holds for this page
    }
  }, [light])
  return [light, setLight]
}

/** While a film plays the hall is dark: a bright page around the picture would be all that is seen. A choice made since counts. */
export function useDim(): void {
  useEffect(() => {
    document.documentElement.dataset['light'] = 'dim'
    return () => void (document.documentElement.dataset['light'] = remembered())
  }, [])
}

/** Null where there is one form only (a page that shows nothing). */
export const FormContext = createContext<readonly [Form, (form: Form) => void] | null>(null)

/** What is done at this screen by hand, before what it looks like: a film where no console reaches it. */
export const HandContext = createContext<ReactNode>(null)

/** `hint`: how they are found again, on a screen where they go out of sight. */
export function Controls({ hint = null }: { hint?: string | null }) {
  const t = useT(messages)
  const q = useT(quoteMessages)
  const form = useContext(FormContext)
  const hand = useContext(HandContext)
  const { language, choose } = useLanguage()
  const [light, setLight] = useLight()
  return (
    <div className="controls">
      {hand}
      {form ? (
        <button type="button" className="btn quiet form" onClick={() => form[1](form[0] === 'wall' ? 'desk' : 'wall')}>
          {q(form[0] === 'wall' ? 'desk' : 'wall')}
        </button>
      ) : null}
      <button
        type="button"
        className="btn quiet"
        aria-pressed={light === 'dim'}
        onClick={() => setLight(light === 'dim' ? 'day' : 'dim')}
      >
        {t(light === 'dim' ? 'day' : 'dim')}
      </button>
      <label>
        <span className="away">{t('language')}</span>
        <select value={language} onChange={(event) => choose(event.target.value as Language)}>
          {languages.map((one) => (
            <option key={one} value={one} lang={one}>
              {writings[one].name}
            </option>
          ))}
        </select>
      </label>
      {hint === null ? null : <p className="hint">{hint}</p>}
    </div>
  )
}
