/**
 * Questions of one kind, asked together: what comes while one is under way goes along with the next. A hall that comes in at
 * once is two or three questions. Whoever guesses addresses all day keeps one connection busy, and what the node itself has to
 * know, whether the log answers and who has what, does not wait behind thousands of guesses.
 */

/** Of one question. */
const most = 5_000
/** One that hangs (ms) is not waited for with the next: each has its own limit. */
const hangs = 100

/** What anything here is called by; whatever else is asked for is nobody's, and Postgres could not even read a NUL. */
const name = /^[\w.:~ -]{1,160}$/

/** `ask`: once for all of them; what it does not name is null. Rejects for those that asked with it. */
export function askedTogether<Answer>(
  ask: (names: readonly string[]) => Promise<ReadonlyMap<string, Answer>>,
): (of: string) => Promise<Answer | null> {
  type Waits = PromiseWithResolvers<Answer | null>
  let waiting = new Map<string, Waits>()
  let asking = false

  async function answered(part: ReadonlyMap<string, Waits>): Promise<void> {
    try {
      const found = await ask([...part.keys()])
      for (const [of, { resolve }] of part) resolve(found.get(of) ?? null)
    } catch (cause) {
      for (const { reject } of part.values()) reject(cause)
    }
  }
  async function askAll(): Promise<void> {
    asking = true
    while (waiting.size > 0) {
      const all = [...waiting]
      waiting = new Map(all.slice(most))
      let late: NodeJS.Timeout | undefined
      const long = new Promise<void>((resolve) => (late = setTimeout(resolve, hangs)))
      await Promise.race([answered(new Map(all.slice(0, most))), long])
      clearTimeout(late)
    }
    asking = false
  }
  return (of) => {
    if (!name.test(of)) return Promise.resolve(null)
    const known = waiting.get(of)
    if (known !== undefined) return known.promise
    const made = Promise.withResolvers<Answer | null>()
    waiting.set(of, made)
    if (!asking) void askAll()
    return made.promise
  }
}
