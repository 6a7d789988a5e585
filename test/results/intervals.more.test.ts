/** As `intervals.test.ts`, for halls that can answer in a hundred thousand ways. */
import { expect, it } from 'vitest'
import { answered, asked, attack, means, shares, type Tell } from './intervals.ts'

it('[LEAK5] of ten tables of three, and of four answers, intervals say of no table how few said so', () => {
  for (const [people, kinds, tell] of [
    [2, 4, shares],
    [3, 3, asked],
    [3, 3, answered],
    [3, 3, means],
  ] as const)
    expect(attack([{ tables: 10, people }], kinds, tell).broken.slice(0, 5)).toEqual([])
  // Of both bases they would.
  const both: Tell = (counts, base) => [...(asked(counts, base) ?? []), ...(answered(counts, base) ?? [])]
  expect(attack([{ tables: 10, people: 3 }], 3, both).broken.length).toBeGreaterThan(0)
})
