/** The results that this link may see, read when they are others; at once when a table's curtain moves or entries go. */
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { useEffect, useMemo, useRef, useState } from 'react'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { read, spread } from './address.ts'
import type { Table } from './watch.ts'

/** `stamp`: another one when they are. */
export function useResults(link: string, tables: readonly Table[], stamp: string | undefined): ResultsAnswer | null {
  const [gone, setGone] = useState(0)
  const before = useRef(tables)
  useEffect(() => {
    if (goesOut(before.current, tables)) setGone((times) => times + 1)
    before.current = tables
  }, [tables])
  const none = stamp === undefined
  const ask = useMemo(
    () =>
      none
        ? null
        : async () => {
            if (gone > 0) await spread()
            return read<ResultsAnswer>(link, '/results')
          },
    [link, none, gone],
  )
  const { value, problem } = useRead(ask, network, stamp)
  // What cannot be seen any more is gone; where the connection is cut, what was seen last stays.
  const results = problem?.code === 'link-unknown' ? null : value
  return useMemo(() => shownNow(results, tables), [results, tables])
}

/** Whether something is not to be seen any more, or is again: a table behind its curtain, an entry that was hidden. */
export function goesOut(before: readonly Table[], now: readonly Table[]): boolean {
  if (before === now) return false
  return before.some(({ table, seen: { view } }) => {
    const is = now.find((one) => one.table === table)?.seen.view
    if (is === view) return false
    return is?.state !== view?.state || Object.keys(view?.nodes ?? {}).some((id) => !Object.hasOwn(is?.nodes ?? {}, id))
  })
}

/** A table whose curtain falls takes what it said alone with it, before the server is asked again. */
export function shownNow(results: ResultsAnswer | null, tables: readonly Table[]): ResultsAnswer | null {
  if (results === null) return null
  const open = new Set(tables.filter(({ seen }) => seen.view?.state === 'open').map(({ table }) => table))
  const steps = results.steps.map((step) => ({ ...step, byTable: step.byTable.filter(({ table }) => open.has(table)) }))
  return { ...results, steps }
}
