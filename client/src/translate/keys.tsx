/** The page by keyboard: what each key does, said once at its foot. */
import { useT } from '../i18n/index.tsx'
import { messages } from './messages/index.ts'

export function Keys() {
  const t = useT(messages)
  return (
    <footer className="keys">
      <span>
        <kbd>↵</kbd> {t('keySave')}
      </span>
      <span>
        <kbd>↑</kbd>
        <kbd>↓</kbd> {t('keyMove')}
      </span>
      <span>
        <kbd>Esc</kbd> {t('keyOut')}
      </span>
      <span className="push">{t('originalCounts')}</span>
    </footer>
  )
}

/** A letter by what is written on the key; a keyboard of another script has none of ours: then by where it lies. */
export const isKey = (
  event: { readonly key: string; readonly code: string },
  letter: string,
  code: string,
): boolean => {
  const key = event.key.toLowerCase()
  return key === letter.toLowerCase() || (event.code === code && !/^[a-z]$/.test(key))
}
