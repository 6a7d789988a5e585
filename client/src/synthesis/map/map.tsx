/** All tables' maps as one graph, drawn as a table's map is. What lies there stays while others join: what is new goes into free space. */
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { useT } from '../../i18n/index.tsx'
import { arrowFrom } from '../../ui/map/arrows.ts'
import { FarLayer } from '../../ui/map/far-layer.tsx'
import { hit } from '../../ui/map/hit.ts'
import { MapView, type MapHandle } from '../../ui/map/map-view.tsx'
import { useFonts } from '../../ui/map/measure.ts'
import { Minimap } from '../../ui/map/minimap.tsx'
import type { Sight } from '../../ui/map/types.ts'
import { useLayout } from '../../ui/map/use-layout.ts'
import { useMeasured } from '../../ui/map/use-measured.ts'
import { AskedLine } from './asked-line.tsx'
import { MapCard, type Marked } from './card.tsx'
import { cellsOf, facesOf, folds, inputOf, shownOf, type Cards, type Unfolded } from './cards.ts'
import { messages } from './messages/index.ts'
import type { HallAsked, HallCard } from './told.ts'

/** All of it: no card that was placed moves, wherever somebody looks just now. */
const everywhere: Sight = { x: -1e7, y: -1e7, w: 2e7, h: 2e7 }
/** At this scale a card's smallest letters can be read at an arm's length. */
const legibleFrom = 0.75

export type MapProps = {
  readonly cards: Cards
  readonly unfolded: Unfolded
  readonly session: number | null
  readonly selected: string | null
  readonly opened: ReadonlySet<string>
  readonly asked: HallAsked | null
  /** Chosen by hand, to be joined. */
  readonly hand: readonly string[]
  readonly inside: (card: string) => ReactNode
  readonly onFocus: (card: string) => void
  readonly onPoint: (card: string | null) => void
  readonly onToggle: (card: string) => void
  readonly onBranch: (card: string) => void
  /** A table's cell was tapped, by its place in the row. */
  readonly onCell: (card: string, place: number) => void
  readonly handle: RefObject<MapHandle | null>
}

/** What came since the page was opened settles in once. */
function useArrived(list: readonly HallCard[]): ReadonlySet<string> {
  const known = useRef<Set<string> | null>(null)
  const [arrived, setArrived] = useState<ReadonlySet<string>>(() => new Set())
  useEffect(() => {
    const before = known.current
    known.current = new Set(list.map(({ id }) => id))
    if (before === null) return
    const news = list.filter(({ id }) => !before.has(id)).map(({ id }) => id)
    if (news.length > 0) setArrived(new Set(news))
  }, [list])
  return arrived
}

export function HallMap(props: MapProps) {
  const t = useT(messages)
  const { cards, unfolded, session, selected, opened, asked, hand, inside, handle } = props
  const { onFocus, onPoint, onToggle, onBranch, onCell } = props
  const shown = useMemo(() => shownOf(cards, unfolded), [cards, unfolded])
  const { measured, onMeasure } = useMeasured()
  const fonts = useFonts()
  // Estimates follow the fonts, so they are an input too.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const input = useMemo(() => inputOf(shown, measured), [shown, measured, fonts])
  /**
   * Another session is another map, and a branch that this person opens composes it anew. Whatever others join moves nothing,
   * once somebody has had the time to look.
   */
  const was = useRef({ session, unfolded })
  const sight = useCallback((): Sight => {
    const before = was.current
    was.current = { session, unfolded }
    if (before.session !== session || (handle.current?.held() ?? null) === null) return null
    return before.unfolded === unfolded ? everywhere : 'own'
  }, [session, unfolded, handle])
  const { layout, own: mine, compose } = useLayout(input, sight)
  const faces = useMemo(() => facesOf(shown), [shown])
  const arrived = useArrived(cards.list)
  const keep = useMemo(() => new Set(selected === null ? [] : [selected]), [selected])
  const kindOf = useCallback((id: string) => cards.byId.get(id)?.kind, [cards])
  /** Tab reaches the chosen one, where it is on the map. */
  const first = shown.list.find(({ id }) => id === selected)?.id ?? shown.list[0]?.id ?? null

  const card = useCallback(
    (id: string, far: boolean) => {
      const own = cards.byId.get(id)
      if (own === undefined) return null
      const marked: Marked = hand.includes(id)
        ? 'hand'
        : id === selected
          ? 'selected'
          : asked !== null && (id === asked.cardA || id === asked.cardB)
            ? 'asked'
            : null
      return (
        <MapCard
          card={own}
          cells={cellsOf(own, cards.tables)}
          numbers={own.also.map(({ to }) => cards.byId.get(to)?.number ?? '').join(' ')}
          far={far}
          focusable={id === first}
          marked={marked}
          arrived={arrived.has(id)}
          open={opened.has(id)}
          branch={folds(cards) && own.kind !== 'issue' ? (cards.beneath.get(id) ?? 0) : 0}
          unfolded={unfolded === 'all' || unfolded.has(id)}
          inside={inside}
          onFocus={onFocus}
          onPoint={onPoint}
          onToggle={onToggle}
          onBranch={onBranch}
          onCell={onCell}
        />
      )
    },
    [
      cards,
      unfolded,
      selected,
      first,
      hand,
      asked,
      arrived,
      opened,
      inside,
      onFocus,
      onPoint,
      onToggle,
      onBranch,
      onCell,
    ],
  )

  function onKeyDown(event: KeyboardEvent) {
    const { target } = event
    if (event.defaultPrevented || !(target instanceof HTMLElement) || !target.classList.contains('card')) return
    const own = selected === null ? undefined : cards.byId.get(selected)
    if (!own || !layout || !event.key.startsWith('Arrow')) return
    event.preventDefault()
    const rtl = getComputedStyle(target).direction === 'rtl'
    const [child] = cards.children.get(own.id) ?? []
    const first = child !== undefined && shown.list.includes(child) ? child.id : null
    const to = arrowFrom(event.key, own.id, layout, rtl, { parent: own.parent, first })
    if (to === null) return
    onFocus(to)
    handle.current?.reveal(to)
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-card="${CSS.escape(to)}"] > .card`)?.focus({ preventScroll: true }),
    )
  }
  /** From afar cards are painted: a tap finds the one that lies there, and brings it near. */
  const onPaper = useCallback(
    (x: number, y: number) => {
      const id = hit(layout, handle.current, x, y)
      onPoint(id)
      if (id !== null) handle.current?.reveal(id)
    },
    [layout, handle, onPoint],
  )
  return (
    <MapView
      ref={handle}
      layout={layout}
      label={t('map')}
      card={card}
      onMeasure={onMeasure}
      anchor={selected}
      keep={keep}
      onKeyDown={onKeyDown}
      onPaper={onPaper}
      onWhole={compose}
      painted
      fresh={`${session} ${unfolded === 'all'}`}
      own={mine}
      legibleFrom={legibleFrom}
      kindOf={kindOf}
      backdrop={<FarLayer layout={layout} faces={faces} selected={selected} />}
      overlay={
        <>
          {asked === null ? null : <AskedLine layout={layout} a={asked.cardA} b={asked.cardB} />}
          <Minimap layout={layout} faces={faces} label={t('overview')} tell={(n, all) => t('inSight', { n, all })} />
        </>
      }
    />
  )
}
