/** How a map comes to rest: the heights of drawn cards are measured, and for a while after the first look it may still move. */
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'

/** After the first look, until the heights of the drawn cards are known: a while, and so many frames on a slow device. */
const settling = { milliseconds: 1_500, frames: 12 }

/** `settles` is not 0 until the map rests. */
export function useSettling() {
  const settles = useRef(0)
  const rest = useCallback(() => {
    cancelAnimationFrame(settles.current)
    const began = performance.now()
    let frames = 0
    const step = () => {
      frames += 1
      const rests =
        frames > settling.frames &&
        performance.now() - began > settling.milliseconds &&
        document.fonts.status === 'loaded'
      settles.current = rests ? 0 : requestAnimationFrame(step)
    }
    settles.current = requestAnimationFrame(step)
  }, [])
  useEffect(
    () => () => {
      cancelAnimationFrame(settles.current)
      settles.current = 0
    },
    [],
  )
  return { settles, rest }
}

type Measures = { readonly onMeasure: ((id: string, height: number) => void) | undefined }
/** One observer measures every drawn card. */
export function useMeasuring(told: RefObject<Measures>): ResizeObserver {
  const [resizes] = useState(
    () =>
      new ResizeObserver((entries) => {
        for (const { target } of entries) {
          if (target instanceof HTMLElement && target.dataset['card'] !== undefined && target.offsetHeight > 0)
            told.current.onMeasure?.(target.dataset['card'], target.offsetHeight)
        }
      }),
  )
  useEffect(() => () => resizes.disconnect(), [resizes])
  return resizes
}
