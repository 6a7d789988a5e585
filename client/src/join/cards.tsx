/**
 * `/cards/:dialogue`, the organiser's page: cards to print for the tables, the facilitators' cards apart from them,
 * the links for observers and analysts, and the session that all tables are in.
 */
import { useCallback, useEffect, useState } from 'react'
import type { DialogueAnswer, LinkEntry } from '@tablee/shared/wire/http'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { apiOf } from './enter.ts'
import { Frame } from './frame.tsx'
import { messages } from './messages.ts'
import { Qr } from './qr.tsx'
import { Trouble, type JoinProblem } from './trouble.tsx'

type Asking = { readonly what: 'revoke'; readonly link: LinkEntry } | { readonly what: 'move'; readonly session: number }

export default function Cards({ dialogue }: { dialogue: string }) {
  const t = useT(messages)
  const [links, setLinks] = useState<readonly LinkEntry[]>([])
  const [about, setAbout] = useState<DialogueAnswer | null>(null)
  const [problem, setProblem] = useState<JoinProblem | null>(null)
  const [asking, setAsking] = useState<Asking | null>(null)

  const load = useCallback(async () => {
    const api = apiOf({ dialogue, role: 'organiser' })
    if (!api) return setProblem({ code: 'not-signed-in' })
    const [found, entries] = await Promise.all([
      api.get<DialogueAnswer>(`/api/dialogues/${dialogue}`),
      api.get<readonly LinkEntry[]>(`/api/dialogues/${dialogue}/links`),
    ])
    if (!found.ok) return setProblem(found.problem)
    if (!entries.ok) return setProblem(entries.problem)
    setProblem(null)
    setAbout(found.value)
    setLinks(entries.value)
  }, [dialogue])
  useEffect(() => void load(), [load])

  async function confirmed(what: Asking) {
    const api = apiOf({ dialogue, role: 'organiser' })
    setAsking(null)
    if (!api) return
    const done =
      what.what === 'revoke'
        ? await api.delete(`/api/links/${what.link.id}`)
        : await api.post(`/api/dialogues/${dialogue}/session`, { session: what.session })
    if (!done.ok) setProblem(done.problem)
    await load()
  }

  if (problem?.code === 'not-signed-in')
    return (
      <Frame>
        <div className="door"><p className="lead">{t('signIn')}</p></div>
      </Frame>
    )
  const apart = links.filter((link) => link.role === 'observer' || link.role === 'analyst')
  const citizens = links.filter((link) => link.role === 'citizen' && link.seat === null)
  const staff = links.filter((link) => link.role === 'facilitator' || link.role === 'reporter')
  return (
    <Frame wide>
      <div>
        <h1>{about?.title ?? t('cards')}</h1>
        <p className="meta">{t('cardsAbout')}</p>
      </div>
      {problem ? <Trouble problem={problem} /> : null}
      {about ? (
        <section className="ruled screen">
          <h2>{t('session')}</h2>
          <div className="sessions">
            {about.sessions.map((session) => (
              <Button
                key={session.number}
                aria-current={session.number === about.clock.session ? 'step' : undefined}
                {...(session.number === about.clock.session ? { look: 'quiet' as const } : {})}
                onClick={() => session.number !== about.clock.session && setAsking({ what: 'move', session: session.number })}
              >
                <span className="num">{session.number}</span> {session.title}
                {session.number === about.clock.session ? <b> · {t('running')}</b> : null}
              </Button>
            ))}
          </div>
        </section>
      ) : null}
      <section className="ruled screen">
        <h2>{t('cards')}</h2>
        <ul className="links">
          {apart.map((link) => (
            <li key={link.id}>
              <b>{t(link.role === 'observer' ? 'watchLink' : 'analystLink')}</b>
              <Actions link={link} onRevoke={() => setAsking({ what: 'revoke', link })} />
            </li>
          ))}
        </ul>
        <Button className="print" onClick={() => print()}>{t('print')}</Button>
      </section>
      <section className="ruled">
        <div className="cards">
          {citizens.map((link) => (
            <Card key={link.id} link={link} onRevoke={() => setAsking({ what: 'revoke', link })}>
              <p>{t('citizenCard', { address: location.host })}</p>
              {link.code ? <p className="big num">{link.code}</p> : null}
            </Card>
          ))}
        </div>
      </section>
      <section className="ruled">
        <h2>{t('facilitatorCard')}</h2>
        <div className="cards">
          {staff.map((link) => (
            <Card key={link.id} link={link} keep onRevoke={() => setAsking({ what: 'revoke', link })}>
              <p>{t('facilitatorKeep')}</p>
            </Card>
          ))}
        </div>
      </section>
      {asking ? (
        <Dialog title={asking.what === 'revoke' ? t('revoke') : t('moveTo', { session: asking.session })} onClose={() => setAsking(null)}>
          <p>{asking.what === 'revoke' ? t('revokeAsk') : t('moveAsk', { session: asking.session })}</p>
          <div className="acts">
            <Button onClick={() => setAsking(null)}>{t('cancel')}</Button>
            <Button look="primary" onClick={() => void confirmed(asking)}>
              {asking.what === 'revoke' ? t('revoke') : t('moveTo', { session: asking.session })}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </Frame>
  )
}

function Card({ link, keep = false, onRevoke, children }: { link: LinkEntry; keep?: boolean; onRevoke: () => void; children: React.ReactNode }) {
  const t = useT(messages)
  const title = link.tableNumber === null ? link.label : t('table', { table: link.tableNumber })
  return (
    <article className={['card', keep ? 'keep' : '', link.url ? '' : 'gone'].filter(Boolean).join(' ')}>
      <h3>{title}</h3>
      <p className="meta">{[link.site, keep ? link.label : ''].filter(Boolean).join(' · ')}</p>
      {link.url ? <Qr text={link.url} label={`${title}: QR`} /> : <p>{t('revoked')}</p>}
      {link.url ? children : null}
      <Actions link={link} onRevoke={onRevoke} />
    </article>
  )
}

function Actions({ link, onRevoke }: { link: LinkEntry; onRevoke: () => void }) {
  const t = useT(messages)
  const [copied, setCopied] = useState(false)
  const { url } = link
  if (url === null) return <span className="meta">{t('revoked')}</span>
  return (
    <div className="acts">
      <a className="btn" href={url} target="_blank" rel="noreferrer">{t('open')}</a>
      {/* The clipboard needs a secure origin; on plain http the link can still be opened and copied by hand. */}
      {'clipboard' in navigator ? (
        <Button onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}>{copied ? t('copied') : t('copy')}</Button>
      ) : null}
      <Button look="quiet" onClick={onRevoke}>{t('revoke')}</Button>
    </div>
  )
}
