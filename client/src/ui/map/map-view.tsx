/**
 * A map on the screen: HTML cards culled to the window, lines beneath them in one SVG. It pans and zooms by touch,
 * wheel, drag and keyboard, and never moves by itself what is under the finger: when the layout changes, the selected
 * card (or the one nearest the middle) keeps its place on the glass.
 */
import type { NodeKind } from '@tablee/shared/board/schema'
import {
  startTransition,
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
import { createCulling, nothingDrawn, type Drawn } from './culling.ts'
import { MapProvider, type MapHandle } from './context.ts'
import { handleOf } from './handle-of.ts'
import { listen } from './pointers.ts'
import { useMeasuring, useSettling } from './resting.ts'
import { Tools } from './tools.tsx'
import type { MapLayout } from './types.ts'
import { createWindow } from './window.ts'
import { World } from './world.tsx'

export type { MapHandle } from './context.ts'

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
  const frame = useRef<HTMLElement>(null)
  const world = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState<Drawn>(nothingDrawn)
  const told = useRef({ onGrab, onPaper, onWhole, onMeasure, painted })
  told.current = { onGrab, onPaper, onWhole, onMeasure, painted }
  const resizes = useMeasuring(told)

  const boxes = useMemo(() => new Map(layout?.cards.map((box) => [box.id, box])), [layout])
  const asked = { layout, boxes, anchor, part: `${whole} ${fresh}`, branch: whole !== null, legibleFrom, own }
  const resting = useSettling()
  const [culling] = useState(() =>
    createCulling({
      painted: () => told.current.painted,
      // Under a finger new cards are made between frames, not within one.
      draw: (next, between) => (between ? startTransition(() => setDrawn(next)) : setDrawn(next)),
      changed: () => window.tell(),
    }),
  )
  useLayoutEffect(() => culling.drawn(drawn), [culling, drawn])
  useEffect(() => culling.stop, [culling])
  const [window] = useState(() => createWindow(asked, { ...resting, frame, world, culling }))
  // The anchor is read, not followed: selecting another card must not move the map.
  window.asked = asked
  useLayoutEffect(() => window.laidOut(layout, boxes), [window, layout, boxes])
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const fill = () => window.resized({ width: element.clientWidth, height: element.clientHeight })
    fill() // at once: the first cards come with the frame that holds them, not with the one after
    const observer = new ResizeObserver(fill)
    observer.observe(element)
    return () => observer.disconnect()
  }, [window])
  const [handle] = useState(() => handleOf(window, () => told.current.onWhole?.()))
  useImperativeHandle(ref, () => handle, [handle])

  useEffect(() => {
    const element = frame.current
    if (!element) return
    return listen(element, {
      camera: () => window.camera,
      rtl: window.rtl,
      least: window.least,
      move(next) {
        window.stands = 'own'
        window.apply(next, true)
      },
      dragging(on) {
        // A layer of its own while it is dragged; at rest it is drawn anew, sharp at its scale.
        if (world.current) world.current.style.willChange = on ? 'transform' : ''
      },
      paper(x, y) {
        const { x: left, y: top, scale } = window.camera
        told.current.onPaper?.((x - left) / scale, (y - top) / scale)
      },
      grab: (id, event) => told.current.onGrab?.(id, event) ?? false,
    })
  }, [window])

  const { zoom, fit } = handle
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
          else if (event.key === '0') fit()
          else return onKeyDown?.(event)
          event.preventDefault()
        }}
      >
        <Tools onZoom={zoom} onFull={() => zoom(1 / window.camera.scale)} onAll={fit} />
        {backdrop}
        <World
          ref={world}
          layout={layout}
          view={drawn.view}
          far={drawn.far}
          painted={painted}
          keep={keep}
          card={card}
          kindOf={kindOf}
          resizes={resizes}
        />
        {overlay}
      </section>
    </MapProvider>
  )
}
