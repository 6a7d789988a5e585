/**
 * `/watch/:link`: a desk to read at, or the wall and one table large. Which table stands after the `#`, so that a screen can
 * be sent to it; `/watch/:link/entry/…` is the same at what a permanent link names.
 */
import { readPermanent } from '@tablee/shared/view/place'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import type { SharedBoard } from '@tablee/shared/wire/shares'
import type { WatchList } from '@tablee/shared/wire/watch'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Alone, NotHere } from './alone.tsx'
import { NewsContext, useAlong } from './announced.tsx'
import { clockAt, inHall, siteHere } from './clocks.ts'
import { FormContext } from './controls.tsx'
import type { Copied } from './copied.tsx'
import { Desk } from './desk.tsx'
import { useCameIn } from './door.tsx'
import { useForm, type Form } from './form.ts'
import { Large } from './large.tsx'
import { messages } from './messages/index.ts'
import { useLinked, usePlace, type Linked } from './permanent.ts'
import { useShared } from './use-shared.ts'
import { useMaterials, type Shows } from './use-materials.ts'
import { useResults } from './use-results.ts'
import { Wall } from './wall.tsx'
import { pagePath } from './address.ts'
import { useTables, useWatched, useWatchList, type Table, type Watched } from './watch.ts'
import { part } from '../ui/part.tsx'

/** Loaded when there are results to look at. */
const AllResults = part(async () => ({ default: (await import('./results.tsx')).AllResults }))
const Signs = part(() => import('./signs.tsx'))
/** A wall that cannot have it is the wall that it was. */
const Films = lazy(() => import('./films.tsx').catch(() => ({ default: Without })))
const Without = ({ children }: { children: ReactNode }) => <>{children}</>

const subscribe = (changed: () => void) => {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}
const place = /^#table-(\d{1,3})(?:-(map|outline|canvas|notes|results))?$/
const pages: Readonly<Record<string, string>> = { '#results': 'all-results', '#signs': 'signs' }
const hashNow = (): string => location.hash

export function Watch({ link }: { link: string }) {
  const { language } = useLanguage()
  const changes = useWatched(link)
  const [told, ask] = useWatchList(link, language, changes)
  const everywhere = listIn(told)
  const hall = useMemo(
    () => (everywhere === null ? null : inHall(everywhere, siteHere(), language)),
    [everywhere, language],
  )
  const { list, news, ended: letGo } = useAlong(hall)
  useCameIn(list !== null)
  const watched = useMemo(() => withList(told, list), [told, list])
  const permanent = useMemo(() => readPermanent(pagePath()), [])
  const found = usePlace(link, permanent, list)
  const beyond = found === 'none' ? null : found
  const followed = useMemo(
    () => (list === null || beyond === null ? list : { ...list, tables: [...list.tables, beyond] }),
    [list, beyond],
  )
  // A room that ended has a successor in the list, once the server has made it.
  const ended = useCallback(() => {
    letGo()
    setTimeout(ask, 150)
  }, [ask, letGo])
  const all = useTables(link, followed, ended)
  const count = list?.tables.length ?? 0
  const tables = useMemo(() => all.slice(0, count), [all, count])
  const results = useResults(link, tables, changes.value?.parts['results'])
  const linked = useLinked(permanent, tables, found, beyond === null ? null : (all[count] ?? null))
  const form = useForm()
  const films = useMaterials(link, form[0] === 'wall', changes.value?.parts['materials'])
  const shared = useShared(link, changes.value?.parts['themes'])
  const hash = useSyncExternalStore(subscribe, hashNow)
  // `#table-3-canvas`: a screen in the hall can be sent to what a table makes just now.
  const [, number, part] = place.exec(hash) ?? []
  return (
    <FormContext.Provider value={form}>
      <NewsContext.Provider value={news}>
        <Watching
          link={link}
          watched={watched}
          tables={tables}
          results={results}
          shared={shared}
          films={films}
          number={number === undefined ? null : Number(number)}
          first={pages[hash] ?? part ?? null}
          // Anyone who goes on from there has left it.
          linked={hash === '' ? linked : null}
          form={hash === '' && permanent !== null ? 'desk' : form[0]}
        />
      </NewsContext.Provider>
    </FormContext.Provider>
  )
}

const listIn = (watched: Watched) => (watched.state === 'here' || watched.state === 'offline' ? watched.list : null)

const withList = (watched: Watched, list: WatchList | null): Watched =>
  list === null || watched.state === 'loading' || watched.state === 'nothing' ? watched : { ...watched, list }

/** What stands on the screen, no matter who brought it: the gallery shows the same on local views. */
export function Watching({
  watched,
  tables,
  results = null,
  shared = [],
  films = null,
  number,
  first = null,
  link = '',
  linked = null,
  form = 'desk',
  copied = null,
}: {
  watched: Watched
  tables: readonly Table[]
  results?: ResultsAnswer | null
  /** Themes that were given back to the hall. */
  shared?: readonly SharedBoard[]
  /** On a wall: what may be shown there, and what plays. */
  films?: Shows | null
  number: number | null
  /** Which part of a table is seen first; `all-results`: those of all tables; `signs`: what they mean. */
  first?: string | null
  link?: string
  linked?: Linked | null
  form?: Form
  copied?: Copied | null
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  const list = listIn(watched)
  const table = tables.find((one) => one.table === number) ?? null
  const since = offlineSince(watched.state === 'offline' ? watched.since : null, tables)

  // Coming back from a table, the focus returns to its tile; opening one, it goes to its heading.
  // A poll or survey that came in by file has figures and nothing else: nobody sits at its tables.
  const imported = list?.imported === true
  const everything = first === 'all-results' || (imported && first !== 'signs')
  const here = everything ? '#results' : first === 'signs' ? '#signs' : number === null ? null : `#table-${number}`
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
  if (!list) return <NotHere />
  if (everything)
    return (
      <Suspense fallback={<Alone title={t('loading')} />}>
        <AllResults results={results} shared={shared} list={list} since={since} />
      </Suspense>
    )
  if (first === 'signs')
    return (
      <Suspense fallback={<Alone title={t('loading')} />}>
        <Signs dialogue={list.dialogue} />
      </Suspense>
    )
  if (form === 'desk')
    return (
      <Desk
        link={link}
        list={list}
        tables={tables}
        number={number}
        first={first}
        since={since}
        results={results}
        shared={shared}
        linked={linked}
        copied={copied}
      />
    )
  const wall = table ? (
    <Large
      key={`${table.room} ${first}`}
      first={first}
      table={table}
      clock={clockAt(list, table, language)}
      since={since}
      results={results}
      asked={list.asked}
      link={link}
    />
  ) : (
    <Wall list={list} tables={tables} since={since} results={results} shared={shared} />
  )
  if (films === null) return wall
  return (
    <Suspense fallback={wall}>
      <Films {...films} list={list} since={since}>
        {wall}
      </Films>
    </Suspense>
  )
}

/** Since when the oldest of what is shown stands still: the list could not be had, or every room is cut off. */
function offlineSince(
  list: number | null,
  tables: readonly { readonly seen: { readonly connected: boolean; readonly at: number | null } }[],
): number | null {
  const silent = tables.filter(({ seen }) => !seen.connected && seen.at !== null)
  if (tables.length > 0 && silent.length === tables.length) return Math.min(...silent.map(({ seen }) => seen.at ?? 0))
  return tables.some(({ seen }) => seen.connected) ? null : list
}
