/** What stands on the paper: lines, marks and cards near the window. It moves as one, by its style. */
import type { NodeKind } from '@tablee/shared/board/schema'
import type { ReactNode, Ref } from 'react'
import { useT } from '../../i18n/index.tsx'
import { RelationMark } from '../relation-mark.tsx'
import { touches } from './camera.ts'
import { at, CardAt } from './card-at.tsx'
import { Lines } from './lines.tsx'
import { mapMessages } from './messages/index.ts'
import type { useMeasuring } from './resting.ts'
import type { Box, MapLayout } from './types.ts'

export function World({
  ref,
  layout,
  view,
  far,
  painted,
  keep,
  card,
  kindOf,
  resizes,
}: {
  readonly ref: Ref<HTMLDivElement>
  readonly layout: MapLayout | null
  /** What of the paper is in sight, with a margin. */
  readonly view: Box
  readonly far: boolean
  readonly painted: boolean
  readonly keep?: ReadonlySet<string> | undefined
  readonly card: (id: string, far: boolean) => ReactNode
  readonly kindOf?: ((card: string) => NodeKind | undefined) | undefined
  readonly resizes: ReturnType<typeof useMeasuring>
}) {
  const t = useT(mapMessages)
  const shown = layout?.cards.filter((box) => keep?.has(box.id) || (!(far && painted) && touches(view, box))) ?? []
  const lines = far && painted ? null : layout
  return (
    <div ref={ref} className={far ? (painted ? 'world far painted' : 'world far') : 'world'}>
      {lines ? <Lines layout={lines} view={view} /> : null}
      {far
        ? null
        : layout?.marks
            .filter((mark) => touches(view, { x: mark.x - 20, y: mark.y - 20, w: 140, h: 40 }))
            .map((mark) => (
              <span key={mark.id} className="on-edge" data-of={mark.card} style={at(mark.x, mark.y)}>
                <RelationMark kind={mark.kind} of={kindOf?.(mark.card)} />
              </span>
            ))}
      {layout?.loose && !far ? (
        <p className="loose-head" style={at(layout.loose.x, layout.loose.y)}>
          {t('loose')} <span className="meta">{layout.loose.n}</span>
        </p>
      ) : null}
      {shown.map((box) => (
        <CardAt
          key={box.id}
          id={box.id}
          x={box.x}
          y={box.y}
          w={box.w}
          h={box.h}
          far={far}
          card={card}
          resizes={resizes}
        />
      ))}
    </div>
  )
}
