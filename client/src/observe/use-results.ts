/** The results that this link may see, asked again now and then; at once when a table's curtain moves or entries go. */
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { useEffect, useMemo, useRef, useState } from 'react'
import { watchRoute } from './address.ts'
import type { Table } from './watch.ts'

/** Spread, so that a hall of screens doesn't ask at once: two thousand of them ask 250 times a second. */
const askAgain = () => 6_000 + Math.random() * 4_000
/** The same where something went out of sight: within the second in which it has to be gone from here, too. */
const soon = () => Math.random() * 500

export function useResults(link: string, tables: readonly Table[]): ResultsAnswer | null {
  const [results, setResults] = useState<ResultsAnswer | null>(null)
  const hurry = useRef<() => void>(() => undefined)
  useEffect(() => {
    let timer = 0
    let stopped = false
    let version: string | null = null
    // One question at a time; what went while it was asked is asked after it.
    let asking = false
    let hurried = false
    const again = async (): Promise<void> => {
      clearTimeout(timer)
      asking = true
      hurried = false
      try {
        const after = version === null ? '' : `?after=${encodeURIComponent(version)}`
        const answer = await fetch(watchRoute(link, `/results${after}`), { cache: 'no-store' })
        // 204: as it stood. What cannot be seen any more is gone; where the connection is cut, what was seen last stays.
        const found = answer.status === 204 ? undefined : answer.ok ? ((await answer.json()) as ResultsAnswer) : null
        if (!stopped && found !== undefined) {
          version = found?.version ?? null
          setResults((before) => (found?.version === before?.version ? before : found))
        }
      } catch {
        // it is asked again
      }
      asking = false
      if (!stopped) timer = window.setTimeout(() => void again(), hurried ? soon() : askAgain())
    }
    hurry.current = () => {
      if (hurried || stopped) return
      hurried = true
      if (asking) return
      clearTimeout(timer)
      timer = window.setTimeout(() => void again(), soon())
    }
    void again()
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [link])
  const before = useRef(tables)
  useEffect(() => {
    if (goesOut(before.current, tables)) hurry.current()
    before.current = tables
  }, [tables])
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
