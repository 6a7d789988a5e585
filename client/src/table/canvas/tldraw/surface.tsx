/**
 * The canvas drawn with tldraw: our shapes and tools on the board's document, without any of its menus. What it is asked
 * to do comes through the handle; what happens on it is told to the panel.
 *
 * The watermark that its licence asks for is shown as it is, and nothing of ours ever lies on it.
 */
import 'tldraw/tldraw.css'
import './surface.css'
import type { CanvasShape, ElementKind, ShapeId } from '@tablee/shared/board/canvas/schema'
import { isRecord, type ElementChange } from '@tablee/shared/board/canvas/edit'
import type { Edit } from '@tablee/shared/board/edit'
import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type PointerEvent,
  type Ref,
} from 'react'
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
import { direction, useLanguage, useT } from '../../../i18n/index.tsx'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import { sizeOf } from '../verbs.ts'
import type { Spot, SurfaceHandle, Tool } from '../handle.ts'
import type { TakenShapes } from '../taken.ts'
import { bindStore, isBlank, type Binding } from './binding.ts'
import { SurfaceContext, type SurfaceTable } from './context.ts'
import { KindTool } from './kind-tool.ts'
import { isGround } from './parts.tsx'
import { bringIntoSight, freeSpot, showAll, showFirst, spotInSight } from './sight.ts'
import { InHand } from './in-hand.tsx'
import {
  assetUrls,
  bindingUtils,
  newStore,
  onLeft,
  shapeUtils,
  textOptions,
  toolNames,
  tools,
  takeOurColours,
} from './kit.tsx'

const components = {
  Scribble: TldrawScribble,
  ShapeIndicators: TldrawShapeIndicators,
  SelectionForeground: TldrawSelectionForeground,
  Handles: TldrawHandles,
  InFrontOfTheCanvas: InHand,
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
/** What the editor is doing while somebody has something in hand. */
const moving = ['select.translating', 'select.resizing', 'select.rotating', 'select.dragging_handle']
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
  readonly handle: Ref<SurfaceHandle | null>
  /** The kind that the next click puts. */
  readonly armed: ElementKind | null
  /** Lies here and not on the board: see `use-draft.ts`. */
  readonly draft: CanvasShape | null
  /** Removed by somebody else while this person wrote in them: see `taken.ts`. */
  readonly taken: TakenShapes
  readonly licence: string | undefined
  readonly onSelect: (ids: readonly ShapeId[]) => void
  readonly onTool: (tool: Tool) => void
  readonly onPlace: (spot: Spot) => void
  readonly onWriting: (id: ShapeId | null) => void
  /** What this person has in hand and moves, or nothing any more. */
  readonly onHold: (id: ShapeId | null) => void
  readonly onFiles: (files: readonly File[], at: Spot | null) => void
  /** What a place says of an element that is laid there. */
  readonly meaningAt: (spot: Spot) => ElementChange
  readonly refused: (problem: ClientProblem) => void
  /** Whether what others do is heard of at once. */
  readonly hears: () => boolean
}

export default function Surface(props: SurfaceProps) {
  const { table, who, mayEdit, label, handle, licence, armed, draft, taken } = props
  const { language } = useLanguage()
  const kinds = useT(visionMessages)
  const call = useRef(props)
  call.current = props
  const [store, setStore] = useState<TLStore | null>(null)
  const [editor, setEditor] = useState<Editor | null>(null)
  /** What is done between pressing and letting go is one step of undo. */
  const gesture = useRef(0)
  const bound = useRef<Binding>(null)
  const ghost = useRef<HTMLDivElement>(null)

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
      keeps: (id) => call.current.taken.of(id as ShapeId) !== null,
      changed(id, shape) {
        if (shape === null) call.current.taken.letGo(id as ShapeId)
        else call.current.taken.become(shape)
      },
    })
    bound.current = binding
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
      if (source === 'user' && next.type === 'element' && (before.x !== next.x || before.y !== next.y))
        moved.add(next.id)
      if (source === 'user' && next.id === editor.getEditingShapeId()) wrote = `${gesture.current}`
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
      removeEventListener('pagehide', goes)
      goes()
      watch()
      for (const undo of undoing) undo()
    }
  }

  useEffect(() => {
    editor?.updateInstanceState({ isReadonly: !mayEdit })
  }, [editor, mayEdit])

  useEffect(() => {
    if (!editor) return
    if (armed !== null) editor.setCurrentTool('kind')
    else if (editor.getCurrentToolId() === 'kind') editor.setCurrentTool('select')
  }, [editor, armed])

  // Within the tap that asked for it: elsewhere a tablet does not open its keyboard.
  useLayoutEffect(() => {
    if (!editor) return
    bound.current?.show([...(draft ? [draft] : []), ...taken.all.map(({ shape }) => shape)])
  }, [editor, draft, taken])
  useLayoutEffect(() => {
    if (editor && draft) write(editor, draft.id as string as TLShapeId)
  }, [editor, draft])

  /** Where the card would lie, as large as it would be. A finger hides what is beneath it. */
  function follow({ clientX, clientY, pointerType, currentTarget }: PointerEvent<HTMLDivElement>): void {
    const card = ghost.current
    if (!card || !editor || armed === null) return
    const { left, top } = currentTarget.getBoundingClientRect()
    const { w, h } = sizeOf(armed)
    const zoom = editor.getZoomLevel()
    card.hidden = pointerType !== 'mouse'
    card.style.width = `${w * zoom}px`
    card.style.height = `${h * zoom}px`
    card.style.transform = `translate(${clientX - left - (w * zoom) / 2}px, ${clientY - top - (h * zoom) / 2}px)`
  }

  useImperativeHandle<SurfaceHandle | null, SurfaceHandle | null>(
    handle,
    (): SurfaceHandle | null =>
      editor && {
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
      },
    [editor],
  )

  const ui = useMemo(() => ({ ...options, branding: label }), [label])
  if (!store) return <div className="surface" aria-busy="true" />
  return (
    <div
      className="surface"
      data-armed={armed ?? undefined}
      onPointerMove={follow}
      onPointerDownCapture={() => {
        // A line above it may have come or gone a moment ago: what is put lies where it was pointed at.
        if (editor) editor.updateViewportScreenBounds(editor.getContainer())
      }}
      onMouseDownCapture={(event) => {
        // Pressed on the card that is being written: its field keeps the caret, also under the second of two quick clicks.
        const field = document.activeElement
        if (editor?.getEditingShapeId() && field instanceof HTMLTextAreaElement && event.target !== field)
          event.preventDefault()
      }}
      onPointerLeave={() => ghost.current && (ghost.current.hidden = true)}
      dir="ltr" // coordinates have no reading direction; what people read has its own
      onKeyDown={(event) => {
        if (!editor || event.defaultPrevented) return
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
      {armed === null ? null : (
        <div ref={ghost} className="ghost" dir={direction(language)} aria-hidden="true" hidden>
          {kinds(armed)}
        </div>
      )}
    </div>
  )
}

function write(editor: Editor, id: TLShapeId): void {
  editor.setCurrentTool('select')
  editor.select(id)
  bringIntoSight(editor, id)
  editor.setEditingShape(id)
  editor.setCurrentTool('select.editing_shape')
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
