/** One table large: its outline and its map, side by side; on a phone one beneath the other by choice. */
import type { Clock as SessionClock } from '@tablee/shared/wire/editor'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { direction, useLanguage, useT } from '../i18n/index.tsx'
import { Clock, Programme, useReading } from '../ui/clock.tsx'
import { Valance } from '../ui/curtain.tsx'
import { Icon } from '../ui/icon.tsx'
import { MapView, type MapHandle } from '../ui/map/map-view.tsx'
import { useFonts } from '../ui/map/measure.ts'
import { useLayout } from '../ui/map/use-layout.ts'
import { useMeasured } from '../ui/map/use-measured.ts'
import { NodeCard } from '../ui/node-card.tsx'
import { Notice } from '../ui/notice.tsx'
import { TableMark } from '../ui/table-mark.tsx'
import { entriesOf, mapInput, type Entry } from '../ui/watched/entries.ts'
import { watchedMessages } from '../ui/watched/messages.ts'
import { quotes, WatchedOutline } from '../ui/watched/outline.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { Controls } from './controls.tsx'
import { messages } from './messages.ts'
import { Offline } from './offline.tsx'
import { resultMessages } from './results-messages.ts'
import type { Table } from './watch.ts'

/** What a table makes beside its outline; loaded when somebody looks at it. */
const Canvas = lazy(() => import('./canvas.tsx'))
const Notes = lazy(() => import('./notes.tsx'))
const Results = lazy(() => import('./results.tsx'))

/** On a phone one of these is in sight; on a wide screen the outline always is, and one of the others beside it. */
const sides = ['outline', 'map', 'canvas', 'notes', 'results'] as const
type Side = (typeof sides)[number]

export function Large({
  table,
  clock,
  since,
  first = null,
  results = null,
}: {
  table: Table
  clock: SessionClock
  since: number | null
  first?: string | null
  results?: ResultsAnswer | null
}) {
  const t = useT(messages)
  const reading = useReading(clock)
  const { view } = table.seen
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
        </div>
        <div className="ask">
          <p className="eyebrow">
            {clock.session > 0 ? `${t('session', { n: clock.session, of: clock.sessions })} · ` : ''}
            {clock.title}
          </p>
          {view?.question ? (
            <h1 lang={view.lang} dir={direction(view.lang)}>
              {view.question}
            </h1>
          ) : (
            <h1>{clock.title}</h1>
          )}
        </div>
        <Clock reading={reading} lang={null} />
      </header>
      <Programme steps={clock.steps} reading={reading} lang={null} />
      {since === null ? null : <Offline since={since} />}
      {view?.state === 'paused' ? (
        <Notice tone="news" icon="silence" happened={t('pausedOne')}>
          {t('pausedWhat')}
        </Notice>
      ) : null}
      {shown ? (
        <Board view={view} side={side} onSide={setSide} delay={table.delay} table={table.table} results={results} />
      ) : (
        <Closed state={view?.state ?? null} />
      )}
    </main>
  )
}

function Closed({ state }: { state: string | null }) {
  const t = useT(messages)
  if (state !== 'curtain')
    return (
      <div className="closed">
        <p role="status">{state === null ? t('wait') : t('noConsent')}</p>
        <Controls />
      </div>
    )
  return (
    <div className="closed drawn">
      <Valance>{t('curtainWhat')}</Valance>
      <Controls />
    </div>
  )
}

