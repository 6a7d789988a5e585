/**
 * Everything on the canvas as a list: the canvas of anyone who uses a keyboard or a screen reader, and of any device that
 * cannot draw. What can be done by drawing can be done here in words.
 */
import { middleOf } from '@tablee/shared/board/canvas/place'
import { type Canvas, type CanvasShape, type ElementShape, type ShapeId } from '@tablee/shared/board/canvas/schema'
import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { useT } from '../../i18n/index.tsx'
import { useReadOn } from '../../ui/use-read-on.ts'
import { useTable } from '../context.ts'
import { bareId } from './verbs.ts'
import { canvasMessages } from './messages/index.ts'
import { placesOf, whenAndWhere, type Places } from './places.ts'
import type { Sides } from './sides.ts'
import type { TakenShapes } from './taken.ts'
import { Row } from './row.tsx'

export type ListActions = {
  /** The whole text as it should be: of an element with each letter, of anything else when it is done. */
  readonly text: (id: ShapeId, text: string) => void
  readonly details: (id: ShapeId) => void
  readonly link: (id: ShapeId) => void
  readonly arrow: (id: ShapeId) => void
  readonly remove: (id: ShapeId) => void
  readonly follow: (id: ShapeId) => void
  /** Null where there is nothing to show it on. */
  readonly show: ((id: ShapeId) => void) | null
  readonly history: (which: 'undo' | 'redo') => void
  readonly say: (text: string) => void
}

/** From the future back to today, then what has no year; within a year as it stands on the canvas. */
function inReadingOrder(canvas: Canvas, places: Places): readonly ElementShape[] {
  const at = (id: ShapeId) => middleOf(canvas, id) ?? { x: 0, y: 0 }
  const elements = [...canvas.shapes.values()].filter((shape) => shape.type === 'element')
  const years = new Map(elements.map((shape) => [shape.id, whenAndWhere(canvas, places, shape).horizon ?? 0]))
  return elements.sort((a, b) => {
    const later = (years.get(b.id) ?? 0) - (years.get(a.id) ?? 0)
    if (later !== 0) return later
    const [one, other] = [at(a.id), at(b.id)]
    return one.y - other.y || one.x - other.x || (a.id < b.id ? -1 : 1)
  })
}

export function CanvasList({
  canvas: board,
  draft,
  taken,
  sides,
  writing,
  onWrite,
  actions,
}: {
  canvas: Canvas
  /** Has no word yet: listed here and nowhere else. */
  draft: CanvasShape | null
  /** Removed by others while they were written in: listed where they were. */
  taken: TakenShapes
  sides: Sides
  /** The shape whose words are being written here. */
  writing: ShapeId | null
  onWrite: (id: ShapeId | null) => void
  actions: ListActions
}) {
  const t = useT(canvasMessages)
  const { mayEdit } = useTable()
  const canvas = useMemo(() => {
    const own = [...(draft === null ? [] : [draft]), ...taken.all.map(({ shape }) => shape)]
    const shapes = [...own.map((shape) => [shape.id, shape] as const), ...board.shapes]
    return own.length === 0 ? board : { ...board, shapes: new Map(shapes) }
  }, [board, draft, taken])
  // Wherever it is sorted in: who puts one sees where the caret is.
  const region = useRef<HTMLDivElement>(null)
  const fresh = draft?.id
  useEffect(() => {
    if (fresh) region.current?.querySelector(`[data-shape="${bareId(fresh)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [fresh])
  // A field that is left by key and a row that is removed take the keyboard's place with them: it goes to the row, or to the list.
  const last = useRef<ShapeId | null>(null)
  const readOn = useReadOn(
    () =>
      (last.current &&
        region.current?.querySelector<HTMLElement>(`[data-shape="${bareId(last.current)}"] .words-of`)) ||
      region.current,
  )
  const goes = (id: ShapeId): void => {
    last.current = id
    readOn()
  }
  const acts: ListActions = { ...actions, remove: (id) => (goes(id), actions.remove(id)) }
  const places = useMemo(() => placesOf(canvas), [canvas])
  const elements = useMemo(() => inReadingOrder(canvas, places), [canvas, places])
  const rest = [...canvas.shapes.values()].filter((shape) => shape.type !== 'element' && shape.meta.part === undefined)
  const arrows = rest.filter((shape) => shape.type === 'arrow')
  const frames = rest.filter((shape) => shape.type === 'frame')
  const others = rest.filter((shape) => shape.type !== 'arrow' && shape.type !== 'frame')
  const row = (shape: CanvasShape) => (
    <Row
      key={shape.id}
      shape={shape}
      canvas={canvas}
      places={places}
      sides={sides}
      writing={writing === shape.id}
      isDraft={shape.id === draft?.id || !board.shapes.has(shape.id)}
      adrift={board.shapes.has(shape.id) ? null : taken.of(shape.id)}
      taken={taken}
      onWrite={onWrite}
      onLeave={() => (goes(shape.id), onWrite(null))}
      actions={acts}
    />
  )
  const part = (name: 'elements' | 'others' | 'arrows' | 'ground', shapes: readonly CanvasShape[]): ReactNode =>
    shapes.length === 0 ? null : (
      <section>
        <h2>
          {t(name)} <span className="meta num">{shapes.length}</span>
        </h2>
        <ul>{shapes.map(row)}</ul>
      </section>
    )
  return (
    <div ref={region} className="canvas-list" role="region" aria-label={t('everything')} tabIndex={0}>
      {elements.length + rest.length === 0 ? (
        <p className="first">
          <b>{t('empty')}</b> {t(mayEdit ? 'emptyHow' : 'emptyRead')}
        </p>
      ) : null}
      {part('elements', elements)}
      {part('others', others)}
      {part('arrows', arrows)}
      {part('ground', frames)}
    </div>
  )
}
