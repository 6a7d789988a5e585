/** Whether a figure, or an order of figures, stands without any one table: each is left out once (the jackknife's way). */
import { estimate } from './estimate.ts'
import { clustersIn, type Base, type Counts } from './totals.ts'

export type Standing = {
  /** By how much a figure moves at most, up or down, when one table is left out. */
  readonly moves: number
  /** What came before something else still does, whichever table is left out. */
  readonly order: boolean
  /** Clusters without which it does not, by their place. */
  readonly falls: readonly number[]
}

/**
 * Figures of one base beside each other (the options of a question), with each cluster left out once; null where there
 * are fewer than two. What was level may part: no order was said of it. What was apart and is level has changed.
 */
export function standing(figures: readonly Counts[], base: Base): Standing | null {
  if (clustersIn(base) < 2) return null
  const whole = figures.map((counts) => estimate(counts, base)?.value ?? 0)
  const order = whole.map((_, n) => n).sort((a, b) => (whole[b] ?? 0) - (whole[a] ?? 0))
  const all = { weight: sum(base.weight), counts: figures.map(sum) }
  const falls: number[] = []
  let moves = 0
  for (let leave = 0; leave < base.people.length; leave += 1) {
    if ((base.people[leave] ?? 0) === 0) continue
    // By what is left of the sums: with a thousand tables each figure is made a thousand times.
    const weight = all.weight - (base.weight[leave] ?? 0)
    const now = figures.map((counts, n) => ((all.counts[n] ?? 0) - (counts[leave] ?? 0)) / weight)
    now.forEach((value, n) => (moves = Math.max(moves, Math.abs(value - (whole[n] ?? 0)))))
    if (!holds(order, whole, now)) falls.push(leave)
  }
  return { moves, order: falls.length === 0, falls }
}

const sum = (of: Float64Array): number => of.reduce((all, one) => all + one, 0)

/** Sums are rounded: what differs by less is level. */
const level = 1e-12

/** Whether what was above something else is above it still. */
function holds(order: readonly number[], before: readonly number[], now: readonly number[]): boolean {
  // The lowest of all that stood higher: what comes now has to be below it.
  let lowest = Infinity
  for (let n = 0; n < order.length; ) {
    const at = order[n] ?? 0
    // Those that were level are looked at together.
    let [end, least] = [n, Infinity]
    for (; end < order.length && (before[at] ?? 0) - (before[order[end] ?? 0] ?? 0) < level; end += 1) {
      const value = now[order[end] ?? 0] ?? 0
      if (value > lowest - level) return false
      least = Math.min(least, value)
    }
    lowest = Math.min(lowest, least)
    n = end
  }
  return true
}
