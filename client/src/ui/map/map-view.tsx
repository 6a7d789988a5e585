/**
 * A map on the screen: HTML cards culled to the window, lines beneath them in one SVG. It pans and zooms by touch,
 * wheel, drag and keyboard, and never moves by itself what is under the finger: when the layout changes, the selected
 * card (or the one nearest the middle) keeps its place on the glass.
 */
import type { NodeKind } from '@tablee/shared/board/schema'
import {
  startTransition,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from 'react'
import { useT } from '../../i18n/index.tsx'
import { RelationMark } from '../relation-mark.tsx'
import {
  contains,
  firstLook,
  fitWhole,
  gathered,
  legible,
  readable,
  reveal,
  seen,
  touches,
  zoomAt,
  type Camera,
  type Size,
} from './camera.ts'
import { anchorOf, rebuilt } from './anchor.ts'
import { at, CardAt } from './card-at.tsx'
import { MapProvider, type MapHandle } from './context.ts'
import { Lines } from './lines.tsx'
import { mapMessages } from './messages/index.ts'
import { listen } from './pointers.ts'
import type { Box, MapLayout, PlacedCard } from './types.ts'
import { useMeasuring, useSettling } from './resting.ts'
import { Tools } from './tools.tsx'

export type { MapHandle } from './context.ts'

/** Cards beyond the window that are drawn nevertheless, and how much of that a drag may use up before more are drawn. */
const margin = 320
const reserve = 120
export function MapView({
  layout,
  label,
  card,
  onMeasure,
  anchor = null,
  keep,
  painted = false,
  whole = null,
  fresh = '',
  own = false,
  legibleFrom = null,
  onKeyDown,
  onPaper,
  onWhole,
  onGrab,
  backdrop,
  kindOf,
  overlay,
  ref,
}: {
  layout: MapLayout | null
  label: string
  /** Draws one card; `far` when it is too small to be read. */
  card: (id: string, far: boolean) => ReactNode
  onMeasure?: (id: string, height: number) => void
  /** The card that keeps its place when the layout changes. */
  anchor?: string | null
  /** Cards that are drawn wherever they are: who holds the focus must not vanish. */
  keep?: ReadonlySet<string>
  /** From afar a backdrop paints the cards; only those to keep are elements then. */
  painted?: boolean
  /** When it changes, the map is shown whole again: another part of the board is looked at. */
  whole?: string | null
  /** When it changes, the first look is taken anew: more or less of the map is open. */
  fresh?: string
  /** Whether the layout follows from what this person did: then the window may follow too. */
  own?: boolean
  /** The smallest scale at which the first look shows all of the map; null: as somebody looks who only reads. */
  legibleFrom?: number | null
  onKeyDown?: (event: KeyboardEvent) => void
  /** A tap on the paper, or on what is painted there. */
  onPaper?: (x: number, y: number) => void
  /** Somebody wished to see all of it. */
  onWhole?: () => void
  /** A drag began on a card. Return true to take it; the map then stays. */
  onGrab?: (id: string, event: PointerEvent) => boolean
  /** Behind the cards, and in front of them: layers that follow the window (`useMap`). */
  backdrop?: ReactNode
  /** What a card is, where that changes the sign on its stem. */
  kindOf?: (card: string) => NodeKind | undefined
  overlay?: ReactNode
  ref?: Ref<MapHandle>
}) {
  const t = useT(mapMessages)
  const frame = useRef<HTMLElement>(null)
  const world = useRef<HTMLDivElement>(null)
  const camera = useRef<Camera>({ x: 28, y: 16, scale: 1 })
  const size = useRef<Size>({ width: 0, height: 0 })
  /** Whether it was laid out. */
  const placed = useRef(false)
  /** Who chose where the window stands: nobody yet, somebody who wished to see all, or a hand. */
  const stands = useRef<'first' | 'whole' | 'own'>('first')
  const drag = useRef(false)
  const followers = useRef(new Set<(camera: Camera, size: Size) => void>())
  const [view, setView] = useState<Box>({ x: 0, y: 0, w: 0, h: 0 })
  const [far, setFar] = useState(false)
  const layoutRef = useRef(layout)
  layoutRef.current = layout
  /** One branch alone: the way back lies across the window. */
  const branch = useRef(false)
  branch.current = whole !== null

  const floor = useRef(legibleFrom)
  floor.current = legibleFrom
  const look = useCallback((of: MapLayout): Camera => firstLook(of, size.current, branch.current, floor.current), [])
  const told = useRef({ onGrab, onPaper, onWhole, onMeasure })
  told.current = { onGrab, onPaper, onWhole, onMeasure }

  const isRtl = () => frame.current !== null && getComputedStyle(frame.current).direction === 'rtl'
  const least = () => (layoutRef.current ? fitWhole(layoutRef.current, size.current, branch.current).scale : 1)
  const apply = useCallback((next: Camera) => {
    camera.current = next
    const { scale } = next
    if (world.current)
      world.current.style.transform = `translate(${(isRtl() ? -1 : 1) * next.x}px, ${next.y}px) scale(${scale})`
    for (const follower of followers.current) follower(next, size.current)
    const cull = () => {
      setFar(scale < legible)
      setView((before) => {
        const needed = seen(next, size.current, reserve)
        return contains(before, needed) && before.w < needed.w * 3 ? before : seen(next, size.current, margin)
      })
    }
    // Under a finger new cards are made between frames, not within one.
    if (drag.current) startTransition(cull)
    else cull()
  }, [])

  const chosen = useRef(anchor)
  chosen.current = anchor
  /** What is chosen comes into sight with the map: on a phone it was chosen where the map is not seen. */
  const withChosen = useCallback((next: Camera): Camera => {
    const box = layoutRef.current?.cards.find(({ id }) => id === chosen.current)
    return box && !contains(seen(next, size.current, 0), box) ? reveal(next, box, size.current) : next
  }, [])

  const { settles, rest } = useSettling()
  const settle = useCallback(() => {
    placed.current = true
    rest()
  }, [rest])

  const boxes = useMemo(() => new Map(layout?.cards.map((box) => [box.id, box])), [layout])
  const before = useRef<ReadonlyMap<string, PlacedCard>>(new Map())
  const part = `${whole} ${fresh}`
  const shownPart = useRef(part)
  /** The part of which somebody wished to see all, maybe before it was laid out. */
  const wishedAll = useRef<string | null>(null)
  const partNow = useRef(part)
  partNow.current = part
  /** A card that was to be revealed before it was laid out. */
  const awaited = useRef<string | null>(null)

  // A new layout: the anchor keeps its place on the glass.
  useLayoutEffect(() => {
    if (!layout || size.current.width === 0) return
    const all = fitWhole(layout, size.current, branch.current)
    const news = layout.cards.filter((box) => !before.current.has(box.id))
    if (layout.cards.length === 0) placed.current = false
    else if (!placed.current || part !== shownPart.current) {
      settle()
      shownPart.current = part
      stands.current = wishedAll.current === part ? 'whole' : 'first'
      apply(stands.current === 'whole' ? all : withChosen(look(layout)))
    } else if (stands.current === 'first' && news.length === 0 && settles.current !== 0) {
      apply(withChosen(look(layout))) // only the heights were found out
    } else if (stands.current === 'whole' && news.length === 0) {
      apply(all)
    } else if (stands.current !== 'own' && news.length === 1 && news[0]?.id === anchor && all.scale >= readable) {
      apply(all) // this person's own card: the map stays whole as long as it can be read
    } else {
      const id = anchorOf(anchor, before.current, boxes, camera.current, size.current)
      const old = id === null ? undefined : before.current.get(id)
      const now = id === null ? undefined : boxes.get(id)
      const { x, y, scale } = camera.current
      let next: Camera =
        old && now ? { scale, x: x + (old.x - now.x) * scale, y: y + (old.y - now.y) * scale } : camera.current
      if (own && rebuilt(before.current, layout.cards)) {
        next = gathered(next, layout.bounds, size.current)
        if (now) next = reveal(next, now, size.current)
      }
      apply(next)
    }
    const wanted = awaited.current === null ? undefined : boxes.get(awaited.current)
    if (wanted) {
      awaited.current = null
      apply(reveal(camera.current, wanted, size.current))
    }
    wishedAll.current = null
    before.current = boxes
    // The anchor is read, not followed: selecting another card must not move the map.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [layout, boxes, apply, settle, settles, withChosen, look])

  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const fill = () => {
      const { clientWidth: width, clientHeight: height } = element
      if (width === size.current.width && height === size.current.height) return
      const hidden = size.current.width === 0
      const turned = !hidden && width > 0 && width !== size.current.width
      size.current = { width, height }
      if (layoutRef.current && !placed.current) {
        if (layoutRef.current.cards.length > 0) settle()
        apply(withChosen(look(layoutRef.current)))
      } else if (layoutRef.current && stands.current === 'whole')
        apply(fitWhole(layoutRef.current, size.current, branch.current))
      else if (layoutRef.current && stands.current === 'first' && (settles.current !== 0 || turned))
        // A turned tablet gets the look it would have begun with; a keyboard that slides in moves nothing.
        apply(withChosen(look(layoutRef.current)))
      else apply(hidden && width > 0 ? withChosen(camera.current) : camera.current)
      before.current = boxesRef.current
    }
    fill() // at once: the first cards come with the frame that holds them, not with the one after
    const observer = new ResizeObserver(fill)
    observer.observe(element)
    return () => observer.disconnect()
  }, [apply, settle, settles, withChosen, look])
  const boxesRef = useRef(boxes)
  boxesRef.current = boxes

  const zoom = useCallback(
    (factor: number) => {
      stands.current = 'own'
      apply(zoomAt(camera.current, factor, size.current.width / 2, size.current.height / 2, least()))
    },
    [apply],
  )
  const fitAll = useCallback(() => {
    stands.current = 'whole'
    wishedAll.current = partNow.current
    if (layoutRef.current) apply(fitWhole(layoutRef.current, size.current, branch.current))
    told.current.onWhole?.()
  }, [apply])
  const handle = useMemo<MapHandle>(() => {
    const sight = () => (!placed.current || size.current.width === 0 ? null : seen(camera.current, size.current, 0))
    return {
      fit: fitAll,
      zoom,
      reveal(id) {
        const box = boxesRef.current.get(id)
        if (size.current.width === 0) return
        awaited.current = box ? null : id
        if (!box) return
        const { width, height } = size.current
        const now = camera.current
        const near = now.scale < legible ? zoomAt(now, 1 / now.scale, width / 2, height / 2) : now
        const next = reveal(near, box, size.current)
        // Whoever looks at one card does not look at all of them any more: words that open must not take it away again.
        if (stands.current === 'whole') stands.current = 'own'
        if (next.x !== now.x || next.y !== now.y || next.scale !== now.scale) apply(next)
      },
      centre(x, y) {
        stands.current = 'own'
        const { scale } = camera.current
        apply({ scale, x: size.current.width / 2 - x * scale, y: size.current.height / 2 - y * scale })
      },
      sight,
      held: () => (stands.current !== 'own' && settles.current !== 0 ? null : sight()),
      camera: () => camera.current,
      size: () => size.current,
      follow(follower) {
        followers.current.add(follower)
        follower(camera.current, size.current)
        return () => followers.current.delete(follower)
      },
    }
  }, [apply, fitAll, zoom, settles])
  useImperativeHandle(ref, () => handle, [handle])

  useEffect(() => {
    const element = frame.current
    if (!element) return
    return listen(element, {
      camera: () => camera.current,
      rtl: isRtl,
      least,
      move(next) {
        stands.current = 'own'
        apply(next)
      },
      dragging(on) {
        drag.current = on
        // A layer of its own while it is dragged; at rest it is drawn anew, sharp at its scale.
        if (world.current) world.current.style.willChange = on ? 'transform' : ''
      },
      paper(x, y) {
        const { x: left, y: top, scale } = camera.current
        told.current.onPaper?.((x - left) / scale, (y - top) / scale)
      },
      grab: (id, event) => told.current.onGrab?.(id, event) ?? false,
    })
  }, [apply])

  const resizes = useMeasuring(told)

  const shown = layout?.cards.filter((box) => keep?.has(box.id) || (!(far && painted) && touches(view, box))) ?? []
  const lines = far && painted ? null : layout
  return (
    <MapProvider value={handle}>
      <section
        ref={frame}
        className="map"
        aria-label={label}
        onScroll={(event) => event.currentTarget.scrollTo(0, 0)}
        onKeyDown={(event) => {
          if (event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey)
            return onKeyDown?.(event)
          if (event.key === '+' || event.key === '=') zoom(1.2)
          else if (event.key === '-') zoom(1 / 1.2)
          else if (event.key === '0') fitAll()
          else return onKeyDown?.(event)
          event.preventDefault()
        }}
      >
        <Tools onZoom={zoom} onFull={() => zoom(1 / camera.current.scale)} onAll={fitAll} />
        {backdrop}
        <div ref={world} className={far ? (painted ? 'world far painted' : 'world far') : 'world'}>
          {lines ? <Lines layout={lines} view={view} /> : null}
          {far
            ? null
            : layout?.marks
                .filter((mark) => touches(view, { x: mark.x - 20, y: mark.y - 20, w: 140, h: 40 }))
                .map((mark) => (
                  <span key={mark.id} className="on-edge" data-of={mark.card} style={at(mark.x, mark.y)}>
                    <RelationMark kind={mark.kind} of={kindOf?.(mark.card)} />
                  </span>
                ))}
          {layout?.loose && !far ? (
            <p className="loose-head" style={at(layout.loose.x, layout.loose.y)}>
              {t('loose')} <span className="meta">{layout.loose.n}</span>
            </p>
          ) : null}
          {shown.map((box) => (
            <CardAt
              key={box.id}
              id={box.id}
              x={box.x}
              y={box.y}
              w={box.w}
              h={box.h}
              far={far}
              card={card}
              resizes={resizes}
            />
          ))}
        </div>
        {overlay}
      </section>
    </MapProvider>
  )
}
