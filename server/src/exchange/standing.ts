/**
 * A file takes its time: it waits for its turn, and a dialogue of thirty boards is seconds of work. Anyone who says meanwhile
 * that they do not want to be quoted is not in it when it leaves: it is written anew, with what may be said by then.
 */
import { fail, type Result } from '@tablee/shared/problem'

const mostTries = 3

/** `less`: whether less may be said now than when it was written. */
export async function asItStands<T, Look>(
  look: () => Promise<Look>,
  less: (before: Look, now: Look) => boolean,
  write: (look: Look) => Promise<Result<T>>,
): Promise<Result<T>> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const before = await look()
    const written = await write(before)
    if (!written.ok || !less(before, await look())) return written
  }
  // Everybody is changing their minds at once: ask again when they have.
  return fail({ code: 'too-many', retryAfter: 5 })
}

/** Whether a name is missing of those that stood there before. */
export const lacks = (before: readonly string[], now: readonly string[]): boolean => {
  const known = new Set(now)
  return before.some((name) => !known.has(name))
}
