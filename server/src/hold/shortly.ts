/** One answer to all who ask the same within a moment, however many: it is made once, and forgotten soon. */

/** Kept for `ms` from when it was asked for; one that fails is told to who waits for it, and not kept. */
export function createShortly<T>(ms: number) {
  const made = new Map<string, Promise<T>>()
  return {
    of(what: string, make: () => Promise<T>): Promise<T> {
      const known = made.get(what)
      if (known !== undefined) return known
      const found = make()
      made.set(what, found)
      const forget = (): void => void (made.get(what) === found && made.delete(what))
      setTimeout(forget, ms).unref()
      found.catch(forget)
      return found
    },
    /** Nothing of before is told any more. */
    clear: (): void => made.clear(),
  }
}
