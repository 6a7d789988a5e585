import type { SecondTold } from '@tablee/shared/wire/second'
import type { RefObject } from 'react'
import { useT } from '../i18n/index.tsx'
import { messages } from './messages/index.ts'
import { Move } from './move.tsx'

/** This laptop is the first one: what is left to do, so that the cards lead here. */
export function Taken({ told, heading }: { told: SecondTold; heading: RefObject<HTMLHeadingElement | null> }) {
  const t = useT(messages)
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {t('taken')}
      </h1>
      <p className="lead">{t('takenLead', { cards: told.cards })}</p>
      <dl className="says">
        <Move told={told} />
        <dt>{t('watchers')}</dt>
        <dd>{t('watchersSays')}</dd>
        <dt>{t('ifBack')}</dt>
        <dd>{t('ifBackSays')}</dd>
      </dl>
      <p className="acts">
        <a className="btn primary" href="/">
          {t('open')}
        </a>
      </p>
    </>
  )
}
