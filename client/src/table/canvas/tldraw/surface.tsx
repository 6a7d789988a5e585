/**
 * The canvas drawn with tldraw: our shapes and tools on the board's document, without any of its menus. What it is asked
 * to do comes through the handle; what happens on it is told to the panel.
 *
 * The watermark that its licence asks for is shown as it is, and nothing of ours ever lies on it.
 */
import 'tldraw/tldraw.css'
import './surface.css'
import type { CanvasShape, ElementKind, ShapeId } from '@tablee/shared/board/canvas/schema'
import { type ElementChange } from '@tablee/shared/board/canvas/edit'
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
  TldrawEditor,
  TldrawHandles,
  TldrawScribble,
  TldrawSelectionForeground,
  TldrawShapeIndicators,
  TldrawUiTranslationProvider,
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
import { bindStore, type Binding } from './binding.ts'
import { SurfaceContext, type SurfaceTable } from './context.ts'
import { InHand } from './in-hand.tsx'
import { assetUrls, bindingUtils, newStore, shapeUtils, textOptions, tools, takeOurColours } from './kit.tsx'
import { attend } from './attend.ts'
import { handleOf, onSurfaceKey, write } from './handle-of.ts'

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
  const { doc } = table
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
        const { photo } = call.current.table
        return src?.startsWith('asset:photo:') === true ? photo(src.slice('asset:photo:'.length)) : null
      },
    })
    const binding = bindStore({
      doc,
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
    // Of the table the document alone: what else it says of itself takes nobody's field away.
  }, [doc, who])

  function onMount(editor: Editor) {
    setEditor(editor)
    return attend(editor, call, bound, gesture)
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
    (): SurfaceHandle | null => editor && handleOf(editor, gesture),
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
      onKeyDown={(event) => editor && onSurfaceKey(event, editor, gesture)}
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
