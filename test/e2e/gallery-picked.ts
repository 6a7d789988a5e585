/**
 * Some of many, by chance: another few on each run, and the same by `LOOK_SEED`. What every run of CI has looked at after
 * a while, one run looks at a part of; `LOOK_SHARE=1` (`pnpm test:looks`) looks at all of it.
 */
import { seeded } from '../support/seeded.ts'

export const seedOfLooks = Number(process.env['LOOK_SEED'] ?? Math.floor(Math.random() * 1_000_000))

export function picked<T>(of: readonly T[], count: number): T[] {
  const random = seeded(seedOfLooks)
  const left = [...of]
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(random.below(left.length), 1)).flat()
}

/** The part that this run looks at: one of so many, in the order in which all stand; all of it by `LOOK_SHARE=1`. */
export function partOf<T>(what: string, of: readonly T[], share: number): readonly T[] {
  const part = new Set(picked([...of.keys()], Math.ceil(of.length / Number(process.env['LOOK_SHARE'] ?? share))))
  console.log(`${what}: ${part.size} of ${of.length}, LOOK_SEED=${seedOfLooks}`)
  return of.filter((_, at) => part.has(at))
}
