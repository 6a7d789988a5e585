/** Pointers on a map: one drags the paper, two pinch, also from a button on a card: what moved was no click. Wheel: a mouse zooms, a trackpad pans, a pinch on it zooms. */
import { zoomAt, type Camera } from './camera.ts'

export type Pointing = {
  camera(): Camera
  rtl(): boolean
  /** The smallest scale there is. */
  least(): number
  move(camera: Camera): void
  /** A drag of the paper begins or ends. */
  dragging(on: boolean): void
  /** A tap on the paper. */
  paper(x: number, y: number): void
  /** A drag began on a card; true takes it, and the map stays. */
  grab(card: string, event: PointerEvent): boolean
}

export function listen(element: HTMLElement, map: Pointing): () => void {
  const pointers = new Map<number, { x: number; y: number }>()
  let start: { x: number; y: number; card: string | null; taken: boolean; dragging: boolean } | null = null
  let hold = 0
  let moved = false
  const at = (event: MouseEvent) => {
    const rect = element.getBoundingClientRect()
    return { x: map.rtl() ? rect.right - event.clientX : event.clientX - rect.left, y: event.clientY - rect.top }
  }
  const zoom = (factor: number, x: number, y: number) => map.move(zoomAt(map.camera(), factor, x, y, map.least()))
  const down = (event: PointerEvent) => {
    const target = event.target instanceof Element ? event.target : null
    moved = false
    if (event.button > 1 || target?.closest('textarea, select, input, .map-overlay, .tools')) return
    if (target?.closest('button') && !target.closest('[data-card]')) return
    const cardOf = target?.closest<HTMLElement>('[data-card]')?.dataset['card'] ?? null
    pointers.set(event.pointerId, at(event))
    start = { ...at(event), card: event.button === 0 ? cardOf : null, taken: false, dragging: false }
    clearTimeout(hold)
    if (pointers.size === 1 && start.card !== null && event.pointerType === 'touch') {
      // On glass a finger on a card pans like on paper; holding it takes the card up.
      hold = window.setTimeout(() => {
        if (start && !start.dragging && start.card !== null) moved = start.taken = map.grab(start.card, event)
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
      moved = true
      if (start.card !== null && event.pointerType !== 'touch' && pointers.size === 1 && map.grab(start.card, event)) {
        start.taken = true
        return
      }
      element.setPointerCapture(event.pointerId)
      map.dragging(true)
    }
    const now = map.camera()
    if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1]
      if (other) {
        const was = Math.hypot(last.x - other.x, last.y - other.y)
        const is = Math.hypot(here.x - other.x, here.y - other.y)
        const middle = { x: (here.x + other.x) / 2, y: (here.y + other.y) / 2 }
        const old = { x: (last.x + other.x) / 2, y: (last.y + other.y) / 2 }
        const zoomed = zoomAt(now, is / Math.max(1, was), middle.x, middle.y, map.least())
        map.move({ ...zoomed, x: zoomed.x + middle.x - old.x, y: zoomed.y + middle.y - old.y })
      }
    } else map.move({ ...now, x: now.x + here.x - last.x, y: now.y + here.y - last.y })
    pointers.set(event.pointerId, here)
  }
  const up = (event: PointerEvent) => {
    clearTimeout(hold)
    if (pointers.delete(event.pointerId) && start) {
      if (start.dragging) map.dragging(false)
      else if (start.card === null && event.type === 'pointerup') map.paper(start.x, start.y)
    }
    if (pointers.size === 0) start = null
  }
  /** Where a drag ends on the button it began at, a browser makes a click of it; a key's click has no detail. */
  const click = (event: MouseEvent) => {
    if (!moved || event.detail === 0) return
    event.preventDefault()
    event.stopPropagation()
  }
  const wheel = (event: WheelEvent) => {
    if (event.target instanceof Element && event.target.closest('textarea')) return
    event.preventDefault()
    const { x, y } = at(event)
    const notch =
      event.deltaMode !== 0 || (event.deltaX === 0 && Math.abs(event.deltaY) >= 100 && Number.isInteger(event.deltaY))
    if (event.ctrlKey || event.metaKey) zoom(Math.exp(-event.deltaY * (notch ? 0.0015 : 0.01)), x, y)
    else if (notch) zoom(event.deltaY < 0 ? 1.12 : 1 / 1.12, x, y)
    else {
      const now = map.camera()
      map.move({ ...now, x: now.x - event.deltaX * (map.rtl() ? -1 : 1), y: now.y - event.deltaY })
    }
  }
  element.addEventListener('pointerdown', down)
  element.addEventListener('pointermove', move)
  element.addEventListener('pointerup', up)
  element.addEventListener('pointercancel', up)
  element.addEventListener('click', click, true)
  element.addEventListener('wheel', wheel, { passive: false })
  return () => {
    clearTimeout(hold)
    element.removeEventListener('pointerdown', down)
    element.removeEventListener('pointermove', move)
    element.removeEventListener('pointerup', up)
    element.removeEventListener('pointercancel', up)
    element.removeEventListener('click', click, true)
    element.removeEventListener('wheel', wheel)
  }
}
