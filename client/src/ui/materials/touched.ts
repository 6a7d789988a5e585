import { useEffect, useState } from 'react'

/** Whether somebody has touched this page: until then browsers let no sound play. */
export function useTouched(): boolean {
  const [touched, setTouched] = useState(() => navigator.userActivation?.hasBeenActive ?? false)
  useEffect(() => {
    if (touched) return
    const touch = (): void => setTouched(true)
    const events = ['pointerup', 'keydown'] as const
    for (const one of events) addEventListener(one, touch)
    return () => {
      for (const one of events) removeEventListener(one, touch)
    }
  }, [touched])
  return touched
}
