/**
 * The table's vision canvas: the same things as a drawing and as a list, the rail of what can be put on it, and what a
 * facilitator does with its ground. It knows a drawing surface by its handle only: a build without one has the list and
 * the picture that our own renderer makes.
 */
import './canvas.css'
import type { ElementKind, ShapeId } from '@tablee/shared/board/canvas/schema'
import { Suspense, useCallback, useContext, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useT } from '../../i18n/index.tsx'
import type { Present } from '../../link/link.ts'
import { Menu } from '../../ui/menu.tsx'
import { useTable } from '../context.ts'
import { CanvasBar, type Mode } from './bar.tsx'
import { bareId, newElement, newNote, presenceId, remove, reword, sizeOf } from './verbs.ts'
import { CanvasUndo } from './canvas-undo.tsx'
import { CanvasDialogs, type CanvasDialog } from './dialogs.tsx'
import { Drawing, licenceKey } from './drawing.ts'
import { Ground, useRights } from './ground.tsx'
import type { Spot, SurfaceHandle, Tool } from './handle.ts'
import { CanvasList } from './list.tsx'
import { useNames } from './names.ts'
import { canvasMessages } from './messages/index.ts'
import { CanvasPicture } from './picture.tsx'
import { meaningAt, placesOf, spotBelow } from './places.ts'
import { canvasPort, PortContext } from './port.ts'
import { Rail } from './rail.tsx'
import { CanvasSays, type JustDone } from './says.tsx'
import { TakenNotes } from './taken-notes.tsx'
import { useTakenShapes } from './taken.ts'
import type { SurfaceTable } from './tldraw/context.ts'
import { undoOf } from './undo.ts'
import { useArmed } from './use-armed.tsx'
import { useCanvas } from './use-canvas.ts'
import { useDraft } from './use-draft.ts'
import { useFiles } from './use-files.ts'
import { useGoing } from './use-going.ts'
import { usePhotos } from './use-photos.ts'
import { useSides } from './use-sides.ts'
import { useTake } from './use-take.ts'

/** Below this a canvas is a list first: a card would be as wide as the window. */
const narrow = '(width < 860px)'
const none: readonly ShapeId[] = []

