/** Made once for all who ask in the same turn: a thousand who are woken together are told the same. */
export function oncePerTurn<Key, About, T>(make: (key: Key, about: About) => T): (key: Key, about: About) => T {
  const made = new Map<Key, T>()
  return (key, about) => {
    const known = made.get(key)
    if (known !== undefined) return known
    if (made.size === 0) setImmediate(() => made.clear())
    const now = make(key, about)
    made.set(key, now)
    return now
  }
}
