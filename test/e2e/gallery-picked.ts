/** Some of many, by chance: another few on each run, and the same by `LOOK_SEED`. */
import { seeded } from '../support/seeded.ts'

export const seedOfLooks = Number(process.env['LOOK_SEED'] ?? Math.floor(Math.random() * 1_000_000))

export function picked<T>(of: readonly T[], count: number): T[] {
  const random = seeded(seedOfLooks)
  const left = [...of]
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(random.below(left.length), 1)).flat()
}
