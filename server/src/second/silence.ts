/** ms between two looks at it. */
export const silenceLooks = 100

/**
 * How long nothing was heard of the other side, in time in which this process could have heard it: what lies unread while it
 * was busy itself is no silence. `look` is to be called every `silenceLooks`.
 */
export function createSilence(now: () => number = () => performance.now()) {
  let silent = 0
  let last = now()
  return {
    /** How long it had been until then. */
    heard(): number {
      const before = silent
      silent = 0
      return before
    },
    look(): number {
      const at = now()
      silent += Math.min(at - last, silenceLooks * 1.5)
      last = at
      return silent
    },
  }
}
