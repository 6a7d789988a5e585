/**
 * What is being typed of what somebody said, kept on this device until it is added or emptied: a reload, another session's
 * board and a closed tab end a page, not a sentence. By table, role and seat, so that nobody else finds it there; and by
 * tab, so that two open ones do not write over each other's.
 */
import { isId, isLang, type Lang, type NodeId } from '@tablee/shared/ids'
import { useEffect, useRef, useState } from 'react'
import type { BoardStatus } from '@tablee/shared/wire/board'
import { browser, type Environment } from '../../link/environment.ts'
import type { TableLink } from '../../link/link.ts'
import { earlierSaidKey, saidKey } from '../../link/session.ts'
import type { Saying } from '../actions/ui.ts'
import { useTable } from '../context.ts'
import { moves, type Move } from '../board/moves.ts'
import { knownTabName, openTabName, type TabName } from './tab-name.ts'
import { freshId } from '../board/verbs.ts'

export type HalfSaid = {
  readonly text: string
  readonly seat: number | null
  readonly lang: Lang
  readonly saying: Exclude<Saying, { as: 'usual' }>
  readonly move: Move | null
}
type TabStorage = Environment['local']
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

function all(storage: TabStorage, key: string): Fields {
  try {
    return fieldsOf(JSON.parse(storage?.getItem(key) ?? '{}')) ?? {}
  } catch {
    return {}
  }
}
/** What was kept before tabs were told apart has none; it is anybody's of this person. */
const nobodys = ''
function byTab(kept: unknown): Readonly<Record<string, unknown>> {
  const fields = fieldsOf(kept)
  if (fields === null) return {}
  return fieldsOf(fields['tabs']) ?? { [nobodys]: fields }
}
export const readHalf = (storage: TabStorage, key: string, board: string, tab: string): HalfSaid | null =>
  halfSaid(byTab(all(storage, key)[board])[tab])
/** What a tab left that is not open any more: the one typed in last, or none. */
export function leftBehind(
  storage: TabStorage,
  key: string,
  board: string,
  open: ReadonlySet<string>,
): { readonly tab: string; readonly half: HalfSaid } | null {
  const found = Object.entries(byTab(all(storage, key)[board])).flatMap(([tab, kept]) => {
    const half = open.has(tab) ? null : halfSaid(kept)
    const at = fieldsOf(kept)?.['at']
    return half === null ? [] : [{ tab, half, at: typeof at === 'number' ? at : 0 }]
  })
  return found.toSorted((a, b) => b.at - a.at)[0] ?? null
}
export function keepHalf(
  storage: TabStorage,
  key: string,
  board: string,
  tab: string,
  half: HalfSaid | null,
  at: number,
): void {
  const { [board]: before, ...rest } = all(storage, key)
  const { [tab]: own, ...others } = byTab(before)
  if (half === null && own === undefined) return
  const tabs = half === null ? others : { ...others, [tab]: { ...half, at } }
  const next = Object.keys(tabs).length === 0 ? rest : { ...rest, [board]: { tabs } }
  try {
    if (Object.keys(next).length === 0) storage?.removeItem(key)
    else storage?.setItem(key, JSON.stringify(next))
  } catch {
    // Storage is full or blocked: it stands in this page.
  }
}

/** Where this person's half sentences lie, and whether they lie in the whole browser. `earlier`: where a version before laid them. */
function placeOf(
  { me }: Pick<TableLink, 'me'>,
  { dialogue, tableNumber }: Pick<BoardStatus, 'dialogue' | 'tableNumber'>,
) {
  const { role, seat } = me
  const who = { dialogue, tableNumber, role, seat }
  // A citizen without a seat is nobody whom this device could know again: theirs stays with the tab.
  return { key: saidKey(who), earlier: earlierSaidKey(who), named: role !== 'citizen' || seat !== null }
}
function adopt(storage: TabStorage, earlier: string, key: string): void {
  const before = earlier === key ? {} : all(storage, earlier)
  if (Object.keys(before).length === 0) return
  try {
    storage?.setItem(key, JSON.stringify({ ...before, ...all(storage, key) }))
    storage?.removeItem(earlier)
  } catch {
    // No room: it stays where it is.
  }
}

