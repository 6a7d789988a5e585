/** What a console shows of the room while a notice runs at its site, at a table or at another site: what is on the screens there. */
import type { Room, RoomTable, SiteClock } from '@tablee/shared/wire/room'
import { useReducer, useRef } from 'react'
import { useAt, useGoing } from '../ui/going.ts'
import { clocksGoing, countedAsShown, hallGoing, tablesGoing, type ClocksGoing } from './reading.ts'

type Shown = { readonly room: Room; readonly shown: SiteClock; readonly tablesOn: ClocksGoing }
const nextIn = (on: ClocksGoing): readonly number[] => [...on.values()].flatMap(({ next }) => next?.at ?? [])

/** Drawn again in the moment in which a table or a site goes along. */
export function useShown(told: Room, time: () => number): Shown {
  const shown = useGoing(told.clock, hallGoing, time)?.shown ?? told.clock
  const kept = useRef<{ tablesOn: ClocksGoing; sitesOn: ClocksGoing; tables: readonly RoomTable[] }>({
    tablesOn: new Map(),
    sitesOn: new Map(),
    tables: [],
  })
  const [, again] = useReducer((times: number) => times + 1, 0)
  const tablesOn = tablesGoing(kept.current.tablesOn, told, time())
  const sitesOn = clocksGoing(kept.current.sitesOn, told.others, time())
  const tables = countedAsShown(kept.current.tables, told, tablesOn)
  kept.current = { tablesOn, sitesOn, tables }
  const next = [...nextIn(tablesOn), ...nextIn(sitesOn)]
  useAt(next.length === 0 ? null : Math.min(...next), time, again)
  const others = told.others.map((one) => ({ ...one, clock: sitesOn.get(one.id)?.shown ?? one.clock }))
  return { room: { ...told, tables: [...tables], others }, shown, tablesOn }
}
