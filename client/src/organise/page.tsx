/** `/cards/:dialogue`, the organiser's page, room by room; without a session, how one comes in. */
import './organise.css'
import { addressIn } from '@tablee/shared/wire/address'
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { network } from '../hold/retry.ts'
import { measuring } from '../hold/server-time.ts'
import { useFollowed, useRead } from '../hold/use-followed.ts'
import { thisPage } from '../hold/world.ts'
import { useLanguage, useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import type { Session } from '../link/session.ts'
import { Button } from '../ui/button.tsx'
import { CopiesContext, CopiesNow } from '../ui/copies/copies-now.tsx'
import { Frame } from '../ui/frame/frame.tsx'
import { OrganiserHint } from '../ui/frame/organiser-hint.tsx'
import { Trouble } from '../ui/frame/trouble.tsx'
import type { LinksPort } from '../ui/links/port.ts'
import { part } from '../ui/part.tsx'
import { printMessages } from '../ui/print/messages/index.ts'
import type { PlanKind } from '../ui/plan/port.ts'
import { PrintSheets, type PrintPort } from '../ui/print/print.tsx'
import { Ask, type Asking } from './ask.tsx'
import { Backup } from './backup.tsx'
import { Cards } from './cards.tsx'
import { Erasure } from './erasure.tsx'
import { Links, MoreTranslators, useNameOf } from './links.tsx'
import { messages, publicMessages } from './messages/index.ts'
import { MineList } from './mine.tsx'
import { goneBack } from './move.tsx'
import { DayPlan } from './plan.tsx'
import { openOrganiser, organiserSession, type OrganiserPort } from './port.ts'
import { Public } from './public.tsx'
import { Ready } from './ready.tsx'
import { Damage, goToRecovery, Recovery } from './recovery.tsx'
import { SealKey } from './seal.tsx'
import { Sessions, titledIn } from './sessions.tsx'
import { Tables } from './tables.tsx'
import { useAsking } from './use-asking.ts'
import { useBackup } from './use-backup.ts'
import { WhoHas } from './who-has.tsx'

const Materials = part(() => import('./materials/panel.tsx'))

/** Tables open and close steps one after the other: the page is read again once for all of them. */
const settings = { calm: () => 500, rests: true }

export default function Organiser({ dialogue }: { dialogue: string }) {
  const port = useMemo(() => openOrganiser(dialogue), [dialogue])
  useEffect(() => measuring(port.time, thisPage), [port])
  return (
    <CopiesContext value={port.copies}>
      <OrganiserPage port={port} of={organiserSession(dialogue)?.me ?? null} />
    </CopiesContext>
  )
}

/** What the page asks for; there are no prints where there is no press (the gallery brings its own). */
export type PagePort = Pick<
  OrganiserPort,
  'changes' | 'all' | 'ready' | 'mine' | 'confirm' | 'issue' | 'erasures' | 'erase' | 'plan' | 'materials' | 'backing'
> & {
  readonly handing: LinksPort
  readonly prints: PrintPort | null
}

/** `asks`, `refuses`, `changing`: what is asked to begin with, and was refused (the gallery). */
export function OrganiserPage({
  port,
  of = null,
  asks = null,
  refuses = null,
  changing = null,
}: {
  readonly port: PagePort
  /** What is known of the dialogue before anybody has answered. */
  readonly of?: Pick<Session['me'], 'dialogueTitle' | 'lang'> | null
  readonly asks?: Asking | null
  readonly refuses?: ClientProblem | null
  readonly changing?: PlanKind | null
}) {
  const t = useT(messages)
  const sheets = useT(printMessages)
  const { language } = useLanguage()
  const [confirmations, setConfirmations] = useState(0)
  const changes = useFollowed(port.changes, settings)
  const version = changes.value?.version ?? changes.problem?.code
  // After the first version, too: what is read is then never older than it.
  const all = useRead(version === undefined ? null : port.all, network, `${version} ${confirmations}`)
  const mine = useRead(port.mine, network)
  const reread = useCallback(() => setConfirmations((times) => times + 1), [])
  const { ask, ...asked } = useAsking(port.confirm, reread, { asks, refuses })
  const problem = asked.left ?? all.problem
  const backup = useBackup(port.backing, reread)
  function backUp() {
    backup.acts.take()
    document.getElementById('backup-title')?.focus()
  }
  async function more(label: string): Promise<ClientProblem | null> {
    const answer = await port.issue({ role: 'translator', label })
    reread()
    return answer.ok ? null : answer.problem
  }

  const { about, links, recovery, offset } = all.value ?? { about: null, links: [], recovery: null, offset: 0 }
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
  return (
    <Frame wide>
      <Named title={about?.title ?? of?.dialogueTitle ?? t('cards')} lang={about?.lang ?? of?.lang} />
      <MineList mine={mine.value ?? []} here={about?.id ?? null} />
      {problem ? <Trouble problem={problem} /> : null}
      <Done what={asked.done} />
      {recovery?.damage ? <Damage damage={recovery.damage} /> : null}
      {recovery?.running ? <Recovery recovery={recovery} onEnd={() => ask({ what: 'recovery' })} /> : null}
      {about ? <Ready port={port} offset={offset} saved={backup.shown.saved} onBackUp={backUp} /> : null}
      {about ? (
        <Backup shown={backup.shown} acts={backup.acts} onRecovery={recovery?.running === true ? goToRecovery : null} />
      ) : null}
      {about ? (
        <section className="ruled screen">
          <h2>{t('session')}</h2>
          {about.sessions.length > 1 ? <p className="meta">{t('moveHint')}</p> : null}
          <Sessions
            about={about}
            onAsk={(session) => ask({ what: 'move', session, ...goneBack(about, session, Date.now() - offset) })}
          />
          {about.tables.length > 0 ? <Tables about={about} onAsk={ask} /> : null}
        </section>
      ) : null}
      {about ? (
        <DayPlan
          about={about}
          port={port.plan}
          stamp={changes.value?.parts['plan']}
          first={changing}
          onChanged={reread}
        />
      ) : null}
      {about ? (
        <Suspense fallback={<section className="ruled screen materials" aria-busy="true" />}>
          <Materials
            open={port.materials}
            stamp={`${changes.value?.parts['materials']} ${changes.value?.parts['plan']}`}
          />
        </Suspense>
      ) : null}
      {about ? <WhoHas about={about} links={links} port={port.handing} /> : null}
      {about ? (
        <Public
          dialogue={about.id}
          links={links}
          onOpen={() => ask({ what: 'publish' })}
          onClose={(cards) => ask({ what: 'unpublish', cards })}
        />
      ) : null}
      {about ? (
        <section className="ruled screen">
          <h2>{t('cards')}</h2>
          <Links links={links} onAsk={ask} />
          <MoreTranslators make={more} />
          <p>
            <a className="btn" href={addressIn(about.id, '/snapshots')}>
              {t('snapshotsPage')}
            </a>{' '}
            <a className="btn" href={addressIn(about.id, '/themes')}>
              {t('themesPage')}
            </a>
          </p>
          <Button className="print" onClick={() => print()}>
            {t('print')}
          </Button>
        </section>
      ) : null}
      {about && port.prints ? (
        <section className="ruled screen" aria-labelledby="sheets-title">
          <h2 id="sheets-title">{sheets('title')}</h2>
          <PrintSheets port={port.prints} sessions={titledIn(about, language)} current={about.clock.session} />
        </section>
      ) : null}
      <Erasure port={port} stamp={changes.value?.parts['erasures']} />
      <SealKey seal={about?.seal} />
      <Cards links={links} seal={about?.seal} onAsk={ask} />
      {asked.asking && about ? (
        <Ask {...asked} asking={asked.asking} about={about} offset={offset} onAsk={ask} />
      ) : null}
    </Frame>
  )
}

/** Which dialogue it is; while nobody has answered, as this device knew it. */
function Named({ title, lang }: { readonly title: string; readonly lang: string | undefined }) {
  const t = useT(messages)
  return (
    <div>
      <h1 lang={lang}>{title}</h1>
      <p className="meta">{t('cardsAbout')}</p>
      <p className="screen">
        <CopiesNow />
      </p>
    </div>
  )
}

/** What became of a link just now, of the public, or of the tables. */
function Done({ what }: { readonly what: Asking | null }) {
  const t = useT(messages)
  const everybody = useT(publicMessages)
  const nameOf = useNameOf()
  return (
    <p role="status" className="done-to screen">
      {what?.what === 'revoke' ? t('wasRevoked', { link: nameOf(what.link) }) : null}
      {what?.what === 'renew' ? t('wasRenewed', { link: nameOf(what.link) }) : null}
      {what?.what === 'move' && what.clock !== 'on' ? t('wasBegun', { session: what.session }) : null}
      {what?.what === 'publish' ? everybody('wasOpened') : null}
      {what?.what === 'unpublish' ? everybody('wasClosed') : null}
    </p>
  )
}
