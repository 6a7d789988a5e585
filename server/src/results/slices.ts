/**
 * Counting ten thousand answers while a hall types: a piece of work gives way every few milliseconds, and of several asked at
 * once one is done after the other. Side by side they would each take their few milliseconds in one turn.
 */
import { createBreath } from '../snapshot/breath.ts'

let turn: Promise<unknown> = Promise.resolve()

/** What the work returns; it yields wherever it may be interrupted. Rejects as it throws, and the next one has its turn. */
export function inSlices<T>(begin: () => Generator<undefined, T>): Promise<T> {
  const mine = turn.then(async () => {
    const breath = createBreath()
    const work = begin()
    for (;;) {
      const step = work.next()
      if (step.done === true) return step.value
      await breath.taken()
    }
  })
  turn = mine.catch(() => undefined)
  return mine
}
