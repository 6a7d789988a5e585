import { createBeat } from '@tablee/server/view/beat'
import { expect, it } from 'vitest'

/** Two boards that `following` follow, and a clock that is moved by hand. */
function twoBoards(following: number) {
  let now = 0
  let due: { readonly at: number; readonly run: () => void } | null = null
  const flushed: string[] = []
  const beat = createBeat<{ flush(): unknown }>(
    {
      every: () => () => undefined,
      after: (ms, run) => {
        due = { at: now + ms, run }
        return () => (due = null)
      },
    },
    () => following,
  )
  const board = (name: string) => ({ flush: () => flushed.push(`${name} at ${now}`) })
  return {
    beat,
    flushed,
    boards: [board('one'), board('two')] as const,
    until(at: number): void {
      now = at
      if (due !== null && due.at <= now) due.run()
    },
  }
}

it.each([
  [0, 100],
  [999, 100],
  [1_000, 200],
  [3_000, 200],
  // The last of them is written to some 10 µs after the one before: it is promised 250 ms as well.
  [5_000, 180],
  [10_000, 130],
  [20_000, 100],
])('[VIEW15] changes within one beat are one frame of each board: with %i who follow it is %i ms', (following, ms) => {
  const { beat, boards, flushed, until } = twoBoards(following)
  beat.soon(boards[0])
  until(ms / 2)
  beat.soon(boards[1])
  beat.soon(boards[0])
  until(ms - 1)
  expect(flushed).toEqual([])
  until(ms)
  expect(flushed).toEqual([`one at ${ms}`, `two at ${ms}`])
  beat.soon(boards[1])
  until(2 * ms)
  expect(flushed.slice(2)).toEqual([`two at ${2 * ms}`])
})
