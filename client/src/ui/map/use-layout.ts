/** The layout of a map, computed in a worker; the last one stands until the next has arrived. */
import { useEffect, useRef, useState } from 'react'
import { layOut } from './layout.ts'
import type { Box, MapInput, MapLayout } from './types.ts'
import type { LayoutAnswer, LayoutRequest } from './worker.ts'

export function useLayout(input: MapInput): MapLayout | null {
  const [layout, setLayout] = useState<MapLayout | null>(null)
  const worker = useRef<Worker | null>(null)
  const turn = useRef(0)
  const last = useRef<MapLayout | null>(null)
  const busy = useRef(false)
  const waiting = useRef<MapInput | null>(null)

  useEffect(() => {
    let made: Worker | null = null
    try {
      made = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    } catch {
      made = null // an old kiosk browser: laid out on the screen's own thread
    }
    worker.current = made
    const take = (next: MapLayout) => {
      last.current = next
      setLayout(next)
    }
    if (made) {
      made.onmessage = (event: MessageEvent<LayoutAnswer>) => {
        busy.current = false
        take(event.data.layout)
        const next = waiting.current
        waiting.current = null
        if (next) ask(next)
      }
    }
    function ask(next: MapInput): void {
      const previous = loosePlaces(next, last.current)
      if (!made) return take(layOut(next, new Map(previous)))
      busy.current = true
      turn.current += 1
      const request: LayoutRequest = { turn: turn.current, input: next, previous }
      made.postMessage(request)
    }
    asker.current = ask
    if (waiting.current) {
      const next = waiting.current
      waiting.current = null
      ask(next)
    }
    return () => {
      made?.terminate()
      worker.current = null
      asker.current = null
      busy.current = false
    }
  }, [])

  const asker = useRef<((next: MapInput) => void) | null>(null)
  useEffect(() => {
    // While the worker is busy only the newest wish is kept: typing never builds a queue.
    if (busy.current || !asker.current) waiting.current = input
    else asker.current(input)
  }, [input])
  return layout
}

function loosePlaces(input: MapInput, layout: MapLayout | null): [string, Box][] {
  if (!layout) return []
  const loose = new Set(input.cards.filter((card) => card.loose).map((card) => card.id))
  return layout.cards.filter((card) => loose.has(card.id)).map((card) => [card.id, card])
}
