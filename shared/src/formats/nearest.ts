/** Which of the known names somebody meant who wrote another one. */

/** Longer names are nobody's slip. */
const longest = 40

/** The nearest by letters left out, added, changed or swapped: one in names of four, two in longer ones; else null. */
export function nearest<Name extends string>(name: string, known: Iterable<Name>): Name | null {
  if (name.length > longest) return null
  let best: { readonly one: Name; readonly apart: number } | null = null
  const small = name.toLowerCase()
  for (const one of known) {
    const most = one.length < 4 ? 0 : one.length < 7 ? 1 : 2
    if (Math.abs(one.length - name.length) > most) continue
    const apart = distance(small, one.toLowerCase())
    if (apart <= most && (best === null || apart < best.apart)) best = { one, apart }
  }
  return best?.one ?? null
}

/** How many letters are left out, added, changed or swapped with their neighbour. */
function distance(from: string, to: string): number {
  let before: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row += 1) {
    const now = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1]
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      now.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (now[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (before[column - 2] ?? 0) + 1 : Infinity,
        ),
      )
    }
    before = last
    last = now
  }
  return last[to.length] ?? 0
}
