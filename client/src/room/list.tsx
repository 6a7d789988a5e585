/** The hall as a table that is read aloud: one row each, in an order that changes only when somebody asks for another. */
import type { RoomTable } from '@tablee/shared/wire/room'
import { useRef, type KeyboardEvent } from 'react'
import { useT } from '../i18n/index.tsx'
import { messages } from './messages/index.ts'
import { ownFaceAt, stateOf, tableAt, type RoomAt } from './reading.ts'
import { Sign } from './signs.tsx'
import { stateSigns, useStateWords, type Seen } from './words.tsx'

export const orders = ['number', 'quiet', 'entries', 'spoken'] as const
export type Order = (typeof orders)[number]

/** The tables in this order as it is now; of equals the lower number comes first. */
export function inOrder(tables: readonly RoomTable[], order: Order, at: RoomAt): readonly string[] {
  const key = (table: RoomTable): number => {
    switch (order) {
      case 'number':
        return table.number
      case 'quiet':
        return -(tableAt(at, table).quiet ?? 0)
      case 'entries':
        return table.entries
      case 'spoken':
        return table.seats === 0 ? 0 : table.spoken / table.seats
    }
  }
  return [...tables].toSorted((a, b) => key(a) - key(b) || a.number - b.number).map(({ id }) => id)
}

/** What was handed in in the step that was last opened. */
function lastSent(table: RoomTable): { readonly handedIn: number | null; readonly of: number } | null {
  return table.turnout.findLast(({ state }) => state !== 'waiting') ?? null
}

export function List({
  seen,
  order,
  chosen,
  several,
  onChoose,
}: {
  seen: Seen
  /** The ids as they were sorted. */
  order: readonly string[]
  chosen: ReadonlySet<string>
  several: boolean
  onChoose: (id: string | null) => void
}) {
  const t = useT(messages)
  const { room, tablesOn, now } = seen
  const words = useStateWords(seen)
  const body = useRef<HTMLTableSectionElement>(null)
  const at = new Map(order.map((id, index) => [id, index]))
  const tables = [...room.tables].toSorted(
    (a, b) => (at.get(a.id) ?? a.number + order.length) - (at.get(b.id) ?? b.number + order.length),
  )
  const reachable = tables.find(({ id }) => chosen.has(id))?.id ?? tables[0]?.id

  function go(index: number): void {
    const table = tables[Math.max(0, Math.min(tables.length - 1, index))]
    if (table === undefined) return
    const row = body.current?.querySelector<HTMLElement>(`[data-table="${table.id}"]`)
    row?.focus()
    row?.scrollIntoView({ block: 'nearest' })
    if (!several) onChoose(table.id)
  }
  function onKey(event: KeyboardEvent, index: number): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const to = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: tables.length - 1,
      PageDown: index + 10,
      PageUp: index - 10,
    }[event.key]
    if (to !== undefined) go(to)
    else if (event.key === 'Enter' || event.key === ' ') onChoose(tables[index]?.id ?? '')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // A grid that is a table: rows are chosen by the arrows, and cells are read with their heads.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
    <table className="list" role="grid" aria-label={t('list')} aria-multiselectable={several}>
      <thead>
        <tr>
          <th scope="col">{t('colTable')}</th>
          <th scope="col">{t('colNow')}</th>
          <th scope="col" className="r spoken">
            {t('colSpoken')}
          </th>
          <th scope="col" className="r">
            {t('colEntries')}
          </th>
          <th scope="col" className="r">
            {t('colSent')}
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {tables.map((table, index) => {
          const call = room.calls.find((one) => one.table === table.id)
          const state = stateOf(table, call, tableAt(seen, table))
          const ownFace = ownFaceAt(room, tablesOn, table, now)
          const sent = lastSent(table)
          const sign = stateSigns[state]
          return (
            <tr
              key={table.id}
              data-table={table.id}
              aria-selected={chosen.has(table.id)}
              tabIndex={table.id === reachable ? 0 : -1}
              onClick={({ detail }) => {
                if (several || !chosen.has(table.id)) onChoose(table.id)
                else if (detail <= 1) onChoose(null)
              }}
              onKeyDown={(event) => onKey(event, index)}
            >
              <td className="num">{table.number}</td>
              <td>
                <span className={`st ${state}`}>
                  {sign ? <Sign name={sign} /> : null}
                  <span>{words(state, table, { call, ownFace, inList: true })}</span>
                </span>
              </td>
              <td className="r spoken">{t('ofSeats', { n: table.spoken, of: table.seats })}</td>
              <td className="num r">{table.entries}</td>
              <td className="r">
                {sent === null
                  ? t('nothingOpen')
                  : sent.handedIn === null
                    ? t('noNumber')
                    : t('ofSeats', { n: sent.handedIn, of: sent.of })}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
