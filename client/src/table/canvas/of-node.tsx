/** On a card of the map: how much on the canvas is linked to it. A tap goes there. */
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import type { NodeId } from '@tablee/shared/ids'
import { useState, useSyncExternalStore } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Icon } from '../../ui/icon.tsx'
import { anchorOf, Menu, type Anchor } from '../../ui/menu.tsx'
import { VisionIcon } from '../../ui/vision-icon.tsx'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { useTable } from '../context.ts'
import { shortened } from '../board/entries.ts'
import { linkMessages } from '../messages/index.ts'
import { elementsOfNode, readerOf } from './use-canvas.ts'

export function OnCanvas({ id }: { id: NodeId }) {
  const t = useT(linkMessages)
  const kinds = useT(visionMessages)
  const { link, act } = useTable()
  const reader = readerOf(link.doc)
  const elements = useSyncExternalStore(reader.subscribe, () => elementsOfNode(reader.current(), id))
  const [at, setAt] = useState<Anchor | null>(null)
  if (elements.length === 0) return null
  const go = (element: ShapeId) => act.set({ tab: 'canvas', side: 'map', element })
  return (
    <>
      <button
        type="button"
        className="on-canvas"
        onClick={(event) => {
          const [only] = elements
          if (elements.length === 1 && only) go(only)
          else setAt(anchorOf(event.currentTarget))
        }}
      >
        <Icon name="link" />
        {t('onCanvas', { n: elements.length })}
      </button>
      {at ? (
        <Menu
          label={t('onCanvas', { n: elements.length })}
          at={at}
          onClose={() => setAt(null)}
          entries={elements.flatMap((element) => {
            const shape = reader.current().shapes.get(element)
            if (shape?.type !== 'element') return []
            return {
              label: shortened(shape.props.text, 48) || kinds(shape.props.kind),
              mark: <VisionIcon name={shape.props.kind} />,
              run: () => go(element),
            }
          })}
        />
      ) : null}
    </>
  )
}
