/** Seeded ids and numbers for the tests of the board: the same seed, the same run. */
import { newId, type RandomBytes } from '@tablee/shared/ids'
import { seeded } from './seeded.ts'

export { seeded, type Random } from './seeded.ts'

export const randomBytes = (seed: number): RandomBytes => seeded(seed).bytes

/** Draws ids of any kind: `const id = ids(7); id<NodeId>()`. */
export function ids(seed: number): <Id extends string>() => Id {
  const random = randomBytes(seed)
  return <Id extends string>() => newId<Id>(random)
}
