/** A reel as React follows it: filled from the server, run by hand or by itself, and the board that stands at its place. */
import { useCallback, useEffect, useState } from 'react'
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
  /** Rows of the journal that came, of all there are; 0 of 0 before that is known. */
  readonly progress: { readonly rows: number; readonly of: number }
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

const none: Run['progress'] = { rows: 0, of: 0 }

export function useReel(port: HistoryPort): Run {
  const [reel, setReel] = useState(() => new Reel())
  const [read, setRead] = useState(0)
  const [reading, setReading] = useState(true)
  const [progress, setProgress] = useState<Run['progress']>(none)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  const [place, setPlace] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(15)

  useEffect(() => {
    const stop = new AbortController()
    reel.clear()
    setRead(0)
    setReading(true)
    setProgress(none)
    setProblem(null)
    let drawn = 0
    let of = 0
    let rows = 0
    const shown = () => {
      drawn = 0
      setRead(reel.frames.length)
      setProgress({ rows, of })
    }
    void port
      .read(
        {
          head: (head) => void (of = head.rows),
          frame(frame) {
            reel.add(frame)
            rows += frame.rows
            drawn ||= requestAnimationFrame(shown)
          },
        },
        stop.signal,
      )
      .then((failed) => {
        if (stop.signal.aborted) return
        cancelAnimationFrame(drawn)
        shown()
        setPlace(reel.length)
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
      setPlace(Math.max(0, Math.min(reel.length, to)))
    },
    [reel],
  )
  // Drawing a board again and again while it comes would only keep it from coming.
  const frame = reading ? -1 : reel.frameAt(place)

  // Asked for by somebody, so it runs with reduced motion too: nothing moves but what people wrote.
  useEffect(() => {
    if (!playing) return
    let last = performance.now()
    let next = requestAnimationFrame(function tick(now) {
      const by = (now - last) * speed
      last = now
      setPlace((at) => Math.min(reel.length, at + by))
      next = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(next)
  }, [playing, speed, reel])
  const over = place >= reel.length
  useEffect(() => {
    if (playing && over) setPlaying(false)
  }, [playing, over])

  return {
    reel,
    read,
    reading,
    progress,
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
      if (reading) return
      if (place >= reel.length) go(0) // at its end it begins anew
      setPlaying(true)
    },
    pause: () => setPlaying(false),
    faster: setSpeed,
    again: () => setReel(new Reel()),
  }
}
