/** What the drawing editor is told when it stands, and what it tells. */
import type { RefObject } from 'react'
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import { isRecord } from '@tablee/shared/board/canvas/edit'
import {
  DefaultDashStyle,
  DefaultFontStyle,
  DefaultSizeStyle,
  react,
  registerDefaultSideEffects,
  type Editor,
  type TLShapeId,
} from 'tldraw'
import type { Tool } from '../handle.ts'
import { isBlank, type Binding } from './binding.ts'
import { KindTool } from './kind-tool.ts'
import { isGround } from './parts.tsx'
import { showFirst } from './sight.ts'
import { onLeft, toolNames } from './kit.tsx'
import type { SurfaceProps } from './surface.tsx'

/** What the editor is doing while somebody has something in hand. */
const moving = ['select.translating', 'select.resizing', 'select.rotating', 'select.dragging_handle']
/** From the moment an editor stands: what it may do, and what the panel is told of what is done with it. */
export function attend(
  editor: Editor,
  call: RefObject<SurfaceProps>,
  bound: RefObject<Binding | null>,
  gesture: RefObject<number>,
): () => void {
  editor.setStyleForNextShapes(DefaultFontStyle, 'sans')
  editor.setStyleForNextShapes(DefaultDashStyle, 'solid')
  editor.setStyleForNextShapes(DefaultSizeStyle, 's')
  dragOverFramesOnly(editor)
  sameListWhileMoving(editor)
  const placing = editor.getStateDescendant<KindTool>('kind')
  if (placing) placing.place = (spot) => call.current.onPlace(spot)
  editor.getInitialMetaForShape = () => ({ at: Date.now() })
  editor.user.updateUserPreferences({ colorScheme: 'light', edgeScrollSpeed: 1 })
  const locked = (shape: Parameters<typeof isGround>[0], source: string) =>
    source === 'user' && isGround(shape) && !call.current.mayFrame
  let held: TLShapeId | undefined
  /** Was it empty when it was opened, and in which step of undo were its words changed last? */
  let opened: { readonly blank: boolean; readonly id: TLShapeId | null } = { blank: false, id: null }
  let wrote: string | null = null
  const leave = (id: TLShapeId | null) => {
    const shape = id === null ? undefined : editor.getShape(id)
    const { writers, holders } = call.current.table.sides.of(id as ShapeId)
    if (!shape || !isRecord(shape) || !isBlank(shape) || writers.length + holders.length > 0) return
    // Without a line somebody else's words may stand in it by now.
    if (!call.current.hears()) return
    // An arrow leads there: somebody has made use of it.
    if (editor.getBindingsToShape(shape.id, 'arrow').length > 0) return
    bound.current?.leave(shape.id as ShapeId, opened.id === id && opened.blank ? null : wrote)
  }
  const goes = () => leave(editor.getEditingShapeId())
  onLeft(editor, leave)
  addEventListener('pagehide', goes)
  const undoing = [
    registerDefaultSideEffects(editor),
    editor.sideEffects.registerBeforeChangeHandler('shape', (before, next, source) =>
      locked(before, source) ? before : next,
    ),
    editor.sideEffects.registerBeforeDeleteHandler('shape', (shape, source) =>
      locked(shape, source) ? false : undefined,
    ),
    react('selection', () =>
      call.current.onSelect(editor.getSelectedShapeIds() as readonly string[] as readonly ShapeId[]),
    ),
    react('tool', () => call.current.onTool(toolOf(editor.getCurrentToolId()))),
    react('holding', () => {
      const [first] = editor.isInAny(...moving) ? editor.getSelectedShapeIds() : []
      if (first === held) return
      held = first
      call.current.onHold(first === undefined ? null : (first as string as ShapeId))
    }),
    react('writing', () => {
      const id = editor.getEditingShapeId()
      if (id !== null && id !== opened.id) {
        const shape = editor.getShape(id)
        opened = { id, blank: isRecord(shape) && isBlank(shape) }
        wrote = null
      } else if (id === null) opened = { id, blank: false }
      call.current.onWriting(id === null ? null : (id as string as ShapeId))
    }),
  ]
  editor.registerExternalContentHandler('files', ({ files, point }) =>
    call.current.onFiles(files, point ? { x: point.x, y: point.y } : null),
  )
  editor.registerExternalContentHandler('text', () => undefined)
  editor.registerExternalContentHandler('url', () => undefined)
  const moved = new Set<TLShapeId>()
  const watch = editor.sideEffects.registerAfterChangeHandler('shape', (before, next, source) => {
    if (source === 'user' && next.type === 'element' && (before.x !== next.x || before.y !== next.y)) moved.add(next.id)
    if (source === 'user' && next.id === editor.getEditingShapeId()) wrote = `${gesture.current}`
  })
  const events = (info: { name: string }) => {
    if (info.name === 'pointer_down') gesture.current += 1
    if (info.name !== 'pointer_up' || moved.size === 0) return
    // Laid down: what the place says of it is part of the same move.
    const laid = [...moved].flatMap((id) => {
      const middle = editor.getShapePageBounds(id)?.center
      return middle ? { id, type: 'element' as const, props: call.current.meaningAt({ x: middle.x, y: middle.y }) } : []
    })
    moved.clear()
    editor.updateShapes(laid)
  }
  editor.on('event', events)
  showFirst(editor)
  return () => {
    editor.off('event', events)
    removeEventListener('pagehide', goes)
    goes()
    watch()
    for (const undo of undoing) undo()
  }
}

function toolOf(id: string): Tool {
  const found = Object.entries(toolNames).find(([, name]) => name === id)?.[0]
  return (found as Tool | undefined) ?? 'select'
}

/**
 * While something is dragged the editor asks every shape of the page, in every frame, whether it lies beneath. Here only a
 * frame takes in what is let go over it, and a canvas has few.
 */
function dragOverFramesOnly(editor: Editor): void {
  editor.getDraggingOverShape = (point, dragged) =>
    editor
      .getCurrentPageShapesSorted()
      .findLast(
        (shape) =>
          shape.type === 'frame' &&
          !shape.isLocked &&
          !dragged.some(({ id }) => id === shape.id) &&
          editor.isPointInShape(shape, point, { hitInside: true, margin: 0 }),
      )
}

/**
 * What stands where is drawn past React. Yet the list that React draws is made anew whenever a shape moves, and 2,000
 * components are compared in each frame of a drag; as long as only places differ, it gets the list it had.
 */
function sameListWhileMoving(editor: Editor): void {
  const list = editor.getRenderingShapes.bind(editor)
  let last: ReturnType<typeof list> = []
  editor.getRenderingShapes = () => {
    const next = list()
    const same =
      next.length === last.length &&
      next.every((one, at) => {
        const before = last[at]
        return (
          before !== undefined &&
          one.id === before.id &&
          one.index === before.index &&
          one.backgroundIndex === before.backgroundIndex &&
          one.opacity === before.opacity &&
          one.shape.props === before.shape.props &&
          one.shape.meta === before.shape.meta
        )
      })
    return same ? last : (last = next)
  }
}
