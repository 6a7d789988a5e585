/**
 * The canvas drawn with tldraw: our shapes and tools on the board's document, without any of its menus. What it is asked
 * to do comes through the handle; what happens on it is told to the panel.
 *
 * The watermark that its licence asks for is shown as it is, and nothing of ours ever lies on it.
 */
import 'tldraw/tldraw.css'
import './surface.css'
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import type { ElementChange } from '@tablee/shared/board/canvas/edit'
import type { Edit } from '@tablee/shared/board/edit'
import { useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react'
import {
  AssetUrlsProvider,
  DefaultDashStyle,
  DefaultFontStyle,
  DefaultSizeStyle,
  TldrawEditor,
  TldrawHandles,
  TldrawScribble,
  TldrawSelectionForeground,
  TldrawShapeIndicators,
  TldrawUiTranslationProvider,
  react,
  registerDefaultSideEffects,
  type Editor,
  type TLCameraOptions,
  type TLShapeId,
  type TLStore,
} from 'tldraw'
import type { ClientProblem } from '../../../link/api.ts'
import { useLanguage } from '../../../i18n/index.tsx'
import type { Spot, SurfaceHandle, Tool } from '../handle.ts'
import { bindStore } from './binding.ts'
import { SurfaceContext, type SurfaceTable } from './context.ts'
import { isGround } from './parts.tsx'
import { assetUrls, bindingUtils, newStore, shapeUtils, textOptions, toolNames, tools, takeOurColours } from './kit.tsx'

const components = {
  Scribble: TldrawScribble,
  ShapeIndicators: TldrawShapeIndicators,
  SelectionForeground: TldrawSelectionForeground,
  Handles: TldrawHandles,
  // Nobody's pointer but one's own: who writes where is told by an ink tag.
  Cursor: null,
  CollaboratorCursor: null,
  CollaboratorBrush: null,
  CollaboratorScribble: null,
  CollaboratorHint: null,
  CollaboratorShapeIndicator: null,
  LoadingScreen: null,
}
const options = {
  maxPages: 1,
  createTextOnCanvasDoubleClick: false,
  maxShapesPerPage: 2_000,
  doubleClickDurationMs: 700, // of 450: not every hand taps twice that fast, nor every tablet hears it in time
} as const
const camera = {
  wheelBehavior: 'pan',
  zoomSteps: [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 4, 8],
} satisfies Partial<TLCameraOptions>

export type SurfaceProps = {
  readonly table: SurfaceTable
  readonly who: string
  readonly mayEdit: boolean
  /** May move frames and the parts of a template. */
  readonly mayFrame: boolean
  readonly label: string
  readonly handle: Ref<SurfaceHandle>
  readonly licence: string | undefined
  readonly onSelect: (ids: readonly ShapeId[]) => void
  readonly onTool: (tool: Tool) => void
  readonly onWriting: (id: ShapeId | null) => void
  readonly onFiles: (files: readonly File[], at: Spot | null) => void
  /** What a place says of an element that is laid there. */
  readonly meaningAt: (spot: Spot) => ElementChange
  readonly refused: (problem: ClientProblem) => void
}

export default function Surface(props: SurfaceProps) {
  const { table, who, mayEdit, label, handle, licence } = props
  const { language } = useLanguage()
  const call = useRef(props)
  call.current = props
  const [store, setStore] = useState<TLStore | null>(null)
  const [editor, setEditor] = useState<Editor | null>(null)
  /** What is done between pressing and letting go is one step of undo. */
  const gesture = useRef(0)

  useEffect(() => {
    takeOurColours()
    const made = newStore({
      upload: () => Promise.reject(new Error('photos come in through the panel')),
      resolve: (asset) => {
        const src = asset.props.src
        return src?.startsWith('asset:photo:') === true ? table.photo(src.slice('asset:photo:'.length)) : null
      },
    })
    const binding = bindStore({
      doc: table.doc,
      store: made,
      origin: (): Edit => ({ who, why: 'draw', gesture: `${gesture.current}` }),
      now: () => Date.now(),
      refused: (problem) => call.current.refused(problem),
      repairs: () => (call.current.mayEdit ? { parts: call.current.mayFrame } : null),
    })
    setStore(made)
    return () => binding.stop()
  }, [table, who])

  function onMount(editor: Editor) {
    setEditor(editor)
    editor.setStyleForNextShapes(DefaultFontStyle, 'sans')
    editor.setStyleForNextShapes(DefaultDashStyle, 'solid')
    editor.setStyleForNextShapes(DefaultSizeStyle, 's')
    dragOverFramesOnly(editor)
    sameListWhileMoving(editor)
    editor.getInitialMetaForShape = () => ({ at: Date.now() })
    editor.user.updateUserPreferences({ colorScheme: 'light', edgeScrollSpeed: 1 })
    const locked = (shape: Parameters<typeof isGround>[0], source: string) =>
      source === 'user' && isGround(shape) && !call.current.mayFrame
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
      react('writing', () => {
        const id = editor.getEditingShapeId()
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
      if (source === 'user' && next.type === 'element' && (before.x !== next.x || before.y !== next.y))
        moved.add(next.id)
    })
    const events = (info: { name: string }) => {
      if (info.name === 'pointer_down') gesture.current += 1
      if (info.name !== 'pointer_up' || moved.size === 0) return
      // Laid down: what the place says of it is part of the same move.
      const laid = [...moved].flatMap((id) => {
        const middle = editor.getShapePageBounds(id)?.center
        return middle
          ? { id, type: 'element' as const, props: call.current.meaningAt({ x: middle.x, y: middle.y }) }
          : []
      })
      moved.clear()
      editor.updateShapes(laid)
    }
    editor.on('event', events)
    showFirst(editor)
    return () => {
      editor.off('event', events)
      watch()
      for (const undo of undoing) undo()
    }
  }

  useEffect(() => {
    editor?.updateInstanceState({ isReadonly: !mayEdit })
  }, [editor, mayEdit])

  useImperativeHandle(
    handle,
    (): SurfaceHandle => ({
      freeSpot: (size) => (editor ? freeSpot(editor, size) : { x: 0, y: 0 }),
      spotAt(client) {
        if (!editor) return null
        const { x, y, w, h } = editor.getViewportScreenBounds()
        if (client.x < x || client.y < y || client.x > x + w || client.y > y + h) return null
        const spot = editor.screenToPage(client)
        return { x: spot.x, y: spot.y }
      },
      open(id, write) {
        if (!editor) return
        const shape = editor.getShape(id as string as TLShapeId)
        if (!shape) return
        editor.setCurrentTool('select')
        editor.select(shape.id)
        const bounds = editor.getShapePageBounds(shape)
        if (bounds && !editor.getViewportPageBounds().contains(bounds))
          editor.centerOnPoint(bounds.center, { animation: { duration: 180 } })
        if (write) {
          editor.setEditingShape(shape.id)
          editor.setCurrentTool('select.editing_shape')
        } else editor.focus()
      },
      tool: (name) => editor?.setCurrentTool(toolNames[name]).focus(),
      zoom(how) {
        if (!editor) return
        if (how === 'in') editor.zoomIn(undefined, { animation: { duration: 120 } })
        else if (how === 'out') editor.zoomOut(undefined, { animation: { duration: 120 } })
        else showAll(editor, true)
      },
      removeSelected() {
        gesture.current += 1
        editor?.deleteShapes(editor.getSelectedShapeIds())
      },
      focus: () => editor?.focus(),
    }),
    [editor],
  )

  const ui = useMemo(() => ({ ...options, branding: label }), [label])
  if (!store) return <div className="surface" aria-busy="true" />
  return (
    <div
      className="surface"
      dir="ltr" // coordinates have no reading direction; what people read has its own
      onKeyDown={(event) => {
        if (!editor || event.defaultPrevented || editor.getEditingShapeId() !== null) return
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
      }}
    >
      <SurfaceContext value={table}>
        <AssetUrlsProvider assetUrls={assetUrls}>
          <TldrawUiTranslationProvider locale={language}>
            <TldrawEditor
              store={store}
              shapeUtils={shapeUtils}
              bindingUtils={bindingUtils}
              tools={tools}
              components={components}
              options={ui}
              cameraOptions={camera}
              textOptions={textOptions}
              initialState="select"
              autoFocus={false}
              {...(licence === undefined ? {} : { licenseKey: licence })}
              onMount={onMount}
            />
          </TldrawUiTranslationProvider>
        </AssetUrlsProvider>
      </SurfaceContext>
    </div>
  )
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

/** All of it where that is readable; on a small screen who opens it reads the first rows, and scrolls to the rest. */
function showFirst(editor: Editor): void {
  const bounds = editor.getCurrentPageBounds()
  if (!bounds) return
  const { w, h } = editor.getViewportScreenBounds()
  const z = Math.min(1, Math.max(0.62, Math.min((w - 48) / bounds.w, (h - 28) / bounds.h)))
  const start = document.documentElement.dir === 'rtl' ? bounds.maxX - (w - 24) / z : bounds.minX - 24 / z
  const spare = w / z - bounds.w
  editor.setCamera({ x: -(spare > 0 ? bounds.minX - spare / 2 : start), y: -bounds.minY + 16 / z, z })
}

/** All of it in sight, but no larger than it is. */
function showAll(editor: Editor, moves: boolean): void {
  const bounds = editor.getCurrentPageBounds()
  const animation = moves ? { animation: { duration: 180 } } : {}
  if (!bounds) {
    editor.setCamera({ x: 0, y: 0, z: 1 }, animation)
    return
  }
  editor.zoomToBounds(bounds, { inset: 28, ...animation })
  if (editor.getZoomLevel() > 1) editor.resetZoom(undefined, animation)
}

/** Rings around the middle of what is in sight, until a card has room that no other card takes. */
function freeSpot(editor: Editor, { w, h }: { readonly w: number; readonly h: number }): Spot {
  const view = editor.getViewportPageBounds()
  const taken = editor
    .getCurrentPageShapes()
    .filter((shape) => !isGround(shape) && shape.type !== 'arrow')
    .flatMap((shape) => editor.getShapePageBounds(shape) ?? [])
  const free = (x: number, y: number) =>
    taken.every((box) => x + w + 12 < box.minX || x > box.maxX + 12 || y + h + 12 < box.minY || y > box.maxY + 12)
  const middle = { x: view.center.x - w / 2, y: view.center.y - h / 2 }
  for (let ring = 0; ring < 30; ring += 1) {
    const steps = Math.max(1, ring * 8)
    for (let n = 0; n < steps; n += 1) {
      const turn = (n / steps) * 2 * Math.PI
      const spot = { x: middle.x + Math.cos(turn) * ring * 48, y: middle.y + Math.sin(turn) * ring * 36 }
      if (free(spot.x, spot.y)) return { x: Math.round(spot.x), y: Math.round(spot.y) }
    }
  }
  return { x: Math.round(middle.x), y: Math.round(middle.y) }
}