function Board({
  view,
  side,
  onSide,
  delay,
  table,
  results,
}: {
  view: NonNullable<Table['seen']['view']>
  side: Side
  onSide: (side: Side) => void
  delay: number
  table: number
  results: ResultsAnswer | null
}) {
  const t = useT(messages)
  const r = useT(resultMessages)
  const entries = useMemo(() => entriesOf(view), [view])
  const byId = useMemo(() => new Map(entries.map((entry) => [entry.id, entry])), [entries])
  const [selected, select] = useState<string | null>(null)
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set())
  const { measured, onMeasure } = useMeasured()
  const map = useRef<MapHandle>(null)
  const fonts = useFonts()
  // Estimates follow the fonts, so they are an input too.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const input = useMemo(() => mapInput(view, entries, measured), [view, entries, measured, fonts])
  const { layout, compose } = useLayout(input, () => map.current?.held() ?? null)
  const toggle = useCallback(
    (id: string) =>
      setOpened((before) => {
        const next = new Set(before)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    [],
  )
  const card = useCallback(
    (id: string, far: boolean) => {
      const entry = byId.get(id)
      return entry ? (
        <Card entry={entry} far={far} selected={selected === id} open={opened.has(id)} onToggle={toggle} />
      ) : null
    },
    [byId, selected, opened, toggle],
  )
  const keep = useMemo(() => new Set(selected === null ? [] : [selected]), [selected])
  const show = (id: string): void => {
    select(id)
    toggle(id)
    map.current?.reveal(id)
  }
  const parts: readonly Side[] = [
    'map' as const,
    // A template on which nobody has put anything is nothing to look at.
    ...(Object.values(view.canvas).some(({ part }) => part === '') ? ['canvas' as const] : []),
    ...(Object.keys(view.notes).length > 0 ? ['notes' as const] : []),
    ...(results !== null && results.steps.length > 0 ? ['results' as const] : []),
  ]
  const nameOf = (one: Side): string => (one === 'results' ? r('results') : t(one))
  // A table that works on its canvas first has an empty map.
  const [last, setLast] = useState<Side>(entries.length === 0 ? 'canvas' : 'map')
  const wished = side === 'outline' ? last : side
  const part = parts.includes(wished) ? wished : 'map'
  const turn = (next: Side): void => {
    if (next !== 'outline') setLast(next)
    onSide(next)
  }
  /** From a sentence of the notes to the entry that it names. */
  const lead = (id: string): void => {
    turn('map')
    select(id)
    requestAnimationFrame(() => requestAnimationFrame(() => map.current?.reveal(id)))
  }

  return (
    <>
      <div className="sides" role="group" aria-label={['outline' as const, ...parts].map(nameOf).join(', ')}>
        {(['outline', ...parts] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="btn"
            aria-pressed={side === one || (side !== 'outline' && one === part)}
            onClick={() => turn(one)}
          >
            {nameOf(one)}
          </button>
        ))}
      </div>
      <section className="outline" aria-label={t('outline')}>
        <h2>
          {t('outline')} <span className="meta">{t('entries', { n: entries.length })}</span>
        </h2>
        <div className="tree">
          {entries.length === 0 ? <p className="meta">{t('emptyWhat')}</p> : null}
          <WatchedOutline entries={entries} selected={selected} opened={opened} onShow={show} />
        </div>
        <footer>
          {delay > 0 ? <p className="meta">{t('delay', { n: delay })}</p> : null}
          <Controls />
        </footer>
      </section>
      {parts.length > 1 ? (
        <div className="parts" role="group" aria-label={parts.map(nameOf).join(', ')}>
          {parts.map((one) => (
            <button key={one} type="button" aria-pressed={one === part} onClick={() => turn(one)}>
              {nameOf(one)}
            </button>
          ))}
        </div>
      ) : null}
      {part === 'canvas' ? (
        <Suspense fallback={<section className="canvas" aria-busy="true" aria-label={t('canvas')} />}>
          <Canvas view={view} onOpen={lead} />
        </Suspense>
      ) : part === 'notes' ? (
        <Suspense fallback={<section className="notes" aria-busy="true" aria-label={t('notes')} />}>
          <Notes view={view} onOpen={lead} />
        </Suspense>
      ) : part === 'results' && results !== null ? (
        <Suspense fallback={<section className="own-results" aria-busy="true" aria-label={r('results')} />}>
          <Results results={results} table={table} />
        </Suspense>
      ) : (
        <MapView
          layout={layout}
          label={t('map')}
          card={card}
          onMeasure={onMeasure}
          onWhole={compose}
          anchor={selected}
          keep={keep}
          ref={map}
        />
      )}
    </>
  )
}

function Card({
  entry,
  far,
  selected,
  open,
  onToggle,
}: {
  entry: Entry
  far: boolean
  selected: boolean
  open: boolean
  onToggle: (id: string) => void
}) {
  const t = useT(watchedMessages)
  const { node, kind, relation, also, words } = entry
  const { language } = useLanguage()
  if (far) return <div className={`node ${kind}`} aria-hidden="true" />
  return (
    <div lang={language}>
      <NodeCard
        face={{ kind, wording: node.wording, lang: node.lang, number: node.number, relation, also }}
        selected={selected}
        words={{
          people: node.words,
          seats: 6,
          spoke: new Set(),
          label: t('words', { n: node.words }),
          open: open && words.length > 0,
          onToggle: words.length > 0 ? () => onToggle(entry.id) : null,
          quotes: quotes(entry),
        }}
      />
    </div>
  )
}
