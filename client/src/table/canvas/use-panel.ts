/** What the canvas panel holds and does; how it is shown stands in `panel.tsx`. */
import type { ElementKind, ShapeId } from '@tablee/shared/board/canvas/schema'
import { useCallback, useContext, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useT } from '../../i18n/index.tsx'
import type { Present } from '../../link/link.ts'
import { useTable } from '../context.ts'
import type { Mode } from './bar.tsx'
import { bareId, newElement, newNote, presenceId, remove, reword, sizeOf } from './verbs.ts'
import type { CanvasDialog } from './dialogs.tsx'
import { Drawing } from './drawing.ts'
import { useRights } from './ground.tsx'
import type { Spot, SurfaceHandle, Tool } from './handle.ts'
import { useNames } from './names.ts'
import { canvasMessages } from './messages/index.ts'
import { meaningAt, placesOf, spotBelow } from './places.ts'
import { canvasPort, PortContext } from './port.ts'
import type { JustDone } from './says.tsx'
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

export function usePanel() {
  const t = useT(canvasMessages)
  const { link, status, entries, act, seats, writers, nameOf, lang } = useCanvasTable()
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

  useAsked(mode, surface)
  useLaid(`${canvas.template.name} ${canvas.template.horizon}`, writing, surface)

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

  return {
    table,
    canvas,
    rights,
    port,
    photos,
    sides,
    lang,
    undo,
    history,
    follow,
    menu,
    closeMenu,
    words,
    mode,
    setMode,
    tool,
    setTool,
    selected,
    setSelected,
    writing,
    wrote,
    write,
    put,
    away,
    armed,
    arm,
    hint,
    drafts,
    taken,
    dialog,
    setDialog,
    done,
    setDone,
    taking,
    take,
    files,
    onTool,
    surface,
    section,
    act,
    link,
    me,
  }
}

/** Somebody came from the map to see one. */
function useAsked(mode: Mode, surface: RefObject<SurfaceHandle | null>): void {
  const { ui, act } = useTable()
  useEffect(() => {
    if (ui.element === null) return undefined
    const id = ui.element
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = (): void => {
      // The drawing is loaded when somebody looks at it.
      if (mode === 'drawing' && !surface.current) return void (timer = setTimeout(show, 50))
      act.set({ element: null })
      if (mode === 'drawing') surface.current?.open(id, false)
      else document.querySelector<HTMLElement>(`[data-shape="${bareId(id)}"] button`)?.focus()
    }
    show()
    return () => clearTimeout(timer)
  }, [ui.element, mode, act, surface])
}

/** Another ground was laid: all of it is in sight, for anyone who is not in the middle of a word. */
function useLaid(laid: string, writing: ShapeId | null, surface: RefObject<SurfaceHandle | null>): void {
  const seen = useRef(laid)
  useEffect(() => {
    if (seen.current === laid) return
    seen.current = laid
    if (writing === null) surface.current?.zoom('all')
  }, [laid, writing, surface])
}

/** The table as the canvas uses it, with the language in which this table writes. */
function useCanvasTable() {
  const table = useTable()
  return { ...table, lang: table.board.meta.lang }
}
