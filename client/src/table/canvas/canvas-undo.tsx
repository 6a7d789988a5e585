/** Undo and redo of the canvas: the step that each would take, by what it did and to what. */
import { canvasStepOf } from '@tablee/shared/board/canvas/undo'
import type { Canvas, ShapeId } from '@tablee/shared/board/canvas/schema'
import type * as Y from 'yjs'
import { useT } from '../../i18n/index.tsx'
import { UndoPair, useSteps, type StepTitle } from '../../ui/undo-pair.tsx'
import { useNames } from './names.ts'
import { canvasStepMessages } from '../messages/index.ts'

export function CanvasUndo({
  manager,
  canvas,
  onHistory,
}: {
  manager: Y.UndoManager
  canvas: Canvas
  onHistory: (which: 'undo' | 'redo') => void
}) {
  const t = useT(canvasStepMessages)
  const names = useNames(canvas)
  const { undo, redo } = useSteps(manager)
  const called = (id: ShapeId | null): string | null => (id !== null && canvas.shapes.has(id) ? names.nameOf(id) : null)
  const title = (item: typeof undo): StepTitle => {
    if (item === null) return null
    const step = canvasStepOf(item)
    if (step === null) return ''
    const what = called(step.shape) ?? (step.count > 1 ? t('things', { n: step.count }) : null)
    return what === null ? t(`${step.why}-bare`) : t(step.why, { what })
  }
  return (
    <UndoPair undo={title(undo)} redo={title(redo)} onUndo={() => onHistory('undo')} onRedo={() => onHistory('redo')} />
  )
}
