/** Themes that a team gave back to the hall, read when they are others. */
import type { SharedBoard, SharedThemes } from '@tablee/shared/wire/shares'
import { useMemo } from 'react'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { read } from './address.ts'

/** What stands now; where the connection is cut, what was seen last. `stamp`: another one when they are. */
export function useShared(link: string, stamp: string | undefined): readonly SharedBoard[] {
  const none = stamp === undefined
  const ask = useMemo(() => (none ? null : () => read<SharedThemes>(link, '/themes')), [link, none])
  const { value, problem } = useRead(ask, network, stamp)
  return problem?.code === 'link-unknown' || value === null ? nothing : value.boards
}
const nothing: readonly SharedBoard[] = []

/** What stands on a wall: of its site, or of no hall's what was shared last. */
export function boardAt(boards: readonly SharedBoard[], site: string | null): SharedBoard | null {
  const here = site === null ? boards : boards.filter(({ sites }) => sites.some((one) => one === site))
  return here.toSorted((a, b) => b.at - a.at)[0] ?? null
}
