import type { SecondTold } from '@tablee/shared/wire/second'
import type { RefObject } from 'react'
import { useT } from '../i18n/index.tsx'
import { messages } from './messages/index.ts'

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':')

/** What is left to do on this network, so that the cards lead here. */
export function Taken({ told, heading }: { told: SecondTold; heading: RefObject<HTMLHeadingElement | null> }) {
  const t = useT(messages)
  const { cards } = told
  const host = URL.canParse(cards) ? new URL(cards).hostname : cards
  const old = URL.canParse(told.first) ? new URL(told.first).hostname : ''
  const own = told.own.filter((one) => !one.includes(':')).join(', ') || told.own.join(', ')
  const address = isAddress(host) ? host : isAddress(old) ? old : null
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {t('taken')}
      </h1>
      <p className="lead">{t('takenLead', { cards })}</p>
      <dl className="says">
        {address === null ? null : (
          <>
            <dt>{t('byAddress')}</dt>
            <dd>{t('byAddressSays', { address, own })}</dd>
          </>
        )}
        {isAddress(host) ? null : (
          <>
            <dt>{t('byName')}</dt>
            <dd>{t('byNameSays', { name: host, own })}</dd>
          </>
        )}
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
