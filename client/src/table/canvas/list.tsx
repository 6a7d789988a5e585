/**
 * Everything on the canvas as a list: the canvas of anyone who uses a keyboard or a screen reader, and of any device that
 * cannot draw. What can be done by drawing can be done here in words.
 */
import { elementTextOf } from '@tablee/shared/board/canvas/edit'
import { isLockedPart } from '@tablee/shared/board/canvas/parts'
import { middleOf } from '@tablee/shared/board/canvas/place'
import {
  elementLevels,
  type Canvas,
  type CanvasShape,
  type ElementShape,
  type ShapeId,
} from '@tablee/shared/board/canvas/schema'
import { wordsOn } from '@tablee/shared/board/canvas/words'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { direction, useHeaded, useLanguage, useT } from '../../i18n/index.tsx'
import { Icon } from '../../ui/icon.tsx'
import { anchorOf, Menu, type Anchor, type MenuEntry } from '../../ui/menu.tsx'
import { uiMessages } from '../../ui/messages.ts'
import { VisionIcon, type VisionIconName } from '../../ui/vision-icon.tsx'
import { visionMessages } from '../../ui/vision-messages.ts'
import { useTable } from '../context.ts'
import { messages } from '../messages.ts'
import { Took } from '../entry/taken-note.tsx'
import { TextField } from '../entry/wording-field.tsx'
import { freshId } from '../board/verbs.ts'
import { bareId } from './verbs.ts'
import { canvasMessages } from './messages.ts'
import { moveTo, nameOfPlace, nudge, placeOf, placesOf, whenAndWhere, type Places } from './places.ts'
import type { Sides } from './sides.ts'
import type { TakenShape, TakenShapes } from './taken.ts'

