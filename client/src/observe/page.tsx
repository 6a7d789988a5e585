/** `/watch/:link`: the wall, or one table large. Which of them stands after the `#`, so that a screen can be sent to a table. */
import { useCallback, useEffect, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { Controls } from './controls.tsx'
import { Large } from './large.tsx'
import { messages } from './messages.ts'
import { Wall } from './wall.tsx'
import { useTables, useWatchList, type Table, type Watched } from './watch.ts'

const subscribe = (changed: () => void) => {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}
const place = /^#table-(\d{1,3})(?:-(map|canvas|notes))?$/
const chosen = (): number | null => {
  const match = place.exec(location.hash)
  return match ? Number(match[1]) : null
}
/** `#table-3-canvas`: a screen in the hall can be sent to what a table makes just now. */
const part = (): string | null => place.exec(location.hash)?.[2] ?? null

export function Watch({ link }: { link: string }) {
  const { language } = useLanguage()
  const [watched, ask] = useWatchList(link, language)
  const list = watched.state === 'here' || watched.state === 'offline' ? watched.list : null
  // A room that ended has a successor in the list, once the server has made it.
  const ended = useCallback(() => void setTimeout(ask, 150), [ask])
  const tables = useTables(link, list, ended)
  return (
    <Watching
      watched={watched}
      tables={tables}
      number={useSyncExternalStore(subscribe, chosen)}
      first={useSyncExternalStore(subscribe, part)}
    />
  )
}

/** What stands on the screen, whoever brought it: the gallery shows the same on local views. */
export function Watching({
  watched,
  tables,
  number,
  first = null,
}: {
  watched: Watched
  tables: readonly Table[]
  number: number | null
  /** Which part of a table is seen first. */
  first?: string | null
}) {
  const t = useT(messages)
  const list = watched.state === 'here' || watched.state === 'offline' ? watched.list : null
  const table = tables.find((one) => one.table === number) ?? null
  const since = offlineSince(watched.state === 'offline' ? watched.since : null, tables)

  // Coming back from a table, the focus returns to its tile; opening one, it goes to its heading.
  const before = useRef(number)
  useEffect(() => {
    const from = before.current
    before.current = number
    if (from === number) return
    document.querySelector<HTMLElement>(number === null ? `a[href="#table-${from}"]` : '[data-heading]')?.focus()
  }, [number])
  useEffect(() => {
    document.title = list ? `${table ? `${t('table', { n: table.table })} · ` : ''}${list.dialogue} · Tablée` : 'Tablée'
  }, [list, table, t])

  if (watched.state === 'loading') return <Alone title={t('loading')} />
  if (watched.state === 'nothing') return <Alone title={t('nothing')}>{t('nothingWhat')}</Alone>
  if (!list) return <Alone title={t('offline')}>{t('offlineNever')}</Alone>
  return table ? (
    <Large key={`${table.room} ${first}`} first={first} table={table} clock={list.clock} since={since} />
  ) : (
    <Wall list={list} tables={tables} since={since} />
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