export default function CanvasPanel() {
  const t = useT(canvasMessages)
  const { link, status, entries, ui, act, seats, writers, nameOf, lang } = useCanvasTable()
  const { doc, me } = link
  const canvas = useCanvas(doc)
  const names = useNames(canvas)
  const own = useContext(PortContext)
  const board = status?.board ?? ''
  const port = useMemo(() => own ?? canvasPort(board), [own, board])
  const photos = usePhotos(board, port, link.status().state === 'live')
  const rights = useRights(doc)
  const mayDraw = rights.draws

  const [mode, setMode] = useState<Mode>(() => (Drawing === null || matchMedia(narrow).matches ? 'list' : 'drawing'))
  const [tool, setTool] = useState<Tool>('select')
  const [selected, setSelected] = useState<readonly ShapeId[]>([])
  const [writing, setWriting] = useState<ShapeId | null>(null)
  const taken = useTakenShapes(link, canvas, board, writing)
  const sides = useSides(canvas, entries, writers, link.presence.others(), taken.all)
  const [dialog, setDialog] = useState<CanvasDialog | null>(null)
  const [done, setDone] = useState<JustDone | null>(null)
  const surface = useRef<SurfaceHandle>(null)
  const picker = useRef<HTMLInputElement>(null)
  const section = useRef<HTMLElement>(null)
  const drafts = useDraft(link, canvas)
  /** The whole text of what is written, wherever it is just now: on this screen only, or on the board. */
  const words = (id: ShapeId, text: string): void => {
    const shape = canvas.shapes.get(id)
    if (shape === undefined && taken.of(id) !== null) return taken.write(id, text)
    if (shape === undefined || shape.type === 'element') drafts.write(id, text)
    else act.done(reword(link, shape, text))
  }
  const now = useRef({ canvas, nameOf, photos, words })
  now.current = { canvas, nameOf, photos, words }
  const { taking, take } = useTake(port, photos.picture, (text) => setDone({ text, back: false }))
  const { armed, arm, hint } = useArmed(section, (kind, text) => put(kind, null, text))

  const undo = undoOf(doc, me.who)
  const history = useCallback(
    (which: 'undo' | 'redo') => {
      if (which === 'undo') undo.undo()
      else undo.redo()
      setDone(null)
    },
    [undo],
  )

  const { follow, menu, closeMenu } = useGoing(sides, act)

  const table = useMemo(
    (): SurfaceTable => ({
      doc,
      sides,
      seats,
      nameOf: (present: Present) => now.current.nameOf(present),
      write: (id, text) => now.current.words(id, text),
      show: (shown) => link.presence.show(shown),
      history,
      follow,
      photo: (hash) => now.current.photos.picture(hash),
    }),
    [doc, link, sides, seats, history, follow],
  )

  /** Somebody came from the map to see this one. */
  useEffect(() => {
    if (ui.element === null) return
    const id = ui.element
    if (mode === 'drawing' && !surface.current) return void setTimeout(() => act.set({ element: id }), 50)
    act.set({ element: null })
    if (mode === 'drawing') surface.current?.open(id, false)
    else document.querySelector<HTMLElement>(`[data-shape="${bareId(id)}"] button`)?.focus()
  }, [ui.element, mode, act])

  // Another ground was laid: all of it is in sight, for anyone who is not in the middle of a word.
  const laid = `${canvas.template.name} ${canvas.template.horizon}`
  const seen = useRef(laid)
  useEffect(() => {
    if (seen.current === laid) return
    seen.current = laid
    if (writing === null) surface.current?.zoom('all')
  }, [laid, writing])

  /** Puts one with its middle at a place of the canvas, else where there is room in what is in sight, and writes in it. */
  function put(kind: ElementKind, at: Spot | null, text = ''): void {
    if (!mayDraw) return
    const { canvas } = now.current
    const places = placesOf(canvas)
    const size = sizeOf(kind)
    const drawn = mode === 'drawing' ? surface.current : null
    if (mode === 'drawing' && drawn === null) return arm(kind) // still loading: it goes where it is asked for then
    const asked = at === null ? null : { x: at.x - size.w / 2, y: at.y - size.h / 2 }
    const spot =
      asked !== null
        ? (drawn?.inSight(asked, size) ?? asked)
        : (drawn?.freeSpot(size) ?? spotBelow(canvas, places, size))
    const middle = { x: spot.x + size.w / 2, y: spot.y + size.h / 2 }
    const { horizon = null, level = null } = meaningAt(places, middle)
    const element = newElement(canvas, kind, spot, { lang, horizon, level })
    arm(null)
    setDone(null)
    drafts.begin(element)
    if (text !== '') drafts.write(element.id, text)
    write(element.id)
  }

  function wrote(id: ShapeId | null): void {
    if (writing !== null && writing !== id) drafts.leave(writing)
    setWriting(id)
    link.presence.show({ node: presenceId(id), writing: id !== null })
  }
  function write(id: ShapeId | null): void {
    wrote(id)
    if (id !== null && mode === 'drawing') surface.current?.open(id, true)
  }

  function away(ids: readonly ShapeId[]): void {
    const [only] = ids
    const text = t('removed', { what: ids.length === 1 && only ? names.nameOf(only) : String(ids.length) })
    undo.stopCapturing()
    if (act.done(remove(link, ids)).ok) setDone({ text, back: true })
  }

  const files = useFiles(link, act, photos, () => now.current.canvas, surface, setDone)

  function onTool(name: Tool): void {
    arm(null)
    if (mode === 'drawing') return void surface.current?.tool(name)
    if (name !== 'note') return
    const note = newNote(canvas, spotBelow(canvas, placesOf(canvas), { w: 200, h: 200 }))
    drafts.begin(note)
    write(note.id)
  }

  return (
    <section
      ref={section}
      className="canvas-panel"
      data-mode={mode}
      aria-label={t('canvas')}
      onKeyDown={(event) => historyByKey(event, history)}
      onPaste={(event) => {
        const pasted = [...event.clipboardData.files].filter((file) => file.type.startsWith('image/'))
        if (pasted.length === 0 || !mayDraw) return
        event.preventDefault()
        void files(pasted, null)
      }}
    >
      <CanvasBar
        mode={mode}
        onMode={Drawing === null ? null : (which) => (write(null), setMode(which))}
        ground={<Ground canvas={canvas} rights={rights} taking={taking} onTake={take} onDialog={setDialog} />}
        canvas={canvas}
        picked={mode === 'drawing' && rights.draws ? selected : none}
        onDialog={setDialog}
        onRemove={() => surface.current?.removeSelected()}
        onZoom={(how) => surface.current?.zoom(how)}
      />
      <CanvasSays
        placement={canvas.template.name === 'placement'}
        unknown={rights.unknown}
        taking={taking}
        photos={photos}
        told={done}
        onBack={() => history('undo')}
      />
      {mode === 'drawing' ? <TakenNotes taken={taken} canvas={canvas} /> : null}
      {hint}
      {mode === 'drawing' && Drawing !== null && canvas.shapes.size === 0 && armed === null && !drafts.draft ? (
        <p className="canvas-hint">
          <b>{t('empty')}</b> {t(mayDraw ? 'emptyHow' : 'emptyRead')}
        </p>
      ) : null}
      {mode === 'drawing' && Drawing !== null ? (
        <Suspense fallback={<div className="surface" aria-busy="true" aria-label={t('loading')} />}>
          <Drawing
            table={table}
            who={me.who}
            mayEdit={mayDraw}
            mayFrame={rights.arranges}
            label={t('canvas')}
            handle={surface}
            licence={licenceKey}
            armed={armed}
            draft={drafts.draft}
            taken={taken}
            onSelect={setSelected}
            onTool={(name) => {
              setTool(name)
              if (name !== 'kind') arm(null)
            }}
            onPlace={(spot) => armed !== null && put(armed, spot)}
            onWriting={wrote}
            onHold={(id) => link.presence.show({ node: presenceId(id), writing: false })}
            onFiles={files}
            meaningAt={(spot) => meaningAt(placesOf(now.current.canvas), spot)}
            refused={(problem) => act.set({ problem })}
            hears={() => link.status().state === 'live'}
          />
        </Suspense>
      ) : (
        <div className="listed">
          {Drawing === null ? <CanvasPicture canvas={canvas} lang={lang} /> : null}
          <CanvasList
            canvas={canvas}
            draft={drafts.draft}
            taken={taken}
            sides={sides}
            writing={writing}
            onWrite={write}
            actions={{
              text: words,
              details: (id) => setDialog({ kind: 'details', id }),
              link: (id) => setDialog({ kind: 'link', id }),
              arrow: (id) => setDialog({ kind: 'arrow', id }),
              remove: (id) => away([id]),
              follow: (id) => follow(id, null),
              show:
                Drawing === null
                  ? null
                  : (id) => {
                      setMode('drawing')
                      act.set({ element: id })
                    },
              history,
              say: (text) => setDone({ text, back: true }),
            }}
          />
        </div>
      )}
      {mayDraw ? (
        <Rail
          armed={armed}
          tool={tool}
          draws={mode === 'drawing'}
          mayFrame={rights.arranges}
          onKind={(kind, how) => {
            const drawn = mode === 'drawing'
            if (how === 'choose' && drawn) return arm(kind === armed ? null : kind)
            if (how === 'choose' || how === 'middle') return put(kind, null)
            const spot = surface.current?.spotAt(how) ?? null
            if (spot !== null) put(kind, spot) // let go beside the canvas: nobody wanted it there
          }}
          onTool={onTool}
          onPhoto={() => picker.current?.click()}
          undo={<CanvasUndo manager={undo} canvas={canvas} onHistory={history} />}
        />
      ) : null}
      <input
        ref={picker}
        type="file"
        accept="image/*"
        hidden
        multiple
        onChange={(event) => {
          void files([...(event.currentTarget.files ?? [])], null)
          event.currentTarget.value = ''
        }}
      />
      <CanvasDialogs
        dialog={dialog}
        canvas={canvas}
        port={port}
        picture={photos.picture}
        onClose={() => setDialog(null)}
        onDialog={setDialog}
        onLaid={() => surface.current?.zoom('all')}
      />
      {menu ? <Menu label={menu.label} entries={menu.entries} at={menu.at} onClose={closeMenu} /> : null}
    </section>
  )
}

/** The table as the canvas uses it, with the language in which this table writes. */
function useCanvasTable() {
  const table = useTable()
  return { ...table, lang: table.board.meta.lang }
}

/** Undo and redo by their keys, but in a field, which has its own. */
function historyByKey(event: KeyboardEvent, history: (which: 'undo' | 'redo') => void): void {
  if (event.defaultPrevented || event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement)
    return
  if (event.target instanceof HTMLElement && event.target.isContentEditable) return
  const command = event.ctrlKey || event.metaKey
  if (!command) return
  if (event.key.toLowerCase() === 'z') history(event.shiftKey ? 'redo' : 'undo')
  else if (event.key.toLowerCase() === 'y') history('redo')
  else return
  event.preventDefault()
}
