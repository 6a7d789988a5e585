/**
 * A map on the screen: HTML cards culled to the window, lines beneath them in one SVG. It pans and zooms by touch,
 * wheel, drag and keyboard, and never moves by itself what is under the finger: when the layout changes, the selected
 * card (or the one nearest the middle) keeps its place on the glass.
 */
import {
  memo,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from 'react'
import { useT } from '../../i18n/index.tsx'
import { Icon } from '../icon.tsx'
import { RelationMark } from '../relation-mark.tsx'
import { contains, firstLook, fit, reveal, seen, touches, zoomAt, type Camera, type Size } from './camera.ts'
import { mapMessages } from './messages.ts'
import type { Box, MapLayout, PlacedCard } from './types.ts'

export type MapHandle = { fit(): void; zoom(factor: number): void; reveal(id: string): void }

/** Cards beyond the window that are drawn nevertheless, so that a slow drag shows no white edge. */
const margin = 240
/** Below this a wording cannot be read: a card is its silhouette, and costs as little. */
const legible = 0.32
/** A map that fits at this scale is shown whole: 16 px become 11. */
const readable = 0.66
/** After the first look, until the heights of the drawn cards are known. */
const settling = 1_500

export function MapView({
  layout,
  label,
  card,
  onMeasure,
  anchor = null,
  keep,
  followFit = false,
  onKeyDown,
  onPaper,
  onGrab,
  overlay,
  ref,
  tools = true,
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
  /** An observer's wall: always show all. */
  followFit?: boolean
  onKeyDown?: (event: KeyboardEvent) => void
  /** A tap on the paper. */
  onPaper?: () => void
  /** A drag began on a card. Return true to take it; the map then stays. */
  onGrab?: (id: string, event: PointerEvent) => boolean
  overlay?: ReactNode
  ref?: Ref<MapHandle>
  tools?: boolean
}) {
  const t = useT(mapMessages)
  const frame = useRef<HTMLElement>(null)
  const world = useRef<HTMLDivElement>(null)
  const camera = useRef<Camera>({ x: 28, y: 16, scale: 1 })
  const size = useRef<Size>({ width: 0, height: 0 })
  /** When it was first laid out; 0 before. */
  const placed = useRef(0)
  const moved = useRef(false)
  const [view, setView] = useState<Box>({ x: 0, y: 0, w: 0, h: 0 })
  const [far, setFar] = useState(false)

  const isRtl = () => frame.current !== null && getComputedStyle(frame.current).direction === 'rtl'
  const apply = useCallback((next: Camera) => {
    camera.current = next
    const { scale } = next
    if (world.current)
      world.current.style.transform = `translate(${(isRtl() ? -1 : 1) * next.x}px, ${next.y}px) scale(${scale})`
    setFar(scale < legible)
    setView((before) => {
      const needed = seen(next, size.current, 0)
      return contains(before, needed) && before.w < needed.w * 4 ? before : seen(next, size.current, margin)
    })
  }, [])

  const boxes = useMemo(() => new Map(layout?.cards.map((box) => [box.id, box])), [layout])
  const before = useRef<ReadonlyMap<string, PlacedCard>>(new Map())

  // A new layout: the anchor keeps its place on the glass.
  useLayoutEffect(() => {
    if (!layout || size.current.width === 0) return
    const [first] = layout.cards
    const whole = fit(layout.bounds, size.current)
    const news = layout.cards.filter((box) => !before.current.has(box.id))
    if (layout.cards.length === 0) placed.current = 0
    else if (followFit && !moved.current) apply(whole)
    else if (placed.current === 0) {
      placed.current = performance.now()
      apply(firstLook(layout.bounds, first, size.current))
    } else if (!moved.current && news.length === 0 && performance.now() - placed.current < settling) {
      apply(firstLook(layout.bounds, first, size.current)) // only the heights were found out
    } else if (!moved.current && news.length === 1 && news[0]?.id === anchor && whole.scale >= readable) {
      apply(whole) // this person's own card: the map stays whole as long as it can be read
    } else {
      const id = anchorOf(anchor, before.current, boxes, camera.current, size.current)
      const old = id === null ? undefined : before.current.get(id)
      const now = id === null ? undefined : boxes.get(id)
      const { x, y, scale } = camera.current
      apply(old && now ? { scale, x: x + (old.x - now.x) * scale, y: y + (old.y - now.y) * scale } : camera.current)
    }
    before.current = boxes
    // The anchor is read, not followed: selecting another card must not move the map.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [layout, boxes, apply, followFit])

  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element
      if (width === size.current.width && height === size.current.height) return
      size.current = { width, height }
      if (layoutRef.current && (placed.current === 0 || (followFit && !moved.current))) {
        placed.current = layoutRef.current.cards.length > 0 ? performance.now() : 0
        apply(
          followFit
            ? fit(layoutRef.current.bounds, size.current)
            : firstLook(layoutRef.current.bounds, layoutRef.current.cards[0], size.current),
        )
      } else apply(camera.current)
      before.current = boxesRef.current
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [apply, followFit])
  const layoutRef = useRef(layout)
  layoutRef.current = layout
  const boxesRef = useRef(boxes)
  boxesRef.current = boxes

  const zoom = useCallback(
    (factor: number) => {
      moved.current = true
      apply(zoomAt(camera.current, factor, size.current.width / 2, size.current.height / 2))
    },
    [apply],
  )
  const fitAll = useCallback(() => {
    moved.current = false
    if (layoutRef.current) apply(fit(layoutRef.current.bounds, size.current))
  }, [apply])
  const handle = useMemo<MapHandle>(
    () => ({
      fit: fitAll,
      zoom,
      reveal(id) {
        const box = boxesRef.current.get(id)
        if (!box || size.current.width === 0) return
        const next = reveal(
          camera.current.scale < 0.5
            ? zoomAt(camera.current, 0.8 / camera.current.scale, size.current.width / 2, size.current.height / 2)
            : camera.current,
          box,
          size.current,
        )
        if (next.x !== camera.current.x || next.y !== camera.current.y) apply(next)
      },
    }),
    [apply, fitAll, zoom],
  )
  useImperativeHandle(ref, () => handle, [handle])

  // Pointers: one drags the paper, two pinch. Wheel: a mouse zooms, a trackpad pans, a pinch on it zooms.
  const grab = useRef(onGrab)
  grab.current = onGrab
  const paper = useRef(onPaper)
  paper.current = onPaper
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const pointers = new Map<number, { x: number; y: number }>()
    let start: { x: number; y: number; card: string | null; taken: boolean; dragging: boolean } | null = null
    let hold = 0
    const at = (event: MouseEvent) => {
      const rect = element.getBoundingClientRect()
      return { x: isRtl() ? rect.right - event.clientX : event.clientX - rect.left, y: event.clientY - rect.top }
    }
    const down = (event: PointerEvent) => {
      const target = event.target instanceof Element ? event.target : null
      if (event.button > 1 || target?.closest('button, textarea, select, input, .map-overlay, .tools')) return
      const cardOf = target?.closest<HTMLElement>('[data-card]')?.dataset['card'] ?? null
      pointers.set(event.pointerId, at(event))
      start = { ...at(event), card: event.button === 0 ? cardOf : null, taken: false, dragging: false }
      clearTimeout(hold)
      if (start.card !== null && event.pointerType === 'touch') {
        // On glass a finger on a card pans like on paper; holding it takes the card up.
        hold = window.setTimeout(() => {
          if (start && !start.dragging && start.card !== null) start.taken = grab.current?.(start.card, event) ?? false
        }, 380)
      }
    }
    const move = (event: PointerEvent) => {
      const last = pointers.get(event.pointerId)
      if (!last || !start) return
      const here = at(event)
      if (!start.dragging && Math.hypot(here.x - start.x, here.y - start.y) < 6) return
      if (start.taken) return
      if (!start.dragging) {
        clearTimeout(hold)
        start.dragging = true
        if (
          start.card !== null &&
          event.pointerType !== 'touch' &&
          pointers.size === 1 &&
          grab.current?.(start.card, event)
        ) {
          start.taken = true
          return
        }
        element.setPointerCapture(event.pointerId)
      }
      moved.current = true
      if (pointers.size === 2) {
        const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1]
        if (other) {
          const was = Math.hypot(last.x - other.x, last.y - other.y)
          const is = Math.hypot(here.x - other.x, here.y - other.y)
          const middle = { x: (here.x + other.x) / 2, y: (here.y + other.y) / 2 }
          const old = { x: (last.x + other.x) / 2, y: (last.y + other.y) / 2 }
          const zoomed = zoomAt(camera.current, is / Math.max(1, was), middle.x, middle.y)
          apply({ ...zoomed, x: zoomed.x + middle.x - old.x, y: zoomed.y + middle.y - old.y })
        }
      } else apply({ ...camera.current, x: camera.current.x + here.x - last.x, y: camera.current.y + here.y - last.y })
      pointers.set(event.pointerId, here)
    }
    const up = (event: PointerEvent) => {
      clearTimeout(hold)
      if (
        pointers.delete(event.pointerId) &&
        start &&
        !start.dragging &&
        start.card === null &&
        event.type === 'pointerup'
      )
        paper.current?.()
      if (pointers.size === 0) start = null
    }
    const wheel = (event: WheelEvent) => {
      if (event.target instanceof Element && event.target.closest('textarea')) return
      event.preventDefault()
      moved.current = true
      const { x, y } = at(event)
      const notch =
        event.deltaMode !== 0 || (event.deltaX === 0 && Math.abs(event.deltaY) >= 100 && Number.isInteger(event.deltaY))
      if (event.ctrlKey || event.metaKey)
        apply(zoomAt(camera.current, Math.exp(-event.deltaY * (notch ? 0.0015 : 0.01)), x, y))
      else if (notch) apply(zoomAt(camera.current, event.deltaY < 0 ? 1.12 : 1 / 1.12, x, y))
      else
        apply({
          ...camera.current,
          x: camera.current.x - event.deltaX * (isRtl() ? -1 : 1),
          y: camera.current.y - event.deltaY,
        })
    }
    element.addEventListener('pointerdown', down)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', up)
    element.addEventListener('pointercancel', up)
    element.addEventListener('wheel', wheel, { passive: false })
    return () => {
      clearTimeout(hold)
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', up)
      element.removeEventListener('pointercancel', up)
      element.removeEventListener('wheel', wheel)
    }
  }, [apply])

  // One observer measures every drawn card.
  const report = useRef(onMeasure)
  report.current = onMeasure
  const [resizes] = useState(
    () =>
      new ResizeObserver((entries) => {
        for (const { target } of entries) {
          if (target instanceof HTMLElement && target.dataset['card'] !== undefined && target.offsetHeight > 0)
            report.current?.(target.dataset['card'], target.offsetHeight)
        }
      }),
  )
  useEffect(() => () => resizes.disconnect(), [resizes])

  const shown = layout?.cards.filter((box) => touches(view, box) || keep?.has(box.id)) ?? []
  const edges = layout?.edges.filter((edge) => touches(view, edge.box)) ?? []
  return (
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
      {tools ? (
        <div className="tools" role="group" aria-label={t('tools')}>
          <button type="button" title={t('in')} aria-label={t('in')} onClick={() => zoom(1.2)}>
            <Icon name="plus" />
          </button>
          <button type="button" title={t('out')} aria-label={t('out')} onClick={() => zoom(1 / 1.2)}>
            <Icon name="minus" />
          </button>
          <button type="button" title={t('all')} aria-label={t('all')} onClick={fitAll}>
            <Icon name="fit" />
          </button>
        </div>
      ) : null}
      <div ref={world} className={far ? 'world far' : 'world'}>
        <svg className="edges" aria-hidden="true">
          {edges.map((edge) => (
            <g key={edge.id} className={edge.also ? `${edge.kind} also` : edge.kind}>
              <path d={edge.path} />
              {edge.tip ? <path className="tip" d={edge.tip} /> : null}
              {edge.bar ? <path className="bar" d={edge.bar} /> : null}
            </g>
          ))}
          {layout?.joints
            .filter((joint) => touches(view, { ...joint.box, h: 4 }))
            .map((joint) => (
              <path key={joint.id} className="joint" d={joint.path} />
            ))}
        </svg>
        {far
          ? null
          : layout?.marks
              .filter((mark) => touches(view, { x: mark.x - 20, y: mark.y - 20, w: 140, h: 40 }))
              .map((mark) => (
                <span key={mark.id} className="on-edge" style={at(mark.x, mark.y)}>
                  <RelationMark kind={mark.kind} />
                </span>
              ))}
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
  )
}

