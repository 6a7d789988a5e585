/**
 * What somebody wrote in things that others removed, kept in this tab until it is kept or let go: a reload ends a page, not
 * a sentence. By board and person: another person who comes in by the same tab finds none of it.
 */
import { useEffect, useRef } from 'react'
import type { TableLink } from '../../link/link.ts'

export type TakenKind = 'entries' | 'shapes'
const keyOf = (kind: TakenKind, board: string, who: string): string => `tablee.taken.${kind}.${board}.${who}`

/** `onBack` has one identity. `board`: null while it is not known. */
export function useKeptTaken<T>(
  { kind, link, board }: { readonly kind: TakenKind; readonly link: TableLink; readonly board: string | null },
  all: readonly T[],
  isTaken: (one: unknown) => one is T,
  onBack: (kept: readonly T[]) => void,
): void {
  const key = board === null ? null : keyOf(kind, board, link.me.who)
  const read = useRef(false)
  useEffect(() => {
    if (key === null) return
    if (!read.current) {
      read.current = true
      const kept = readKept(key, isTaken)
      if (kept.length > 0) return onBack(kept)
    }
    try {
      if (all.length > 0) sessionStorage.setItem(key, JSON.stringify(all))
      else sessionStorage.removeItem(key)
    } catch {
      // Storage is blocked: it stays in this page.
    }
  }, [key, all, isTaken, onBack])
}

function readKept<T>(key: string, isTaken: (one: unknown) => one is T): readonly T[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isTaken) : []
  } catch {
    return []
  }
}
