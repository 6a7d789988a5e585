/** Structural sharing: the value before, where the new one is equal to it, so that `===` tells what changed. */
export function kept<T>(before: T | undefined, next: T): T {
  return before !== undefined && sameFields(before, next) ? before : next
}

function sameFields(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const left = Object.entries(a)
  const right: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(b))
  return left.length === Object.keys(right).length && left.every(([key, value]) => Object.is(value, right[key]))
}

/** Keys and values alike, in whichever order. */
export function keptMap<K, V>(before: ReadonlyMap<K, V> | undefined, next: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  if (before === undefined || before.size !== next.size) return next
  for (const [key, value] of next) if (!Object.is(before.get(key), value)) return next
  return before
}

/** Compared by identity, one by one. */
export const sameList = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((value, n) => Object.is(value, b[n]))

/** Alike in order and identity. */
export function keptList<T>(before: readonly T[] | undefined, next: readonly T[]): readonly T[] {
  return before !== undefined && sameList(before, next) ? before : next
}
