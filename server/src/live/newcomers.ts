/**
 * How many new writers a session, a card and a board may take on. Each page load that writes is a clientID that the board
 * carries for good, so anyone who brings them by the thousand fills a board in seconds. Counted before they are accepted or
 * bound.
 */
import type { DocName } from '@tablee/shared/documents'
import type { Clock } from '../clock.ts'

/**
 * An honest page writes with one clientID, and a device keeps those of its last 64 page loads (client/link/store.ts): so
 * an offline day is 64 and the page that brings them, with a few for those that Yjs changed on a conflict. Then one a
 * minute, which nobody reloads faster for long. A card is a reporter's or a facilitator's few devices, or the citizens'
 * phones: two offline days at once, and then three a minute. A board takes more than the three cards of its table bring
 * together, at once and in every minute, so nobody's card keeps another's out. `renew.ts` keeps up with it.
 */
export const newWriters = {
  session: { atOnce: 72, perSecond: 1 / 60 },
  card: { atOnce: 168, perSecond: 1 / 20, kept: 24 },
  board: { atOnce: 512, perSecond: 1 / 5, kept: 8 },
} as const

/**
 * The last of a card and of a board is kept for those who brought little: a session leaves the more of it, the more it has
 * brought lately. So a page that comes once goes in before one that comes again and again, though both share a card.
 */
const few = { atOnce: 8, perSecond: 8 / 3_600 } as const

export type Admission =
  | { readonly kind: 'yes' }
  /** Seconds until so many may come. `own`: this session itself brought too many, not only its card or all of the board. */
  | { readonly kind: 'later'; readonly seconds: number; readonly own: boolean }
  /** More at once than an honest device has. */
  | { readonly kind: 'never' }

type Rule = { readonly atOnce: number; readonly perSecond: number }
type Shared = Rule & { readonly kept: number }
type Level = { readonly left: number; readonly at: number }

export type Bringer = { readonly id: string; readonly link: string }

export type Newcomers = ReturnType<typeof createNewcomers>

export function createNewcomers(clock: Clock) {
  const sessions = new Map<string, Level>()
  /** What is left to a session of being one that brought few. */
  const fews = new Map<string, Level>()
  const cards = new Map<string, Level>()
  const boards = new Map<string, Level>()
  /** Counted once, however often an update is judged again. */
  const counted = new Map<DocName, Set<number>>()

  const leftOf = (level: Level | undefined, { atOnce, perSecond }: Rule, now: number): number =>
    level === undefined ? atOnce : Math.min(atOnce, level.left + (Math.max(0, now - level.at) / 1_000) * perSecond)
  const secondsUntil = (left: number, wanted: number, { perSecond }: Rule): number =>
    Math.max(1, Math.ceil((wanted - left) / perSecond))

  function forget(levels: Map<string, Level>, rule: Rule, now: number): void {
    if (levels.size <= 10_000) return
    for (const [key, level] of levels) if (leftOf(level, rule, now) >= rule.atOnce) levels.delete(key)
  }

  return {
    /** `session` brings writers that the document does not know. */
    take(document: DocName, { id, link }: Bringer, clients: readonly number[]): Admission {
      const known = counted.get(document)
      const fresh = clients.filter((client) => known?.has(client) !== true)
      const wanted = fresh.length
      if (wanted === 0) return { kind: 'yes' }
      const { session: own } = newWriters
      if (wanted > own.atOnce) return { kind: 'never' }
      const now = clock()
      forget(sessions, own, now)
      forget(fews, few, now)
      forget(cards, newWriters.card, now)
      const key = `${document} ${id}`
      const mine = leftOf(sessions.get(key), own, now)
      if (mine < wanted) return { kind: 'later', seconds: secondsUntil(mine, wanted, own), own: true }
      const unused = Math.max(0, leftOf(fews.get(key), few, now) - wanted)
      const shared: readonly (readonly [Map<string, Level>, string, Shared])[] = [
        [cards, `${document} ${link}`, newWriters.card],
        [boards, document, newWriters.board],
      ]
      for (const [levels, whose, rule] of shared) {
        const left = leftOf(levels.get(whose), rule, now)
        const needed = wanted + rule.kept * (1 - unused / few.atOnce)
        if (left < needed) return { kind: 'later', seconds: secondsUntil(left, needed, rule), own: false }
      }
      for (const [levels, whose, rule] of shared)
        levels.set(whose, { left: leftOf(levels.get(whose), rule, now) - wanted, at: now })
      sessions.set(key, { left: mine - wanted, at: now })
      fews.set(key, { left: unused, at: now })
      // What is counted and never written is forgotten with the rest, long after it mattered.
      const next = known === undefined || known.size > 20_000 ? new Set<number>() : known
      for (const client of fresh) next.add(client)
      counted.set(document, next)
      return { kind: 'yes' }
    },
  }
}
