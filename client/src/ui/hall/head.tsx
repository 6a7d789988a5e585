/** What every page of those who analyse begins with: whose hall it is, and the way from page to page. */
import './head.css'
import { shownIn } from '@tablee/shared/dialogue/programme'
import { addressIn } from '@tablee/shared/wire/address'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Wordmark } from '../wordmark.tsx'
import { headMessages } from './messages/index.ts'
import { PageLanguage } from './page-language.tsx'

/** The pages, in the order of the work; a tab stands here once its page does. */
const tabs = [
  ['/coding', 'coding'],
  ['/themes', 'themes'],
  ['/hall-map', 'hallMap'],
  ['/hall-vision', 'hallVision'],
  ['/conditions', 'conditions'],
  ['/results', 'results'],
  ['/snapshots', 'snapshots'],
] as const
export type HallPage = (typeof tabs)[number][0]

/** `title` while the dialogue is not known; `heading` where the page has no title of its own; `at`: instead of the session. */
export function HallHead({
  about,
  here,
  title,
  heading = false,
  at,
}: {
  about: DialogueAnswer | null
  here: HallPage | null
  title: string
  heading?: boolean
  at?: string
}) {
  const t = useT(headMessages)
  const { language } = useLanguage()
  const session = about?.sessions.find(({ number }) => number === about.clock.session)
  const beside = at ?? (session === undefined ? '' : shownIn(session.titles, language, about?.lang) || session.title)
  const Name = heading ? 'h1' : 'p'
  return (
    <>
      <Wordmark />
      <Name className="here">
        {about === null ? title : about.title}
        {beside === '' ? '' : ` · ${beside}`}
      </Name>
      {here === null ? null : (
        <nav className="tabs" aria-label={t('pages')}>
          {tabs.map(([path, name]) => (
            <a
              key={path}
              href={about === null ? path : addressIn(about.id, path)}
              aria-current={path === here ? 'page' : undefined}
            >
              {t(name)}
            </a>
          ))}
        </nav>
      )}
      <PageLanguage />
    </>
  )
}
