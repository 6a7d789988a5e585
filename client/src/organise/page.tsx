/**
 * `/cards/:dialogue`, the organiser's page: cards to print for the tables, the facilitators' cards apart from them,
 * the links for observers and analysts, and the session that all tables are in.
 */
import './organise.css'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { DialogueAnswer, MoveRequest } from '@tablee/shared/wire/dialogue'
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { RecoveryAnswer } from '@tablee/shared/wire/recovery'
import { addressIn } from '@tablee/shared/wire/address'
import { useHeaded, useLanguage, useT } from '../i18n/index.tsx'
import { openPrints } from '../link/prints.ts'
import { browser } from '../link/environment.ts'
import { knownSession } from '../link/session.ts'
import type { ClientProblem } from '../link/api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { printMessages } from '../ui/print/messages.ts'
import { PrintSheets, type PrintPort } from '../ui/print/print.tsx'
import { apiOf } from './api.ts'
import { Erasure } from './erasure.tsx'
import { Damage } from './damage.tsx'
import { Frame } from '../ui/frame/frame.tsx'
import { messages } from './messages.ts'
import { OrganiserHint } from '../ui/frame/organiser-hint.tsx'
import { ClockChoice, goneBack, LeftOpen } from './move.tsx'
import { Qr } from './qr.tsx'
import { Recovery } from './recovery.tsx'
import { Sessions, titledIn } from './sessions.tsx'
import { Tables, type Closing } from './tables.tsx'
import { Trouble } from '../ui/frame/trouble.tsx'

/** Names by which a machine knows only itself: on a phone they lead nowhere. */
const hereOnly: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** How often a running recovery is looked at: devices come back within seconds. */
const look = 5_000

type Asking =
  | { readonly what: 'revoke'; readonly link: LinkEntry }
  | { readonly what: 'renew'; readonly link: LinkEntry }
  | { readonly what: 'move'; readonly session: number; readonly clock?: 'on' | 'anew' }
  | { readonly what: 'recovery' }
  | Closing

export default function Cards({ dialogue }: { dialogue: string }) {
  const [links, setLinks] = useState<readonly LinkEntry[]>([])
  const [about, setAbout] = useState<DialogueAnswer | null>(null)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const [recovery, setRecovery] = useState<RecoveryAnswer | null>(null)
  // The server's clock counts, not this device's.
  const [offset, setOffset] = useState(0)
  const [became, setBecame] = useState<NonNullable<CardsProps['done']> | null>(null)

  const prints = useMemo(() => {
    const api = apiOf({ dialogue, role: 'organiser' })
    const who = () => knownSession(browser(), { dialogue })
    return api === null ? null : openPrints(browser(), api, who, dialogue)
  }, [dialogue])
  const load = useCallback(async () => {
    const api = apiOf({ dialogue, role: 'organiser' })
    if (!api) return setProblem({ code: 'not-signed-in' })
    const [found, entries, restored] = await Promise.all([
      api.get<DialogueAnswer>(`/api/dialogues/${dialogue}`),
      api.get<readonly LinkEntry[]>(`/api/dialogues/${dialogue}/links`),
      api.get<RecoveryAnswer>('/api/recovery'),
    ])
    if (!found.ok) return setProblem(found.problem)
    if (!entries.ok) return setProblem(entries.problem)
    setProblem(null)
    setAbout(found.value)
    setOffset(Date.now() - found.value.clock.now)
    setLinks(entries.value)
    if (restored.ok) setRecovery(restored.value)
  }, [dialogue])
  useEffect(() => void load(), [load])
  useEffect(() => {
    if (recovery?.running !== true) return
    const timer = setTimeout(() => void load(), look)
    return () => clearTimeout(timer)
  }, [recovery, load])

  async function confirmed(what: Asking) {
    const api = apiOf({ dialogue, role: 'organiser' })
    if (!api) return
    const done =
      what.what === 'revoke'
        ? await api.delete(`/api/links/${what.link.id}`)
        : what.what === 'renew'
          ? await api.post(`/api/links/${what.link.id}/renew`, {})
          : what.what === 'recovery'
            ? await api.post('/api/recovery/confirm', {})
            : what.what === 'close'
              ? await api.put(`/api/boards/${what.board}/access`, { closed: what.closed })
              : await api.post(`/api/dialogues/${dialogue}/session`, moveOf(what))
    if (!done.ok) setProblem(done.problem)
    setBecame(done.ok && (what.what === 'revoke' || what.what === 'renew') ? { was: what.what, link: what.link } : null)
    await load()
  }

  return (
    <CardsScreen
      about={about}
      links={links}
      recovery={recovery}
      problem={problem}
      prints={prints}
      erasure={<Erasure dialogue={dialogue} />}
      done={became}
      offset={offset}
      onConfirmed={(what) => void confirmed(what)}
    />
  )
}

