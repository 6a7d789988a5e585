/** The organiser's page as it stands, room by room; without a session, how one comes in. */
import './organise.css'
import type { LinkEntry } from '@tablee/shared/wire/access'
import { addressIn } from '@tablee/shared/wire/address'
import { useState, type ReactNode } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { Button } from '../ui/button.tsx'
import { Frame } from '../ui/frame/frame.tsx'
import { OrganiserHint } from '../ui/frame/organiser-hint.tsx'
import { Trouble } from '../ui/frame/trouble.tsx'
import { printMessages } from '../ui/print/messages.ts'
import { PrintSheets, type PrintPort } from '../ui/print/print.tsx'
import { Ask, type Asking } from './ask.tsx'
import { Cards } from './cards.tsx'
import { Damage } from './damage.tsx'
import { Links, useNameOf } from './links.tsx'
import { messages } from './messages.ts'
import { goneBack } from './move.tsx'
import type { Organised } from './port.ts'
import { Recovery } from './recovery.tsx'
import { Sessions, titledIn } from './sessions.tsx'
import { Tables } from './tables.tsx'

/** Names by which a machine knows only itself: on a phone they lead nowhere. */
const hereOnly: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

export type OrganiserProps = {
  /** Null until it was read. */
  readonly state: Organised | null
  readonly problem: ClientProblem | null
  readonly onConfirmed: (what: Asking) => void
  /** What became of a link just now. */
  readonly done?: { readonly what: 'revoke' | 'renew'; readonly link: LinkEntry } | null
  /** Prints sheets of paper; null where there is no press (the gallery brings its own). */
  readonly prints?: PrintPort | null
  /** What was struck out, and can be erased. */
  readonly erasure?: ReactNode
  /** What is asked to begin with (the gallery). */
  readonly asks?: Asking | null
  /** Where this page was opened: stands on cards where no link says another address. */
  readonly here?: Pick<Location, 'host' | 'hostname'>
}

export function OrganiserScreen({
  state,
  problem,
  onConfirmed,
  prints = null,
  erasure = null,
  done = null,
  asks = null,
  here = location,
}: OrganiserProps) {
  const t = useT(messages)
  const sheets = useT(printMessages)
  const { language } = useLanguage()
  const nameOf = useNameOf()
  const [asking, setAsking] = useState<Asking | null>(asks)
  if (problem?.code === 'not-signed-in')
    return (
      <Frame>
        <div className="door">
          <h1>{t('cards')}</h1>
          <p className="lead">{t('signIn')}</p>
          <p className="meta foot">
            <OrganiserHint />
          </p>
        </div>
      </Frame>
    )
  const { about, links, recovery, offset } = state ?? { about: null, links: [], recovery: null, offset: 0 }
  // The person who opened this page on the server itself reads `localhost` above it; what is printed is the cards' own address.
  const withUrl = links.find(({ url }) => url !== null)?.url ?? null
  const printed = withUrl === null ? here : new URL(withUrl)
  return (
    <Frame wide>
      <div>
        {about === null ? <h1>{t('cards')}</h1> : <h1 lang={about.lang}>{about.title}</h1>}
        <p className="meta">{t('cardsAbout')}</p>
      </div>
      {problem ? <Trouble problem={problem} /> : null}
      <p role="status" className="done-to screen">
        {done === null ? '' : t(done.what === 'revoke' ? 'wasRevoked' : 'wasRenewed', { link: nameOf(done.link) })}
      </p>
      {recovery?.damage ? <Damage damage={recovery.damage} /> : null}
      {recovery?.running ? <Recovery recovery={recovery} onEnd={() => setAsking({ what: 'recovery' })} /> : null}
      {hereOnly.has(printed.hostname) ? (
        <p className="trouble screen">
          <b>{t('hereOnly', { address: printed.host })}</b> {t('hereOnlyHelp')}
        </p>
      ) : null}
      {about ? (
        <section className="ruled screen">
          <h2>{t('session')}</h2>
          {about.sessions.length > 1 ? <p className="meta">{t('moveHint')}</p> : null}
          <Sessions
            about={about}
            onAsk={(session) => setAsking({ what: 'move', session, ...goneBack(about, session, Date.now() - offset) })}
          />
          {about.tables.length > 0 ? <Tables about={about} onAsk={setAsking} /> : null}
        </section>
      ) : null}
      <section className="ruled screen">
        <h2>{t('cards')}</h2>
        <Links links={links} onAsk={setAsking} />
        {about ? (
          <p>
            <a className="btn" href={addressIn(about.id, '/snapshots')}>
              {t('snapshotsPage')}
            </a>
          </p>
        ) : null}
        <Button className="print" onClick={() => print()}>
          {t('print')}
        </Button>
      </section>
      {about && prints ? (
        <section className="ruled screen" aria-labelledby="sheets-title">
          <h2 id="sheets-title">{sheets('title')}</h2>
          <PrintSheets port={prints} sessions={titledIn(about, language)} current={about.clock.session} />
        </section>
      ) : null}
      {erasure}
      <Cards links={links} host={printed.host} onAsk={setAsking} />
      {asking && about ? (
        <Ask
          asking={asking}
          about={about}
          offset={offset}
          onAsk={setAsking}
          onConfirmed={(what) => {
            setAsking(null)
            onConfirmed(what)
          }}
        />
      ) : null}
    </Frame>
  )
}
