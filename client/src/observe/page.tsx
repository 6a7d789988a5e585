/** `/watch/:link`: the wall, or one table large. Which of them stands after the `#`, so that a screen can be sent to a table. */
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { lazy, Suspense, useCallback, useEffect, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { Controls } from './controls.tsx'
import { Large } from './large.tsx'
import { messages } from './messages.ts'
import { useResults } from './use-results.ts'
import { Wall } from './wall.tsx'
import { useTables, useWatchList, type Table, type Watched } from './watch.ts'

/** Loaded when there are results to look at. */
const AllResults = lazy(async () => ({ default: (await import('./results.tsx')).AllResults }))

const subscribe = (changed: () => void) => {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}
const place = /^#table-(\d{1,3})(?:-(map|canvas|notes|results))?$/
const chosen = (): number | null => {
  const match = place.exec(location.hash)
  return match ? Number(match[1]) : null
}
/** `#table-3-canvas`: a screen in the hall can be sent to what a table makes just now. */
const part = (): string | null =>
  location.hash === '#results' ? 'all-results' : (place.exec(location.hash)?.[2] ?? null)

export function Watch({ link }: { link: string }) {
  const { language } = useLanguage()
  const [watched, ask] = useWatchList(link, language)
  const list = watched.state === 'here' || watched.state === 'offline' ? watched.list : null
  // A room that ended has a successor in the list, once the server has made it.
  const ended = useCallback(() => void setTimeout(ask, 150), [ask])
  const tables = useTables(link, list, ended)
  const results = useResults(link, tables)
  return (
    <Watching
      watched={watched}
      tables={tables}
      results={results}
      number={useSyncExternalStore(subscribe, chosen)}
      first={useSyncExternalStore(subscribe, part)}
    />
  )
}

/** What stands on the screen, whoever brought it: the gallery shows the same on local views. */
export function Watching({
  watched,
  tables,
  results = null,
  number,
  first = null,
}: {
  watched: Watched
  tables: readonly Table[]
  results?: ResultsAnswer | null
  number: number | null
  /** Which part of a table is seen first; `all-results`: those of all tables. */
  first?: string | null
}) {
  const t = useT(messages)
  const list = watched.state === 'here' || watched.state === 'offline' ? watched.list : null
  const table = tables.find((one) => one.table === number) ?? null
  const since = offlineSince(watched.state === 'offline' ? watched.since : null, tables)

  // Coming back from a table, the focus returns to its tile; opening one, it goes to its heading.
  const everything = first === 'all-results'
  const here = everything ? '#results' : number === null ? null : `#table-${number}`
  const before = useRef(here)
  useEffect(() => {
    const from = before.current
    before.current = here
    if (from === here) return
    document.querySelector<HTMLElement>(here === null ? `a[href="${from}"]` : '[data-heading]')?.focus()
  }, [here])
  useEffect(() => {
    document.title = list ? `${table ? `${t('table', { n: table.table })} · ` : ''}${list.dialogue} · Tablée` : 'Tablée'
  }, [list, table, t])

  if (watched.state === 'loading') return <Alone title={t('loading')} />
  if (watched.state === 'nothing') return <Alone title={t('nothing')}>{t('nothingWhat')}</Alone>
  if (!list) return <Alone title={t('offline')}>{t('offlineNever')}</Alone>
  if (everything)
    return (
      <Suspense fallback={<Alone title={t('loading')} />}>
        <AllResults results={results} dialogue={list.dialogue} since={since} />
      </Suspense>
    )
  return table ? (
    <Large
      key={`${table.room} ${first}`}
      first={first}
      table={table}
      clock={list.clock}
      since={since}
      results={results}
    />
  ) : (
    <Wall list={list} tables={tables} since={since} results={results} />
  )
}

/** Since when the oldest of what is shown stands still: the list could not be had, or every room is cut off. */
function offlineSince(
  list: number | null,
  tables: readonly { readonly seen: { readonly connected: boolean; readonly at: number | null } }[],
): number | null {
  const cut = tables.filter(({ seen }) => !seen.connected && seen.at !== null)
  if (tables.length > 0 && cut.length === tables.length) return Math.min(...cut.map(({ seen }) => seen.at ?? 0))
  return tables.some(({ seen }) => seen.connected) ? null : list
}

function Alone({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <main className="alone">
      <Wordmark />
      <div role="status">
        <h1>{title}</h1>
        {children ? <p>{children}</p> : null}
      </div>
      <Controls />
    </main>
  )
}
