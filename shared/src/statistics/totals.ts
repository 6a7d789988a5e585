/**
 * What every figure with an interval is made of: totals by table. People of a table hear one another, so a table is what
 * was drawn and not each of its people (a cluster); where nobody sat at tables, each person is a cluster of their own.
 *
 * A base is of whom a share or mean is: weights by cluster. A count is what is summed over it: for a share the weights
 * of those who said so, for a mean each one's number times weight.
 */

/** Of whom a figure is, by cluster; all four in the same order. */
export type Base = {
  /** Sums of weights. */
  readonly weight: Float64Array
  /** Sums of squared weights, for what weighting costs. */
  readonly squares: Float64Array
  /** People, unweighted. */
  readonly people: Float64Array
}
/** Sums of weight times value over the clusters of a base. */
export type Counts = Float64Array

/** A base of nobody yet, over so many clusters. */
export const baseOf = (clusters: number): Base => ({
  weight: new Float64Array(clusters),
  squares: new Float64Array(clusters),
  people: new Float64Array(clusters),
})

/** Takes somebody into a base. Who has a weight of 0, or none, is in no figure and is not taken. */
export function takeIn({ weight, squares, people }: Base, cluster: number, of = 1): void {
  if (!(of > 0)) return
  weight[cluster] = (weight[cluster] ?? 0) + of
  squares[cluster] = (squares[cluster] ?? 0) + of * of
  people[cluster] = (people[cluster] ?? 0) + 1
}

/** Adds to a count what somebody of its base says: 1 for a share, their number for a mean. */
export function countIn(counts: Counts, cluster: number, value = 1, of = 1): void {
  if (of > 0) counts[cluster] = (counts[cluster] ?? 0) + of * value
}

/** Everybody of `all` who is not in `part`: clusters with nobody left are empty to the last digit. */
export function restOf(all: Base, part: Base): Base {
  const rest = baseOf(all.people.length)
  for (let n = 0; n < all.people.length; n += 1) {
    const people = (all.people[n] ?? 0) - (part.people[n] ?? 0)
    if (people <= 0) continue
    rest.people[n] = people
    rest.weight[n] = (all.weight[n] ?? 0) - (part.weight[n] ?? 0)
    rest.squares[n] = (all.squares[n] ?? 0) - (part.squares[n] ?? 0)
  }
  return rest
}

/** What they said who are in `rest` (see `restOf`). */
export const restCounts = (all: Counts, part: Counts, rest: Base): Counts =>
  all.map((sum, n) => ((rest.people[n] ?? 0) > 0 ? sum - (part[n] ?? 0) : 0))

/** All people of a base, unweighted; without one cluster where `leave` names it. */
export function peopleIn({ people }: Base, leave = -1): number {
  let sum = 0
  for (let n = 0; n < people.length; n += 1) if (n !== leave) sum += people[n] ?? 0
  return sum
}

/** How many of a base's clusters have somebody in them. */
export function clustersIn({ people }: Base, leave = -1): number {
  let sum = 0
  for (let n = 0; n < people.length; n += 1) if (n !== leave && (people[n] ?? 0) > 0) sum += 1
  return sum
}
