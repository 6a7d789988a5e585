/** All dialogues that this device organises: which, when, where each stands, and one tap between them. */
import { addressIn } from '@tablee/shared/wire/address'
import { useLanguage, useT } from '../i18n/index.tsx'
import { dayOf } from '../ui/time-of-day.ts'
import { messages } from './messages/index.ts'
import type { Mine } from './port.ts'

/** Nothing where there is one: whoever organises a single dialogue has nowhere else to go. */
export function MineList({ mine, here }: { mine: readonly Mine[]; here: string | null }) {
  const t = useT(messages)
  const { language } = useLanguage()
  if (mine.length < 2) return null
  return (
    <nav className="ruled screen" aria-labelledby="mine-title">
      <h2 id="mine-title">{t('mine')}</h2>
      <ul className="mine">
        {mine.map(({ id, title, lang, window, stands }) => (
          <li key={id}>
            {stands === 'gone' ? (
              <b lang={lang} dir="auto">
                {title}
              </b>
            ) : (
              <a
                href={addressIn(id, `/cards/${id}`)}
                {...(id === here ? { 'aria-current': 'page' as const } : {})}
                lang={lang}
                dir="auto"
              >
                {title}
              </a>
            )}
            <span className="meta">
              {[
                id === here ? t('mineHere') : '',
                stands === null ? '' : t(`mine-${stands}`),
                window
                  ? t('mineSpan', { from: dayOf(window.opensAt, language), to: dayOf(window.closesAt, language) })
                  : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </nav>
  )
}
