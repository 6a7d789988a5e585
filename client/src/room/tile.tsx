/** A table of the hall from above. Its seats are inked where somebody has sat down; how many have spoken is a number elsewhere. */
import type { RoomTable } from '@tablee/shared/wire/room'
import { memo, type CSSProperties } from 'react'
import { useT } from '../i18n/index.tsx'
import { chairsOf, peopleAt } from './reading.ts'
import { messages } from './messages/index.ts'
import type { TableState } from './reading.ts'
import { Sign } from './signs.tsx'
import { stateSigns, useEntriesWords } from './words.tsx'

const [left, right, middle] = [35.5, 97.5, 66.5]
const along = (count: number): readonly number[] => {
  if (count <= 1) return count === 1 ? [middle] : []
  if (count === 2) return [44.9, 88.1]
  return Array.from({ length: count }, (_, n) => left + (n * (right - left)) / (count - 1))
}
/** Seat 1 is the first above; they go round clockwise. Four and fewer leave the ends free. */
export function seatsAround(seats: number): readonly (readonly [x: number, y: number])[] {
  const ends = seats >= 5 ? 2 : 0
  const above = Math.ceil((seats - ends) / 2)
  const beneath = [...along(seats - ends - above)].toReversed()
  return [
    ...along(above).map((x) => [x, 7.5] as const),
    ...(ends > 0 ? [[125.5, 48.5] as const] : []),
    ...beneath.map((x) => [x, 89.5] as const),
    ...(ends > 0 ? [[7.5, 48.5] as const] : []),
  ]
}
const pleats = Array.from({ length: 12 }, (_, n) => 28 + n * 7.5)

const Plan = memo(({ seats, taken, drawn }: { seats: number; taken: string; drawn: boolean }) => {
  const sat = new Set(taken.split(' ').map(Number))
  return (
    <svg className="plan" viewBox="0 0 133 97" width="102" height="74" aria-hidden="true">
      <rect className="top" x="19.5" y="19.5" width="94" height="58" rx="4" />
      {seatsAround(seats).map(([cx, cy], index) => (
        <circle key={index} className={sat.has(index + 1) ? 'on' : 'off'} cx={cx} cy={cy} r={seats > 8 ? 5 : 6.5} />
      ))}
      {drawn ? <path className="folds" d={pleats.map((x) => `M${x} 20.5v56`).join('')} /> : null}
    </svg>
  )
})
Plan.displayName = 'Plan'

type TileProps = {
  readonly table: RoomTable
  readonly state: TableState
  /** What is written beneath it. */
  readonly line: string
  readonly x: number
  readonly y: number
  readonly small: boolean
  readonly chosen: boolean
  readonly reachable: boolean
  readonly arranging: boolean
}

/** More letters stand beneath it whole only if they are smaller. */
const longest = 13

/** What happens to it the floor hears: it is drawn anew only where something of it is another. */
export const Tile = memo(function Tile({ table, state, line, x, y, small, chosen, reachable, arranging }: TileProps) {
  const t = useT(messages)
  const entries = useEntriesWords()
  const drawn = table.curtain !== 'open'
  const sign = stateSigns[state]
  const style: CSSProperties & Record<'--x' | '--y', number> = { '--x': x, '--y': y }
  const kinds = ['t', state, small && 'small', drawn && 'curtained', chosen && 'chosen', arranging && 'grab']
  return (
    <button
      type="button"
      className={kinds.filter(Boolean).join(' ')}
      style={style}
      data-table={table.id}
      tabIndex={reachable ? 0 : -1}
      {...(arranging ? {} : { 'aria-pressed': chosen })}
    >
      {/* Read whole, without a time that counts. */}
      <span className="away">
        {t('tableIs', {
          n: table.number,
          state: t(`word-${state}`),
          taken: peopleAt(table),
          seats: table.seats,
          entries: entries(table),
        })}
      </span>
      {small ? null : <Plan seats={table.seats} taken={chairsOf(table).join(' ')} drawn={drawn} />}
      <span className="no num" aria-hidden="true">
        {table.number}
      </span>
      {small ? (
        sign ? (
          <Sign name={sign} />
        ) : null
      ) : (
        <small aria-hidden="true" className={[...line].length > longest ? 'long' : undefined}>
          {sign ? <Sign name={sign} /> : null}
          <span>{line}</span>
        </small>
      )}
    </button>
  )
})