export type HalfElsewhere = {
  readonly board: string
  /** Of this table's; null: at another table, which its person has left. */
  readonly session: number | null
  readonly half: HalfSaid
  /** It is let go: the person has taken it up here, or wants it no more. */
  readonly drop: () => void
}

/** What was half said in this tab at another of these boards, the last of them first; else what this person left at another table. */
export function halfElsewhere(
  environment: Pick<Environment, 'local' | 'tab'>,
  link: Pick<TableLink, 'me'>,
  status: BoardStatus,
): HalfElsewhere | null {
  const tab = knownTabName(environment.tab) ?? nobodys
  const { key, named } = placeOf(link, status)
  const storage = named ? environment.local : environment.tab
  const own = new Map<string, number>((status.sessions ?? []).map(({ board, number }) => [board, number]))
  const found = (board: string, session: number | null): HalfElsewhere | null => {
    // At a table that they have left no other tab of theirs writes any more.
    const left = session === null ? leftBehind(storage, key, board, new Set()) : null
    const half = session === null ? (left?.half ?? null) : readHalf(storage, key, board, tab)
    const drop = () => keepHalf(storage, key, board, left?.tab ?? tab, null, 0)
    return half === null ? null : { board, session, half, drop }
  }
  for (const [board, session] of [...own].reverse()) {
    const half = board === status.board || tab === nobodys ? null : found(board, session)
    if (half !== null) return half
  }
  if (link.me.role !== 'citizen' || own.size === 0) return null
  for (const board of Object.keys(all(storage, key))) {
    const half = own.has(board) || board === status.board ? null : found(board, null)
    if (half !== null) return half
  }
  return null
}

/** `half`: as it stands now; null while there is none. `onBack`: what this person left here half said; null: it is another tab's. */
export function useHalfSaid(half: HalfSaid | null, onBack: (kept: HalfSaid | null) => void): void {
  const { link, status } = useTable()
  // Before anybody has told where this is (a page that is opened without the server), its session knows.
  const at = status ?? link.at
  const board = at?.board ?? null
  const [tab, setTab] = useState<TabName | null>(null)
  const { key, earlier, named } = at ? placeOf(link, at) : { key: null, earlier: '', named: false }
  const now = JSON.stringify(half)
  const latest = useRef({ now, onBack })
  latest.current = { now, onBack }

  useEffect(() => {
    if (board === null || key === null) return
    const { local, tab, ...environment } = browser()
    const storage = named ? local : tab
    adopt(storage, earlier, key)
    let over = false
    let brought: string | null = null
    const mine = openTabName({ tab, ...environment }, freshId, () => {
      // The text that a copied tab came with is the other's, and would be added twice.
      if (brought !== null && brought === latest.current.now) latest.current.onBack(null)
    })
    const take = (kept: HalfSaid) => {
      brought = JSON.stringify(kept)
      latest.current.onBack(kept)
    }
    const own = readHalf(storage, key, board, mine.name())
    if (own !== null && latest.current.now === nothing) take(own)
    setTab(mine)
    void mine.others().then((open) => {
      if (over || latest.current.now !== nothing) return
      const left = leftBehind(storage, key, board, new Set([...open, mine.name()]))
      if (left === null) return
      keepHalf(storage, key, board, left.tab, null, 0)
      take(left.half)
    })
    return () => {
      over = true
      mine.close()
    }
  }, [board, key, earlier, named])

  useEffect(() => {
    if (board === null || key === null || tab === null) return
    const storage = named ? browser().local : browser().tab
    keepHalf(storage, key, board, tab.name(), halfSaid(JSON.parse(now)), Date.now())
  }, [board, key, named, tab, now])
}
const nothing = JSON.stringify(null)
