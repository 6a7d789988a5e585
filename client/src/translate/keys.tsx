/** The page by keyboard: what each key does, said once at its foot. */
import { useLanguage, useT } from '../i18n/index.tsx'
import { keysSaid } from '../ui/key-names.ts'
import { messages } from './messages/index.ts'

/** Says that somebody else's is right, or takes a machine's draft: never the key that a hand strikes by habit. */
export const judgeKeys = 'Ctrl ↵'

/** `judged`: what is open needs more than Enter. */
export function Keys({ judged }: { judged: boolean }) {
  const t = useT(messages)
  const { language } = useLanguage()
  return (
    <footer className="keys">
      <span>
        <kbd>{judged ? keysSaid(language, judgeKeys) : '↵'}</kbd> {t('keySave')}
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
