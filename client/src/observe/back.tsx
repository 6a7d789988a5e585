/**
 * A table that looks back, for who watches: its boards of earlier sessions beside each other, each as far as its own view
 * shows it. Delay, curtain, pause and refusal of each are the server's; where the table's board of now is not shown,
 * nobody asks for these.
 */
import { permanentPath, placeOf } from '@tablee/shared/view/place'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import type { WatchedPlace, WatchList } from '@tablee/shared/wire/watch'
import { Suspense, useEffect, useMemo, useState } from 'react'
import { direction, useLanguage, useT } from '../i18n/index.tsx'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { Valance } from '../ui/curtain.tsx'
import { FigureView } from '../ui/figures/figure.tsx'
import { part } from '../ui/part.tsx'
import { entriesOf } from '../ui/watched/entries.ts'
import { WatchedOutline } from '../ui/watched/outline.tsx'
import { read, thisPageName, watchSocket } from './address.ts'
import { sessionIn } from './asked.ts'
import { followRoom, type Seen } from './follow.ts'
import { backMessages, messages, quoteMessages, resultMessages } from './messages/index.ts'
import type { Table } from './watch.ts'

const Canvas = part(() => import('./canvas.tsx'))
const nothing: Seen = { view: null, connected: false, at: null }

/** One board of before, followed while it is in sight; asked for anew where its room ended. */
function usePast(link: string, place: string | null): Seen {
  const [ended, setEnded] = useState(0)
  const found = useRead<WatchedPlace>(
    useMemo(() => (place === null ? null : () => read(link, `/places/${place}`)), [link, place]),
    network,
    String(ended),
  )
  const room = found.value?.room ?? null
  const [seen, setSeen] = useState(nothing)
  useEffect(() => {
    if (room === null) return
    let again: ReturnType<typeof setTimeout> | undefined
    const follower = followRoom(watchSocket(link), room, thisPageName, () => {
      // A new epoch has another room, once the server has made it.
      again = setTimeout(() => setEnded((before) => before + 1), 500)
    })
    setSeen(follower.current())
    const stop = follower.subscribe(() => setSeen(follower.current()))
    return () => {
      clearTimeout(again)
      stop()
      follower.destroy()
      setSeen(nothing)
    }
  }, [link, room])
  return seen
}

type About = { readonly table: Table; readonly asked: WatchList['asked']; readonly results: ResultsAnswer | null }

export default function Back({ link, sessions, ...about }: About & { link: string; sessions: readonly number[] }) {
  const b = useT(backMessages)
  return (
    <section className="look-back" aria-label={b('columns')}>
      {sessions.map((session) => (
        <Followed
          key={`${placeOf(about.table.room)} ${session}`}
          {...about}
          link={link}
          session={session}
          place={about.table.earlier.find((one) => one.session === session)?.place ?? null}
        />
      ))}
    </section>
  )
}

function Followed({ link, place, ...rest }: About & { link: string; session: number; place: string | null }) {
  const seen = usePast(link, place)
  return (
    <Past
      {...rest}
      seen={place === null ? null : seen}
      href={place === null ? '' : permanentPath(link, { place, id: null })}
    />
  )
}

/** `seen` null: the table was not in it. */
export function Past({
  table,
  asked,
  results,
  session,
  seen,
  href,
}: About & { session: number; seen: Seen | null; href: string }) {
  const t = useT(messages)
  const b = useT(backMessages)
  const q = useT(quoteMessages)
  const r = useT(resultMessages)
  const { language } = useLanguage()
  const view = seen?.view ?? null
  const of = sessionIn(asked, session, language)
  const name = of === null ? q('session', { n: session }) : r('sessionOf', { n: session, title: of.title.text })
  const entries = useMemo(() => (view === null ? [] : entriesOf(view)), [view])
  const shown = view !== null && (view.state === 'open' || view.state === 'paused')
  const drawn = shown && Object.values(view.canvas).some((one) => one.part === '')
  // What the table said alone is shown where its board is.
  const figures = shown
    ? (results?.steps ?? []).flatMap((step) =>
        step.session === session
          ? step.byTable.flatMap((one) =>
              one.table === table.table ? one.figures.map((figure) => ({ step, figure })) : [],
            )
          : [],
      )
    : []
  return (
    <section className="earlier-board" aria-label={name} aria-busy={seen !== null && view === null}>
      <p className="eyebrow">{name}</p>
      {of === null || !shown ? null : (
        <h2 lang={of.question.lang} dir={direction(of.question.lang)}>
          {of.question.text}
        </h2>
      )}
      {seen === null ? (
        <p className="meta">{b('never')}</p>
      ) : view === null ? (
        <p className="meta" role="status">
          {t('wait')}
        </p>
      ) : view.state === 'curtain' ? (
        <Valance>{t('curtainWhat')}</Valance>
      ) : view.state === 'no-consent' ? (
        <p className="meta">{t('noConsent')}</p>
      ) : (
        <>
          <p className="meta facts">
            {[
              view.state === 'paused' ? t('pausedOne') : '',
              seen.connected ? '' : t('offline'),
              entries.length > 0 ? t('entries', { n: entries.length }) : '',
            ]
              .filter(Boolean)
              .join(' · ')}
            <a href={href} aria-label={b('largeOf', { session: name })}>
              {b('large')}
            </a>
          </p>
          {entries.length === 0 && !drawn ? <p className="meta">{b('empty')}</p> : null}
          {entries.length === 0 ? null : <WatchedOutline entries={entries} />}
          {drawn ? (
            <Suspense fallback={<section className="canvas" aria-busy="true" aria-label={t('canvas')} />}>
              <Canvas view={view} onOpen={() => location.assign(href)} />
            </Suspense>
          ) : null}
          {figures.map(({ step, figure }) => (
            <FigureView key={`${step.step} ${figure.item}`} figure={figure} level={3} />
          ))}
        </>
      )}
    </section>
  )
}