const at = (x: number, y: number): CSSProperties => ({ insetInlineStart: x, insetBlockStart: y })

const CardAt = memo(function CardAt({
  id,
  x,
  y,
  w,
  h,
  far,
  card,
  resizes,
}: Box & { id: string; far: boolean; card: (id: string, far: boolean) => ReactNode; resizes: ResizeObserver }) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = ref.current
    if (!element || far) return // a silhouette's height says nothing about the card
    resizes.observe(element)
    return () => resizes.unobserve(element)
  }, [resizes, far])
  return (
    <div
      ref={ref}
      className="card-at"
      data-card={id}
      style={far ? { ...at(x, y), inlineSize: w, blockSize: h } : { ...at(x, y), inlineSize: w }}
    >
      {card(id, far)}
    </div>
  )
})

/** The card that must not move: the wished one if it is in sight, else the one nearest the middle of the window. */
function anchorOf(
  wished: string | null,
  before: ReadonlyMap<string, Box>,
  now: ReadonlyMap<string, Box>,
  camera: Camera,
  size: Size,
): string | null {
  const window = seen(camera, size, 0)
  const chosen = wished === null ? undefined : before.get(wished)
  if (wished !== null && chosen && now.has(wished) && touches(window, chosen)) return wished
  const middle = { x: window.x + window.w / 2, y: window.y + window.h / 2 }
  let best: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const [id, box] of before) {
    if (!now.has(id) || !touches(window, box)) continue
    const away = Math.hypot(box.x + box.w / 2 - middle.x, box.y + box.h / 2 - middle.y)
    if (away < least) {
      least = away
      best = id
    }
  }
  return best
}
