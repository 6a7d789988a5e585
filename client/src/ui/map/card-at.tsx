/** A card at its place on the map; drawn near, its height is measured. */
import { memo, useEffect, useRef, type CSSProperties, type ReactNode } from 'react'
import type { Box } from './types.ts'

export const at = (x: number, y: number): CSSProperties => ({ insetInlineStart: x, insetBlockStart: y })

export const CardAt = memo(function CardAt({
  id,
  x,
  y,
  w,
  h,
  far,
  card,
  resizes,
}: Box & { id: string; far: boolean; card: (id: string, far: boolean) => ReactNode; resizes: ResizeObserver }) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = ref.current
    if (!element || far) return // a silhouette's height says nothing about the card
    resizes.observe(element)
    return () => resizes.unobserve(element)
  }, [resizes, far])
  return (
    <div
      ref={ref}
      className="card-at"
      data-card={id}
      style={far ? { ...at(x, y), inlineSize: w, blockSize: h } : { ...at(x, y), inlineSize: w }}
    >
      {card(id, far)}
    </div>
  )
})
