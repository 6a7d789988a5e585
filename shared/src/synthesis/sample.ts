/**
 * Which entries are read by two, and how far the two agree. Which ones is a matter of an entry's name alone: nobody chooses
 * them, and they are the same after a restart.
 */
import type { EntryName } from './entries.ts'
import type { Reading, Themes } from './fold.ts'

/** Every so manyth, that a team may choose. */
export const samples = [0, 5, 10, 20] as const

/** Fowler, Noll and Vo's hash, 32 bits, 1a; mixed once more, for names that differ in their last letter alone. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b)
  return (hash ^ (hash >>> 16)) >>> 0
}
/** Whether an entry is one of every so many; of every 0th none is. */
export const inSample = (entry: EntryName, every: number): boolean => every > 0 && hashOf(entry) % every === 0

/** Whether this device is wanted as the second to read what is read once. */
export const wantsSecond = (entry: EntryName, reading: Reading | undefined, every: number, device: string): boolean =>
  reading !== undefined && reading.twice === undefined && reading.by !== device && inSample(entry, every)

/**
 * Krippendorff's alpha for names without order: 1 where all agree, 0 where they do as chance would have it, below where they
 * differ more often than by chance. Each unit is what its readers called it, as many as there were; one with fewer than two
 * says nothing. Null where nothing can be said: no unit of two, or one name for all of them.
 * K. Krippendorff, Content Analysis, 4th ed., 2018, chapter 12 (coincidence matrix).
 */
export function alphaOf(units: Iterable<readonly string[]>): number | null {
  const totals = new Map<string, number>()
  let [n, differing] = [0, 0]
  for (const unit of units) {
    const m = unit.length
    if (m < 2) continue
    const counts = new Map<string, number>()
    for (const name of unit) counts.set(name, (counts.get(name) ?? 0) + 1)
    for (const [name, count] of counts) {
      totals.set(name, (totals.get(name) ?? 0) + count)
      differing += (count * (m - count)) / (m - 1)
    }
    n += m
  }
  let expected = 0
  for (const total of totals.values()) expected += total * (n - total)
  return expected === 0 ? null : 1 - ((n - 1) * differing) / expected
}

export type Agreement = {
  /** Read by two by now. */
  readonly twice: number
  /** In the same themes, or both in none. */
  readonly alike: number
  readonly alpha: number | null
}
const nameOf = (themes: ReadonlySet<string>): string => [...themes].sort().join(' ')
/** Of what may be read now: each pair of readings under the name of all its themes together. */
export function agreementOf(entries: Iterable<EntryName>, { read }: Pick<Themes, 'read'>): Agreement {
  const pairs: (readonly [string, string])[] = []
  for (const entry of entries) {
    const twice = read.get(entry)?.twice
    if (twice !== undefined) pairs.push([nameOf(twice.first), nameOf(twice.second)])
  }
  return { twice: pairs.length, alike: pairs.filter(([a, b]) => a === b).length, alpha: alphaOf(pairs) }
}
/** The two differ, and nobody has said yet where it belongs. */
export const isOpen = ({ twice }: Reading): boolean =>
  twice !== undefined && !twice.settled && nameOf(twice.first) !== nameOf(twice.second)
