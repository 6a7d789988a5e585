/** Equal as plain data. Records are bounded in depth, so this may recurse. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    const others: readonly unknown[] = b
    return (a as readonly unknown[]).every((one, n) => sameData(one, others[n]))
  }
  const left = Object.entries(a)
  const right: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(b))
  return (
    left.length === Object.keys(right).length &&
    left.every(([key, value]) => Object.hasOwn(right, key) && sameData(value, right[key]))
  )
}
/** The value before, where the new one is equal to it as plain data. */
export const keptData = <T>(before: T | undefined, next: T): T =>
  before !== undefined && sameData(before, next) ? before : next
