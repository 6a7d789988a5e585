/** What things on the canvas are called: by their first words, else by their kind. */
import type { Canvas, CanvasShape, ShapeId } from '@tablee/shared/board/canvas/schema'
import { wordsOn } from '@tablee/shared/board/canvas/words'
import { useT } from '../../i18n/index.tsx'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { canvasMessages } from './messages/index.ts'

export const short = (text: string, most = 32): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`

export function useNames(canvas: Canvas) {
  const t = useT(canvasMessages)
  const kinds = useT(visionMessages)
  const kindOf = (shape: CanvasShape): string => (shape.type === 'element' ? kinds(shape.props.kind) : t(shape.type))
  const nameOf = (id: ShapeId | null): string => {
    const shape = id === null ? undefined : canvas.shapes.get(id)
    if (!shape) return t('nowhere')
    const words = wordsOn(shape)
    return words ? short(words) : kindOf(shape)
  }
  return { kindOf, nameOf }
}
