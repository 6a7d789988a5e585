/**
 * What is being typed of what somebody said, kept on this device until it is added or emptied: a reload, another session's
 * board and a closed tab end a page, not a sentence. By table, role and seat, so that nobody else finds it there.
 */
import { isId, isLang, type Lang, type NodeId } from '@tablee/shared/ids'
import { useEffect, useState } from 'react'
import { browser, type Environment } from '../link/environment.ts'
import { saidKey } from '../link/session.ts'
import type { Saying } from './acts.ts'
import { useTable } from './context.ts'
import { moves, type Move } from './moves.ts'

export type HalfSaid = {
  readonly text: string
  readonly seat: number | null
  readonly lang: Lang
  readonly saying: Exclude<Saying, { as: 'usual' }>
  readonly move: Move | null
}
type Shelf = Environment['local']
type Fields = Readonly<Record<string, unknown>>
const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null

function sayingOf(value: unknown): HalfSaid['saying'] | null {
  const { as, node, beneath } = fieldsOf(value) ?? {}
  if (as === 'words' && isId(node)) return { as, node: node as NodeId }
  if (as !== 'entry') return null
  return { as, beneath: isId(beneath) ? (beneath as NodeId) : null }
}
function halfSaid(value: unknown): HalfSaid | null {
  const { text, seat, lang, saying, move } = fieldsOf(value) ?? {}
  const place = sayingOf(saying)
  if (typeof text !== 'string' || text === '' || !isLang(lang) || place === null) return null
  return {
    text,
    lang,
    saying: place,
    seat: typeof seat === 'number' && Number.isInteger(seat) && seat > 0 ? seat : null,
    move: moves.find((one) => one === move) ?? null,
  }
}

function all(shelf: Shelf, key: string): Fields {
  try {
    return fieldsOf(JSON.parse(shelf?.getItem(key) ?? '{}')) ?? {}
  } catch {
    return {}
  }
}
export const readHalf = (shelf: Shelf, key: string, board: string): HalfSaid | null => halfSaid(all(shelf, key)[board])
export function keepHalf(shelf: Shelf, key: string, board: string, half: HalfSaid | null): void {
  const { [board]: before, ...rest } = all(shelf, key)
  if (half === null && before === undefined) return
  const next = half === null ? rest : { ...rest, [board]: half }
  try {
    if (Object.keys(next).length === 0) shelf?.removeItem(key)
    else shelf?.setItem(key, JSON.stringify(next))
  } catch {
    // Storage is full or blocked: it stands in this page.
  }
}

/** `half`: as it stands now; null while there is none. `onBack`: what this person left here half said. */
export function useHalfSaid(half: HalfSaid | null, onBack: (kept: HalfSaid) => void): void {
  const { link, status } = useTable()
  const board = status?.board ?? null
  const [ready, setReady] = useState(false)
  const { role, seat } = link.me
  const key = status ? saidKey({ dialogue: status.dialogue, tableNumber: status.tableNumber, role, seat }) : null
  const now = JSON.stringify(half)
  // A citizen without a seat is nobody whom this device could know again: theirs stays with the tab.
  const named = role !== 'citizen' || seat !== null
  useEffect(() => {
    if (board === null || key === null) return
    const { local, tab } = browser()
    const shelf = named ? local : tab
    const half = halfSaid(JSON.parse(now))
    if (ready) return keepHalf(shelf, key, board, half)
    setReady(true)
    const kept = half === null ? readHalf(shelf, key, board) : null
    if (kept !== null) onBack(kept)
  }, [board, key, named, ready, now, onBack])
}
