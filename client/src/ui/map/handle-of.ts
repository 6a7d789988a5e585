/** A map's window as its layers and the page around it move it. */
import { legible, reveal, seen, zoomAt } from './camera.ts'
import type { MapHandle } from './context.ts'
import type { MapWindow } from './window.ts'

/** `onWhole`: somebody wished to see all of it. */
export function handleOf(window: MapWindow, onWhole: () => void): MapHandle {
  const sight = () => (!window.placed || window.size.width === 0 ? null : seen(window.camera, window.size, 0))
  return {
    fit() {
      window.stands = 'whole'
      window.wishedAll = window.asked.part
      if (window.asked.layout) window.apply(window.all(window.asked.layout))
      onWhole()
    },
    zoom(factor) {
      window.stands = 'own'
      const { width, height } = window.size
      window.apply(zoomAt(window.camera, factor, width / 2, height / 2, window.least()))
    },
    reveal(id) {
      const box = window.asked.boxes.get(id)
      const { width, height } = window.size
      if (width === 0) return
      window.awaited = box ? null : id
      if (!box) return
      const now = window.camera
      const near = now.scale < legible ? zoomAt(now, 1 / now.scale, width / 2, height / 2) : now
      const next = reveal(near, box, window.size)
      // Whoever looks at one card does not look at all of them any more: words that open must not take it away again.
      if (window.stands === 'whole') window.stands = 'own'
      if (next.x !== now.x || next.y !== now.y || next.scale !== now.scale) window.apply(next)
    },
    centre(x, y) {
      window.stands = 'own'
      const { scale } = window.camera
      window.apply({ scale, x: window.size.width / 2 - x * scale, y: window.size.height / 2 - y * scale })
    },
    sight,
    held: () => (window.stands !== 'own' && !window.rests() ? null : sight()),
    camera: () => window.camera,
    far: window.far,
    size: () => window.size,
    follow(follower) {
      window.followers.add(follower)
      follower(window.camera, window.size)
      return () => window.followers.delete(follower)
    },
  }
}
