/**
 * What each seat of this table spoke last, kept on this device from session to session: the next board begins without
 * words, and nobody's language is to be told anew. Only what stands on the table's own boards is in it.
 */
import { isLang, type Lang } from '@tablee/shared/ids'
import { useEffect, useMemo } from 'react'
import { browser, type Environment } from '../../link/environment.ts'
import { tonguesKey } from '../../link/session.ts'
import { useTable } from '../context.ts'
import { lastTongues, type Spoken } from './speaker.ts'

type TabStorage = Environment['local']

export function readTongues(storage: TabStorage, key: string): ReadonlyMap<string, Lang> {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(key) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return new Map()
    return new Map(Object.entries(kept).flatMap(([seat, lang]) => (isLang(lang) ? [[seat, lang] as const] : [])))
  } catch {
    return new Map()
  }
}

/** With what was spoken on this board; a seat that says nothing here keeps what it had. */
export function keepTongues(storage: TabStorage, key: string, words: Iterable<Spoken>): void {
  const before = readTongues(storage, key)
  const spoken = lastTongues(words)
  if ([...spoken].every(([seat, lang]) => before.get(seat) === lang)) return
  try {
    storage?.setItem(key, JSON.stringify(Object.fromEntries([...before, ...spoken])))
  } catch {
    // Full or blocked: the next board asks again.
  }
}

/** As it was when this board was opened, and kept along with what is said on it. */
export function useSeatTongues(): ReadonlyMap<string, Lang> {
  const { board, status } = useTable()
  const key = status ? tonguesKey(status) : null
  const before = useMemo(() => (key === null ? new Map<string, Lang>() : readTongues(browser().local, key)), [key])
  useEffect(() => {
    if (key !== null) keepTongues(browser().local, key, board.words.values())
  }, [key, board.words])
  return before
}
