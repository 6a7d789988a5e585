/**
 * The layout of a map: a small one at once, a large one in a worker, where the last one stands until the next has
 * arrived.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { layOutSteadily } from './steady.ts'
import type { MapInput, MapLayout, Sight } from './types.ts'
import type { LayoutRequest } from './worker.ts'

/** Up to here laying out costs less than asking somebody else to. */
const few = 150

export type LaidOut = {
  readonly layout: MapLayout | null
  /** Whether it was composed for something this person did. */
  readonly own: boolean
  /** Anew, whatever is looked at. */
  compose(): void
}

export function useLayout(input: MapInput, sight: () => Sight): LaidOut {
  const [{ layout, own }, setLayout] = useState<{ layout: MapLayout | null; own: boolean }>({
    layout: null,
    own: false,
  })
  const last = useRef<MapLayout | null>(null)
  const worker = useRef<Worker | null>(null)
  const busy = useRef(false)
  const waiting = useRef<{ readonly input: MapInput; readonly anew: boolean } | null>(null)
  /** An old kiosk browser has no workers of this kind: laid out on the screen's own thread, then. */
  const refused = useRef(false)
  const looksAt = useRef(sight)
  looksAt.current = sight

  const again = useRef<(next: MapInput, anew: boolean) => void>(() => {})

  const take = useCallback((next: MapLayout, mine: boolean) => {
    last.current = next
    setLayout({ layout: next, own: mine })
  }, [])
  const ask = useCallback(
    (next: MapInput, anew: boolean): void => {
      if (busy.current) {
        // Only the newest wish is kept: typing never builds a queue.
        waiting.current = { input: next, anew: anew || (waiting.current?.anew ?? false) }
        return
      }
      const wished = looksAt.current()
      const here = last.current && !anew ? wished : null
      const inline = () => take(layOutSteadily(next, last.current, here), here === 'own')
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
        take(event.data, here === 'own')
        const more = waiting.current
        waiting.current = null
        if (more) again.current(more.input, more.anew)
      }
      const request: LayoutRequest = { input: next, sight: here, ...(first ? { previous: last.current } : {}) }
      made.postMessage(request)
    },
    [take],
  )
  again.current = ask
  const now = useRef(input)
  now.current = input
  useLayoutEffect(() => ask(input, false), [ask, input])
  useEffect(
    () => () => {
      worker.current?.terminate()
      worker.current = null
      busy.current = false
    },
    [],
  )
  return useMemo(() => ({ layout, own, compose: () => ask(now.current, true) }), [layout, own, ask])
}

function started(): Worker | null {
  try {
    return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  } catch {
    return null
  }
}
