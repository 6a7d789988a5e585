/**
 * An element, or a note of the list, between its place and its first word. It lies on this screen only: anyone who puts one and writes nothing has
 * put nothing, whether the field is left, the page closed or the line lost. Its first letter brings it onto the board.
 *
 * What this page brought there and left without a word again is taken away, but only once the server has everything that
 * was done here and nobody else is on it: what lies there without words may have somebody else's on their way.
 */
import type { Canvas, CanvasShape, ShapeId } from '@tablee/shared/board/canvas/schema'
import { withWords } from '@tablee/shared/board/canvas/words'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { TableLink } from '../../link/link.ts'
import { addShape, isHeld, presenceId, remove, writeElement } from './verbs.ts'

export type Drafts = {
  readonly draft: CanvasShape | null
  begin(shape: CanvasShape): void
  /** The whole text of it as it should be, whether it is on the board or not. */
  write(id: ShapeId, text: string): void
  /** Nobody writes in it here any more. */
  leave(id: ShapeId): void
}

export function useDraft(link: TableLink, canvas: Canvas): Drafts {
  const [draft, setDraft] = useState<CanvasShape | null>(null)
  /** Between two renders as well: a composed word may be followed by the next within one event. */
  const now = useRef<CanvasShape | null>(null)
  const made = useRef(new Set<ShapeId>())
  const left = useRef(new Set<ShapeId>())
  const set = useCallback((next: CanvasShape | null) => {
    now.current = next
    setDraft(next)
  }, [])
  const actions = useMemo(
    () => ({
      begin: set,
      write(id: ShapeId, text: string) {
        const mine = now.current?.id === id ? now.current : undefined
        if (mine && text === '') return
        left.current.delete(id)
        const done =
          mine && mine.type !== 'element' ? addShape(link, withWords(mine, text)) : writeElement(link, id, text, mine)
        if (!done.ok || !mine) return
        made.current.add(id)
        set(null)
      },
      leave(id: ShapeId) {
        if (now.current?.id === id) set(null)
        else if (made.current.has(id)) left.current.add(id)
      },
    }),
    [link, set],
  )

  useEffect(() => {
    for (const id of left.current) {
      const shape = canvas.shapes.get(id)
      const worked = shape?.type !== 'element' || shape.props.text.trim() !== '' || isHeld(canvas, id)
      if (worked) left.current.delete(id)
      else if (link.light().kind === 'saved' && link.presence.others().every(({ node }) => node !== presenceId(id))) {
        left.current.delete(id)
        remove(link, [id])
      }
    }
  })
  return { draft, ...actions }
}
