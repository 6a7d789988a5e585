/** What was worked out is kept as long as all that it was worked out of is the same: compared one by one, by identity. */

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, n) => one === b[n])

/** One for each key: whoever asks with the same things is given the very same. */
export function createKept<Key, Value>() {
  const all = new Map<Key, { readonly of: readonly unknown[]; readonly value: Value }>()
  return (key: Key, of: readonly unknown[], make: () => Value): Value => {
    const before = all.get(key)
    if (before !== undefined && isSame(before.of, of)) return before.value
    const value = make()
    all.set(key, { of, value })
    return value
  }
}
