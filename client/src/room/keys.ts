/**
 * A console by keyboard. Letters act only while the focus is in the hall or in its table's column: nobody who dictates to
 * their machine, or types elsewhere, holds a table.
 */
import type { RoomTable } from '@tablee/shared/wire/room'
import type { KeyboardEvent } from 'react'
import type { Deeds } from './deeds.ts'
import { canMove, curtainOf, isHeld, type PanelDialog } from './panel.tsx'
import { nextTable, tableAt } from './reading.ts'
import type { Acts } from './acts.ts'
import type { Seen } from './words.tsx'

type Parts = {
  readonly seen: Seen
  readonly tables: readonly RoomTable[]
  readonly deeds: Deeds
  readonly acts: Acts
  readonly go: (id: string | null) => void
  readonly open: (dialog: PanelDialog | 'find' | 'keys') => void
}

const ownsKeys = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [role=menu]') !== null

export function onKeyIn(event: KeyboardEvent, { seen, tables, deeds, acts, go, open }: Parts): void {
  const { room } = seen
  if (event.ctrlKey || event.metaKey || event.altKey || ownsKeys(event.target)) return
  const last = tables.at(-1)
  const call = room.calls.find((one) => one.table === last?.id)
  const next = (is: (table: RoomTable) => boolean): void => {
    const table = nextTable(room.tables, last?.id ?? null, is)
    if (table) go(table.id)
  }
  const calls = new Set(room.calls.filter(({ coming }) => coming === null).map(({ table }) => table))
  const some = tables.length > 0
  const free =
    some &&
    !acts.busy(
      'table',
      tables.map(({ id }) => id),
    )
  const moves = free && canMove(tables, room.clock)
  const curtain = curtainOf(tables)
  const deed: Readonly<Record<string, (() => void) | false | undefined>> = {
    '?': () => open('keys'),
    '/': () => open('find'),
    q: () => next((table) => tableAt(seen, table).quiet !== null),
    // The longest wait first, as the panel shows them.
    n: () => {
      const longest = room.calls.find((one) => one.coming === null && one.table !== last?.id)
      if (longest && calls.size > 0) go(longest.table)
    },
    escape: some && (() => go(null)),
    c:
      call !== undefined &&
      !acts.busy('call', [call.table]) &&
      (() => (call.coming ? deeds.done(call) : deeds.coming(call))),
    h: moves && (() => deeds.tables(isHeld(tables, room.clock) ? 'go-on' : 'hold', tables)),
    '5': moves && (() => deeds.tablesMore(5, tables)),
    m: () => open('message'),
    s: tables.length === 1 && (() => open('seats')),
    d: free && curtain !== 'drawn' && (() => deeds.curtains(curtain === 'open' ? 'drawn' : 'open', tables)),
    j:
      free &&
      (() => {
        const own = tables.filter(({ clock }) => clock !== null)
        if (own.length > 0) deeds.tables('join', own)
      }),
  }
  const run = deed[event.key.toLowerCase()]
  if (run === undefined || run === false) return
  event.preventDefault()
  run()
}
