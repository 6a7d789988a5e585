/** What was pressed is gone with what it did, and the keyboard's place with it: one goes on where what was done stands. */
import { useCallback, useEffect, useRef } from 'react'

/** Called as something is done. Whoever is elsewhere by the time that its button goes stays there. */
export function useReadOn(place: () => HTMLElement | null): () => void {
  const acted = useRef(false)
  useEffect(() => {
    if (!acted.current || document.activeElement !== document.body) return
    acted.current = false
    place()?.focus()
  })
  return useCallback(() => void (acted.current = true), [])
}
