/**
 * The table's vision canvas: the same things as a drawing and as a list, the rail of what can be put on it, and what a
 * facilitator does with its ground. It knows a drawing surface by its handle only: a build without one has the list and
 * the picture that our own renderer makes.
 */
import './canvas.css'
import { schemaOf } from '@tablee/shared/board/canvas/plant'
import type { ElementKind, ShapeId } from '@tablee/shared/board/canvas/schema'
import { schemaAge } from '@tablee/shared/board/canvas/tldraw-schema'
import type { NodeId } from '@tablee/shared/ids'
import { can } from '@tablee/shared/roles'
import { Suspense, useCallback, useContext, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import type { Present } from '../../link/link.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { mapMessages } from '../../ui/map/messages.ts'
import { anchorOf, Menu, type Anchor, type MenuEntry } from '../../ui/menu.tsx'
import { VisionIcon } from '../../ui/vision-icon.tsx'
import { useTable } from '../context.ts'
import { bareId, lockParts, newElement, presenceId, putNote, putPhoto, remove, sizeOf } from './deeds.ts'
import { CanvasUndo } from './canvas-undo.tsx'
import { CanvasDialogs, type CanvasDialog } from './dialogs.tsx'
import { Drawing, licence, licenceKey } from './drawing.ts'
import type { Spot, SurfaceHandle, Tool } from './handle.ts'
import { CanvasList, useNames } from './list.tsx'
import { canvasMessages } from './messages.ts'
import { CanvasPicture } from './picture.tsx'
import { meaningAt, placesOf, spotBelow } from './places.ts'
import { canvasPort, PortContext } from './port.ts'
import { Rail } from './rail.tsx'
import { takeAway } from './take-away.ts'
import type { SurfaceTable } from './tldraw/context.ts'
import { undoOf } from './undo.ts'
import { useArmed } from './use-armed.tsx'
import { useCanvas } from './use-canvas.ts'
import { useDraft } from './use-draft.ts'
import { usePhotos } from './use-photos.ts'
import { useSides } from './use-sides.ts'

/** Below this a canvas is a list first: a card would be as wide as the window. */
const narrow = '(width < 860px)'

export default function CanvasPanel() {
  const t = useT(canvasMessages)
  const zoom = useT(mapMessages)
  const { language } = useLanguage()
  const { link, status, entries, ui, act, mayEdit, seats, writers, nameOf, lang } = useCanvasTable()
  const { doc, me } = link
  const canvas = useCanvas(doc)
  const sides = useSides(canvas, entries, writers, link.presence.others())
  const names = useNames(canvas)
  const own = useContext(PortContext)
  const board = status?.board ?? ''
  const port = useMemo(() => own ?? canvasPort(board), [own, board])
  const photos = usePhotos(board, port, link.status().state === 'live')
  const state = status?.state ?? 'open'
  const age = schemaAge(schemaOf(doc))
  const mayDraw = mayEdit && age !== 'newer' && age !== 'foreign'
  const mayArrange = mayDraw && can(me.role, 'canvas.arrange', state)
  const mayPutBack = mayDraw && can(me.role, 'canvas.put-back', state)

  const [mode, setMode] = useState<'drawing' | 'list'>(() =>
    Drawing === null || matchMedia(narrow).matches ? 'list' : 'drawing',
  )
  const [tool, setTool] = useState<Tool>('select')
  const [selected, setSelected] = useState<readonly ShapeId[]>([])
  const [writing, setWriting] = useState<ShapeId | null>(null)
  const [dialog, setDialog] = useState<CanvasDialog | null>(null)
  const [menu, setMenu] = useState<{ at: Anchor; entries: readonly MenuEntry[]; label: string } | null>(null)
  const [done, setDone] = useState<{ readonly text: string; readonly back: boolean } | null>(null)
  const surface = useRef<SurfaceHandle>(null)
  const picker = useRef<HTMLInputElement>(null)
  const section = useRef<HTMLElement>(null)
  const drafts = useDraft(link, canvas)
  const now = useRef({ canvas, nameOf, photos, entries, drafts })
  now.current = { canvas, nameOf, photos, entries, drafts }
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

  const goTo = useCallback(
    (node: NodeId) => {
      act.set({ tab: 'map', side: 'map', selected: node })
      // The map is laid out when it opens: the card is brought into sight as soon as it stands.
      let tries = 0
      const reveal = () => {
        act.select(node, 'map')
        tries += 1
        if (tries < 20 && !document.querySelector(`[data-card="${node}"]`)) setTimeout(reveal, 50)
      }
      requestAnimationFrame(reveal)
    },
    [act],
  )
  const follow = useCallback(
    (id: ShapeId, at: Anchor | null) => {
      const linked = sides.of(id).linked
      const [first] = linked
      if (!first) return
      if (linked.length === 1 || at === null) return goTo(first.id)
      setMenu({
        at,
        label: t('links'),
        entries: linked.map((one) => ({
          label: t('show', { entry: one.title.slice(0, 48) }),
          icon: 'position',
          run: () => goTo(one.id),
        })),
      })
    },
    [sides, goTo, t],
  )

  const table = useMemo(
    (): SurfaceTable => ({
      doc,
      sides,
      seats,
      nameOf: (present: Present) => now.current.nameOf(present),
      write: (id, text) => now.current.drafts.write(id, text),
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

  function take(ids: readonly ShapeId[]): void {
    const [only] = ids
    const text = t('removed', { what: ids.length === 1 && only ? names.nameOf(only) : String(ids.length) })
    undo.stopCapturing()
    if (act.done(remove(link, ids)).ok) setDone({ text, back: true })
  }

  const files = useCallback(
    async (list: readonly File[], at: Spot | null) => {
      for (const file of list.slice(0, 10)) {
        const photo = await now.current.photos.take(file)
        if (typeof photo === 'string') {
          setDone({ text: t(photo), back: false })
          continue
        }
        const { canvas } = now.current
        const size = { w: 480, h: 360 }
        const free = surface.current?.freeSpot(size) ?? spotBelow(canvas, placesOf(canvas), size)
        const middle = at ?? { x: free.x + size.w / 2, y: free.y + size.h / 2 }
        act.done(
          putPhoto(
            link,
            canvas,
            { hash: photo.hash, type: photo.type, bytes: photo.bytes.length, w: photo.w, h: photo.h, name: '' },
            middle,
          ),
        )
      }
    },
    [act, link, t],
  )

  async function save(as: 'png' | 'svg'): Promise<void> {
    const made = await takeAway(as, canvas, {
      spoken: lang,
      language,
      title: status?.question ?? t('canvas'),
      name: `tablee-${board.slice(-6)}-canvas`,
      photo: photos.picture,
    })
    if (!made) setDone({ text: t('noPicture'), back: false })
  }

  function onTool(name: Tool): void {
    arm(null)
    if (mode === 'drawing') return void surface.current?.tool(name)
    if (name !== 'note') return
    const made = act.done(putNote(link, canvas, spotBelow(canvas, placesOf(canvas), { w: 200, h: 200 }), ''))
    if (made.ok) write(made.value)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (
      event.defaultPrevented ||
      event.target instanceof HTMLTextAreaElement ||
      event.target instanceof HTMLInputElement
    )
      return
    if (event.target instanceof HTMLElement && event.target.isContentEditable) return
    const command = event.ctrlKey || event.metaKey
    if (!command) return
    if (event.key.toLowerCase() === 'z') history(event.shiftKey ? 'redo' : 'undo')
    else if (event.key.toLowerCase() === 'y') history('redo')
    else return
    event.preventDefault()
  }

  const [one] = selected
  const picked = selected.length === 1 && one !== undefined ? canvas.shapes.get(one) : undefined
  const parts = [...canvas.shapes.values()].filter((shape) => shape.meta.part !== undefined)
  const fixed = parts.every((shape) => shape.isLocked)
  const title = t(canvas.template.name, { year: canvas.template.horizon })
  function groundMenu(): MenuEntry[] {
    const list: MenuEntry[] = []
    if (mayArrange) {
      list.push({
        label: `${t('chooseTemplate')} …`,
        mark: <VisionIcon name="frame" />,
        run: () => setDialog({ kind: 'template' }),
      })
      if (parts.length > 0)
        list.push({
          label: t(fixed ? 'letGo' : 'hold'),
          icon: 'lock',
          run: () => act.done(lockParts(link, canvas, !fixed)),
        })
    }
    if (mayPutBack) list.push({ label: t('putBack'), icon: 'undo', run: () => setDialog({ kind: 'put-back' }) })
    if (can(me.role, 'policy.read', state))
      list.push({
        label: `${t('photos')} …`,
        mark: <VisionIcon name="photo" />,
        run: () => setDialog({ kind: 'photos' }),
      })
    if (canvas.shapes.size > 0) {
      if (list.length > 0) list.push('line')
      for (const as of ['png', 'svg'] as const)
        list.push({
          label: t(as === 'png' ? 'savePng' : 'saveSvg'),
          mark: <VisionIcon name={as === 'png' ? 'photo' : 'stroke'} />,
          run: () => void save(as),
        })
    }
    if (licence) {
      const text = licence
      list.push(...(list.length > 0 ? ['line' as const] : []), {
        label: t('licence'),
        icon: 'source',
        run: () => void text().then(({ address }) => open(address, '_blank', 'noopener')),
      })
    }
    return list
  }
  const ground = groundMenu()
  const waiting = link.pendingCommands().some(({ command }) => command.kind === 'put-back')

  return (
    <section
      ref={section}
      className="canvas-panel"
      data-mode={mode}
      aria-label={t('canvas')}
      onKeyDown={onKeyDown}
      onPaste={(event) => {
        const pasted = [...event.clipboardData.files].filter((file) => file.type.startsWith('image/'))
        if (pasted.length === 0 || !mayDraw) return
        event.preventDefault()
        void files(pasted, null)
      }}
    >
      <div className="canvas-bar">
        {Drawing === null ? null : (
          <div className="switch" role="group" aria-label={t('how')}>
            {(['drawing', 'list'] as const).map((which) => (
              <button
                key={which}
                type="button"
                aria-pressed={mode === which}
                onClick={() => (write(null), setMode(which))}
              >
                <VisionIcon name={which === 'drawing' ? 'select' : 'list'} />
                <span>{t(which)}</span>
              </button>
            ))}
          </div>
        )}
        {ground.length > 0 ? (
          <button
            type="button"
            className="btn ground-menu"
            aria-haspopup="menu"
            onClick={(event) => setMenu({ at: anchorOf(event.currentTarget), entries: ground, label: t('template') })}
          >
            {parts.length > 0 && fixed ? <Icon name="lock" /> : <VisionIcon name="frame" />}
            <span>{title}</span>
            <Icon name="open" />
          </button>
        ) : (
          <span className="ground-name" title={parts.length > 0 ? t('fixed') : undefined}>
            {parts.length > 0 ? <Icon name="lock" /> : null}
            {title}
          </span>
        )}
        {mode === 'drawing' && mayDraw && selected.length > 0 ? (
          <div
            className="picked"
            role="group"
            aria-label={t('actions', { what: picked ? names.nameOf(picked.id) : String(selected.length) })}
          >
            {picked?.type === 'element' ? (
              <>
                <Button onClick={() => setDialog({ kind: 'details', id: picked.id })}>{t('details')}</Button>
                <Button onClick={() => setDialog({ kind: 'link', id: picked.id })}>
                  <Icon name="link" />
                  <span>{t('link')}</span>
                </Button>
              </>
            ) : null}
            <Button onClick={() => surface.current?.removeSelected()}>
              <Icon name="reject" />
              <span>{t('remove')}</span>
            </Button>
          </div>
        ) : null}
        {mode === 'drawing' ? (
          <div className="zoom" role="group" aria-label={zoom('tools')}>
            {(['out', 'in', 'all'] as const).map((how) => (
              <button
                key={how}
                type="button"
                title={zoom(how)}
                aria-label={zoom(how)}
                onClick={() => surface.current?.zoom(how)}
              >
                <Icon name={how === 'in' ? 'plus' : how === 'out' ? 'minus' : 'fit'} />
              </button>
            ))}
          </div>
        ) : null}
      </div>
      <div className="canvas-says" role="status">
        {canvas.template.name === 'placement' ? <p>{t('tableAnswer')}</p> : null}
        {age === 'newer' || age === 'foreign' ? <p>{t('newer')}</p> : null}
        {photos.problem ? <p>{t('photoRefused')}</p> : null}
        {photos.waiting > 0 && link.status().state !== 'live' ? (
          <p>{photos.onDisk ? t('photoKept', { n: photos.waiting }) : t('photoPage')}</p>
        ) : null}
        {waiting ? <p>{t('puttingBack')}</p> : null}
        {done ? (
          <p>
            <span>{done.text}</span>
            {done.back ? (
              <Button look="quiet" onClick={() => history('undo')}>
                {t('undo')}
              </Button>
            ) : null}
          </p>
        ) : null}
      </div>
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
            mayFrame={mayArrange}
            label={t('canvas')}
            handle={surface}
            licence={licenceKey}
            armed={armed}
            draft={drafts.draft}
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
          />
        </Suspense>
      ) : (
        <div className="listed">
          {Drawing === null ? <CanvasPicture canvas={canvas} lang={lang} /> : null}
          <CanvasList
            canvas={canvas}
            draft={drafts.draft}
            sides={sides}
            writing={writing}
            onWrite={write}
            acts={{
              text: drafts.write,
              details: (id) => setDialog({ kind: 'details', id }),
              link: (id) => setDialog({ kind: 'link', id }),
              arrow: (id) => setDialog({ kind: 'arrow', id }),
              remove: (id) => take([id]),
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
          mayFrame={mayArrange}
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
      {menu ? <Menu label={menu.label} entries={menu.entries} at={menu.at} onClose={() => setMenu(null)} /> : null}
    </section>
  )
}

/** The table as the canvas uses it, with the language in which this table writes. */
function useCanvasTable() {
  const table = useTable()
  return { ...table, lang: table.board.meta.lang }
}
