/** A vision canvas drawn: the picture that stands beside its JSON Canvas in every download. */
import type { Canvas } from '@tablee/shared/board/canvas/schema'
import { canvasSvg } from '@tablee/shared/canvas-svg/svg'
import { drawingWords } from '@tablee/shared/canvas-svg/words'
import { wholeCanvas } from '@tablee/shared/view/canvas'

/** It speaks the table's language. Photos are empty frames in it: their bytes belong to the table. */
export const canvasDrawing = (canvas: Canvas, spoken: string, title: string): string =>
  `${canvasSvg(wholeCanvas(canvas), { ...drawingWords(spoken), spoken, title, photo: () => null })}\n`