const moveOf = ({ session, clock }: MoveRequest): MoveRequest => ({
  session,
  ...(clock === undefined ? {} : { clock }),
})

export type CardsProps = {
  readonly about: DialogueAnswer | null
  readonly links: readonly LinkEntry[]
  readonly recovery: RecoveryAnswer | null
  readonly problem: ClientProblem | null
  readonly onConfirmed: (what: Asking) => void
  /** What became of a link just now. */
  readonly done?: { readonly was: 'revoke' | 'renew'; readonly link: LinkEntry } | null
  /** Prints sheets of paper; null where there is no press (the gallery brings its own). */
  readonly prints?: PrintPort | null
  /** What was struck out, and can be erased. */
  readonly erasure?: React.ReactNode
  /** How far this device's clock is ahead of the server's (ms). */
  readonly offset?: number
  /** What is asked to begin with (the gallery). */
  readonly asks?: Asking | null
  /** Where this page was opened: stands on cards where no link says another address. */
  readonly here?: Pick<Location, 'host' | 'hostname'>
}

export function CardsScreen({
  about,
  links,
  recovery,
  problem,
  onConfirmed,
  prints = null,
  erasure = null,
  done = null,
  offset = 0,
  asks = null,
  here = location,
}: CardsProps) {
  const t = useT(messages)
  const sheets = useT(printMessages)
  const { language } = useLanguage()
  const nameOf = useNameOf()
  const [asking, setAsking] = useState<Asking | null>(asks)
  const confirmed = (what: Asking) => {
    setAsking(null)
    onConfirmed(what)
  }

  function said(what: Asking): { title: string; ask: string } {
    switch (what.what) {
      case 'revoke':
        return { title: t('ofLink', { what: t('revoke'), link: nameOf(what.link) }), ask: t('revokeAsk') }
      case 'renew':
        return { title: t('ofLink', { what: t('renew'), link: nameOf(what.link) }), ask: t('renewAsk') }
      case 'move': {
        const { session } = what
        if (session !== about?.clock.session)
          return {
            title: t('moveTo', { session }),
            ask: t(what.clock === undefined ? 'moveAsk' : 'moveBackAsk', { session }),
          }
        const fresh = about.clock.startedAt === null
        return {
          title: t(fresh ? 'begin' : 'beginAgain', { session }),
          ask: t(fresh ? 'beginAsk' : 'beginAgainAsk', { session }),
        }
      }
      case 'close':
        return {
          title: t(what.closed ? 'closeTable' : 'openTable', { table: what.table }),
          ask: t(what.closed ? 'closeTableAsk' : 'openTableAsk', { table: what.table }),
        }
      case 'recovery':
        return { title: t('recoveryEnd'), ask: t('recoveryAsk') }
    }
  }

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
  // The person who opened this page on the server itself reads `localhost` above it; what is printed is the cards' own address.
  const withUrl = links.find(({ url }) => url !== null)?.url ?? null
  const printed = withUrl === null ? here : new URL(withUrl)
  const apart = links.filter((link) => link.role === 'observer' || link.role === 'analyst')
  const citizens = links.filter((link) => link.role === 'citizen' && link.seat === null)
  const staff = links.filter((link) => link.role === 'facilitator' || link.role === 'reporter')
  return (
    <Frame wide>
      <div>
        {about === null ? <h1>{t('cards')}</h1> : <h1 lang={about.lang}>{about.title}</h1>}
        <p className="meta">{t('cardsAbout')}</p>
      </div>
      {problem ? <Trouble problem={problem} /> : null}
      <p role="status" className="done-to screen">
        {done === null ? '' : t(done.was === 'revoke' ? 'wasRevoked' : 'wasRenewed', { link: nameOf(done.link) })}
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
        <ul className="links">
          {apart.map((link) => (
            <li key={link.id}>
              <b>{t(link.role === 'observer' ? 'watchLink' : 'analystLink')}</b>
              <Actions link={link} onAsk={(what) => setAsking({ what, link })} />
            </li>
          ))}
        </ul>
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
      <section className="ruled">
        <div className="cards">
          {citizens.map((link) => (
            <Card key={link.id} link={link} onAsk={(what) => setAsking({ what, link })}>
              <p>{t('citizenCard', { address: printed.host })}</p>
              {link.code ? <p className="big num">{link.code}</p> : null}
            </Card>
          ))}
        </div>
      </section>
      <section className="ruled handed">
        <h2>{t('facilitatorCard')}</h2>
        <div className="cards">
          {staff.map((link) => (
            <Card key={link.id} link={link} keep onAsk={(what) => setAsking({ what, link })}>
              <p>{t('facilitatorKeep')}</p>
            </Card>
          ))}
        </div>
      </section>
      {asking ? (
        <Dialog title={said(asking).title} onClose={() => setAsking(null)}>
          <p>{said(asking).ask}</p>
          {asking.what === 'move' && about !== null ? <LeftOpen about={about} session={asking.session} /> : null}
          {asking.what === 'move' && asking.clock !== undefined && about !== null ? (
            <ClockChoice
              about={about}
              session={asking.session}
              clock={asking.clock}
              offset={offset}
              onChoose={(clock) => setAsking({ ...asking, clock })}
            />
          ) : null}
          {asking.what === 'close' && asking.closed && asking.open > 0 ? (
            <p>
              <b>{t('closeTableFew')}</b>
            </p>
          ) : null}
          <div className="acts">
            <Button onClick={() => setAsking(null)}>{asking.what === 'revoke' ? t('cancel') : t('notYet')}</Button>
            <Button look="primary" onClick={() => confirmed(asking)}>
              {said(asking).title}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </Frame>
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
  onAsk: (what: 'revoke' | 'renew') => void
  children: React.ReactNode
}) {
  const t = useT(messages)
  const headed = useHeaded()
  const title = link.tableNumber === null ? link.label : t('table', { table: link.tableNumber })
  return (
    <article className={['card', keep ? 'keep' : '', link.url ? '' : 'gone'].filter(Boolean).join(' ')}>
      <h3>{title}</h3>
      <p className="meta">
        {[
          keep && (link.role === 'facilitator' || link.role === 'reporter') ? t(link.role) : '',
          link.site,
          keep ? link.label : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {link.url ? <Qr text={link.url} label={headed(title, 'QR')} /> : null}
      {link.url ? children : null}
      <Actions link={link} onAsk={onAsk} />
    </article>
  )
}

/** Whose link it is: its table and role, or what it is for. */
function useNameOf(): (link: LinkEntry) => string {
  const t = useT(messages)
  return ({ role, tableNumber, site, seat, label }) =>
    [
      role === 'observer' ? t('watchLink') : role === 'analyst' ? t('analystLink') : '',
      tableNumber === null ? label : t('table', { table: tableNumber }),
      role === 'facilitator' || role === 'reporter' ? t(role) : '',
      seat ?? '',
      site ?? '',
    ]
      .filter(Boolean)
      .join(' · ')
}

function Actions({ link, onAsk }: { link: LinkEntry; onAsk: (what: 'revoke' | 'renew') => void }) {
  const t = useT(messages)
  const nameOf = useNameOf()
  const named = (what: 'revoke' | 'renew') => t('ofLink', { what: t(what), link: nameOf(link) })
  const [copied, setCopied] = useState(false)
  const { url } = link
  if (url === null)
    return (
      <div className="acts">
        <span className="meta">{t('revoked')}</span>
        {/* An expired link would be expired again. */}
        {link.revokedAt === null ? null : (
          <Button aria-label={named('renew')} onClick={() => onAsk('renew')}>
            {t('renew')}
          </Button>
        )}
      </div>
    )
  return (
    <div className="acts">
      <a className="btn" href={url} target="_blank" rel="noreferrer">
        {t('open')}
      </a>
      {/* The clipboard needs a secure origin; on plain http the link can still be opened and copied by hand. */}
      {'clipboard' in navigator ? (
        <Button onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}>
          {copied ? t('copied') : t('copy')}
        </Button>
      ) : null}
      <Button look="quiet" aria-label={named('revoke')} onClick={() => onAsk('revoke')}>
        {t('revoke')}
      </Button>
    </div>
  )
}
