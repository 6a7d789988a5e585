/**
 * The map in a corner: where the window stands in all of it. Touch or drag moves the window, arrow keys do it from the
 * keyboard and tell how many entries are in sight.
 */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { fit, touches, type Camera, type Size } from './camera.ts'
import { useMap } from './context.ts'
import { coloursOf, type Faces } from './far-card.ts'
import type { Box, MapLayout } from './types.ts'

/** A corner, and never more than a quarter of the window. */
const largest = { width: 176, height: 112 }
/** In a window that is lower it would lie over the buttons of the other corner. */
const lowest = 200
const mostOf = (window: Size): Size => ({
  width: Math.min(largest.width, Math.round(window.width / 4)),
  height: Math.min(largest.height, Math.round(window.height / 4)),
})

export function Minimap({
  layout,
  faces,
  label,
  tell,
}: {
  layout: MapLayout | null
  faces: Faces
  label: string
  /** Says how many of how many are in sight. */
  tell: (n: number, all: number) => string
}) {
  const map = useMap()
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLButtonElement>(null)
  const pane = useRef<HTMLSpanElement>(null)
  const [needed, setNeeded] = useState(false)
  const [most, setMost] = useState<Size>(largest)
  const [told, setTold] = useState('')
  const size = sizeOf(layout?.bounds ?? { x: 0, y: 0, w: 1, h: 1 }, most)
  const scale =
    layout && layout.bounds.w > 0 ? Math.min(size.width / layout.bounds.w, size.height / layout.bounds.h) : 1

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    const element = canvas.current
    if (!context || !element || !layout || !needed) return
    const ratio = Math.min(devicePixelRatio, 2)
    element.width = size.width * ratio
    element.height = size.height * ratio
    const rtl = getComputedStyle(element).direction === 'rtl'
    const colours = coloursOf(element)
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, size.width, size.height)
    for (const box of layout.cards) {
      const face = faces.get(box.id)
      if (!face) continue
      const w = Math.max(1.5, box.w * scale)
      const h = Math.max(1.5, box.h * scale)
      const x = (box.x - layout.bounds.x) * scale
      context.fillStyle =
        face.kind === 'issue' || face.kind === 'position'
          ? colours.ink
          : face.relation === 'supports'
            ? colours.support
            : face.relation === 'attacks'
              ? colours.attack
              : face.relation === 'qualifies'
                ? colours.condition
                : colours.edge
      context.globalAlpha = face.sought === false ? 0.25 : 1
      context.fillRect(rtl ? size.width - x - w : x, (box.y - layout.bounds.y) * scale, w, h)
    }
    context.globalAlpha = 1
  }, [layout, faces, needed, scale, size.width, size.height])

  useEffect(() => {
    if (!layout) return
    return map.follow((camera, window) => {
      setNeeded(window.width > 0 && window.height >= lowest && beyond(layout.bounds, camera, window))
      setMost((before) => {
        const now = mostOf(window)
        return window.width === 0 || (now.width === before.width && now.height === before.height) ? before : now
      })
      const element = pane.current
      if (!element) return
      const x = Math.max(0, (-camera.x / camera.scale - layout.bounds.x) * scale)
      const y = Math.max(0, (-camera.y / camera.scale - layout.bounds.y) * scale)
      element.style.insetInlineStart = `${x}px`
      element.style.insetBlockStart = `${y}px`
      element.style.inlineSize = `${Math.max(6, Math.min(size.width - x, (window.width / camera.scale) * scale))}px`
      element.style.blockSize = `${Math.max(6, Math.min(size.height - y, (window.height / camera.scale) * scale))}px`
    })
    // The pane is in the document only where it is needed: followed anew, it is placed at once.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [map, layout, scale, size.width, size.height, needed])

  if (!layout || !needed) return null
  const go = (event: PointerEvent) => {
    const rect = frame.current?.getBoundingClientRect()
    if (!rect || !frame.current) return
    const rtl = getComputedStyle(frame.current).direction === 'rtl'
    const x = rtl ? rect.right - event.clientX : event.clientX - rect.left
    map.centre(layout.bounds.x + x / scale, layout.bounds.y + (event.clientY - rect.top) / scale)
  }
  function onKeyDown(event: KeyboardEvent) {
    const rtl = frame.current !== null && getComputedStyle(frame.current).direction === 'rtl'
    const step = { ArrowLeft: [rtl ? 1 : -1, 0], ArrowRight: [rtl ? -1 : 1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
      event.key
    ]
    const sight = map.sight()
    if (!step || !sight || !layout) return
    event.preventDefault()
    event.stopPropagation()
    const [dx = 0, dy = 0] = step
    map.centre(sight.x + sight.w / 2 + (dx * sight.w) / 3, sight.y + sight.h / 2 + (dy * sight.h) / 3)
    const now = map.sight()
    if (now) setTold(tell(layout.cards.filter((card) => touches(card, now)).length, layout.cards.length))
  }
  return (
    <div className="minimap map-overlay">
      <button
        ref={frame}
        type="button"
        aria-label={label}
        title={label}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          go(event)
        }}
        onPointerMove={(event) => {
          if (event.buttons > 0) go(event)
        }}
      >
        <canvas ref={canvas} style={{ inlineSize: size.width, blockSize: size.height }} />
        <span ref={pane} className="pane" />
      </button>
      <p className="told" role="status">
        {told}
      </p>
    </div>
  )
}

function sizeOf({ w, h }: Box, most: Size): Size {
  const scale = Math.min(most.width / Math.max(1, w), most.height / Math.max(1, h))
  return { width: Math.max(44, Math.round(w * scale)), height: Math.max(44, Math.round(h * scale)) }
}
/** Whether some of the map lies outside of the window. */
const beyond = (bounds: Box, camera: Camera, window: Size): boolean => camera.scale > fit(bounds, window).scale * 1.15
