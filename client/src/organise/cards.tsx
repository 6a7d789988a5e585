/** The cards, as they are printed: the citizens' for the tables, and on sheets of their own those that their owners keep. */
import { encode } from 'uqr'
import type { LinkEntry } from '@tablee/shared/wire/access'
import { Fragment, type ReactNode } from 'react'
import { useHeaded, useT } from '../i18n/index.tsx'
import { LinkActions, type AskOfLink } from './links.tsx'
import { messages } from './messages/index.ts'

/** `host`: what stands on a card beside its code. */
export function Cards({ links, host, onAsk }: { links: readonly LinkEntry[]; host: string; onAsk: AskOfLink }) {
  const t = useT(messages)
  const citizens = links.filter(({ role, seat }) => role === 'citizen' && seat === null)
  const staff = links.filter(({ role }) => role === 'facilitator' || role === 'reporter')
  // Withdrawn cards are not printed: without another one, nor is what stands around them.
  const around = (cards: readonly LinkEntry[]) => (cards.some(({ url }) => url !== null) ? 'ruled' : 'ruled screen')
  return (
    <>
      <section className={around(citizens)}>
        <div className="cards">
          {citizens.map((link) => (
            <Card key={link.id} link={link} onAsk={onAsk}>
              <p>{t('citizenCard', { address: host })}</p>
              {link.code ? <p className="big num">{link.code}</p> : null}
            </Card>
          ))}
        </div>
      </section>
      <section className={`${around(staff)} handed`}>
        <h2>{t('facilitatorCard')}</h2>
        <div className="cards">
          {staff.map((link) => (
            <Card key={link.id} link={link} keep onAsk={onAsk}>
              <p>{t('facilitatorKeep')}</p>
            </Card>
          ))}
        </div>
      </section>
    </>
  )
}

function Card({
  link,
  keep = false,
  onAsk,
  children,
}: {
  link: LinkEntry
  keep?: boolean
  onAsk: AskOfLink
  children: ReactNode
}) {
  const t = useT(messages)
  const headed = useHeaded()
  const title = link.tableNumber === null ? link.label : t('table', { table: link.tableNumber })
  return (
    <article className={['card', keep ? 'keep' : '', link.url ? '' : 'gone'].filter(Boolean).join(' ')}>
      <h3>{title}</h3>
      <p className="meta">
        {[
          link.role === 'facilitator' || link.role === 'reporter' ? t(link.role) : '',
          link.site,
          keep ? link.label : '',
        ]
          .filter(Boolean)
          // In a page that runs the other way two Latin names beside each other would change places.
          .map((part, at) => (
            <Fragment key={at}>
              {at > 0 ? ' · ' : ''}
              <bdi>{part}</bdi>
            </Fragment>
          ))}
      </p>
      {link.url ? <Qr text={link.url} label={headed(title, 'QR')} /> : null}
      {link.url ? children : null}
      <LinkActions link={link} onAsk={onAsk} />
    </article>
  )
}

/** One path: sharp on paper at any size, and no inline image that the content policy would forbid. */
function Qr({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 2 })
  const path = data.map((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('')
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  )
}
