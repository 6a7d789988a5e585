/**
 * Which ways the lines of a map have taken, so that two that mean different things never lie on one another. A line asks
 * with the places it could take, the best first, and gets the first that is free. Lines of one meaning share a way.
 */

/** A straight stretch: `along` x at a height, or along y at a distance from the start side. */
export type Stretch = { readonly along: 'x' | 'y'; readonly at: number; readonly from: number; readonly to: number }
type Taken = { readonly at: number; readonly from: number; readonly to: number; readonly means: string }

/** Nearer than this two lines are read as one; so far apart their ways lie. */
const near = 4
const step = 4.25
/** A crossing, and a corner that touches, is no way in common. */
const crossing = 4
const cell = 16

export const acrossX = (at: number, a: number, b: number): Stretch => ({
  along: 'x',
  at,
  from: Math.min(a, b),
  to: Math.max(a, b),
})
export const downY = (at: number, a: number, b: number): Stretch => ({
  along: 'y',
  at,
  from: Math.min(a, b),
  to: Math.max(a, b),
})

/** A place and those beside it, nearest first, as far as they go; last the ones in between. */
export function around(at: number, least: number, most: number): number[] {
  const found = [at]
  for (const by of [step, step / 3])
    for (let away = by; at + away <= most || at - away >= least; away += by) {
      if (at + away <= most) found.push(at + away)
      if (at - away >= least) found.push(at - away)
    }
  return found
}

export class Lanes {
  private readonly cells = new Map<string, Taken[]>()

  take(means: string, ...stretches: readonly Stretch[]): void {
    for (const { along, at, from, to } of stretches) {
      if (to - from < crossing) continue
      const key = `${along}${Math.floor(at / cell)}`
      const known = this.cells.get(key)
      if (known) known.push({ at, from, to, means })
      else this.cells.set(key, [{ at, from, to, means }])
    }
  }

  /** The first of the places at which what they make is free; else the one that shares least. */
  choose(means: string, places: readonly number[], makes: (at: number) => readonly Stretch[]): number {
    let best = places[0] ?? 0
    let least = Number.POSITIVE_INFINITY
    for (const at of places) {
      let shared = 0
      for (const stretch of makes(at)) shared += this.sharedBy(means, stretch)
      if (shared < least) {
        best = at
        least = shared
      }
      if (shared === 0) break
    }
    return best
  }

  private sharedBy(means: string, { along, at, from, to }: Stretch): number {
    let shared = 0
    const bucket = Math.floor(at / cell)
    for (let next = bucket - 1; next <= bucket + 1; next += 1)
      for (const other of this.cells.get(`${along}${next}`) ?? []) {
        if (other.means === means || Math.abs(other.at - at) >= near) continue
        const over = Math.min(to, other.to) - Math.max(from, other.from)
        if (over > crossing) shared += over
      }
    return shared
  }
}
