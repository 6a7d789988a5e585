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
import { openOrganiser, type OrganiserPort } from './port.ts'
import { Public } from './public.tsx'
import { Ready } from './ready.tsx'
import { Damage, goToRecovery, Recovery } from './recovery.tsx'
import { SealKey } from './seal.tsx'
import { Sessions, titledIn } from './sessions.tsx'
import { Tables } from './tables.tsx'
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
      <OrganiserPage port={port} />
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

/** `asks`, `changing`: what is asked to begin with (the gallery). */
export function OrganiserPage({
  port,
  asks = null,
  changing = null,
}: {
  readonly port: PagePort
  readonly asks?: Asking | null
  readonly changing?: PlanKind | null
}) {
  const t = useT(messages)
  const sheets = useT(printMessages)
  const { language } = useLanguage()
  const [refused, setRefused] = useState<ClientProblem | null>(null)
  const [asking, setAsking] = useState(asks)
  const [done, setDone] = useState<Asking | null>(null)
  const [confirmations, setConfirmations] = useState(0)
  const changes = useFollowed(port.changes, settings)
  const version = changes.value?.version ?? changes.problem?.code
  // After the first version, too: what is read is then never older than it.
  const all = useRead(version === undefined ? null : port.all, network, `${version} ${confirmations}`)
  const mine = useRead(port.mine, network)
  const problem = refused ?? all.problem

  const reread = useCallback(() => setConfirmations((times) => times + 1), [])
  const backup = useBackup(port.backing, reread)
  function backUp() {
    backup.acts.take()
    document.getElementById('backup-title')?.focus()
  }

  async function confirmed(what: Asking) {
    setAsking(null)
    const answer = await port.confirm(what)
    setRefused(answer.ok ? null : answer.problem)
    setDone(answer.ok ? what : null)
    setConfirmations((times) => times + 1)
  }

  async function more(label: string): Promise<boolean> {
    const answer = await port.issue({ role: 'translator', label })
    setRefused(answer.ok ? null : answer.problem)
    setConfirmations((times) => times + 1)
    return answer.ok
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
      <div>
        {about === null ? <h1>{t('cards')}</h1> : <h1 lang={about.lang}>{about.title}</h1>}
        <p className="meta">{t('cardsAbout')}</p>
        <p className="screen">
          <CopiesNow />
        </p>
      </div>
      <MineList mine={mine.value ?? []} here={about?.id ?? null} />
      {problem ? <Trouble problem={problem} /> : null}
      <Done what={done} />
      {recovery?.damage ? <Damage damage={recovery.damage} /> : null}
      {recovery?.running ? <Recovery recovery={recovery} onEnd={() => setAsking({ what: 'recovery' })} /> : null}
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
            onAsk={(session) => setAsking({ what: 'move', session, ...goneBack(about, session, Date.now() - offset) })}
          />
          {about.tables.length > 0 ? <Tables about={about} onAsk={setAsking} /> : null}
        </section>
      ) : null}
      {about ? (
        <DayPlan
          about={about}
          port={port.plan}
          stamp={changes.value?.parts['plan']}
          first={changing}
          onChanged={() => setConfirmations((times) => times + 1)}
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
          onOpen={() => setAsking({ what: 'publish' })}
          onClose={(cards) => setAsking({ what: 'unpublish', cards })}
        />
      ) : null}
      <section className="ruled screen">
        <h2>{t('cards')}</h2>
        <Links links={links} onAsk={setAsking} />
        {about ? <MoreTranslators make={more} /> : null}
        {about ? (
          <p>
            <a className="btn" href={addressIn(about.id, '/snapshots')}>
              {t('snapshotsPage')}
            </a>{' '}
            <a className="btn" href={addressIn(about.id, '/themes')}>
              {t('themesPage')}
            </a>
          </p>
        ) : null}
        <Button className="print" onClick={() => print()}>
          {t('print')}
        </Button>
      </section>
      {about && port.prints ? (
        <section className="ruled screen" aria-labelledby="sheets-title">
          <h2 id="sheets-title">{sheets('title')}</h2>
          <PrintSheets port={port.prints} sessions={titledIn(about, language)} current={about.clock.session} />
        </section>
      ) : null}
      <Erasure port={port} stamp={changes.value?.parts['erasures']} />
      <SealKey seal={about?.seal} />
      <Cards links={links} seal={about?.seal} onAsk={setAsking} />
      {asking && about ? (
        <Ask
          asking={asking}
          about={about}
          offset={offset}
          onAsk={setAsking}
          onConfirmed={(what) => void confirmed(what)}
        />
      ) : null}
    </Frame>
  )
}

/** What became of a link just now, or of the public. */
function Done({ what }: { readonly what: Asking | null }) {
  const t = useT(messages)
  const everybody = useT(publicMessages)
  const nameOf = useNameOf()
  return (
    <p role="status" className="done-to screen">
      {what?.what === 'revoke' ? t('wasRevoked', { link: nameOf(what.link) }) : null}
      {what?.what === 'renew' ? t('wasRenewed', { link: nameOf(what.link) }) : null}
      {what?.what === 'publish' ? everybody('wasOpened') : null}
      {what?.what === 'unpublish' ? everybody('wasClosed') : null}
    </p>
  )
}
