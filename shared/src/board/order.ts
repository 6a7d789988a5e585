/**
 * Order among siblings: fractional indices, so that putting something between two others writes one key. Two people who
 * put something in the same place at the same time draw the same key; then the id decides, the same on every screen.
 */
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

export type Ordered = { readonly id: string; readonly order: string }

/** By key (code units, as the keys are made), then by id. */
export function byOrder(a: Ordered, b: Ordered): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/**
 * Longest key we read. One that grows by a character at every insertion at the same place stays below it for thousands
 * of insertions; anything longer was not made by us.
 */
const longest = 1_000
const shape = /^[0-9A-Za-z]*$/
/** Empty where it is no fractional index of ours: such a thing stands first. */
export const readOrder = (value: unknown): string =>
  typeof value === 'string' && value.length <= longest && shape.test(value) ? value : ''

/** Is it a key that further keys can be made from? `''` and foreign strings sort, but are not. */
function usable(key: string | null): string | null {
  if (key === null || key === '' || !shape.test(key)) return null
  try {
    generateKeyBetween(key, null)
    return key
  } catch {
    return null
  }
}

/**
 * A key between two, either of which may be absent. Never throws: an unusable key counts as absent, and where there is
 * no room (equal or crossed keys) the new one comes right after `a`.
 */
export function between(a: string | null, b: string | null): string {
  const [key] = betweenMany(a, b, 1)
  return key ?? generateKeyBetween(null, null)
}

/** As `between`, for several that follow one another; `null` is the beginning or the end. */
export function betweenMany(a: string | null, b: string | null, count: number): string[] {
  const low = usable(a)
  const high = usable(b)
  const room = low === null || high === null || low < high
  try {
    return generateNKeysBetween(low, room ? high : null, count)
  } catch {
    // The smallest integer key has nothing below it; such a key is hostile, for ours start in the middle.
    return generateNKeysBetween(low, null, count)
  }
}

/**
 * The keys to write so that a new thing stands at `index` among `siblings` (sorted, without it): its own key, and in
 * `others` new keys for siblings that leave no room: those of a run of equal keys that come after it, or all of them
 * where a neighbour's key is none.
 */
export function insertAt(
  siblings: readonly Ordered[],
  index: number,
): { own: string; others: ReadonlyMap<string, string> } {
  const low = siblings[index - 1]?.order ?? null
  let end = index
  while (low !== null && end < siblings.length && (siblings[end]?.order ?? '') <= low) end += 1
  const high = siblings[end]?.order ?? null
  const foreign = (low !== null && usable(low) === null) || (high !== null && usable(high) === null)
  const run = foreign ? siblings : siblings.slice(index, end)
  const made = foreign ? betweenMany(null, null, siblings.length + 1) : betweenMany(low, high, run.length + 1)
  const [own] = made.splice(foreign ? index : 0, 1)
  return {
    own: own ?? between(low, null),
    others: new Map(run.map((sibling, n) => [sibling.id, made[n] ?? sibling.order])),
  }
}
