/** What the panel and the keys ask of the drawing editor. */
import type { KeyboardEvent, RefObject } from 'react'
import { type Editor, type TLShapeId } from 'tldraw'
import type { SurfaceHandle } from '../handle.ts'
import { bringIntoSight, freeSpot, showAll, spotInSight } from './sight.ts'
import { toolNames } from './kit.tsx'

export const handleOf = (editor: Editor, gesture: RefObject<number>): SurfaceHandle => ({
  freeSpot: (size) => freeSpot(editor, size),
  inSight: (spot, size) => spotInSight(editor, spot, size),
  spotAt(client) {
    const { x, y, w, h } = editor.getViewportScreenBounds()
    if (client.x < x || client.y < y || client.x > x + w || client.y > y + h) return null
    const spot = editor.screenToPage(client)
    return { x: spot.x, y: spot.y }
  },
  open(id, writes) {
    const shape = editor.getShape(id as string as TLShapeId)
    if (!shape) return
    if (writes) return write(editor, shape.id)
    editor.setCurrentTool('select')
    editor.select(shape.id)
    bringIntoSight(editor, shape.id)
    editor.focus()
  },
  tool(name) {
    // Whoever takes a tool is done with writing, also when it is the one that was in hand before.
    if (editor.getEditingShapeId() !== null) editor.complete()
    editor.setCurrentTool(toolNames[name]).focus()
  },
  zoom(how) {
    if (how === 'in') editor.zoomIn(undefined, { animation: { duration: 120 } })
    else if (how === 'out') editor.zoomOut(undefined, { animation: { duration: 120 } })
    else showAll(editor, true)
  },
  removeSelected() {
    gesture.current += 1
    editor.deleteShapes(editor.getSelectedShapeIds())
  },
  focus: () => editor.focus(),
})

export function write(editor: Editor, id: TLShapeId): void {
  editor.setCurrentTool('select')
  editor.select(id)
  bringIntoSight(editor, id)
  editor.setEditingShape(id)
  editor.setCurrentTool('select.editing_shape')
}

/** What a key does while nothing is being written. */
export function onSurfaceKey(event: KeyboardEvent, editor: Editor, gesture: RefObject<number>): void {
  if (event.defaultPrevented) return
  if (editor.getEditingShapeId() !== null) {
    // Its field has not got the focus yet; once it has, this is the field's key.
    const { target } = event
    const inField = target instanceof HTMLElement && target.closest('textarea, [contenteditable=true]') !== null
    if (event.key === 'Escape' && !inField) editor.complete()
    return
  }
  const command = event.ctrlKey || event.metaKey
  if (event.key === 'Delete' || event.key === 'Backspace') {
    gesture.current += 1
    editor.deleteShapes(editor.getSelectedShapeIds())
  } else if (command && event.key.toLowerCase() === 'a') editor.selectAll()
  else if (command && event.key.toLowerCase() === 'g') {
    gesture.current += 1
    if (event.shiftKey) editor.ungroupShapes(editor.getSelectedShapeIds())
    else editor.groupShapes(editor.getSelectedShapeIds())
  } else if (event.key === 'Escape') {
    editor.cancel()
    editor.setCurrentTool('select')
  } else return
  event.preventDefault()
}
