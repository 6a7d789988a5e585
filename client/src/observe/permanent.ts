/** What a permanent link names: found among the tables at work, or asked of the server where its session is over. */
import { placeOf, type Permanent } from '@tablee/shared/view/place'
import type { WatchedPlace, WatchList } from '@tablee/shared/wire/watch'
import { useMemo } from 'react'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { read } from './address.ts'
import type { Named } from './board.tsx'
import type { Table } from './watch.ts'

export type Linked = {
  readonly id: string
  readonly table: Table | null
  /** The session it is of, where that is not the one that runs. */
  readonly earlier: number | null
  /** `gone`: not shown, whatever became of it. `here` without a name: the table itself shows nothing just now. */
  readonly state: 'waiting' | 'here' | 'gone'
  readonly named: Named | null
}

/** `none`: this link's dialogue has no such place. Null while nobody has to ask, or nothing was heard. */
export function usePlace(
  link: string,
  permanent: Permanent | null,
  list: WatchList | null,
): WatchedPlace | 'none' | null {
  const elsewhere =
    permanent !== null && list !== null && list.tables.every(({ room }) => placeOf(room) !== permanent.place)
  const found = useRead<WatchedPlace>(
    useMemo(
      () => (elsewhere && permanent !== null ? () => read(link, `/places/${permanent.place}`) : null),
      [link, permanent, elsewhere],
    ),
    network,
  )
  if (!elsewhere) return null
  return found.problem?.code === 'link-unknown' ? 'none' : found.value
}

/** `beyond`: the table of an earlier session, as the last of those that are followed. */
export function useLinked(
  permanent: Permanent | null,
  tables: readonly Table[],
  place: WatchedPlace | 'none' | null,
  beyond: Table | null,
): Linked | null {
  const now = permanent === null ? null : tables.find(({ room }) => placeOf(room) === permanent.place)
  const table = now ?? beyond
  const view = table?.seen.view ?? null
  const id = permanent?.id ?? ''
  const shown = view !== null && (view.state === 'open' || view.state === 'paused')
  const words = shown && Object.hasOwn(view.words, id) ? id : null
  const node = !shown
    ? null
    : words !== null
      ? (view.words[id]?.node ?? null)
      : Object.hasOwn(view.nodes, id)
        ? id
        : null
  const named = useMemo((): Named | null => (node === null ? null : { node, words }), [node, words])
  if (permanent === null) return null
  const gone = table === null ? place === 'none' : permanent.id !== null && shown && node === null
  return {
    id,
    table,
    earlier: !now && beyond !== null && place !== null && place !== 'none' ? place.session : null,
    state: gone ? 'gone' : view === null ? 'waiting' : 'here',
    named,
  }
}
