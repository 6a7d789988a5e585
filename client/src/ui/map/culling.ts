/**
 * Which cards of a map are elements: those near the window, and none while a painting stands for them. A hand that zooms in
 * keeps the painting until it rests; then cards come from the middle outwards, some in each frame, and what was painted of
 * them goes with the last.
 */
import { contains, legible, seen, type Camera, type Size } from './camera.ts'
import type { Box } from './types.ts'

/** Cards beyond the window that are drawn nevertheless, and how much of that a drag may use up before more are drawn. */
const margin = 320
const reserve = 120
/** A hand that has not moved for so long rests (ms). */
const restMs = 90
/** So much of the window has its cards after each step. */
const parts = [0.4, 0.75, 1]

/** `far`: no card can be read, and where a painting stands for them none is drawn. */
export type Drawn = { readonly view: Box; readonly far: boolean }
export const nothingDrawn: Drawn = { view: { x: 0, y: 0, w: 0, h: 0 }, far: false }
export type Culling = ReturnType<typeof createCulling>

/**
 * `draw`: in this frame, or between frames for a hand that must not wait for it. `changed`: the painting is not needed any
 * more. Whoever draws says when it was done (`drawn`).
 */
export function createCulling({
  painted,
  draw,
  changed,
}: {
  readonly painted: () => boolean
  readonly draw: (next: Drawn, between: boolean) => void
  readonly changed: () => void
}) {
  let last = nothingDrawn
  let far = false
  let timer: ReturnType<typeof setTimeout> | null = null
  let frame = 0
  /** Where the window stood when the hand rested, and how many of the parts were asked for. */
  let coming: { readonly camera: Camera; readonly size: Size; part: number } | null = null

  function stop(): void {
    if (timer !== null) clearTimeout(timer)
    cancelAnimationFrame(frame)
    timer = coming = null
  }
  function put(next: Drawn, between: boolean): void {
    if (next.view === last.view && next.far === last.far) return
    last = next
    draw(next, between)
  }
  /** What is drawn already is enough for a while. */
  function viewOf(camera: Camera, size: Size): Box {
    const needed = seen(camera, size, reserve)
    return contains(last.view, needed) && last.view.w < needed.w * 3 ? last.view : seen(camera, size, margin)
  }
  function come(): void {
    if (coming === null) return
    const all = seen(coming.camera, coming.size, margin)
    const share = parts[coming.part] ?? 1
    const [w, h] = [all.w * share, all.h * share]
    put({ far: false, view: { x: all.x + (all.w - w) / 2, y: all.y + (all.h - h) / 2, w, h } }, true)
  }
  return {
    /** Whether cards are painted now, as far as anything paints them. */
    far: () => far,
    /** `byHand`: while it moves. */
    cull(camera: Camera, size: Size, byHand: boolean): void {
      if (camera.scale < legible) {
        stop()
        far = true
        put({ far: true, view: viewOf(camera, size) }, byHand)
      } else if (far && painted() && (byHand || timer !== null)) {
        stop()
        timer = setTimeout(() => {
          timer = null
          coming = { camera, size, part: 0 }
          come()
        }, restMs)
      } else if (coming !== null) {
        // What came was measured, and the others lie a little further down.
        coming = { ...coming, camera, size }
      } else {
        far = false
        put({ far: false, view: viewOf(camera, size) }, byHand)
      }
    },
    drawn(of: Drawn): void {
      if (coming === null || of !== last) return
      const part = coming.part + 1
      if (part === parts.length) {
        coming = null
        far = false
        changed()
        return
      }
      coming = { ...coming, part }
      frame = requestAnimationFrame(come)
    },
    stop,
  }
}
