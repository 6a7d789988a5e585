/** The server's time on this device, and the width of its window. */
import { useEffect, useMemo, useRef, useState } from 'react'

/**
 * How far the server's clock is ahead of this device's. `told` is what an answer said, when it came here: a time a little
 * past. Of the last answers the one that says the latest was least on its way.
 */
export function useOffset(told: number | null): number {
  const offsets = useRef<number[]>([])
  return useMemo(() => {
    if (told === null) return 0
    offsets.current = [...offsets.current.slice(-7), told - Date.now()]
    return Math.max(...offsets.current)
  }, [told, offsets])
}

/** The server's time, told again whenever what is read from it is another: a clock's face, to the second. */
export function useTimeOf(offset: number, read: (now: number) => string): number {
  const [at, setAt] = useState(() => Date.now() + offset)
  const said = read(at)
  useEffect(() => {
    const look = (): void => {
      const now = Date.now() + offset
      setAt((before) => (read(before) === read(now) ? before : now))
    }
    look()
    const timer = setInterval(look, 100)
    return () => clearInterval(timer)
    // What it says tells when to look anew; a reader is made anew each time.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [offset, said])
  return at
}
/** Once a second. */
export const useSeconds = (offset: number): number => useTimeOf(offset, (now) => String(Math.floor(now / 1_000)))

export function useNarrow(below: number): boolean {
  const query = `(width < ${below}px)`
  const [narrow, setNarrow] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const media = matchMedia(query)
    const look = (): void => setNarrow(media.matches)
    look()
    media.addEventListener('change', look)
    return () => media.removeEventListener('change', look)
  }, [query])
  return narrow
}
