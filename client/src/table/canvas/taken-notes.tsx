/** Over the drawing: what somebody else removed while this person wrote in it, with its words, until it is decided. */
import type { Canvas } from '@tablee/shared/board/canvas/schema'
import { wordsOn } from '@tablee/shared/board/canvas/words'
import { Took } from '../entry/taken-note.tsx'
import { useNames } from './names.ts'
import type { TakenShapes } from './taken.ts'

export function TakenNotes({ taken, canvas }: { taken: TakenShapes; canvas: Canvas }) {
  const { kindOf } = useNames(canvas)
  const gone = taken.all.filter(({ shape }) => !canvas.shapes.has(shape.id))
  if (gone.length === 0) return null
  return (
    <div className="taken-notes">
      {gone.map(({ shape, by }) => (
        <Took
          key={shape.id}
          what={kindOf(shape)}
          by={by}
          onKeep={() => taken.keep(shape.id)}
          onLetGo={() => taken.letGo(shape.id)}
        >
          <p className="text" dir="auto">
            {wordsOn(shape)}
          </p>
        </Took>
      ))}
    </div>
  )
}
