/** Head of the pages before the table: the name, and the language in its own name. */
import '../base.css'
import '../components.css'
import './frame.css'
import type { ReactNode } from 'react'
import { writings, languages, useLanguage, useT } from '../../i18n/index.tsx'
import { Wordmark } from '../wordmark.tsx'
import { frameMessages } from './messages/index.ts'

export function Frame({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  const t = useT(frameMessages)
  const { language, choose } = useLanguage()
  return (
    <div className={wide ? 'join wide' : 'join'}>
      <header className="joinhead">
        <Wordmark />
        <nav aria-label={t('language')}>
          <ul className="languages">
            {languages.map((one) => (
              <li key={one}>
                <button type="button" lang={one} aria-pressed={one === language} onClick={() => choose(one)}>
                  {writings[one].name}
                </button>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main>{children}</main>
    </div>
  )
}
