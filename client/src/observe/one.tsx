/** One table at the desk, large: its head, what it shows, and what is said where there is nothing to be seen. */
import type { Clock } from '@tablee/shared/wire/board'
import type { WatchList } from '@tablee/shared/wire/watch'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { useT } from '../i18n/index.tsx'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import { TableMark } from '../ui/table-mark.tsx'
import type { Beside } from '../ui/watched/outline.tsx'
import type { Origin } from './asked.ts'
import { Board, sides, type Named, type Side } from './board.tsx'
import { CopiedSheet, CopyButton, useCopying } from './copied.tsx'
import { Closed } from './large.tsx'
import { LookingBack } from './look-back.tsx'
import { useLooks } from './looks.ts'
import { messages, quoteMessages } from './messages/index.ts'
import { Sessions } from './sessions.tsx'
import type { Table } from './watch.ts'
import { Withheld } from './withheld.tsx'

function TableHead({
  table,
  earlier,
  sessions = null,
  children,
}: {
  table: Table
  earlier: number | null
  sessions?: ReactNode
  children?: ReactNode
}) {
  const t = useT(messages)
  const q = useT(quoteMessages)
  return (
    <header>
      <TableMark seats={6} whole width={34} />
      <h2 data-heading tabIndex={-1}>
        {q('at', { site: table.site, n: table.table })}
      </h2>
      <span className="meta">
        {earlier === null ? null : `${q('earlier', { n: earlier })} · `}
        {children}
      </span>
      <a className="btn quiet back" href="#tables">
        <Icon name="back" turns />
        {t('back')}
      </a>
      {sessions}
    </header>
  )
}

/** One sentence for what was hidden, erased, taken back, or never was. */
export function Gone({ table }: { table: Table | null }) {
  const q = useT(quoteMessages)
  return (
    <section className="one large">
      {table === null ? null : <TableHead table={table} earlier={null} />}
      <div className="closed" role="status">
        <p>
          <b>{q('gone')}</b> {q('goneWhat')}
        </p>
      </div>
      <Withheld />
    </section>
  )
}

export function One({
  table,
  first,
  wide,
  results,
  asked,
  named,
  earlier,
  origin,
  clock,
  link,
}: {
  table: Table
  first: string | null
  wide: boolean
  results: ResultsAnswer | null
  asked: WatchList['asked']
  named: Named | null
  earlier: number | null
  origin: Origin
  /** By which clock the table goes: in which session it is now, and whether its day is over. */
  clock: Clock
  link: string
}) {
  const t = useT(messages)
  const { copied } = useCopying()
  const looks = useLooks(clock)
  const { view } = table.seen
  const [side, setSide] = useState<Side>(() => sides.find((one) => one === first) ?? (wide ? 'map' : 'outline'))
  const beside = useMemo(
    (): Beside => (entry, words) => (
      <CopyButton
        from="table"
        one={{
          id: words?.id ?? entry.id,
          table,
          text: words?.text ?? entry.node.wording,
          lang: words?.lang ?? entry.node.lang,
          capture: words?.capture ?? null,
          minute: words?.minute ?? null,
          origin,
        }}
      />
    ),
    // Of the table only what stands in a citation.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [table.table, table.site, table.room, origin.session, origin.question?.text, origin.question?.lang],
  )
  useEffect(() => {
    if (wide) return
    const back = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) location.assign('#tables')
    }
    addEventListener('keydown', back)
    return () => removeEventListener('keydown', back)
  }, [wide])
  const shown = view !== null && (view.state === 'open' || view.state === 'paused')
  return (
    <section className={`one large show-${side}`} aria-label={t('table', { n: table.table })}>
      <TableHead
        table={table}
        earlier={earlier}
        sessions={
          <Sessions
            table={table}
            earlier={earlier}
            now={clock.session}
            over={clock.course?.ended === true}
            link={link}
          />
        }
      >
        {shown ? t('entries', { n: Object.keys(view.nodes).length }) : null}
      </TableHead>
      {view?.state === 'paused' ? (
        <Notice tone="news" icon="silence" happened={t('pausedOne')}>
          {t('pausedWhat')}
        </Notice>
      ) : null}
      {shown ? (
        <LookingBack
          // A board of before looks at nothing.
          looks={earlier === null ? looks : null}
          link={link}
          table={table}
          asked={asked}
          results={results}
        >
          <Board
            view={view}
            side={side}
            onSide={setSide}
            table={table.table}
            results={results}
            asked={asked}
            single
            named={named}
            beside={beside}
          />
        </LookingBack>
      ) : (
        <Closed state={view?.state ?? null} />
      )}
      {copied?.from === 'table' ? <CopiedSheet /> : null}
      <Withheld />
    </section>
  )
}
