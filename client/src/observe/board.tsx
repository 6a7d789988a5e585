/** What one table makes: its list and its map, its canvas, minutes and results. */
import type { WatchList } from '@tablee/shared/wire/watch'
import type { BoardView } from '@tablee/shared/view/policy'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useLanguage, useList, useT } from '../i18n/index.tsx'
import { FarLayer } from '../ui/map/far-layer.tsx'
import type { Face, Faces } from '../ui/map/far-card.ts'
import { hit } from '../ui/map/hit.ts'
import { MapView, type MapHandle } from '../ui/map/map-view.tsx'
import { useFonts } from '../ui/map/measure.ts'
import { useLayout } from '../ui/map/use-layout.ts'
import { useMeasured } from '../ui/map/use-measured.ts'
import { Translation } from '../ui/translation.tsx'
import { NodeCard } from '../ui/node-card.tsx'
import { entriesOf, mapInput, type Entry } from '../ui/watched/entries.ts'
import { watchedMessages } from '../ui/watched/messages/index.ts'
import { quotes, WatchedOutline, type Beside } from '../ui/watched/outline.tsx'
import { messages, resultMessages } from './messages/index.ts'
import { part } from '../ui/part.tsx'

/** What a table makes beside its outline; loaded when somebody looks at it. */
const Canvas = part(() => import('./canvas.tsx'))
const Notes = part(() => import('./notes.tsx'))
const Results = part(() => import('./results.tsx'))

/** One of these is in sight; on a wide screen that shows one table alone the outline always is, and one of the others beside it. */
export const sides = ['outline', 'map', 'canvas', 'notes', 'results'] as const
export type Side = (typeof sides)[number]

/** What a permanent link names: an entry, and of its words these, if any. */
export type Named = { readonly node: string; readonly words: string | null }

const nobody: ReadonlySet<string> = new Set()

/** The map of a view: what is on it, what is chosen and unfolded, and its window. */
function useWatchedMap(view: BoardView, named: Named | null, beside: Beside | undefined) {
  const entries = useMemo(() => entriesOf(view), [view])
  const byId = useMemo(() => new Map(entries.map((entry) => [entry.id, entry])), [entries])
  const [selected, select] = useState<string | null>(named?.node ?? null)
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set(named === null ? [] : [named.node]))
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
  const marked = named?.words ?? null
  // A card that the keyboard came to may lie beyond the window.
  const bring = useCallback((id: string) => map.current?.reveal(id), [])
  const card = useCallback(
    (id: string) => {
      const entry = byId.get(id)
      return entry ? (
        <Card
          entry={entry}
          selected={selected === id}
          open={opened.has(id)}
          onToggle={toggle}
          marked={marked}
          beside={beside}
          onFocus={bring}
        />
      ) : null
    },
    [byId, selected, opened, toggle, marked, beside, bring],
  )
  const faces = useMemo<Faces>(
    () =>
      new Map(
        entries.map(({ id, kind, relation, node }): readonly [string, Face] => [
          id,
          { kind, relation, number: node.number, wording: node.wording, holds: 0 },
        ]),
      ),
    [entries],
  )
  /** From afar cards are painted: a tap brings the one that lies there near. */
  const near = useCallback(
    (x: number, y: number) => {
      const id = hit(layout, map.current, x, y)
      if (id === null) return
      select(id)
      map.current?.reveal(id)
    },
    [layout],
  )
  const keep = useMemo(() => new Set(selected === null ? [] : [selected]), [selected])
  const show = (id: string): void => {
    select(id)
    toggle(id)
    map.current?.reveal(id)
  }
  // What a link names comes into sight once there is something to see, and once more when its words have their height.
  const there = layout !== null
  useEffect(() => {
    if (named === null || !there) return
    const reveal = (): void => {
      map.current?.reveal(named.node)
      document.querySelector('[aria-current=true] [data-marked], .watched [aria-current=true]')?.scrollIntoView({
        block: 'nearest',
      })
    }
    reveal()
    const timer = setTimeout(reveal, 300)
    return () => clearTimeout(timer)
  }, [named, there])

  return { entries, map, card, layout, compose, onMeasure, faces, near, keep, selected, select, opened, show, marked }
}

