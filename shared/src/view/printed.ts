/**
 * A table's vision canvas as it may be printed: every shape where it lies, and no text of anyone who does not want to be
 * quoted. What leaves for read-back and the press is drawn from this and from nothing that a device holds.
 */
import type { Canvas } from '../board/canvas/schema.ts'
import { wholeCanvas } from './canvas.ts'
import type { ViewShapes } from './shapes.ts'

export type PrintedCanvas = {
  readonly question: string
  /** The table's language. */
  readonly lang: string
  /** By the board's ids. */
  readonly shapes: ViewShapes
  /** Of these the words stay at the table. */
  readonly withheld: readonly string[]
}

/** `leaves`: what may be printed of it (`printable`). */
export const printedCanvas = (
  canvas: Canvas,
  leaves: Canvas,
  { question, lang }: Pick<PrintedCanvas, 'question' | 'lang'>,
): PrintedCanvas => ({
  question,
  lang,
  shapes: wholeCanvas(leaves),
  withheld: [...canvas.shapes].flatMap(([id, shape]) => (leaves.shapes.get(id) === shape ? [] : [id])),
})
