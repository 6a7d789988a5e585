/** What a link shows: the list of its tables, asked again now and then, and one follower per room. */
import type { WatchList } from '@tablee/shared/wire/watch'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { learn, watchRoute, watchSocket } from './address.ts'
import { followRoom, type Follower, type Seen } from './follow.ts'

/** The clock runs by itself; the list only has to notice a new session or a new room. Spread, so that a hall of walls doesn't ask at once. */
const askAgain = () => 8_000 + Math.random() * 4_000

export type Watched =
  | { readonly state: 'loading' }
  /** Unknown, expired or revoked: one answer for all three. */
  | { readonly state: 'nothing' }
  | { readonly state: 'offline'; readonly list: WatchList | null; readonly since: number }
  | { readonly state: 'here'; readonly list: WatchList }

export function useWatchList(link: string, lang: string): readonly [Watched, () => void] {
  const [watched, setWatched] = useState<Watched>({ state: 'loading' })
  const ask = useRef<() => void>(() => undefined)
  useEffect(() => {
    let timer = 0
    let stopped = false
    let asking = false
    const again = async (): Promise<void> => {
      if (asking) return
      asking = true
      clearTimeout(timer)
      try {
        const answer = await fetch(watchRoute(link, `?lang=${lang}`), { cache: 'no-store' })
        if (stopped) return
        if (answer.ok) {
          const list = (await answer.json()) as WatchList
          learn(list)
          if (!stopped) setWatched({ state: 'here', list })
        } else if (answer.status === 401 || answer.status === 403 || answer.status === 404)
          setWatched({ state: 'nothing' })
        else throw new Error(String(answer.status))
      } catch {
        if (!stopped)
          setWatched((before) =>
            before.state === 'offline'
              ? before
              : { state: 'offline', list: before.state === 'here' ? before.list : null, since: Date.now() },
          )
      } finally {
        asking = false
        if (!stopped) timer = window.setTimeout(() => void again(), askAgain())
      }
    }
    ask.current = () => void again()
    void again()
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [link, lang])
  const askNow = useMemo(() => () => ask.current(), [])
  return [watched, askNow]
}

export type Table = WatchList['tables'][number] & { readonly seen: Seen }

const nothing: Seen = { view: null, connected: false, at: null }

/** Follows every listed room; those that left the list are let go. */
export function useTables(link: string, list: WatchList | null, ended: () => void): readonly Table[] {
  const store = useMemo(() => roomStore(link, ended), [link, ended])
  const rooms = list?.tables.map(({ room }) => room).join(' ') ?? ''
  useEffect(() => store.follow(rooms === '' ? [] : rooms.split(' ')), [store, rooms])
  useEffect(() => () => store.follow([]), [store])
  const seen = useSyncExternalStore(store.subscribe, store.current)
  return useMemo(
    () => list?.tables.map((table) => ({ ...table, seen: seen.get(table.room) ?? nothing })) ?? [],
    [list, seen],
  )
}

function roomStore(link: string, ended: () => void) {
  const followers = new Map<string, { follower: Follower; stop: () => void }>()
  const listeners = new Set<() => void>()
  let current: ReadonlyMap<string, Seen> = new Map()
  const changed = (): void => {
    current = new Map([...followers].map(([room, { follower }]) => [room, follower.current()]))
    for (const listener of listeners) listener()
  }
  return {
    current: () => current,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    follow(rooms: readonly string[]): void {
      const wanted = new Set(rooms)
      for (const [room, { follower, stop }] of followers) {
        if (wanted.has(room)) continue
        stop()
        follower.destroy()
        followers.delete(room)
      }
      for (const room of wanted) {
        if (followers.has(room)) continue
        const follower = followRoom(watchSocket(link), room, ended)
        followers.set(room, { follower, stop: follower.subscribe(changed) })
      }
      changed()
    },
  }
}
