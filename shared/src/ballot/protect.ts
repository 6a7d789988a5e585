/**
 * Which cells of a table of counts may be told. A count below `smallest` is not; nor is one from which such a count could
 * be worked out by a sum that everybody knows. A complement counts too: of 100 people of whom 97 are told, 3 are told.
 */
import { smallest } from '../wire/voices.ts'

/** `hiddenAnyhow`: never told (who chose nothing, say), but a part of what is known of the others. */
export type Cell = { readonly count: number; readonly hiddenAnyhow?: boolean }
/** Places of cells whose sum is known; `loose`: the sum is a bound and no count of people, so its rest may be small. */
export type KnownSum = { readonly cells: readonly number[]; readonly loose?: boolean }
/** Null: told. `few`: below `smallest`. `covered`: told, it would give another away. */
export type Fate = null | 'few' | 'covered'

/** What becomes of each cell; null where nothing may be told at all, not even the sums. */
export function protect(cells: readonly Cell[], sums: readonly KnownSum[]): readonly Fate[] | null {
  const count = (n: number): number => cells[n]?.count ?? 0
  const silent = (n: number): boolean => cells[n]?.hiddenAnyhow === true
  const hidden = cells.map((cell) => cell.hiddenAnyhow === true || cell.count < smallest)

  const safe = (sum: KnownSum, unsaid: readonly number[]): boolean => {
    if (unsaid.length === 0) return true
    const open = unsaid.filter((n) => !silent(n))
    if (sum.loose === true && open.length === 0) return true
    // The rest is a count of people itself, and with one cell in it that cell is the rest.
    return unsaid.reduce((rest, n) => rest + count(n), 0) >= smallest && (unsaid.length > 1 || open.length === 0)
  }
  for (let again = true; again; ) {
    again = false
    for (const sum of sums) {
      for (;;) {
        const unsaid = sum.cells.filter((n) => hidden[n])
        if (safe(sum, unsaid)) break
        const [next] = sum.cells.filter((n) => !hidden[n]).sort((a, b) => count(a) - count(b) || a - b)
        if (next === undefined) return null
        hidden[next] = true
        again = true
      }
    }
  }

  const few = (n: number): boolean => count(n) < smallest
  const fate = (few_: (n: number) => boolean) =>
    cells.map((_, n): Fate => (hidden[n] ? (few_(n) ? 'few' : 'covered') : null))
  // To say which of the unsaid are the small ones is to say that the others are not. Only where a small one may then
  // still be anything from 0 to 4 is it said.
  const vague = sums.every(({ cells: of }) => {
    const unsaid = of.filter((n) => hidden[n])
    const small = unsaid.filter((n) => !silent(n) && few(n)).length
    const large = unsaid.filter((n) => !silent(n) && !few(n)).length
    const free = large > 0 || unsaid.some(silent)
    const rest = unsaid.reduce((sum, n) => sum + count(n), 0)
    const most = smallest - 1
    return small === 0 || (rest >= smallest * large + most && (free || rest <= most * (small - 1)))
  })
  return fate(vague ? few : () => false)
}
