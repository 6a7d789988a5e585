/** Links of the organiser's page: whose each is, and what can be done with it. */
import type { Role } from '@tablee/shared/roles'
import type { LinkEntry } from '@tablee/shared/wire/access'
import { useCallback, useState } from 'react'
import { useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { Button } from '../ui/button.tsx'
import { isAtDesk, PrintedCard, useRoleOf } from '../ui/links/card.tsx'
import { linkMessages } from '../ui/links/messages/index.ts'
import { messages } from './messages/index.ts'
import { Refused } from './refused.tsx'

export type AskOfLink = (what: { readonly what: 'revoke' | 'renew'; readonly link: LinkEntry }) => void

/** Of a whole dialogue, and no card: what it opens. */
const pages: Partial<Record<Role, 'watchLink' | 'analystLink' | 'translatorLink'>> = {
  observer: 'watchLink',
  analyst: 'analystLink',
  translator: 'translatorLink',
}

/** Whose link it is: its table and role, or what it is for. */
export function useNameOf(): (link: LinkEntry) => string {
  const t = useT(messages)
  const roleOf = useRoleOf()
  return ({ role, tableNumber, site, seat, label }) => {
    const page = pages[role]
    return [
      page === undefined ? '' : t(page),
      tableNumber === null ? label : t('table', { table: tableNumber }),
      page === undefined ? roleOf({ role }) : '',
      seat ?? '',
      site ?? '',
    ]
      .filter(Boolean)
      .join(' · ')
  }
}

/** To be opened, and to be passed on. `of`: what it leads to, where that is not said beside it. */
export function Address({ url, of = null }: { url: string; of?: string | null }) {
  const t = useT(messages)
  const [copied, setCopied] = useState(false)
  const named = (what: string) => (of === null ? {} : { 'aria-label': t('ofLink', { what, link: of }) })
  const copy = copied ? t('copied') : t('copy')
  return (
    <>
      <a className="btn" href={url} target="_blank" rel="noreferrer" {...named(t('open'))}>
        {t('open')}
      </a>
      {/* The clipboard needs a secure origin; on plain http the link can still be opened and copied by hand. */}
      {'clipboard' in navigator ? (
        <Button onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))} {...named(copy)}>
          {copy}
        </Button>
      ) : null}
    </>
  )
}

/** The links that are no cards, and what each is for. */
export function Links({ links, onAsk }: { links: readonly LinkEntry[]; onAsk: AskOfLink }) {
  const t = useT(messages)
  return (
    <ul className="links">
      {links.map((link) => {
        const page = pages[link.role]
        // What is open to the public stands in a part of its own.
        return page === undefined || link.audience !== undefined ? null : (
          <li key={link.id}>
            <b>{link.role === 'translator' && link.label !== '' ? `${t(page)} · ${link.label}` : t(page)}</b>
            <LinkActions link={link} onAsk={onAsk} />
          </li>
        )
      })}
    </ul>
  )
}

/** Translators come when they come: each may have a link of their own, which can be revoked by itself. */
export function MoreTranslators({ make }: { make: (label: string) => Promise<ClientProblem | null> }) {
  const t = useT(messages)
  const [label, setLabel] = useState('')
  const [making, setMaking] = useState(false)
  const [refused, setRefused] = useState<ClientProblem | null>(null)
  return (
    <form
      className="more-links"
      onSubmit={(event) => {
        event.preventDefault()
        if (making) return
        setMaking(true)
        setRefused(null)
        void make(label.trim()).then((problem) => {
          setMaking(false)
          setRefused(problem)
          if (problem === null) setLabel('')
        })
      }}
    >
      <b>{t('moreTranslators')}</b>
      <label>
        <span>{t('forWhom')}</span>
        <input value={label} maxLength={120} onChange={(event) => setLabel(event.target.value)} />
      </label>
      <Button type="submit" aria-disabled={making}>
        {t('makeLink')}
      </Button>
      {refused === null ? null : <Refused problem={refused} />}
    </form>
  )
}

export function LinkActions({ link, onAsk }: { link: LinkEntry; onAsk: AskOfLink }) {
  const t = useT(messages)
  const nameOf = useNameOf()
  const named = (what: 'revoke' | 'renew') => t('ofLink', { what: t(what), link: nameOf(link) })
  const cards = useT(linkMessages)
  const [printing, setPrinting] = useState(false)
  const printed = useCallback(() => setPrinting(false), [])
  const { url } = link
  if (url === null)
    return (
      <div className="acts">
        <span className="meta">{t('revoked')}</span>
        {/* An expired link would be expired again. */}
        {link.revokedAt === null ? null : (
          <Button aria-label={named('renew')} onClick={() => onAsk({ what: 'renew', link })}>
            {t('renew')}
          </Button>
        )}
      </div>
    )
  return (
    <div className="acts">
      <Address url={url} of={nameOf(link)} />
      {isAtDesk(link.role) ? (
        <Button aria-label={t('ofLink', { what: cards('card'), link: nameOf(link) })} onClick={() => setPrinting(true)}>
          {cards('card')}
        </Button>
      ) : null}
      {printing ? <PrintedCard link={link} onDone={printed} /> : null}
      <Button look="quiet" aria-label={named('revoke')} onClick={() => onAsk({ what: 'revoke', link })}>
        {t('revoke')}
      </Button>
    </div>
  )
}
