/** Who follows at this node, told to the owner as numbers: it counts a page once, however many rooms it follows. */
import type { Follower } from '../view/followers.ts'
import type { FromWatch, ViewerTold } from './messages.ts'
import type { Room } from './room.ts'

/** `tell` as often as is soon enough; `anew` where the owner knows of nobody. */
export function createCounting(say: (word: FromWatch) => void) {
  const numbers = new Map<string | Follower, number>()
  let last = 0
  /** What the owner was told of each room: a number, and the language that it reads. */
  const told = new Map<Room, Map<number, string | null>>()
  const changed = new Set<Room>()

  const pageOf = (follower: Follower): string | Follower =>
    follower.page === null ? follower : `${follower.link} ${follower.page}`
  function numberOf(follower: Follower): number {
    const page = pageOf(follower)
    const known = numbers.get(page)
    if (known !== undefined) return known
    last += 1
    numbers.set(page, last)
    return last
  }

  function tellOf(room: Room): void {
    const before = told.get(room) ?? new Map<number, string | null>()
    const now = new Map<number, string | null>()
    for (const follower of room.followers) now.set(numberOf(follower), follower.lang)
    const came: ViewerTold[] = [...now].filter(([n]) => !before.has(n))
    const left = [...before.keys()].filter((n) => !now.has(n))
    told.set(room, now)
    if (came.length + left.length > 0) say({ is: 'viewers', channel: room.channel, came, left })
  }

  return {
    changed: (room: Room): void => void changed.add(room),
    /** Rooms without a line are told when they have one. */
    tell(): void {
      for (const room of changed) {
        if (room.channel < 0) continue
        changed.delete(room)
        if (room.over === null) tellOf(room)
      }
    },
    /** A new line: nothing was told on it. */
    anew(rooms: Iterable<Room>): void {
      told.clear()
      for (const room of rooms) changed.add(room)
    },
    /** Pages that follow nothing here have no number any more. */
    forget(rooms: Iterable<Room>): void {
      const pages = new Set<string | Follower>()
      for (const room of rooms) for (const follower of room.followers) pages.add(pageOf(follower))
      for (const page of numbers.keys()) if (!pages.has(page)) numbers.delete(page)
    },
    over(room: Room): void {
      told.delete(room)
      changed.delete(room)
    },
  }
}
