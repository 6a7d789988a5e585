/** What of a dialogue's materials stands where on a table's screen: of its step, its session, the day, and of sessions to prepare. */
import type { MaterialTold } from '@tablee/shared/wire/materials'

type Placed = Pick<MaterialTold, 'step'>
export type Shelves<M extends Placed> = {
  readonly step: readonly M[]
  readonly session: readonly M[]
  readonly day: readonly M[]
  /** In the order of the day; only who prepares is told of them. */
  readonly others: readonly { readonly number: number; readonly materials: readonly M[] }[]
}

/** `session`: the one of the board on the screen; `step`: which of its steps runs, from 0, or null. */
export function shelvesOf<M extends Placed>(all: readonly M[], session: number, step: number | null): Shelves<M> {
  const others = new Map<number, M[]>()
  const found: { step: M[]; session: M[]; day: M[] } = { step: [], session: [], day: [] }
  for (const one of all) {
    if (one.step === null) found.day.push(one)
    else if (one.step.session !== session) others.set(one.step.session, [...(others.get(one.step.session) ?? []), one])
    else if (step !== null && one.step.step === step) found.step.push(one)
    else found.session.push(one)
  }
  return {
    ...found,
    others: [...others].sort(([a], [b]) => a - b).map(([number, materials]) => ({ number, materials })),
  }
}
