/**
 * One projector per audience and board that somebody follows: made when the first one comes, and let go a while after the last one
 * left; a view's document outlives it in the journal.
 */
import type { BoardId } from '@tablee/shared/ids'
import type { Audience } from '@tablee/shared/view/audiences'
import { createBeat } from './beat.ts'
import type { Timers } from './ports.ts'
import type { Projector } from './projector.ts'

/** A projector holds two copies of a board; it is let go when nobody has followed it for this long. */
const idle = 60_000

/** `told`: see the projector's. */
export type Make = (audience: Audience, board: BoardId, soon: (made: Projector) => void, told: boolean) => Projector

const nameOf = ({ name }: Audience, board: BoardId): string => `${name} ${board}`

/**
 * `of` makes a projector and does not keep it for longer than asked: `rest` it once nobody follows. `close` waits for
 * all of them.
 */
export function createPool(timers: Timers, make: Make) {
  const projectors = new Map<string, Projector>()
  const idling = new Map<string, () => void>()
  const stopping = new Set<Promise<void>>()
  let closed = false
  const followers = (): number => [...projectors.values()].reduce((sum, one) => sum + one.followers.size, 0)
  const beat = createBeat<Projector>(timers, followers)

  return {
    get: (audience: Audience, board: BoardId): Projector | undefined => projectors.get(nameOf(audience, board)),
    /** Sockets that follow any board, of all audiences. */
    followers,
    all: (): IterableIterator<Projector> => projectors.values(),
    of(audience: Audience, board: BoardId, told = false): Projector {
      const name = nameOf(audience, board)
      const known = projectors.get(name)
      if (known !== undefined) return known
      const made = make(audience, board, beat.soon, told)
      projectors.set(name, made)
      return made
    },
    /** Lets a projector go once nobody has followed it for a while. */
    rest({ audience, board }: Projector): void {
      const name = nameOf(audience, board)
      idling.get(name)?.()
      idling.set(
        name,
        timers.after(idle, () => {
          idling.delete(name)
          const projector = projectors.get(name)
          if (!projector || projector.followers.size > 0 || closed) return
          projectors.delete(name)
          beat.forget(projector)
          const stopped = projector.stop().finally(() => stopping.delete(stopped))
          stopping.add(stopped)
        }),
      )
    },
    /** Who watches is told to come again. */
    letGo(code: number, why: string): void {
      for (const projector of projectors.values()) projector.followers.close(code, why)
    },
    async close(): Promise<void> {
      closed = true
      beat.stop()
      for (const stop of idling.values()) stop()
      await Promise.all([...[...projectors.values()].map((one) => one.stop()), ...stopping])
    },
  }
}
