/**
 * How many new writers a session and a board may take on. Each page load that writes is a clientID that the board carries
 * for good, so whoever brings them by the thousand fills a board in seconds. Counted before they are accepted or bound.
 */
import type { BoardId } from '@tablee/shared/ids'
import type { Clock } from '../clock.ts'

/**
 * An honest page writes with one clientID, and a device keeps those of its last 64 page loads (client/link/store.ts): so
 * an offline day is 64 and the page that brings them, with a few for those that Yjs changed on a conflict. Then one a
 * minute, which nobody reloads faster for long. A board takes 32 page loads of 16 devices at once and one in five seconds:
 * 720 an hour, which `renew.ts` keeps up with.
 */
export const newWriters = {
  session: { atOnce: 72, perSecond: 1 / 60 },
  board: { atOnce: 512, perSecond: 1 / 5 },
} as const

export type Admission =
  | { readonly kind: 'yes' }
  /** Seconds until so many may come. `own`: this session itself brought too many, not only all of the board together. */
  | { readonly kind: 'later'; readonly seconds: number; readonly own: boolean }
  /** More at once than an honest device has. */
  | { readonly kind: 'never' }

type Rule = { readonly atOnce: number; readonly perSecond: number }
type Level = { readonly left: number; readonly at: number }

export type Newcomers = ReturnType<typeof createNewcomers>

export function createNewcomers(clock: Clock) {
  const sessions = new Map<string, Level>()
  const boards = new Map<string, Level>()
  /** Counted once, however often an update is judged again. */
  const counted = new Map<BoardId, Set<number>>()

  const leftOf = (level: Level | undefined, { atOnce, perSecond }: Rule, now: number): number =>
    level === undefined ? atOnce : Math.min(atOnce, level.left + (Math.max(0, now - level.at) / 1_000) * perSecond)
  const secondsUntil = (left: number, wanted: number, { perSecond }: Rule): number =>
    Math.max(1, Math.ceil((wanted - left) / perSecond))

  function forget(now: number): void {
    for (const [key, level] of sessions)
      if (leftOf(level, newWriters.session, now) >= newWriters.session.atOnce) sessions.delete(key)
  }

  return {
    /** `session` brings writers that the board does not know. */
    take(board: BoardId, session: string, clients: readonly number[]): Admission {
      const known = counted.get(board)
      const fresh = clients.filter((client) => known?.has(client) !== true)
      const wanted = fresh.length
      if (wanted === 0) return { kind: 'yes' }
      const { session: own, board: all } = newWriters
      if (wanted > own.atOnce) return { kind: 'never' }
      const now = clock()
      if (sessions.size > 10_000) forget(now)
      const key = `${board} ${session}`
      const mine = leftOf(sessions.get(key), own, now)
      const together = leftOf(boards.get(board), all, now)
      if (mine < wanted) return { kind: 'later', seconds: secondsUntil(mine, wanted, own), own: true }
      if (together < wanted) return { kind: 'later', seconds: secondsUntil(together, wanted, all), own: false }
      sessions.set(key, { left: mine - wanted, at: now })
      boards.set(board, { left: together - wanted, at: now })
      // What is counted and never written is forgotten with the rest, long after it mattered.
      const next = known === undefined || known.size > 20_000 ? new Set<number>() : known
      for (const client of fresh) next.add(client)
      counted.set(board, next)
      return { kind: 'yes' }
    },
  }
}
