/** The painted ground of a map seen from afar. While it is dragged it moves as it is; it is painted anew between frames. */
import { useEffect, useRef } from 'react'
import { useT } from '../../i18n/index.tsx'
import { legible, type Camera, type Size } from './camera.ts'
import { useMap } from './context.ts'
import { paint } from './far.ts'
import { coloursOf, type Faces } from './far-card.ts'
import { mapMessages } from './messages/index.ts'
import type { MapLayout } from './types.ts'

/** Painted beyond the window, so that a drag has something to show before the next painting. */
const margin = 200

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
    const run = () => {
      frame = 0
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
      if (camera.scale >= legible || size.width === 0) {
        canvas.hidden = true
        painted = null
        return
      }
      canvas.hidden = false
      if (painted) {
        const way = rtl ? -1 : 1
        const [dx, dy] = [camera.x - painted.x, camera.y - painted.y]
        if (camera.scale === painted.scale && Math.abs(dx) < margin && Math.abs(dy) < margin) {
          canvas.style.transform = `translate(${way * dx}px, ${dy}px)`
          return
        }
      }
      frame ||= requestAnimationFrame(run)
    })
    if (map.camera().scale < legible && map.size().width > 0) {
      cancelAnimationFrame(frame)
      run()
    }
    return () => {
      stop()
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
