/** What happens many times a second and is told once within a time. */
import { createGathered } from '@tablee/server/hold/gathered'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('three who come to one board and one to another are told once of each, and who comes later is told again', () => {
  const told: string[] = []
  const gathered = createGathered<string>(3_000, (board) => told.push(board))
  for (const board of ['one', 'one', 'two', 'one']) gathered.happened(board)
  expect(told).toEqual([])
  vi.advanceTimersByTime(3_000)
  expect(told).toEqual(['one', 'two'])
  gathered.happened('one')
  vi.advanceTimersByTime(3_000)
  expect(told).toEqual(['one', 'two', 'one'])
})

it('what was closed tells nothing more, neither of before nor of what comes after', () => {
  const told: string[] = []
  const gathered = createGathered<string>(3_000, (board) => told.push(board))
  gathered.happened('one')
  gathered.close()
  gathered.happened('two')
  vi.advanceTimersByTime(10_000)
  expect(told).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})
