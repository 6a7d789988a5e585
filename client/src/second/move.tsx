import type { SecondTold } from '@tablee/shared/wire/second'
import { useT } from '../i18n/index.tsx'
import { messages } from './messages/index.ts'

/** Of an origin; as it is where it is none. */
export const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).hostname : origin)
/** Of this network, and no name. */
export const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':')

/** What there is to do on this network, so that the cards lead here. `before`: once somebody has taken over. */
export function Move({ told, before = false }: { told: SecondTold; before?: boolean }) {
  const t = useT(messages)
  const { cards, first } = told
  const host = hostOf(cards)
  const old = URL.canParse(first) ? new URL(first).hostname : ''
  const own = told.own.filter((one) => !one.includes(':')).join(', ') || told.own.join(', ')
  const address = isAddress(host) ? host : isAddress(old) ? old : null
  const ways = [
    ...(address === null ? [] : [{ name: t('byAddress'), how: t('byAddressSays', { address, own }) }]),
    ...(isAddress(host) ? [] : [{ name: t('byName'), how: t('byNameSays', { name: host, own }) }]),
  ]
  if (before)
    return (
      <>
        <dt>{t('afterwards')}</dt>
        <dd>
          {ways.map(({ name, how }, n) => (
            <span key={name}>
              {n === 0 ? null : <> {t('or')} </>}
              {how}
            </span>
          ))}
        </dd>
      </>
    )
  return ways.map(({ name, how }) => <Way key={name} name={name} how={how} />)
}

const Way = ({ name, how }: { name: string; how: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{how}</dd>
  </>
)
