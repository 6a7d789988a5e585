/** One table large: its outline and its map, side by side; on a phone one beneath the other by choice. */
import type { WatchList } from '@tablee/shared/wire/watch'
import type { Clock as SessionClock } from '@tablee/shared/wire/board'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { useEffect, useState, type ReactNode } from 'react'
import { direction, useLanguage, useT } from '../i18n/index.tsx'
import { Clock, Programme, useAdded, useReading } from '../ui/clock.tsx'
import { Valance } from '../ui/curtain.tsx'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import { TableMark } from '../ui/table-mark.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { Announced } from './announced.tsx'
import { inReaders } from './asked.ts'
import { Board, sides, type Side } from './board.tsx'
import { Controls } from './controls.tsx'
import { LookingBack } from './look-back.tsx'
import { useLooks } from './looks.ts'
import { messages } from './messages/index.ts'
import { Offline } from './offline.tsx'
import { Sessions } from './sessions.tsx'
import type { Table } from './watch.ts'
import { Withheld } from './withheld.tsx'

export function Large({
  table,
  clock,
  since,
  first = null,
  results = null,
  asked,
  link = '',
}: {
  table: Table
  clock: SessionClock
  since: number | null
  first?: string | null
  results?: ResultsAnswer | null
  asked?: WatchList['asked']
  link?: string
}) {
  const t = useT(messages)
  const reading = useReading(clock)
  const added = useAdded(clock)
  const looks = useLooks(clock)
  const { view } = table.seen
  const { language } = useLanguage()
  const question = view?.question
    ? inReaders({ text: view.question, lang: view.lang }, asked, clock.session, language)
    : null
  // On a phone the part that was asked for is in sight.
  const [side, setSide] = useState<Side>(sides.find((one) => one === first) ?? 'outline')
  useEffect(() => {
    const back = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') location.assign('#tables')
    }
    addEventListener('keydown', back)
    return () => removeEventListener('keydown', back)
  }, [])
  const shown = view !== null && (view.state === 'open' || view.state === 'paused')
  const below = (
    <footer>
      {table.delay > 0 ? <p className="meta">{t('delay', { n: table.delay })}</p> : null}
      <Withheld />
      <Controls />
    </footer>
  )
  return (
    <main className={`large show-${side}`}>
      <header className="top">
        <div className="who">
          <Wordmark />
          <p className="at">
            <TableMark seats={6} whole />
            <b data-heading tabIndex={-1}>
              {t('table', { n: table.table })}
            </b>{' '}
            {table.site}
          </p>
          <a className="btn quiet back" href="#tables">
            <Icon name="back" turns />
            {t('back')}
          </a>
          <Sessions table={table} earlier={null} now={clock.session} over={clock.course?.ended === true} link={link} />
        </div>
        <div className="ask">
          <p className="eyebrow">
            {[
              clock.session > 0 ? t('session', { n: clock.session, of: clock.sessions }) : '',
              // Where observers see no question, the title stands in its place, and not twice.
              question ? clock.title : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {question ? (
            <h1 lang={question.lang} dir={direction(question.lang)}>
              {question.text}
            </h1>
          ) : (
            <h1>{clock.title}</h1>
          )}
        </div>
        <Clock reading={reading} lang={null} own={clock.alone === true} added={added} />
      </header>
      <Programme steps={clock.steps} reading={reading} lang={null} />
      {since === null ? <Announced /> : <Offline since={since} />}
      {view?.state === 'paused' ? (
        <Notice tone="news" icon="silence" happened={t('pausedOne')}>
          {t('pausedWhat')}
        </Notice>
      ) : null}
      {shown ? (
        <LookingBack looks={looks} below={below} link={link} table={table} asked={asked} results={results}>
          <Board view={view} side={side} onSide={setSide} table={table.table} results={results} asked={asked}>
            {below}
          </Board>
        </LookingBack>
      ) : (
        <Closed state={view?.state ?? null}>
          <Withheld />
          <Controls />
        </Closed>
      )}
    </main>
  )
}

export function Closed({ state, children }: { state: string | null; children?: ReactNode }) {
  const t = useT(messages)
  return (
    <div className={state === 'curtain' ? 'closed drawn' : 'closed'}>
      {state === 'curtain' ? (
        <Valance>{t('curtainWhat')}</Valance>
      ) : (
        <p role="status">{state === null ? t('wait') : t('noConsent')}</p>
      )}
      {children === undefined ? null : <div className="below">{children}</div>}
    </div>
  )
}
