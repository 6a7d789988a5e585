/**
 * The hall as it stands, and the tables put where they are: by finger or mouse, by the arrows, or all in rows. A place is a
 * place in the room: it is the same on a screen that is read from right to left.
 */
import type { Room } from '@tablee/shared/wire/room'
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { messages } from './messages/index.ts'
import { beside, columnsFor, inRows, placesOf, rowsOf, shifted, type Places } from './places.ts'
import { ownFaceAt, stateOf, tableAt } from './reading.ts'
import { Sign } from './signs.tsx'
import { Tile } from './tile.tsx'
import { useStateWords, type Seen } from './words.tsx'

/** More of them stand as small tiles: a number and a sign. */
const mostLarge = 24
export const columnsOf = ({ tables }: Pick<Room, 'tables'>): number =>
  columnsFor(tables.length, tables.length > mostLarge ? 10 : 5)
const ways = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' } as const
const isWay = (key: string): key is keyof typeof ways => key in ways
const nudges = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const

export function Plan({
  seen,
  chosen,
  several,
  arranging,
  moved,
  onChoose,
  onArrange,
}: {
  seen: Seen
  chosen: ReadonlySet<string>
  several: boolean
  arranging: boolean
  /** Where they were put and are not kept yet. */
  moved: Places | null
  onChoose: (id: string | null) => void
  onArrange: (places: Places) => void
}) {
  const t = useT(messages)
  const { room, tablesOn, now } = seen
  const words = useStateWords(seen)
  const floor = useRef<HTMLDivElement>(null)
  const columns = columnsOf(room)
  const small = room.tables.length > mostLarge
  const kept = placesOf(room, columns)
  const places = moved === null ? kept : { ...kept, ...moved }
  const first = room.tables.find(({ id }) => chosen.has(id))?.id ?? room.tables[0]?.id
  const [held, setHeld] = useState<string | null>(null)

  /** What there is of the floor to move about in. */
  function sized(): { readonly width: number; readonly height: number } {
    const box = floor.current
    const tile = box?.querySelector<HTMLElement>('.t')
    return {
      width: Math.max(1, (box?.clientWidth ?? 1) - (tile?.offsetWidth ?? 0)),
      height: Math.max(1, (box?.clientHeight ?? 1) - (tile?.offsetHeight ?? 0)),
    }
  }
  const tileOf = (target: EventTarget): HTMLElement | null =>
    target instanceof Element ? target.closest<HTMLElement>('[data-table]') : null

  function onKey(event: KeyboardEvent): void {
    const id = tileOf(event.target)?.dataset['table']
    if (id === undefined || !isWay(event.key) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    const way = ways[event.key]
    const from = places[id]
    if (arranging) {
      const [dx, dy] = nudges[way]
      const step = event.shiftKey ? 0.1 : 0.02
      if (from) onArrange({ ...places, [id]: shifted(from, dx * step, dy * step) })
      return
    }
    const { width, height } = sized()
    const next = beside(places, id, way, width / height)
    if (next === null) return
    onChoose(next)
    floor.current?.querySelector<HTMLElement>(`[data-table="${next}"]`)?.focus()
  }
  function onGrab(event: PointerEvent): void {
    const tile = tileOf(event.target)
    const id = tile?.dataset['table']
    const from = id === undefined ? undefined : places[id]
    if (!arranging || event.button !== 0 || tile === null || id === undefined || from === undefined) return
    const start = { x: event.clientX, y: event.clientY }
    const { width, height } = sized()
    tile.setPointerCapture(event.pointerId)
    setHeld(id)
    const move = (now: globalThis.PointerEvent): void =>
      onArrange({ ...places, [id]: shifted(from, (now.clientX - start.x) / width, (now.clientY - start.y) / height) })
    tile.addEventListener('pointermove', move)
    tile.addEventListener(
      'lostpointercapture',
      () => {
        tile.removeEventListener('pointermove', move)
        setHeld(null)
      },
      { once: true },
    )
  }

  const rows = rowsOf(room.tables.length, columns).length
  return (
    // The empty floor chooses nothing; by keyboard that is Escape.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events
    <div
      className={arranging ? 'floor arranging' : 'floor'}
      onClick={(event) => {
        const id = tileOf(event.target)?.dataset['table'] ?? null
        if (arranging || (id === null && several)) return
        if (id === null || several || !chosen.has(id)) onChoose(id)
        // The second tap of two chose no table anew, nor did it mean to leave it.
        else if (event.detail <= 1) onChoose(null)
      }}
    >
      <div className="stage" aria-hidden="true">
        {t('stage')}
      </div>
      <div
        ref={floor}
        className={small ? 'all small' : 'all'}
        role="group"
        aria-label={t('plan')}
        style={{ minBlockSize: small ? rows * 58 : rows * 104 }}
        onKeyDown={onKey}
        onPointerDown={onGrab}
      >
        {room.tables.map((table) => {
          const call = room.calls.find((one) => one.table === table.id)
          const state = stateOf(table, call, tableAt(seen, table))
          const ownFace = ownFaceAt(room, tablesOn, table, now)
          return (
            <Tile
              key={table.id}
              table={table}
              state={state}
              line={words(state, table, { call, ownFace })}
              x={places[table.id]?.x ?? 0}
              y={places[table.id]?.y ?? 0}
              small={small}
              chosen={arranging ? held === table.id : chosen.has(table.id)}
              reachable={table.id === first}
              arranging={arranging}
            />
          )
        })}
      </div>
    </div>
  )
}

/** While the tables are put in place: how, in rows of how many, and the way out. */
export function Arranging({
  room,
  busy,
  onArrange,
  onDone,
  onLeave,
}: {
  room: Room
  busy: boolean
  onArrange: (places: Places) => void
  onDone: () => void
  onLeave: () => void
}) {
  const t = useT(messages)
  const [columns, setColumns] = useState(() => columnsOf(room))
  const most = Math.max(1, Math.min(20, room.tables.length))
  const rows = (count: number): void => {
    const next = Math.max(1, Math.min(most, count))
    setColumns(next)
    onArrange(inRows(room.tables, next))
  }
  return (
    <div className="arrange" role="group" aria-label={t('arrange')}>
      <p>{t('arrangeHow')}</p>
      <div className="rows-of" role="group" aria-label={t('rowsOf', { n: columns })}>
        <Button aria-label={t('rowsFewer')} disabled={columns <= 1} onClick={() => rows(columns - 1)}>
          <Sign name="minus" />
        </Button>
        <output>{t('rowsOf', { n: columns })}</output>
        <Button aria-label={t('rowsMore')} disabled={columns >= most} onClick={() => rows(columns + 1)}>
          <Sign name="plus" />
        </Button>
      </div>
      <Button onClick={onLeave}>{t('leaveAsItWas')}</Button>
      <Button look="primary" aria-disabled={busy || undefined} onClick={() => busy || onDone()}>
        {t('keepPlaces')}
      </Button>
    </div>
  )
}
