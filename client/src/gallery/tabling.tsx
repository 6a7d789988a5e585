/** The table's screen in the gallery: the real one, on a local document and a local policy. */
import { useEffect, useMemo } from 'react'
import { PortContext } from '../table/canvas/port.ts'
import { DictateContext } from '../table/dictate/port.ts'
import { CopiesContext } from '../ui/copies/copies-now.tsx'
import { TableScreen } from '../table/screen/screen.tsx'
import { Gone } from './going-away.tsx'
import { localCanvasPort } from './canvas-states.ts'
import { localLink, localPolicy, localPrint } from './local-link.ts'
import { livens, type State } from './states.ts'

/** What stands there when a screen has all of itself; a phone shows one half of it. */
const whole =
  '.map .card-at, .materials-panel, .canvas-panel .surface .tl-canvas, .canvas-panel .vision' +
  (matchMedia('(width < 860px)').matches ? ', .outline .tree .row, .canvas-list' : '')

export function TableState({ state, live }: { state: State; live: boolean }) {
  const local = useMemo(() => {
    const made = state.local()
    performance.mark('data') // the board is here: what comes now is the screen's own time
    return made
  }, [state])
  const link = useMemo(() => localLink(local), [local])
  const print = useMemo(() => localPrint(local), [local])
  const port = useMemo(() => localCanvasPort(local.doc), [local])
  const policy = useMemo(() => localPolicy(local), [local])
  const history = useMemo(() => state.history?.(local.doc) ?? null, [state, local])
  const voices = useMemo(() => state.voices?.(local.doc) ?? null, [state, local])
  const calls = useMemo(() => state.calls?.() ?? null, [state])
  const back = useMemo(() => state.back?.() ?? null, [state])
  const materials = useMemo(() => state.materials?.() ?? null, [state])
  const translated = useMemo(() => state.translated?.(local.doc) ?? null, [state, local])
  const asked = useMemo(() => state.asked?.(local.doc) ?? null, [state, local])
  const paper = useMemo(() => state.paper?.() ?? null, [state])
  const dictate = useMemo(() => state.dictate?.() ?? null, [state])
  const unsaved = useMemo(() => {
    const ids = state.unsaved?.(local.doc) ?? []
    return { load: () => ids, save: () => undefined }
  }, [state, local])
  useEffect(() => (live ? livens(local.doc) : undefined), [local, live])
  useEffect(() => {
    let frame = 0
    const wait = () => {
      if (document.querySelector(whole)) state.after?.()
      else frame = requestAnimationFrame(wait)
    }
    if (state.after) wait()
    return () => cancelAnimationFrame(frame)
  }, [state])
  const screen = (
    <PortContext value={port}>
      <DictateContext value={dictate}>
        <CopiesContext value={state.copies ?? null}>
          <TableScreen
            link={link}
            policy={policy}
            history={history}
            voices={voices}
            calls={calls}
            paper={paper}
            materials={materials}
            back={back}
            translated={translated}
            asked={asked}
            print={print}
            onMove={() => undefined}
            led={state.led ?? false}
            left={state.left ?? null}
            typed={
              state.typed === undefined ? null : { one: state.typed, file: async () => null, onRead: () => undefined }
            }
            head={{ kept: null, known: state.head ?? null }}
            unsaved={unsaved}
            {...(state.ui ? { first: state.ui(local.doc) } : {})}
            {...(state.secure === undefined ? {} : { secure: state.secure })}
          />
        </CopiesContext>
      </DictateContext>
    </PortContext>
  )
  return state.gone === true ? <Gone>{screen}</Gone> : screen
}