export type ListActs = {
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
  acts,
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
  acts: ListActs
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
      acts={acts}
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

const iconOf = (shape: CanvasShape): VisionIconName => {
  switch (shape.type) {
    case 'element':
      return shape.props.kind
    case 'geo':
      return 'geometry'
    case 'draw':
      return 'stroke'
    case 'image':
      return 'photo'
    case 'group':
      return 'list'
    default:
      return shape.type
  }
}

/** What an arrow leads from and to, by the first words of what it holds on to. */
export function endsOf(canvas: Canvas, id: ShapeId): { readonly from: ShapeId | null; readonly to: ShapeId | null } {
  let [from, to]: [ShapeId | null, ShapeId | null] = [null, null]
  for (const binding of canvas.bindings.values()) {
    if (binding.fromId !== id) continue
    if (binding.props.terminal === 'start') from = binding.toId
    else to = binding.toId
  }
  return { from, to }
}

const short = (text: string, most = 32): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`

export function useNames(canvas: Canvas) {
  const t = useT(canvasMessages)
  const kinds = useT(visionMessages)
  const kindOf = (shape: CanvasShape): string => (shape.type === 'element' ? kinds(shape.props.kind) : t(shape.type))
  const nameOf = (id: ShapeId | null): string => {
    const shape = id === null ? undefined : canvas.shapes.get(id)
    if (!shape) return t('nowhere')
    const words = wordsOn(shape)
    return words ? short(words) : kindOf(shape)
  }
  return { kindOf, nameOf }
}

function Row({
  shape,
  canvas,
  places,
  sides,
  writing,
  isDraft,
  adrift,
  taken,
  onWrite,
  acts,
}: {
  shape: CanvasShape
  canvas: Canvas
  places: Places
  sides: Sides
  writing: boolean
  /** Has no word yet: nothing else can be done with it. */
  isDraft: boolean
  /** Removed by somebody else, and its text stays until this person says. */
  adrift: TakenShape | null
  taken: TakenShapes
  onWrite: (id: ShapeId | null) => void
  acts: ListActs
}) {
  const t = useT(canvasMessages)
  const headed = useHeaded()
  const table = useT(messages)
  const shared = useT(uiMessages)
  const { language } = useLanguage()
  const { link, mayEdit, nameOf } = useTable()
  const names = useNames(canvas)
  const [menu, setMenu] = useState<Anchor | null>(null)
  const side = useSyncExternalStore(sides.subscribe, () => sides.of(shape.id))
  const { id } = shape
  const words = wordsOn(shape)
  const kind = names.kindOf(shape)
  const ends = shape.type === 'arrow' ? endsOf(canvas, id) : null
  const mayWrite = mayEdit && (!isLockedPart(shape) || link.me.role === 'facilitator' || link.me.role === 'organiser')
  const place = placeOf(canvas, places, id)
  const what = words ? headed(kind, short(words)) : kind
  const moved = (where: string) => acts.say(t('moved', { what, where }))

  function entries(): MenuEntry[] {
    const list: MenuEntry[] = []
    if (mayWrite && words !== null) list.push({ label: t('write'), icon: 'own-typing', run: () => onWrite(id) })
    if (shape.type === 'element' && mayWrite)
      list.push({ label: t('details'), icon: 'on-paper', run: () => acts.details(id) })
    if (shape.type === 'element') {
      if (mayWrite) list.push({ label: t('link'), icon: 'link', run: () => acts.link(id) })
      for (const one of side.linked)
        list.push({ label: t('show', { entry: one.title.slice(0, 40) }), icon: 'position', run: () => acts.follow(id) })
    }
    if (mayWrite && shape.type !== 'arrow' && shape.type !== 'draw' && shape.type !== 'group')
      list.push({ label: t('arrowTo'), mark: <VisionIcon name="arrow" />, run: () => acts.arrow(id) })
    if (mayWrite && shape.type !== 'arrow') {
      list.push('line', { head: t('moveTo') })
      for (const zone of places.named) {
        const name = nameOfPlace(zone.part, language)
        list.push({
          label: t('toColumn', { column: name }),
          icon: 'next',
          run: () => moveTo(link, canvas, shape, { part: zone.part }, freshId()) && moved(name),
        })
      }
      if (shape.type !== 'element')
        for (const year of places.years)
          list.push({
            label: t('toColumn', { column: year }),
            icon: 'next',
            run: () => moveTo(link, canvas, shape, { horizon: year, level: null }, freshId()) && moved(String(year)),
          })
      const steps = [
        ['left', -48, 0],
        ['right', 48, 0],
        ['up', 0, -48],
        ['down', 0, 48],
      ] as const
      for (const [way, dx, dy] of steps)
        list.push({ label: t(way), icon: 'next', run: () => nudge(link, id, dx, dy, freshId()) && moved(t(way)) })
    }
    if (acts.show) {
      const { show } = acts
      list.push('line', { label: t('showOnCanvas'), mark: <VisionIcon name="select" />, run: () => show(id) })
    }
    if (mayWrite) list.push('line', { label: t('remove'), icon: 'reject', run: () => acts.remove(id) })
    return list
  }

  return (
    <li
      className={['thing', writing ? 'writing' : '', adrift ? 'adrift' : ''].filter(Boolean).join(' ')}
      data-shape={bareId(id)}
    >
      <VisionIcon name={iconOf(shape)} />
      <div className="what">
        <span className="meta">
          {kind}
          {side.writers.length + side.holders.length > 0 ? (
            <span className="tag">
              {[...side.writers, ...side.holders].map((one) => (
                <span key={one.conn}>{nameOf(one)}</span>
              ))}
            </span>
          ) : null}
        </span>
        {ends ? <p>{t('arrowFrom', { from: names.nameOf(ends.from), to: names.nameOf(ends.to) })}</p> : null}
        {writing && words !== null ? (
          shape.type === 'element' ? (
            <TextField
              doc={link.doc}
              id={id}
              of={elementTextOf}
              lang={shape.props.lang}
              label={kind}
              placeholder={table('write-any')}
              others={side.writers}
              name={nameOf}
              onText={(value) => acts.text(id, value)}
              onFirstKey={() => false}
              onKeyDown={(event) => {
                event.stopPropagation()
                const command = event.ctrlKey || event.metaKey
                if (command && event.key.toLowerCase() === 'z') acts.history(event.shiftKey ? 'redo' : 'undo')
                else if (event.key === 'Escape' || (event.key === 'Enter' && !event.shiftKey)) onWrite(null)
                else return
                event.preventDefault()
              }}
              onBlur={() => undefined}
              onCaret={(anchor, head) =>
                link.presence.show({ node: bareId(id), writing: true, ...(anchor && head ? { anchor, head } : {}) })
              }
              onHistory={acts.history}
              adrift={adrift ? words : null}
            />
          ) : (
            <PlainField
              text={words}
              label={kind}
              onText={adrift ? (text) => acts.text(id, text) : null}
              onDone={(text) => (acts.text(id, text), onWrite(null))}
            />
          )
        ) : words !== null && mayWrite ? (
          <button
            type="button"
            className="words-of"
            onClick={() => onWrite(id)}
            lang={langOf(shape)}
            dir={dirOf(shape)}
          >
            {words === '' ? <span className="blank">{shared('blank')}</span> : words}
          </button>
        ) : words !== null && words !== '' ? (
          <p lang={langOf(shape)} dir={dirOf(shape)}>
            {words}
          </p>
        ) : null}
        {side.linked.length > 0 ? (
          <p className="meta">{t('linkedTo', { entries: side.linked.map((one) => one.title).join(' · ') })}</p>
        ) : null}
        {place ? <p className="meta">{nameOfPlace(place.part, language)}</p> : null}
        {adrift ? (
          <Took what={kind} by={adrift.by} onKeep={() => taken.keep(id)} onLetGo={() => taken.letGo(id)} />
        ) : null}
      </div>
      {shape.type === 'element' && !isDraft ? (
        <WhenAndWhere shape={shape} canvas={canvas} places={places} onMoved={moved} />
      ) : null}
      <button
        type="button"
        className="more"
        hidden={isDraft}
        aria-label={t('actions', { what })}
        aria-haspopup="menu"
        onClick={(event) => setMenu(anchorOf(event.currentTarget))}
      >
        <Icon name="silence" />
      </button>
      {menu ? (
        <Menu label={t('actions', { what })} entries={entries()} at={menu} onClose={() => setMenu(null)} />
      ) : null}
    </li>
  )
}

const langOf = (shape: CanvasShape) => (shape.type === 'element' ? shape.props.lang : undefined)
const dirOf = (shape: CanvasShape) => (shape.type === 'element' ? direction(shape.props.lang) : ('auto' as const))

/** Move in words: the year and the level are two choices, and the card goes where they cross. */
function WhenAndWhere({
  shape,
  canvas,
  places,
  onMoved,
}: {
  shape: ElementShape
  canvas: Canvas
  places: Places
  onMoved: (where: string) => void
}) {
  const t = useT(canvasMessages)
  const kinds = useT(visionMessages)
  const { link, mayEdit } = useTable()
  const { horizon, level } = whenAndWhere(canvas, places, shape)
  const years = [...new Set([...places.years, ...(horizon === null ? [] : [horizon])])].sort((a, b) => a - b)
  if (!mayEdit)
    return (
      <span className="meta where">
        {[horizon === null ? '' : String(horizon), level === null ? '' : kinds(level)].filter(Boolean).join(' · ')}
      </span>
    )
  const go = (to: { horizon: number | null; level: typeof level }) => {
    moveTo(link, canvas, shape, to, freshId())
    onMoved(
      [to.horizon === null ? t('noYear') : String(to.horizon), to.level === null ? t('noLevel') : kinds(to.level)].join(
        ', ',
      ),
    )
  }
  return (
    <span className="where">
      <select
        className="pick"
        aria-label={t('year')}
        value={horizon ?? ''}
        onChange={(event) =>
          go({ horizon: event.currentTarget.value === '' ? null : Number(event.currentTarget.value), level })
        }
      >
        <option value="">{t('noYear')}</option>
        {years.map((year) => (
          <option key={year} value={year}>
            {year}
          </option>
        ))}
      </select>
      <select
        className="pick"
        aria-label={t('level')}
        value={level ?? ''}
        onChange={(event) =>
          go({ horizon, level: elementLevels.find((one) => one === event.currentTarget.value) ?? null })
        }
      >
        <option value="">{t('noLevel')}</option>
        {elementLevels.map((one) => (
          <option key={one} value={one}>
            {kinds(one)}
          </option>
        ))}
      </select>
    </span>
  )
}

function PlainField({
  text,
  label,
  onText,
  onDone,
}: {
  text: string
  label: string
  /** Told of every letter, where it is not on the board. */
  onText: ((text: string) => void) | null
  onDone: (text: string) => void
}) {
  const [value, setValue] = useState(text)
  const tell = useRef(onText)
  tell.current = onText
  const alone = onText !== null
  useEffect(() => {
    if (alone) tell.current?.(value)
  }, [alone, value])
  const ref = useRef<HTMLTextAreaElement>(null)
  useEffect(() => ref.current?.focus(), [])
  return (
    <textarea
      ref={ref}
      className="box"
      rows={2}
      maxLength={2_000}
      aria-label={label}
      value={value}
      onChange={(event) => setValue(event.currentTarget.value)}
      onBlur={() => onDone(value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key !== 'Escape' && (event.key !== 'Enter' || event.shiftKey)) return
        event.preventDefault()
        onDone(event.key === 'Escape' ? text : value)
      }}
    />
  )
}
