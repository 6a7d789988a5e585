/** Two cards that become one: the one that goes slides into the other, whoever joined them. */
import type { HallVisionTold } from '@tablee/shared/wire/hall-vision'
import { useEffect, useRef, useState } from 'react'
import type { Place } from './layout.ts'

type Places = ReadonlyMap<string, Place>
const nowhere: Places = new Map()

/** Of several at once only the first: one is looked at. */
export function Ghost({ told, places }: { told: HallVisionTold; places: Places }) {
  const before = useRef({ told, places: nowhere })
  const [ghost, setGhost] = useState<{ readonly id: string; readonly from: Place; readonly to: Place } | null>(null)
  useEffect(() => {
    const was = before.current
    before.current = { told, places }
    if (was.told === told) return
    const now = new Set(told.cards.map(({ id }) => id))
    for (const { id } of was.told.cards) {
      if (now.has(id)) continue
      const into = told.cards.find(({ elements }) => elements.some(({ entry }) => entry === id))
      const [from, to] = [was.places.get(id), into === undefined ? undefined : places.get(into.id)]
      if (from === undefined || to === undefined) continue
      setGhost({ id, from, to })
      return
    }
  }, [told, places])
  if (ghost === null) return null
  const { id, from, to } = ghost
  const style: Record<`--${string}`, number> = {
    '--x': from.x,
    '--y': from.y,
    '--w': from.w,
    '--h': from.h,
    '--to-x': to.x,
    '--to-y': to.y,
  }
  return <i key={id} className="ghost" aria-hidden="true" style={style} onAnimationEnd={() => setGhost(null)} />
}
