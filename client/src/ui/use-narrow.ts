import { useEffect, useState } from 'react'

/** Whether the window is narrower than so many pixels. */
export function useNarrow(below: number): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(`(width < ${below}px)`).matches)
  useEffect(() => {
    const query = matchMedia(`(width < ${below}px)`)
    const look = () => setNarrow(query.matches)
    look()
    query.addEventListener('change', look)
    return () => query.removeEventListener('change', look)
  }, [below])
  return narrow
}
