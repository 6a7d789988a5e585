/**
 * A reporter's desk: all tables, one of them large, and who said what just now, to be copied with its source. On a phone
 * voices first, the tables one tap away.
 */
import type { WatchList } from '@tablee/shared/wire/watch'
import type { SharedBoard } from '@tablee/shared/wire/shares'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { useMemo, useRef, useState } from 'react'
import { direction, useLanguage, useList, useT } from '../i18n/index.tsx'
import { Clock, useAdded, useReading } from '../ui/clock.tsx'
import { Icon } from '../ui/icon.tsx'
import { captureMessages } from '../ui/messages/index.ts'
import { Wordmark } from '../ui/wordmark.tsx'
import { Announced } from './announced.tsx'
import { originOf, questionOf, sessionIn, type Question } from './asked.ts'
import type { Cited } from './cite.ts'
import { clockAt, clockIs, siteHere } from './clocks.ts'
import { Controls } from './controls.tsx'
import { CopyProvider, type Copied } from './copied.tsx'
import { useWide } from './form.ts'
import { Tile } from './hall.tsx'
import { messages, quoteMessages, resultMessages } from './messages/index.ts'
import { Newest } from './newest.tsx'
import { Offline } from './offline.tsx'
import type { Linked } from './permanent.ts'
import type { Table } from './watch.ts'
import { Gone, One } from './one.tsx'
import { useWhere } from './where.ts'

export function Desk({
  link,
  list,
  tables,
  number,
  first,
  since,
  results,
  shared = [],
  linked,
  copied = null,
}: {
  link: string
  list: WatchList
  tables: readonly Table[]
  number: number | null
  first: string | null
  since: number | null
  results: ResultsAnswer | null
  /** Themes that were given back to the hall. */
  shared?: readonly SharedBoard[]
  /** What the address names for good, if it does. */
  linked: Linked | null
  /** What was copied to begin with (the gallery). */
  copied?: Copied | null
}) {
  const t = useT(messages)
  const q = useT(quoteMessages)
  const says = useT(captureMessages)
  const { language } = useLanguage()
  const { clock, dialogue } = list
  const wide = useWide()
  const usual = useUsual(tables)
  const table = number === null ? (linked === null ? (wide ? usual : null) : linked.table) : byNumber(tables, number)
  const asked = questionOf(tables, list, language)
  const earlier = linked !== null && table === linked.table ? linked.earlier : null
  const origin = (of: Table) => originOf(list, of, asked, language)
  const { sessionName, standing } = useWhere(list)
  const cited = useMemo(
    (): Cited => ({
      link,
      dialogue,
      language,
      at: (site, n) => q('at', { site, n }),
      session: sessionName,
      captureName: says,
      entryName: q('entry'),
    }),
    [link, dialogue, language, q, says, sessionName],
  )
  const own = table === null ? null : origin(table)
  const alone = !wide && (table !== null || linked !== null)
  return (
    <CopyProvider cited={cited} first={copied}>
      <main className={`desk${alone ? ' at-table' : ''}`}>
        <Head dialogue={dialogue} results={results} shared={shared.length} />
        <Ask
          clock={table === null ? clock : clockAt(list, table, language)}
          where={
            own !== null && table !== null
              ? [standing === null ? '' : table.site, sessionName(own.session)]
              : (standing ?? [sessionName(clock.session)])
          }
          title={earlier === null ? null : (sessionIn(list.asked, earlier, language)?.title.text ?? '')}
          // Where cities are apart no question is everybody's.
          question={table !== null ? (own?.question ?? null) : standing === null ? asked : null}
          instead={table === null && standing !== null ? dialogue : null}
          clockIs={table === null ? clockIs(list, siteHere()) : null}
          delay={table?.delay ?? 0}
          paused={table?.seen.view?.state === 'paused'}
        />
        {since === null ? <Announced /> : <Offline since={since} />}
        {wide ? <Tables tables={tables} chosen={earlier === null ? (table?.table ?? null) : null} /> : null}
        {wide || alone ? (
          linked !== null && table === linked.table && linked.state === 'gone' ? (
            <Gone table={linked.table} />
          ) : table === null ? (
            <section className="one large">
              <p className="closed">{linked?.state === 'waiting' ? t('wait') : t('noTables')}</p>
            </section>
          ) : (
            <One
              key={`${table.room} ${first} ${linked?.table === table ? linked.id : ''}`}
              table={table}
              first={first}
              wide={wide}
              results={results}
              asked={list.asked}
              named={linked !== null && linked.table === table && linked.state === 'here' ? linked.named : null}
              earlier={earlier}
              origin={origin(table)}
              clock={clockAt(list, table, language)}
              link={link}
            />
          )
        ) : (
          <Front tables={tables} session={sessionName} originOf={origin} />
        )}
        {wide ? <Newest tables={tables} session={sessionName} originOf={origin} /> : null}
      </main>
    </CopyProvider>
  )
}

