/** Which of the materials of one step comes first. */
import type { MaterialId } from '@tablee/shared/ids'
import type { MaterialTold } from '@tablee/shared/wire/materials'

type Placed = Pick<MaterialTold, 'id' | 'step' | 'order'>
const isBeside = (a: Placed, b: Placed): boolean => a.step?.session === b.step?.session && a.step?.step === b.step?.step

/** What each has to be numbered for one to go up (-1) or down (1) among those of its step; empty: it is there already. */
export function movedBy(
  all: readonly Placed[],
  one: Placed,
  by: -1 | 1,
): readonly { readonly id: MaterialId; readonly order: number }[] {
  const beside = all.filter((other) => isBeside(other, one))
  const at = beside.findIndex(({ id }) => id === one.id)
  const other = beside[at + by]
  if (at < 0 || other === undefined) return []
  const next = beside.toSpliced(at, 1).toSpliced(at + by, 0, one)
  return next.flatMap(({ id, order }, index) => (order === index ? [] : [{ id, order: index }]))
}
