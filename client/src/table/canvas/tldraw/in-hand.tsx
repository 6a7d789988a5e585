/** Who holds a note, a photo or a line, or writes in it: a tag at its corner. The cards of our own have theirs in them. */
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import { useContext, useSyncExternalStore } from 'react'
import { useEditor, useValue, type TLShapeId } from 'tldraw'
import { SurfaceContext } from './context.ts'

export function InHand() {
  const { sides } = useContext(SurfaceContext)
  const inHand = useSyncExternalStore(sides.subscribe, sides.inHand)
  return inHand.map((id) => <Tag key={id} id={id} />)
}

function Tag({ id }: { id: ShapeId }) {
  const { sides, nameOf } = useContext(SurfaceContext)
  const editor = useEditor()
  const side = useSyncExternalStore(sides.subscribe, () => sides.of(id))
  const at = useValue('where it is', () => {
    const shape = editor.getShape(id as string as TLShapeId)
    const bounds = shape === undefined || shape.type === 'element' ? null : editor.getShapePageBounds(shape)
    return bounds ? editor.pageToViewport({ x: bounds.minX, y: bounds.minY }) : null
  }, [editor, id])
  if (at === null) return null
  return (
    <div className="taken-tag tag" style={{ transform: `translate(${at.x}px, ${at.y}px)` }}>
      {[...side.writers, ...side.holders].map((one) => (
        <span key={one.conn}>{nameOf(one)}</span>
      ))}
    </div>
  )
}
