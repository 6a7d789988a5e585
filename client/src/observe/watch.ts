/** What a link shows: the list of its tables and the results, read when they are others, and one follower per room. */
import type { Changes } from '@tablee/shared/wire/changes'
import type { WatchList } from '@tablee/shared/wire/watch'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { asAfter } from '../hold/follow.ts'
import { network } from '../hold/retry.ts'
import { measuring } from '../hold/server-time.ts'
import { useFollowed, useRead, type AskAfter } from '../hold/use-followed.ts'
import { thisPage } from '../hold/world.ts'
import { learn, read, spread, thisPageName, watchSocket } from './address.ts'
import { followRoom, type Follower, type Seen } from './follow.ts'

/** Each of a row of tabs would hold one of the browser's six connections for all of them. */
const settings = { law: network, rests: true }

export type Watched =
  | { readonly state: 'loading' }
  /** Unknown, expired or revoked: one answer for all three. */
  | { readonly state: 'nothing' }
  | { readonly state: 'offline'; readonly list: WatchList | null; readonly since: number }
  | { readonly state: 'here'; readonly list: WatchList }

/** What is another now, of everything that the link shows. */
export function useWatched(link: string) {
  return useFollowed<Changes>(
    useCallback<AskAfter<Changes>>(
      async (after, signal) => {
        const answer = await read<Changes>(link, asAfter('/changes', after), signal)
        if (after !== null) await spread()
        return answer
      },
      [link],
    ),
    settings,
  )
}

export function useWatchList(
  link: string,
  lang: string,
  { value, problem }: ReturnType<typeof useWatched>,
): readonly [Watched, () => void] {
  const [ended, setEnded] = useState(0)
  const stamp = value?.parts['list']
  const none = stamp === undefined
  const ask = useMemo(
    () =>
      none
        ? null
        : async () => {
            const answer = await read<WatchList>(link, `?lang=${lang}`)
            if (answer.ok) learn(answer.value)
            return answer
          },
    [link, lang, none],
  )
  const found = useRead(ask, network, `${stamp} ${ended}`)
  // A hall may say nothing for an hour, and a clock that is told once drifts.
  const opens = found.value !== null
  useEffect(() => (opens ? measuring(() => read<WatchList>(link, ''), thisPage) : undefined), [link, opens])
  const list = found.value
  const trouble = problem ?? found.problem
  const cut = trouble !== null && trouble.code !== 'link-unknown'
  const since = useMemo(() => (cut ? Date.now() : 0), [cut])
  const watched = useMemo((): Watched => {
    if (trouble?.code === 'link-unknown') return { state: 'nothing' }
    if (cut) return { state: 'offline', list, since }
    return list === null ? { state: 'loading' } : { state: 'here', list }
  }, [trouble, cut, list, since])
  return [watched, useCallback(() => setEnded((before) => before + 1), [])]
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
        const follower = followRoom(watchSocket(link), room, thisPageName, ended)
        followers.set(room, { follower, stop: follower.subscribe(changed) })
      }
      changed()
    },
  }
}