export function Board({
  view,
  side,
  onSide,
  table,
  results,
  asked,
  single = false,
  named = null,
  beside,
  children,
}: {
  view: BoardView
  side: Side
  onSide: (side: Side) => void
  table: number
  results: ResultsAnswer | null
  asked?: WatchList['asked']
  /** One part at a time, whatever the width: others stand around it. */
  single?: boolean
  named?: Named | null
  beside?: Beside
  /** Beneath the outline. */
  children?: ReactNode
}) {
  const t = useT(messages)
  const list = useList()
  const r = useT(resultMessages)
  const { entries, map, card, layout, compose, onMeasure, faces, near, keep, selected, select, opened, show, marked } =
    useWatchedMap(view, named, beside)
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
  const now: Side = single && side === 'outline' ? 'outline' : part
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
      {single ? null : (
        <div className="sides" role="group" aria-label={list(['outline' as const, ...parts].map(nameOf))}>
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
      )}
      {single && now !== 'outline' ? null : (
        <section className="outline" aria-label={t('outline')}>
          {single ? null : (
            <h2>
              {t('outline')} <span className="meta">{t('entries', { n: entries.length })}</span>
            </h2>
          )}
          <div className="tree">
            {entries.length === 0 ? <p className="meta">{t('emptyWhat')}</p> : null}
            <WatchedOutline
              entries={entries}
              selected={selected}
              marked={marked}
              opened={opened}
              onShow={show}
              {...(beside ? { beside } : {})}
            />
          </div>
          {children}
        </section>
      )}
      {parts.length > 1 || single ? (
        <div className="parts" role="group" aria-label={list(parts.map(nameOf))}>
          {[...parts.slice(0, 1), ...(single ? ['outline' as const] : []), ...parts.slice(1)].map((one) => (
            <button key={one} type="button" aria-pressed={one === now} onClick={() => turn(one)}>
              {nameOf(one)}
            </button>
          ))}
        </div>
      ) : null}
      {now === 'outline' ? null : now === 'canvas' ? (
        <Suspense fallback={<section className="canvas" aria-busy="true" aria-label={t('canvas')} />}>
          <Canvas view={view} onOpen={lead} />
        </Suspense>
      ) : now === 'notes' ? (
        <Suspense fallback={<section className="notes" aria-busy="true" aria-label={t('notes')} />}>
          <Notes view={view} onOpen={lead} />
        </Suspense>
      ) : now === 'results' && results !== null ? (
        <Suspense fallback={<section className="own-results" aria-busy="true" aria-label={r('results')} />}>
          <Results results={results} table={table} asked={asked} />
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
          onPaper={near}
          painted
          backdrop={<FarLayer layout={layout} faces={faces} selected={selected} />}
          ref={map}
        />
      )}
    </>
  )
}

function Card({
  entry,
  selected,
  open,
  onToggle,
  marked,
  beside,
  onFocus,
}: {
  entry: Entry
  selected: boolean
  open: boolean
  onToggle: (id: string) => void
  marked: string | null
  beside: Beside | undefined
  onFocus: (id: string) => void
}) {
  const t = useT(watchedMessages)
  const { node, kind, relation, also, words } = entry
  const { language } = useLanguage()
  return (
    <div
      lang={language}
      onFocusCapture={({ target }) => {
        if (target instanceof Element && target.matches(':focus-visible')) onFocus(entry.id)
      }}
    >
      <NodeCard
        face={{ kind, wording: node.wording, lang: node.lang, number: node.number, relation, also }}
        translation={<Translation of={node} />}
        selected={selected}
        words={{
          people: node.words,
          seats: 6,
          spoke: nobody,
          label: t('words', { n: node.words }),
          open: open && words.length > 0,
          onToggle: words.length > 0 ? () => onToggle(entry.id) : null,
          quotes: quotes(entry, beside, marked),
        }}
      />
    </div>
  )
}
