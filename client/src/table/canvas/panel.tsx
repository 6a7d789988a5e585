/**
 * The table's vision canvas: the same things as a drawing and as a list, the rail of what can be put on it, and what a
 * facilitator does with its ground. It knows a drawing surface by its handle only: a build without one has the list and
 * the picture that our own renderer makes.
 */
import './canvas.css'
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import { Suspense, useRef, type KeyboardEvent } from 'react'
import { useT } from '../../i18n/index.tsx'
import { Menu } from '../../ui/menu.tsx'
import { CanvasBar } from './bar.tsx'
import { Beneath } from './beneath.tsx'
import { presenceId } from './verbs.ts'
import { CanvasUndo } from './canvas-undo.tsx'
import { CanvasDialogs } from './dialogs.tsx'
import { Drawing, licenceKey } from './drawing.ts'
import { Ground } from './ground.tsx'
import { CanvasList } from './list.tsx'
import { canvasMessages } from './messages/index.ts'
import { CanvasPicture } from './picture.tsx'
import { meaningAt, placesOf } from './places.ts'
import { Rail } from './rail.tsx'
import { CanvasSays } from './says.tsx'
import { TakenNotes } from './taken-notes.tsx'
import { usePanel } from './use-panel.ts'

const none: readonly ShapeId[] = []

export default function CanvasPanel() {
  const t = useT(canvasMessages)
  const panel = usePanel()
  const { table, canvas, rights, sides, lang, history, follow, menu, mode, writing, armed, arm, drafts, taken } = panel
  const { setMode, setDialog, setDone, put, write, surface, act, link, files, photos } = panel
  const mayDraw = rights.draws
  const picker = useRef<HTMLInputElement>(null)

  return (
    <section
      ref={panel.section}
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
        ground={
          <Ground canvas={canvas} rights={rights} taking={panel.taking} onTake={panel.take} onDialog={setDialog} />
        }
        canvas={canvas}
        picked={mode === 'drawing' && mayDraw ? panel.selected : none}
        onDialog={setDialog}
        onRemove={() => surface.current?.removeSelected()}
        onZoom={(how) => surface.current?.zoom(how)}
      />
      <CanvasSays
        placement={canvas.template.name === 'placement'}
        unknown={rights.unknown}
        taking={panel.taking}
        photos={photos}
        told={panel.done}
        onBack={() => history('undo')}
      />
      {mode === 'drawing' ? <TakenNotes taken={taken} canvas={canvas} /> : null}
      {panel.hint}
      {mode === 'drawing' && Drawing !== null && canvas.shapes.size === 0 && armed === null && !drafts.draft ? (
        <p className="canvas-hint">
          <b>{t('empty')}</b> {t(mayDraw ? 'emptyHow' : 'emptyRead')}
        </p>
      ) : null}
      {mode === 'drawing' && Drawing !== null ? (
        <Suspense fallback={<div className="surface" aria-busy="true" aria-label={t('loading')} />}>
          <Drawing
            table={table}
            who={panel.me.who}
            mayEdit={mayDraw}
            mayFrame={rights.arranges}
            label={t('canvas')}
            handle={surface}
            licence={licenceKey}
            armed={armed}
            draft={drafts.draft}
            taken={taken}
            onSelect={panel.setSelected}
            onTool={(name) => {
              panel.setTool(name)
              if (name !== 'kind') arm(null)
            }}
            onPlace={(spot) => armed !== null && put(armed, spot)}
            onWriting={panel.wrote}
            onHold={(id) => link.presence.show({ node: presenceId(id), writing: false })}
            onFiles={files}
            meaningAt={(spot) => meaningAt(placesOf(canvas), spot)}
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
              text: panel.words,
              details: (id) => setDialog({ kind: 'details', id }),
              link: (id) => setDialog({ kind: 'link', id }),
              arrow: (id) => setDialog({ kind: 'arrow', id }),
              remove: (id) => panel.away([id]),
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
      {mode === 'drawing' ? <Beneath canvas={canvas} picked={writing === null ? panel.selected : none} /> : null}
      {mayDraw ? (
        <Rail
          armed={armed}
          tool={panel.tool}
          draws={mode === 'drawing'}
          mayFrame={rights.arranges}
          onKind={(kind, how) => {
            const drawn = mode === 'drawing'
            if (how === 'choose' && drawn) return arm(kind === armed ? null : kind)
            if (how === 'choose' || how === 'middle') return put(kind, null)
            const spot = surface.current?.spotAt(how) ?? null
            if (spot !== null) put(kind, spot) // let go beside the canvas: nobody wanted it there
          }}
          onTool={panel.onTool}
          onPhoto={() => picker.current?.click()}
          undo={<CanvasUndo manager={panel.undo} canvas={canvas} onHistory={history} />}
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
        dialog={panel.dialog}
        canvas={canvas}
        port={panel.port}
        picture={photos.picture}
        onClose={() => setDialog(null)}
        onDialog={setDialog}
        onLaid={() => surface.current?.zoom('all')}
      />
      {menu ? <Menu label={menu.label} entries={menu.entries} at={menu.at} onClose={panel.closeMenu} /> : null}
    </section>
  )
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
