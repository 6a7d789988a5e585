/** What is about to change in the hall that is watched, and that a page of it goes along when the hall does. */
import type { WatchList } from '@tablee/shared/wire/watch'
import { createContext, useCallback, useContext, useMemo, useReducer, useRef, useState } from 'react'
import { useServerNow } from '../ui/clock.tsx'
import { comesOf, useAt, useGoing, type Comes } from '../ui/going.ts'
import { NextLine } from '../ui/next-line.tsx'
import { goAlong, listGoing, type GoneAlong } from './clocks.ts'

export type News = { readonly comes: Comes; readonly at: number; readonly now: () => number }
/** Null while nothing is about to change. */
export const NewsContext = createContext<News | null>(null)

/**
 * `list`: as it stands in the hall, each table by its own clock. `ended`: a room was closed, whatever for: from then on the
 * boards are those that the server names, since what it struck out or hid must not stand here for the rest of a notice.
 */
export function useAlong(told: WatchList | null): {
  readonly list: WatchList | null
  readonly news: News | null
  readonly ended: () => void
} {
  const now = useServerNow(told?.clock ?? null)
  const hall = useGoing(told, listGoing, now)
  const [released, setReleased] = useState(0)
  const [, again] = useReducer((times: number) => times + 1, 0)
  const along = useRef<GoneAlong | null>(null)
  along.current = hall === null ? null : goAlong(along.current, hall.shown, now(), released)
  const goes = along.current?.goes ?? []
  useAt(goes.length === 0 ? null : Math.min(...goes), now, again)
  const next = hall?.next ?? null
  const shown = hall?.shown ?? null
  const news = useMemo(
    (): News | null =>
      next === null || shown === null ? null : { comes: comesOf(shown.clock, next.to.clock, null), at: next.at, now },
    [next, shown, now],
  )
  const ended = useCallback(() => setReleased(Math.max(0, ...(along.current?.goes ?? []))), [along])
  return { list: along.current?.list ?? null, news, ended }
}

export function Announced() {
  const news = useContext(NewsContext)
  return news === null ? null : <NextLine key={news.at} {...news} look="strip news" />
}
