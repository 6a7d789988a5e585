/** One bar of a share: solid, hatched or open, so that no colour is ever the only sign. Grows in reading direction. */
import { useId } from 'react'

export type Fill = 'solid' | 'hatched' | 'open'

export function Bar({ share, fill = 'solid' }: { share: number | null; fill?: Fill }) {
  const id = useId()
  const width = `${Math.max(0, Math.min(1, share ?? 0)) * 100}%`
  return (
    <svg className="fig-bar" aria-hidden="true" width="100%" height="100%">
      <line x1="0" y1="0" x2="0" y2="100%" className="zero" />
      {fill === 'hatched' ? (
        <pattern id={id} patternUnits="userSpaceOnUse" width="6" height="6" patternTransform="rotate(45)">
          <rect width="3" height="6" className="ink" />
        </pattern>
      ) : null}
      {share === null || share === 0 ? null : (
        <rect width={width} height="100%" className={fill} {...(fill === 'hatched' ? { fill: `url(#${id})` } : {})} />
      )}
    </svg>
  )
}
