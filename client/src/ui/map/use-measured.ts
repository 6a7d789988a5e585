/** How tall the cards in sight are, as the screen drew them: until then a map is laid out by what was estimated. */
import { useCallback, useRef, useState } from 'react'

export type Measured = {
  readonly measured: ReadonlyMap<string, number>
  readonly onMeasure: (id: string, height: number) => void
}

export function useMeasured(): Measured {
  const [measured, setMeasured] = useState<ReadonlyMap<string, number>>(() => new Map())
  const gathering = useRef<Map<string, number> | null>(null)
  const onMeasure = useCallback((id: string, height: number) => {
    // All that one frame measured is one new layout.
    if (gathering.current) return void gathering.current.set(id, height)
    gathering.current = new Map([[id, height]])
    requestAnimationFrame(() => {
      const found = gathering.current
      gathering.current = null
      if (found)
        setMeasured((before) =>
          [...found].some(([key, value]) => Math.abs((before.get(key) ?? -9) - value) > 1)
            ? new Map([...before, ...found])
            : before,
        )
    })
  }, [])
  return { measured, onMeasure }
}
