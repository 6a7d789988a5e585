/** The time that all nodes go by, as each of them reckons it from what the database says. */
import { zeroBy } from '@tablee/server/cluster/looking'
import { expect, it } from 'vitest'

it('[LSE11] stays as it is where an answer that took long leaves it possible, and follows where it does not', () => {
  // Of a database whose zero is at 1,000: asked, and heard of, by the clock that nobody sets.
  const answered = (asked: number, said: number, heard: number) => ({ time: 1_000 + said, asked, heard })
  let zero = zeroBy(null, answered(0, 10, 20))
  expect(zero).toBe(1_000)
  for (const late of [answered(500, 501, 1_500), answered(2_000, 2_999, 3_000), answered(4_000, 4_001, 4_002)]) {
    zero = zeroBy(zero, late)
    expect(zero).toBe(1_000)
  }
  // Another one became the first, whose clock is an hour ahead; then one that is behind.
  zero = zeroBy(zero, { time: 3_600_000 + 6_000, asked: 5_000, heard: 5_010 })
  expect(zero).toBe(3_600_990)
  zero = zeroBy(zero, { time: 1_000 + 7_000, asked: 7_000, heard: 7_010 })
  expect(zero).toBe(1_000)
})
