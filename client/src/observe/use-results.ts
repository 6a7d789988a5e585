/** The results that this link may see, asked again now and then; at once when a table's curtain or entries have changed. */
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Table } from './watch.ts'

/** Spread, so that a hall of walls doesn't ask at once. */
const askAgain = () => 4_000 + Math.random() * 3_000

export function useResults(link: string, tables: readonly Table[]): ResultsAnswer | null {
  const [results, setResults] = useState<ResultsAnswer | null>(null)
  const ask = useRef<() => void>(() => undefined)
  useEffect(() => {
    let timer = 0
    let stopped = false
    let version: string | null = null
    // One question at a time; what changed while it was asked is asked after it.
    let asking = false
    let once = false
    const again = async (): Promise<void> => {
      if (asking) {
        once = true
        return
      }
      asking = true
      clearTimeout(timer)
      try {
        const after = version === null ? '' : `?after=${encodeURIComponent(version)}`
        const answer = await fetch(`/api/watch/${encodeURIComponent(link)}/results${after}`, { cache: 'no-store' })
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
      if (!stopped) timer = window.setTimeout(() => void again(), once ? 0 : askAgain())
      once = false
    }
    ask.current = () => void again()
    void again()
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [link])
  const seen = tables
    .map(({ table, seen: { view } }) => `${table} ${view?.state} ${Object.keys(view?.nodes ?? {}).length}`)
    .join()
  // What is seen of the tables is what the question depends on.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => ask.current(), [seen])
  return useMemo(() => shownNow(results, tables), [results, tables])
}

/** A table whose curtain falls takes what it said alone with it, before the server is asked again. */
export function shownNow(results: ResultsAnswer | null, tables: readonly Table[]): ResultsAnswer | null {
  if (results === null) return null
  const open = new Set(tables.filter(({ seen }) => seen.view?.state === 'open').map(({ table }) => table))
  const steps = results.steps.map((step) => ({ ...step, byTable: step.byTable.filter(({ table }) => open.has(table)) }))
  return { ...results, steps }
}
