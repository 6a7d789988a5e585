/**
 * The layout of a map: a small one at once, a large one in a worker, where the last one stands until the next has
 * arrived.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { layOutSteadily } from './steady.ts'
import type { Box, MapInput, MapLayout } from './types.ts'
import type { LayoutRequest } from './worker.ts'

/** Up to here laying out costs less than asking somebody else to. */
const few = 150

/** `sight`: what of the map is looked at and must hold still; null composes anew. */
export function useLayout(input: MapInput, sight: () => Box | null): MapLayout | null {
  const [layout, setLayout] = useState<MapLayout | null>(null)
  const last = useRef<MapLayout | null>(null)
  const worker = useRef<Worker | null>(null)
  const busy = useRef(false)
  const waiting = useRef<MapInput | null>(null)
  /** An old kiosk browser has no workers of this kind: laid out on the screen's own thread, then. */
  const refused = useRef(false)
  const looksAt = useRef(sight)
  looksAt.current = sight

  const again = useRef<(next: MapInput) => void>(() => {})

  const take = useCallback((next: MapLayout) => {
    last.current = next
    setLayout(next)
  }, [])
  const ask = useCallback(
    (next: MapInput): void => {
      if (busy.current) {
        waiting.current = next // only the newest wish is kept: typing never builds a queue
        return
      }
      const here = last.current ? looksAt.current() : null
      const inline = () => take(layOutSteadily(next, last.current, here))
      const first = worker.current === null && next.cards.length > few && !refused.current
      if (first) worker.current = started()
      const made = worker.current
      if (!made) return inline()
      busy.current = true
      made.onerror = () => {
        refused.current = true
        worker.current = null
        busy.current = false
        inline()
      }
      made.onmessage = (event: MessageEvent<MapLayout>) => {
        busy.current = false
        take(event.data)
        const more = waiting.current
        waiting.current = null
        if (more) again.current(more)
      }
      const request: LayoutRequest = { input: next, sight: here, ...(first ? { previous: last.current } : {}) }
      made.postMessage(request)
    },
    [take],
  )
  again.current = ask
  useLayoutEffect(() => ask(input), [ask, input])
  useEffect(
    () => () => {
      worker.current?.terminate()
      worker.current = null
      busy.current = false
    },
    [],
  )
  return layout
}

function started(): Worker | null {
  try {
    return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  } catch {
    return null
  }
}
