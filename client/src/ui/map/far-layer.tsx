/**
 * The painted ground of a map seen from afar. Under a hand that drags or zooms it moves and grows as it is; it is painted anew
 * where it covers the window no more or would be blurred, and sharp once the hand rests.
 */
import { useEffect, useRef } from 'react'
import { useT } from '../../i18n/index.tsx'
import type { Camera, Size } from './camera.ts'
import { useMap } from './context.ts'
import { paint } from './far.ts'
import { coloursOf, type Faces } from './far-card.ts'
import { mapMessages } from './messages/index.ts'
import type { MapLayout } from './types.ts'

/** Painted beyond the window, so that a drag has something to show before the next painting. */
const margin = 200
/** Grown or shrunk by more than this it is painted anew under the hand, too. */
const stretched = { least: 0.6, most: 1.8 }
const restMs = 80

export function FarLayer({
  layout,
  faces,
  selected,
}: {
  layout: MapLayout | null
  faces: Faces
  selected: string | null
}) {
  const map = useMap()
  const loose = useT(mapMessages)('loose')
  const ref = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (!canvas || !context || !layout) return
    const style = getComputedStyle(canvas)
    const rtl = style.direction === 'rtl'
    const colours = coloursOf(canvas)
    let painted: Camera | null = null
    let frame = 0
    let resting: ReturnType<typeof setTimeout> | undefined
    const run = () => {
      frame = 0
      clearTimeout(resting)
      const camera = map.camera()
      const { width, height } = map.size()
      const size: Size = { width: width + 2 * margin, height: height + 2 * margin }
      // Twice the pixels are four times the work; from afar one in the middle is sharp enough.
      const ratio = Math.min(devicePixelRatio, 2)
      const [w, h] = [Math.round(size.width * ratio), Math.round(size.height * ratio)]
      if (canvas.width !== w || canvas.height !== h) {
        canvas.width = w
        canvas.height = h
        canvas.style.width = `${size.width}px`
        canvas.style.height = `${size.height}px`
      }
      canvas.style.transform = ''
      canvas.style.transformOrigin = rtl ? '100% 0' : '0 0'
      paint(context, {
        layout,
        faces,
        colours,
        camera,
        size,
        margin,
        rtl,
        ratio,
        sans: style.fontFamily,
        selected,
        loose,
      })
      painted = camera
    }
    const stop = map.follow((camera, size) => {
      if (!map.far() || size.width === 0) {
        clearTimeout(resting)
        canvas.hidden = true
        painted = null
        return
      }
      canvas.hidden = false
      const [dx, dy, ratio] = painted === null ? [0, 0, 0] : movedBy(painted, camera)
      if (painted !== null && covers(dx, dy, ratio, size)) {
        canvas.style.transform = `translate(${rtl ? -dx : dx}px, ${dy}px)${ratio === 1 ? '' : ` scale(${ratio})`}`
        if (ratio !== 1) {
          clearTimeout(resting)
          resting = setTimeout(() => (frame ||= requestAnimationFrame(run)), restMs)
        }
        return
      }
      frame ||= requestAnimationFrame(run)
    })
    if (map.far() && map.size().width > 0) {
      cancelAnimationFrame(frame)
      run()
    }
    return () => {
      stop()
      clearTimeout(resting)
      cancelAnimationFrame(frame)
    }
  }, [map, layout, faces, selected, loose])
  return (
    <canvas
      ref={ref}
      className="far-ground"
      style={{ insetInlineStart: -margin, insetBlockStart: -margin }}
      aria-hidden="true"
      hidden
    />
  )
}

/** How a painting's corner moves, and by how much it grows, when the window goes from the one to the other. */
function movedBy(from: Camera, to: Camera): readonly [dx: number, dy: number, ratio: number] {
  const ratio = to.scale / from.scale
  const along = (was: number, is: number) => is - was * ratio + margin * (1 - ratio)
  return [along(from.x, to.x), along(from.y, to.y), ratio]
}
/** Whether it still lies beneath all of the window, and can be looked at. */
function covers(dx: number, dy: number, ratio: number, { width, height }: Size): boolean {
  const along = (at: number, length: number) => at <= margin && at - margin + (length + 2 * margin) * ratio >= length
  return ratio >= stretched.least && ratio <= stretched.most && along(dx, width) && along(dy, height)
}
