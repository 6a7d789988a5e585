/**
 * What is worked out of all tables, for pages that ask again as soon as they are answered: while tables write it is made so
 * often and no oftener, however many ask. Who comes anew has it as it stands, and what takes something back waits for nothing.
 */

/** `restMs`: from one to the next while tables write. `wake`: whoever waits for it may ask again. */
export function createPaced<Value>(read: () => Promise<Value>, restMs: (of: Value) => number, wake: () => void) {
  let made: { readonly value: Promise<Value>; readonly until: number } | null = null
  let stale = false
  let timer: NodeJS.Timeout | null = null
  const anew = (): void => {
    made = null
    stale = false
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  /** As the one before had it. */
  let rest = 0
  async function make(): Promise<Value> {
    const value = await read()
    rest = restMs(value)
    return value
  }
  return {
    /** `whole`: for somebody who has nothing of it yet. */
    get(whole: boolean): Promise<Value> {
      const now = performance.now()
      if ((whole && stale) || (made !== null && now >= made.until)) anew()
      made ??= { value: make(), until: now + rest }
      return made.value
    },
    /** A table wrote: it is made again when its time has come, where anybody has it. */
    wrote(): void {
      if (made === null || stale) return
      stale = true
      timer = setTimeout(
        () => {
          anew()
          wake()
        },
        Math.max(0, made.until - performance.now()),
      )
      timer.unref()
    },
    /** What was made may be told no more. */
    anew,
  }
}
