/** How fast a file goes, and how long it still takes: of the last half minute, so that neither a hiccup nor the start decides. */

type Seen = { readonly at: number; readonly sent: number }
export type Pace = readonly Seen[]

const span = 30_000
/** Before so much time has been seen nobody can tell. */
const least = 2_000

/** `at` in milliseconds, `sent` in bytes of the whole file. What went back (sent again after a break) begins anew. */
export function paceAfter(before: Pace, at: number, sent: number): Pace {
  const last = before.at(-1)
  if (last !== undefined && sent < last.sent) return [{ at, sent }]
  if (last !== undefined && at - last.at < 250) return before
  return [...before.filter((one) => at - one.at <= span), { at, sent }]
}

/** Seconds until all of `size` is there; null while nobody can tell. */
export function secondsLeft(pace: Pace, size: number): number | null {
  const [first, last] = [pace[0], pace.at(-1)]
  if (first === undefined || last === undefined || last.at - first.at < least || last.sent <= first.sent) return null
  return Math.ceil((size - last.sent) / ((last.sent - first.sent) / ((last.at - first.at) / 1_000)))
}
