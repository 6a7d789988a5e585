/** A reel as React follows it: filled from the server, run by hand or by itself, and the board that stands at its place. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ClientProblem } from '../../link/api.ts'
import type { HistoryPort } from './port.ts'
import { Reel } from './reel.ts'

export const speeds = [1, 4, 15, 60] as const
export type Speed = (typeof speeds)[number]

export type Run = {
  readonly reel: Reel
  /** Rises with each frame that came: what depends on the reel's length looks again. */
  readonly read: number
  readonly reading: boolean
  readonly problem: ClientProblem | null
  /** Place on the reel, in milliseconds. */
  readonly place: number
  readonly frame: number
  readonly playing: boolean
  readonly speed: Speed
  go(place: number): void
  step(by: -1 | 1): void
  play(): void
  pause(): void
  faster(speed: Speed): void
  again(): void
}

export function useReel(port: HistoryPort): Run {
  const [reel, setReel] = useState(() => new Reel())
  const [read, setRead] = useState(0)
  const [reading, setReading] = useState(true)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const [place, setPlace] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(15)
  /** Where somebody has put it; until then it stands at the end of what was read. */
  const held = useRef(false)

  useEffect(() => {
    const stop = new AbortController()
    held.current = false
    reel.clear()
    setRead(0)
    setReading(true)
    setProblem(null)
    let drawn = 0
    const shown = () => {
      drawn = 0
      setRead(reel.frames.length)
      if (!held.current) setPlace(reel.length)
    }
    void port
      .read(
        {
          head: () => undefined,
          frame(frame) {
            reel.add(frame)
            drawn ||= requestAnimationFrame(shown)
          },
        },
        stop.signal,
      )
      .then((failed) => {
        if (stop.signal.aborted) return
        cancelAnimationFrame(drawn)
        shown()
        setReading(false)
        setProblem(failed)
      })
    return () => {
      stop.abort()
      cancelAnimationFrame(drawn)
    }
  }, [port, reel])

  const go = useCallback(
    (to: number) => {
      held.current = true
      setPlace(Math.max(0, Math.min(reel.length, to)))
    },
    [reel],
  )
  const frame = reel.frameAt(place)

  // Asked for by somebody, so it runs with reduced motion too: nothing moves but what people wrote.
  useEffect(() => {
    if (!playing) return
    let last = performance.now()
    let next = requestAnimationFrame(function tick(now) {
      const by = (now - last) * speed
      last = now
      held.current = true
      setPlace((at) => Math.min(reel.length, at + by))
      next = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(next)
  }, [playing, speed, reel])
  const over = place >= reel.length
  useEffect(() => {
    if (playing && over && !reading) setPlaying(false)
  }, [playing, over, reading])

  return {
    reel,
    read,
    reading,
    problem,
    place,
    frame,
    playing,
    speed,
    go,
    step: (by) => {
      setPlaying(false)
      const to = reel.places[Math.max(0, Math.min(reel.places.length - 1, frame + by))]
      if (to !== undefined) go(to)
    },
    play: () => {
      if (place >= reel.length) go(0) // at its end it begins anew
      setPlaying(true)
    },
    pause: () => setPlaying(false),
    faster: setSpeed,
    again: () => setReel(new Reel()),
  }
}
