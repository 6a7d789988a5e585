/**
 * What the picked element says in the reader's language. On the drawing there is no room beneath it: it stands at the foot,
 * and in the list beneath each one.
 */
import type { Canvas, ShapeId } from '@tablee/shared/board/canvas/schema'
import { wordsOn } from '@tablee/shared/board/canvas/words'
import { plainText } from '@tablee/shared/board/text'
import { useTable } from '../context.ts'
import { Translated, useTranslatedHere } from '../translated.tsx'

export function Beneath({ canvas, picked }: { canvas: Canvas; picked: readonly ShapeId[] }) {
  const { status } = useTable()
  const [id, more] = picked
  const shape = id === undefined || more !== undefined ? undefined : canvas.shapes.get(id)
  const words = shape === undefined ? null : plainText(wordsOn(shape) ?? '')
  const lang = shape?.type === 'element' ? shape.props.lang : (status?.lang ?? '')
  const there = useTranslatedHere(id ?? '', lang, words ?? '')
  return (
    <div className="canvas-beneath" role="status">
      {there && id !== undefined && words !== null ? (
        <>
          <p lang={lang} dir="auto">
            {words}
          </p>
          <Translated id={id} lang={lang} wording={words} />
        </>
      ) : null}
    </div>
  )
}
