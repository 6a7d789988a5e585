/** The width of a console's window. */
import { useEffect, useState } from 'react'

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