const byNumber = (tables: readonly Table[], number: number): Table | null =>
  tables.find((one) => one.table === number) ?? null

/** The table that lies open until somebody chooses: the first on which something can be seen. It stays, whatever comes. */
function useUsual(tables: readonly Table[]): Table | null {
  const chosen = useRef<number | null>(null)
  const found = tables.find(({ seen: { view } }) => view !== null && Object.keys(view.nodes).length > 0)
  chosen.current ??= found?.table ?? null
  return chosen.current === null ? (tables[0] ?? null) : byNumber(tables, chosen.current)
}

function Head({ dialogue, results, shared }: { dialogue: string; results: ResultsAnswer | null; shared: number }) {
  const q = useT(quoteMessages)
  const r = useT(resultMessages)
  const closed = shared + (results?.steps ?? []).filter((step) => step.figures.length + step.byTable.length > 0).length
  return (
    <header className="head">
      <Wordmark />
      <b className="dialogue">{dialogue}</b>
      <nav aria-label={dialogue}>
        <a href="#tables" aria-current="page">
          {q('live')}
        </a>
        <a href="#results">
          {r('results')} {closed > 0 ? <span className="badge num">{closed}</span> : null}
        </a>
        <a href="#signs">{q('signs')}</a>
      </nav>
      <Controls />
    </header>
  )
}

function Ask({
  clock,
  where,
  title,
  question,
  instead,
  clockIs,
  delay,
  paused,
}: {
  clock: WatchList['clock']
  /** Which session it is, and where. */
  where: readonly string[]
  /** Of a session that is over; null: the clock's. */
  title: string | null
  question: Question | null
  /** What stands where no question is everybody's; null: the session's title. */
  instead: string | null
  /** The city whose clock it is, where that is not everybody's. */
  clockIs: string | null
  delay: number
  /** What the table that lies open shows is what was last to be seen. */
  paused: boolean
}) {
  const t = useT(messages)
  const q = useT(quoteMessages)
  const reading = useReading(clock)
  const added = useAdded(clock)
  return (
    <div className="asked">
      <div className="ask">
        <p className="eyebrow">{[...where, question ? (title ?? clock.title) : ''].filter(Boolean).join(' · ')}</p>
        <h1 tabIndex={-1} lang={question?.lang} dir={question ? direction(question.lang) : undefined}>
          {question?.text ?? instead ?? title ?? clock.title}
        </h1>
      </div>
      <p className="how">
        <Icon name={paused ? 'silence' : 'illustrates'} />
        <b>{paused ? t('pausedOne') : delay > 0 ? q('later', { n: delay }) : q('seen')}</b>
        <span>{q('noNames')}</span>
      </p>
      <Clock reading={reading} lang={null} own={clock.alone === true} of={clockIs} added={added} />
    </div>
  )
}

function Tables({ tables, chosen }: { tables: readonly Table[]; chosen: number | null }) {
  const t = useT(messages)
  const q = useT(quoteMessages)
  const drawn = tables.some(({ seen }) => seen.view?.state === 'curtain')
  return (
    <section className="cities" aria-label={t('tables')}>
      <h2>
        {q('tables', { n: tables.length })}
        {drawn ? (
          <span className="key">
            <i className="pleats" />
            {t('curtainOne')}
          </span>
        ) : null}
      </h2>
      {[...new Set(tables.map(({ site }) => site))].map((site) => {
        const here = tables.filter((table) => table.site === site)
        return (
          <nav key={site} aria-label={t('hall', { site })}>
            <h3>
              {site} <span>{q('tables', { n: here.length })}</span>
            </h3>
            <ul>
              {here.map((table) => (
                <li key={table.table}>
                  <Tile table={table} speaks={false} chosen={table.table === chosen} />
                </li>
              ))}
            </ul>
          </nav>
        )
      })}
    </section>
  )
}

/** A phone's first sight: voices, and the tables beside them. */
function Front({ tables, session, originOf: origin }: Parameters<typeof Newest>[0]) {
  const q = useT(quoteMessages)
  const list = useList()
  const [tab, setTab] = useState<'voices' | 'tables'>('voices')
  return (
    <div className="front">
      <div className="tabs" role="group" aria-label={list([q('voices'), q('tables', { n: tables.length })])}>
        <button type="button" aria-pressed={tab === 'voices'} onClick={() => setTab('voices')}>
          {q('voices')}
        </button>
        <button type="button" aria-pressed={tab === 'tables'} onClick={() => setTab('tables')}>
          {q('tables', { n: tables.length })}
        </button>
      </div>
      {tab === 'voices' ? (
        <Newest tables={tables} session={session} originOf={origin} />
      ) : (
        <Tables tables={tables} chosen={null} />
      )}
    </div>
  )
}
