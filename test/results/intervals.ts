/**
 * What intervals say of single tables, attacked by every way in which the people of so many tables can have answered. Whoever
 * knows how many sat where, how many said what in all, and the intervals, must not know how many said so at a table where they,
 * or all others there, are fewer than five.
 */
import { meanOutside, shareOutside } from '@tablee/shared/results/outside-interval'
import type { Base, Counts } from '@tablee/shared/statistics/totals'
import type { Interval } from '@tablee/shared/results/told'

/** Tables of one size, which nobody tells apart: `kinds` things can be said at each. */
export type Tables = { readonly tables: number; readonly people: number }
type Said = readonly number[]
/** Every way in which the people of a table can have said so many things. */
function saidBy(people: number, kinds: number): readonly Said[] {
  if (kinds === 1) return [[people]]
  return Array.from({ length: people + 1 }, (_, first) => first).flatMap((first) =>
    saidBy(people - first, kinds - 1).map((rest) => [first, ...rest]),
  )
}
function* chosen(of: readonly Said[], tables: number, from = 0): Generator<readonly Said[]> {
  if (tables === 0) yield []
  else
    for (let n = from; n < of.length; n += 1) for (const rest of chosen(of, tables - 1, n)) yield [of[n] ?? [], ...rest]
}
function* halls(sizes: readonly Tables[], kinds: number): Generator<readonly (readonly Said[])[]> {
  const [first, ...more] = sizes
  if (first === undefined) yield []
  else
    for (const rest of halls(more, kinds))
      for (const one of chosen(saidBy(first.people, kinds), first.tables)) yield [one, ...rest]
}
export const baseOf = (people: readonly number[]): Base => ({
  weight: Float64Array.from(people),
  squares: Float64Array.from(people),
  people: Float64Array.from(people),
})
/** Null: of such a hall it is not told. */
export type Tell = (counts: readonly Counts[], base: Base) => readonly (Interval | number | null)[] | null

export function attack(sizes: readonly Tables[], kinds: number, tell: Tell) {
  const base = baseOf(sizes.flatMap(({ tables, people }) => Array.from({ length: tables }, () => people)))
  // By what is told: of tables of each size and each answer the only number that all of them can have, or null.
  const alike = new Map<string, (number | null)[]>()
  let told = 0
  for (const hall of halls(sizes, kinds)) {
    const counts = Array.from({ length: kinds }, (_, kind) => Float64Array.from(hall.flat(), (said) => said[kind] ?? 0))
    const sums = counts.map((of) => of.reduce((sum, n) => sum + n, 0))
    if (sums.some((sum) => sum < 5)) continue
    const intervals = tell(counts, base)
    if (intervals === null) continue
    told += Number(intervals.some((one) => one !== null))
    const view = JSON.stringify([sums, intervals])
    const same = hall.flatMap((tables) =>
      Array.from({ length: kinds }, (_, kind) => {
        const [first] = tables
        return tables.every((said) => said[kind] === first?.[kind]) ? (first?.[kind] ?? null) : null
      }),
    )
    const known = alike.get(view)
    if (known === undefined) alike.set(view, same)
    else same.forEach((one, n) => (known[n] = known[n] === one ? one : null))
  }
  const broken = [...alike].flatMap(([view, known]) =>
    known.flatMap((said, n) => {
      const here = sizes[Math.floor(n / kinds)]?.people ?? 0
      return said !== null && (said < 5 || here - said < 5) ? [`${said} of ${here}: ${view}`] : []
    }),
  )
  return { told, broken }
}
export const shares = (counts: readonly Counts[], base: Base) => counts.map((of) => shareOutside(of, base))

// The last kind is no answer.
export const asked: Tell = ([yes = new Float64Array(), no = new Float64Array()], base) =>
  [yes, no].map((of) => shareOutside(of, base))
export const answered: Tell = ([yes = new Float64Array(), no = new Float64Array()]) => [
  shareOutside(yes, baseOf([...yes].map((n, at) => n + (no[at] ?? 0)))),
]
/** Of a scale, whose steps have none beside it. */
export const means: Tell = (counts, base) => {
  const sum = Float64Array.from(base.people, (_, n) => counts.reduce((all, of, kind) => all + (of[n] ?? 0) * kind, 0))
  const people = base.people.reduce((all, n) => all + n, 0)
  const totals = counts.map((of) => of.reduce((all, n) => all + n, 0))
  const mean = totals.reduce((all, n, kind) => all + n * kind, 0) / people
  const squares = totals.reduce((all, n, kind) => all + n * (kind - mean) ** 2, 0)
  return [meanOutside(sum, base, Math.sqrt(squares / (people - 1)))]
}
