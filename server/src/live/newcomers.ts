/**
 * How many new writers a session, a card and a board may take on. Each page load that writes is a clientID that the board
 * carries for good, so anyone who brings them by the thousand fills a board in seconds. Counted before they are accepted or
 * bound.
 */
import type { DocName } from '@tablee/shared/documents'
import { buckets, inSeconds } from '../bucket.ts'
import type { Clock } from '../clock.ts'

/**
 * An honest page writes with one clientID, and a device keeps those of its last 64 page loads (client/link/store.ts): so
 * an offline day is 64 and the page that brings them, with a few for those that Yjs changed on a conflict. Then one a
 * minute, which nobody reloads faster for long. A card is a reporter's or a facilitator's few devices, or the citizens'
 * phones: two offline days at once, and then three a minute. A board takes more than the three cards of its table bring
 * together, at once and in every minute, so nobody's card keeps another's out. `renew.ts` keeps up with it.
 */
export const newWriters = {
  session: { burst: 72, perSecond: 1 / 60 },
  card: { burst: 168, perSecond: 1 / 20, kept: 24 },
  board: { burst: 512, perSecond: 1 / 5, kept: 8 },
} as const

/**
 * The last of a card and of a board is kept for those who brought little: a session leaves the more of it, the more it has
 * brought lately. So a page that comes once goes in before one that comes again and again, though both share a card.
 */
const few = { burst: 8, perSecond: 8 / 3_600 } as const

export type Admission =
  | { readonly kind: 'yes' }
  /** Seconds until so many may come. `own`: this session itself brought too many, not only its card or all of the board. */
  | { readonly kind: 'later'; readonly seconds: number; readonly own: boolean }
  /** More at once than an honest device has. */
  | { readonly kind: 'never' }

export type Bringer = { readonly id: string; readonly link: string }

export type Newcomers = ReturnType<typeof createNewcomers>

/** In memory alone: a restart forgives. What is counted is taken whether or not it is written in the end. */
export function createNewcomers(clock: Clock) {
  const sessions = buckets({ clock, ...newWriters.session })
  /** What is left to a session of being one that brought few. */
  const fews = buckets({ clock, ...few })
  const cards = buckets({ clock, ...newWriters.card })
  const boards = buckets({ clock, ...newWriters.board })
  /** Counted once, however often an update is judged again. */
  const counted = new Map<DocName, Set<number>>()

  return {
    /** `session` brings writers that the document does not know. */
    take(document: DocName, { id, link }: Bringer, clients: readonly number[]): Admission {
      const known = counted.get(document)
      const fresh = clients.filter((client) => known?.has(client) !== true)
      const wanted = fresh.length
      if (wanted === 0) return { kind: 'yes' }
      if (wanted > newWriters.session.burst) return { kind: 'never' }
      const now = clock()
      const key = `${document} ${id}`
      const mine = sessions.of(key)
      const wait = mine.wait(now, wanted)
      if (wait > 0) return { kind: 'later', seconds: inSeconds(wait), own: true }
      const brings = fews.of(key)
      const unused = Math.max(0, brings.left(now) - wanted)
      const shared = [
        [cards.of(`${document} ${link}`), newWriters.card.kept],
        [boards.of(document), newWriters.board.kept],
      ] as const
      for (const [all, kept] of shared) {
        const full = all.wait(now, wanted + kept * (1 - unused / few.burst))
        if (full > 0) return { kind: 'later', seconds: inSeconds(full), own: false }
      }
      for (const [all] of shared) all.take(now, wanted)
      mine.take(now, wanted)
      brings.take(now, brings.left(now) - unused)
      // What is counted and never written is forgotten with the rest, long after it mattered.
      const next = known === undefined || known.size > 20_000 ? new Set<number>() : known
      for (const client of fresh) next.add(client)
      counted.set(document, next)
      return { kind: 'yes' }
    },
  }
}
