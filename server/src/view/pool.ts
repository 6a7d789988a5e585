/**
 * One projector per board that somebody follows: made when the first one comes, and let go a while after the last one
 * left; a view's document outlives it in the journal.
 */
import type { BoardId } from '@tablee/shared/ids'
import { createBeat, type BeatOf } from './beat.ts'
import type { Timers } from './ports.ts'
import type { Projector } from './projector.ts'

/** A projector holds two copies of a board; it is let go when nobody has followed it for this long. */
const idle = 60_000

/** `told`: see the projector's. */
export type Make = (board: BoardId, soon: (made: Projector) => void, told: boolean) => Projector

export function createPool(timers: Timers, beatOf: BeatOf, make: Make) {
  const projectors = new Map<BoardId, Projector>()
  const idling = new Map<BoardId, () => void>()
  const stopping = new Set<Promise<void>>()
  let closed = false
  const observers = (): number => [...projectors.values()].reduce((sum, one) => sum + one.observers, 0)
  const beat = createBeat<Projector>(timers, beatOf, observers)

  return {
    get: (board: BoardId): Projector | undefined => projectors.get(board),
    all: (): IterableIterator<Projector> => projectors.values(),
    of(board: BoardId, told = false): Projector {
      const known = projectors.get(board)
      if (known !== undefined) return known
      const made = make(board, beat.soon, told)
      projectors.set(board, made)
      return made
    },
    /** Lets a projector go once nobody has followed it for a while. */
    rest(board: BoardId): void {
      idling.get(board)?.()
      idling.set(
        board,
        timers.after(idle, () => {
          idling.delete(board)
          const projector = projectors.get(board)
          if (!projector || projector.observers > 0 || closed) return
          projectors.delete(board)
          beat.forget(projector)
          const stopped = projector.stop().finally(() => stopping.delete(stopped))
          stopping.add(stopped)
        }),
      )
    },
    async close(): Promise<void> {
      closed = true
      beat.stop()
      for (const stop of idling.values()) stop()
      await Promise.all([...[...projectors.values()].map((one) => one.stop()), ...stopping])
    },
  }
}
