/**
 * What happens many times a second, told once within this time (ms) for each of what it is about. Nothing is told after
 * `close`: what it would be told to is over then.
 */
export function createGathered<Key>(within: number, tell: (about: Key) => void) {
  const soon = new Map<Key, NodeJS.Timeout>()
  let closed = false
  return {
    happened(about: Key): void {
      if (closed || soon.has(about)) return
      const timer = setTimeout(() => {
        soon.delete(about)
        tell(about)
      }, within)
      soon.set(about, timer.unref())
    },
    close(): void {
      closed = true
      for (const timer of soon.values()) clearTimeout(timer)
      soon.clear()
    },
  }
}
