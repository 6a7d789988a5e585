/** As `apart.test.ts`, for many more days. `APART_DAYS`, `APART_SEED`. */
import { expect, it } from 'vitest'
import { askedDay, fewestFollowing, joinedDay } from './apart.ts'

const seed = Number(process.env['APART_SEED'] ?? Date.now() % 1_000_000)
const days = Number(process.env['APART_DAYS'] ?? 8_000)

it(`[ASK17] [TAL16] nothing of fewer than five follows from what is told on ${days} days (seed ${seed})`, () => {
  for (let day = seed; day < seed + days; day += 1) {
    const found = askedDay(day)
    expect(fewestFollowing(found.sets), `seed ${day}`).toBeNull()
    expect(found.changed, `seed ${day}`).toBe(0)
    const told = joinedDay(day)
    for (const [n, valid] of told.entries())
      if (n > 0) expect(valid - (told[n - 1] ?? 0), `seed ${day}: ${told.join()}`).toBeGreaterThanOrEqual(5)
  }
}, 600_000)
