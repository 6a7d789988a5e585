/** The axis of years that the elements of a hall stand on, and the spans between two of its marks. */
import type { CanvasTemplate } from '../board/canvas/schema.ts'

export type Axis = {
  readonly from: number
  readonly to: number
  /** The year in which the canvases begin; null where none says. */
  readonly today: number | null
  /** The year that most canvases look at; null where none says. */
  readonly goal: number | null
  /** In their order; `from`, `to`, `today` and `goal` are among them. */
  readonly marks: readonly number[]
}

/** Years before and beyond which elements stand at the axis's end: one who wrote 9999 must not squeeze all others together. */
const before = 10
const beyond = 40

const within = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value))

/** Of equally many the nearest. */
function commonest(years: readonly number[]): number | null {
  const counts = new Map<number, number>()
  for (const year of years) counts.set(year, (counts.get(year) ?? 0) + 1)
  const [first] = [...counts].sort(([a, n], [b, m]) => m - n || a - b)
  return first?.[0] ?? null
}

/** Null where nothing has a year. */
export function axisOf(years: readonly number[], templates: readonly CanvasTemplate[]): Axis | null {
  const today = templates.length === 0 ? null : Math.min(...templates.map((one) => one.today))
  const goal = commonest(templates.map(({ horizon }) => horizon))
  const known = [...years, ...(today === null ? [] : [today]), ...(goal === null ? [] : [goal])].sort((a, b) => a - b)
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return null
  const middle = today ?? known[Math.floor(known.length / 2)] ?? first
  const from = within(middle - before, first, middle)
  const latest = within(from, last, (goal ?? middle) + beyond)
  const step = latest - from > 100 ? 20 : latest - from > 60 ? 10 : 5
  // What begins in the last year has room, too.
  const to = (Math.floor(latest / step) + 1) * step
  const own = [from, to, ...(today === null ? [] : [today]), ...(goal === null ? [] : [goal])]
  const marks = new Set(own)
  // Two marks nearer than this could not be told apart.
  const least = Math.max(2, (to - from) / 25)
  for (let year = Math.ceil(from / step) * step; year < to; year += step)
    if (own.every((one) => one === to || Math.abs(one - year) >= least)) marks.add(year)
  return { from, to, today, goal, marks: [...marks].sort((a, b) => a - b) }
}

/**
 * Between two marks, and all that comes after the goal as one. The first and the last hold what lies beyond the axis, so that
 * each year is in one.
 */
export function spansOf({ marks, goal, to }: Axis): readonly {
  readonly from: number
  readonly to: number
  readonly holds: (year: number) => boolean
}[] {
  const ends = marks.filter((year) => goal === null || year <= goal || year === to)
  return ends.slice(0, -1).map((from, n) => {
    const until = ends[n + 1] ?? to
    const [first, last] = [n === 0, n === ends.length - 2]
    return { from, to: until, holds: (year: number) => (first || year >= from) && (last || year < until) }
  })
}
