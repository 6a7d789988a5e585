/** Above the canvas, in one row: drawing or list, its ground, what can be done with what is picked, and the scale. */
import type { Canvas, ShapeId } from '@tablee/shared/board/canvas/schema'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { mapMessages } from '../../ui/map/messages/index.ts'
import { VisionIcon } from '../../ui/vision-icon.tsx'
import type { CanvasDialog } from './dialogs.tsx'
import type { SurfaceHandle } from './handle.ts'
import { useNames } from './names.ts'
import { canvasMessages } from './messages/index.ts'

export type Mode = 'drawing' | 'list'

export function CanvasBar({
  mode,
  onMode,
  ground,
  canvas,
  picked,
  onDialog,
  onRemove,
  onZoom,
}: {
  mode: Mode
  /** Null where nothing draws. */
  onMode: ((mode: Mode) => void) | null
  ground: ReactNode
  canvas: Canvas
  /** What is picked on the drawing surface, for anyone who may change it. */
  picked: readonly ShapeId[]
  onDialog: (dialog: CanvasDialog) => void
  onRemove: () => void
  onZoom: (how: Parameters<SurfaceHandle['zoom']>[0]) => void
}) {
  const t = useT(canvasMessages)
  const zoom = useT(mapMessages)
  const names = useNames(canvas)
  const [first] = picked
  const one = picked.length === 1 && first !== undefined ? canvas.shapes.get(first) : undefined
  return (
    <div className="canvas-bar">
      {onMode === null ? null : (
        <div className="switch" role="group" aria-label={t('how')}>
          {(['drawing', 'list'] as const).map((which) => (
            <button key={which} type="button" aria-pressed={mode === which} onClick={() => onMode(which)}>
              <VisionIcon name={which === 'drawing' ? 'select' : 'list'} />
              <span>{t(which)}</span>
            </button>
          ))}
        </div>
      )}
      {ground}
      {picked.length > 0 ? (
        <div
          className="picked"
          role="group"
          aria-label={t('actions', { what: one ? names.nameOf(one.id) : String(picked.length) })}
        >
          {one?.type === 'element' ? (
            <>
              <Button onClick={() => onDialog({ kind: 'details', id: one.id })}>{t('details')}</Button>
              <Button onClick={() => onDialog({ kind: 'link', id: one.id })}>
                <Icon name="link" />
                <span>{t('link')}</span>
              </Button>
            </>
          ) : null}
          <Button onClick={onRemove}>
            <Icon name="reject" />
            <span>{t('remove')}</span>
          </Button>
        </div>
      ) : null}
      {mode === 'drawing' ? (
        <div className="zoom" role="group" aria-label={zoom('tools')}>
          {(['out', 'in', 'all'] as const).map((how) => (
            <button key={how} type="button" title={zoom(how)} aria-label={zoom(how)} onClick={() => onZoom(how)}>
              <Icon name={how === 'in' ? 'plus' : how === 'out' ? 'minus' : 'fit'} />
            </button>
          ))}
        </div>
      ) : null}
    </div>
  )
}
