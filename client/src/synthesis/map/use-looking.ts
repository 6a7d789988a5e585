/** What somebody looks at on the hall's map: the card that is chosen, those that are open, and which branches are on the map. */
import { useCallback, useRef, useState } from 'react'
import type { MapHandle } from '../../ui/map/map-view.tsx'
import { above, type Cards, type Unfolded } from './cards.ts'
import type { Joining } from './use-joining.ts'

/** Each open card holds a request, and a browser has six of them for all pages of a server: the one opened first closes. */
const mostOpen = 3

const nothing: readonly string[] = []

/** `begun`: what is open at first. */
export function useLooking(cards: Cards, joining: Joining, begun: readonly string[] = nothing) {
  const { byHand, setByHand } = joining
  const [selected, select] = useState<string | null>(begun[0] ?? null)
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set(begun))
  const [unfolded, setUnfolded] = useState<Unfolded>(() => new Set())
  const handle = useRef<MapHandle | null>(null)

  const toggle = useCallback((id: string) => {
    select(id)
    setOpened((before) => {
      if (before.has(id)) return new Set([...before].filter((one) => one !== id))
      return new Set([...before, id].slice(-mostOpen))
    })
  }, [])
  /** Of an open card the table that was asked for by its cell: it is told first. */
  const [leads, setLeads] = useState<ReadonlyMap<string, string>>(() => new Map())
  const cell = useCallback(
    (id: string, place: number) => {
      const table = cards.tables[place]?.id
      if (byHand !== null || table === undefined) return
      select(id)
      setLeads((before) => new Map(before).set(id, table))
      setOpened((before) => new Set([...[...before].filter((one) => one !== id), id].slice(-mostOpen)))
    },
    [byHand, cards],
  )
  const point = useCallback(
    (id: string | null) => {
      const kind = id === null ? undefined : cards.byId.get(id)?.kind
      if (byHand !== null && id !== null && kind !== 'issue' && id !== byHand.a) return setByHand({ ...byHand, b: id })
      select(id)
    },
    [byHand, setByHand, cards],
  )
  /** Somebody came to it by keyboard: it may lie beyond the window. */
  const focus = useCallback((id: string) => select(id), [])
  const press = useCallback(
    (id: string) => {
      if (byHand !== null && byHand.b === null) point(id)
      else toggle(id)
    },
    [byHand, point, toggle],
  )
  const branch = useCallback(
    (id: string) =>
      setUnfolded((before) => {
        const next = new Set(before === 'all' ? cards.children.keys() : before)
        const known = [...next].flatMap((one) => (one === null ? [] : [one]))
        return next.has(id) ? new Set(known.filter((one) => one !== id)) : new Set([...known, id])
      }),
    [cards],
  )
  /** Also where it lies in a branch that is closed. */
  const look = useCallback(
    (id: string) => {
      select(id)
      setUnfolded((before) => {
        const closed = before === 'all' ? [] : above(cards, id).filter((one) => !before.has(one))
        return before === 'all' || closed.length === 0 ? before : new Set([...before, ...closed])
      })
      handle.current?.reveal(id)
    },
    [cards],
  )
  /** Whoever joined by keyboard goes on at the card that stays. */
  function join(as: 'same' | 'qualifies' = 'same'): void {
    const stays = byHand?.a
    joining.join(as)
    if (stays === undefined) return
    select(stays)
    handle.current?.reveal(stays)
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-card="${CSS.escape(stays)}"] > .card`)?.focus({ preventScroll: true }),
    )
  }
  const openAll = useCallback((all: boolean) => setUnfolded(all ? 'all' : new Set()), [])
  return { selected, opened, unfolded, leads, handle, cell, toggle, point, focus, press, branch, look, join, openAll }
}
