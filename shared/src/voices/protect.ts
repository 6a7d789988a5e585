/**
 * Which cells of a table of counts may be told. A count below `smallest` is not; nor is one from which such a count could
 * be worked out by a sum that everybody knows. A complement counts too: of 100 people of whom 97 are told, 3 are told.
 */
import { smallest } from './figure.ts'

/**
 * `hiddenAnyhow`: never told (who chose nothing, say), but a part of what is known of the others. `spare`: covers before
 * any other does, however large it is.
 */
export type Cell = { readonly count: number; readonly hiddenAnyhow?: boolean; readonly spare?: boolean }
/** Places of cells whose sum is known; `loose`: the sum is a bound and no count of people, so its rest may be small. */
export type KnownSum = { readonly cells: readonly number[]; readonly loose?: boolean }
/** Null: told. `few`: below `smallest`. `covered`: told, it would give another away. */
export type Fate = null | 'few' | 'covered'

/** What becomes of each cell; null where nothing may be told at all, not even the sums. */
export function protect(cells: readonly Cell[], sums: readonly KnownSum[]): readonly Fate[] | null {
  const count = (n: number): number => cells[n]?.count ?? 0
  const silent = (n: number): boolean => cells[n]?.hiddenAnyhow === true
  const spare = (n: number): boolean => cells[n]?.spare === true
  const hidden = cells.map((cell) => cell.hiddenAnyhow === true || cell.count < smallest)

  const few = (n: number): boolean => count(n) < smallest
  const safe = (sum: KnownSum, unsaid: readonly number[]): boolean => {
    if (unsaid.length === 0) return true
    const open = unsaid.filter((n) => !silent(n))
    if (sum.loose === true && open.length === 0) return true
    const rest = unsaid.reduce((all, n) => all + count(n), 0)
    // The rest is a count of people itself, and with one cell in it that cell is the rest.
    if (rest < smallest || (unsaid.length === 1 && open.length > 0)) return false
    // What covers is the smallest that could: so it is no larger than what is told, and what it covers no smaller than the
    // rest of that. Only where all of the rest fits beneath every number that is told does this say nothing. The same must
    // hold where all of the rest are small, or that it need not would say that they are.
    const mayCover = open.some((n) => !few(n) && !spare(n)) || (open.length > 0 && open.length === unsaid.length)
    return !mayCover || sum.cells.every((n) => hidden[n] || count(n) >= rest)
  }
  for (let again = true; again; ) {
    again = false
    for (const sum of sums) {
      for (;;) {
        const unsaid = sum.cells.filter((n) => hidden[n])
        if (safe(sum, unsaid)) break
        const [next] = sum.cells
          .filter((n) => !hidden[n])
          .sort((a, b) => Number(spare(b)) - Number(spare(a)) || count(a) - count(b) || a - b)
        if (next === undefined) return null
        hidden[next] = true
        again = true
      }
    }
  }

  const fate = (isFew: (n: number) => boolean): readonly Fate[] =>
    cells.map((_, n) => (!hidden[n] ? null : isFew(n) ? 'few' : 'covered'))
  // To say which of the unsaid are the small ones is to say that the others are not. Only where some number of the sum is
  // told, and a small one may then still be anything from 0 to 4, is it said.
  const vague = sums.every(({ cells: of }) => {
    const unsaid = of.filter((n) => hidden[n])
    const small = unsaid.filter((n) => !silent(n) && few(n)).length
    const large = unsaid.filter((n) => !silent(n) && !few(n)).length
    const [more] = unsaid.filter(silent)
    const rest = unsaid.reduce((sum, n) => sum + count(n), 0)
    const most = smallest - 1
    if (small === 0) return true
    const least = smallest * (large > 0 || more === undefined ? large : 1) + most
    return unsaid.length < of.length && rest >= least && (large > 0 || more !== undefined || rest <= most * (small - 1))
  })
  return fate(vague ? few : () => false)
}
