/** The server's time on this device, and the width of its window. */
import { useEffect, useMemo, useState } from 'react'
import { thisServer } from '../hold/server-time.ts'

/**
 * How far the server's clock is ahead of this device's, as all answers of this page say it; `told` is what the last one said
 * when it came here, for a page that heard nothing else (the gallery).
 */
export const useOffset = (told: number | null): number =>
  useMemo(() => thisServer.offset() ?? (told === null ? 0 : told - Date.now()), [told])

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
