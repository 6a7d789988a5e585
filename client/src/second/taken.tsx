import type { SecondTold } from '@tablee/shared/wire/second'
import type { RefObject } from 'react'
import { useT } from '../i18n/index.tsx'
import { messages } from './messages/index.ts'
import { hostOf, isAddress, Move } from './move.tsx'

/** As the first one was reached, on this laptop. */
function hereBy(cards: string): URL | null {
  const url = URL.canParse(cards) ? new URL(cards) : null
  if (url !== null) url.hostname = 'localhost'
  return url
}
const portOf = ({ port, protocol }: URL): string => port || (protocol === 'https:' ? '443' : '80')

/**
 * This laptop is the first one: what is left to do, so that the cards lead here. `served`: where it was seen that it serves;
 * null where it was not, since it has the first one's port and certificate by now.
 */
export function Taken({
  told,
  served,
  heading,
}: {
  told: SecondTold
  served: string | null | undefined
  heading: RefObject<HTMLHeadingElement | null>
}) {
  const t = useT(messages)
  const wanted = hereBy(told.cards)
  // Before cards with a name there may be a server with a port of its own.
  const port = wanted !== null && isAddress(hostOf(told.cards)) ? portOf(wanted) : null
  const isOther = port !== null && typeof served === 'string' && portOf(new URL(served)) !== port
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {t('taken')}
      </h1>
      <p className="lead">{t('takenLead', { cards: told.cards })}</p>
      <dl className="says">
        <Move told={told} />
        {isOther ? (
          <>
            <dt>{t('byPort')}</dt>
            <dd>{t('byPortSays', { port })}</dd>
          </>
        ) : null}
        <dt>{t('watchers')}</dt>
        <dd>{t('watchersSays')}</dd>
        <dt>{t('ifBack')}</dt>
        <dd>{t('ifBackSays')}</dd>
      </dl>
      <p className="acts">
        <a className="btn primary" href={served === null ? (wanted?.href ?? '/') : '/'}>
          {t('open')}
        </a>
      </p>
    </>
  )
}
