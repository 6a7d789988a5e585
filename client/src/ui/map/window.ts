/**
 * The window onto a map, without React: where it stands, who chose that, and where it goes when the layout or its own size
 * changes. It never moves by itself what is under the finger.
 */
import type { RefObject } from 'react'
import { anchorOf, rebuilt } from './anchor.ts'
import { contains, firstLook, fitWhole, gathered, readable, reveal, seen, type Camera, type Size } from './camera.ts'
import type { Culling } from './culling.ts'
import type { MapLayout, PlacedCard } from './types.ts'

/** What is to be shown, as the last render said. */
export type Asked = {
  readonly layout: MapLayout | null
  readonly boxes: ReadonlyMap<string, PlacedCard>
  /** The card that keeps its place when the layout changes. */
  readonly anchor: string | null
  /** When it changes, the first look is taken anew. */
  readonly part: string
  /** One branch alone: the way back lies across the window. */
  readonly branch: boolean
  readonly legibleFrom: number | null
  /** Whether the layout follows from what this person did. */
  readonly own: boolean
}
type Parts = {
  readonly frame: RefObject<HTMLElement | null>
  readonly world: RefObject<HTMLElement | null>
  /** Not 0 until the map rests (`resting.ts`). */
  readonly settles: RefObject<number>
  readonly rest: () => void
  /** Which cards are drawn follows the window. */
  readonly culling: Pick<Culling, 'cull' | 'far'>
}
export type MapWindow = ReturnType<typeof createWindow>

export function createWindow(first: Asked, { frame, world, settles, rest, culling }: Parts) {
  const followers = new Set<(camera: Camera, size: Size) => void>()
  const window = {
    asked: first,
    camera: { x: 28, y: 16, scale: 1 } satisfies Camera as Camera,
    size: { width: 0, height: 0 } satisfies Size as Size,
    /** Whether it was laid out. */
    placed: false,
    /** Who chose where it stands: nobody yet, somebody who wished to see all, or a hand. */
    stands: 'first' as 'first' | 'whole' | 'own',
    /** The part of which somebody wished to see all, maybe before it was laid out. */
    wishedAll: null as string | null,
    /** A card that was to be revealed before it was laid out. */
    awaited: null as string | null,
    followers,
    rests: () => settles.current === 0,
    rtl: () => frame.current !== null && getComputedStyle(frame.current).direction === 'rtl',
    all: (layout: MapLayout): Camera => fitWhole(layout, window.size, window.asked.branch),
    /** The smallest scale: all of it in sight. */
    least: () => (window.asked.layout ? window.all(window.asked.layout).scale : 1),
    /** Whether its cards are too small to be drawn, or not drawn yet. */
    far: culling.far,
    apply,
    tell,
    laidOut,
    resized,
  }
  let before: ReadonlyMap<string, PlacedCard> = new Map()
  let shownPart = first.part

  /** Layers that follow it do so anew. */
  function tell(): void {
    for (const follower of followers) follower(window.camera, window.size)
  }
  /** `byHand`: a hand is moving it just now. */
  function apply(next: Camera, byHand = false): void {
    window.camera = next
    if (world.current)
      world.current.style.transform = `translate(${(window.rtl() ? -1 : 1) * next.x}px, ${next.y}px) scale(${next.scale})`
    culling.cull(next, window.size, byHand)
    tell()
  }
  function settle(): void {
    window.placed = true
    rest()
  }
  /** What is chosen comes into sight with the map: on a phone it was chosen where the map is not seen. */
  function withChosen(next: Camera): Camera {
    const { layout, anchor } = window.asked
    const box = layout?.cards.find(({ id }) => id === anchor)
    return box && !contains(seen(next, window.size, 0), box) ? reveal(next, box, window.size) : next
  }
  const look = (layout: MapLayout): Camera =>
    withChosen(firstLook(layout, window.size, window.asked.branch, window.asked.legibleFrom))

  /** A new layout: the anchor keeps its place on the glass. */
  function laidOut(layout: MapLayout | null, boxes: Asked['boxes']): void {
    const { anchor, part, own } = window.asked
    if (!layout || window.size.width === 0) return
    const all = window.all(layout)
    const news = layout.cards.filter((box) => !before.has(box.id))
    if (layout.cards.length === 0) window.placed = false
    else if (!window.placed || part !== shownPart) {
      settle()
      shownPart = part
      window.stands = window.wishedAll === part ? 'whole' : 'first'
      apply(window.stands === 'whole' ? all : look(layout))
    } else if (window.stands === 'first' && news.length === 0 && !window.rests()) {
      apply(look(layout)) // only the heights were found out
    } else if (window.stands === 'whole' && news.length === 0) {
      apply(all)
    } else if (window.stands !== 'own' && news.length === 1 && news[0]?.id === anchor && all.scale >= readable) {
      apply(all) // this person's own card: the map stays whole as long as it can be read
    } else {
      const id = anchorOf(anchor, before, boxes, window.camera, window.size)
      const old = id === null ? undefined : before.get(id)
      const now = id === null ? undefined : boxes.get(id)
      const { x, y, scale } = window.camera
      let next: Camera =
        old && now ? { scale, x: x + (old.x - now.x) * scale, y: y + (old.y - now.y) * scale } : window.camera
      if (own && rebuilt(before, layout.cards)) {
        next = gathered(next, layout.bounds, window.size)
        if (now) next = reveal(next, now, window.size)
      }
      apply(next)
    }
    const wanted = window.awaited === null ? undefined : boxes.get(window.awaited)
    if (wanted) {
      window.awaited = null
      apply(reveal(window.camera, wanted, window.size))
    }
    window.wishedAll = null
    before = boxes
  }

  function resized({ width, height }: Size): void {
    const { size: was } = window
    if (width === was.width && height === was.height) return
    const hidden = was.width === 0
    const turned = !hidden && width > 0 && width !== was.width
    window.size = { width, height }
    const { layout, boxes } = window.asked
    if (layout && !window.placed) {
      if (layout.cards.length > 0) settle()
      apply(look(layout))
    } else if (layout && window.stands === 'whole') apply(window.all(layout))
    else if (layout && window.stands === 'first' && (!window.rests() || turned))
      // A turned tablet gets the look it would have begun with; a keyboard that slides in moves nothing.
      apply(look(layout))
    else apply(hidden && width > 0 ? withChosen(window.camera) : window.camera)
    before = boxes
  }
  return window
}
