/**
 * By country, site and group of tables: which parts may be told beside the whole. What is told of several parts is told of
 * every sum and difference of them too; so the people are divided into the finest pieces that can be worked out from all
 * that is told, and no part is told unless each of these pieces may be.
 */
export const families = ['country', 'site', 'group'] as const
export type Family = (typeof families)[number]
/** Null: belongs to no part that has a name, or its name is not told. */
export type Placed = Readonly<Record<Family, string | null>>

export type TellableParts = {
  /** Of each family the parts that may be told, by name. */
  readonly parts: Readonly<Record<Family, readonly string[]>>
  /** The pieces that can be worked out, as places in `units`. */
  readonly pieces: readonly (readonly number[])[]
}
type Piece = readonly number[]

/**
 * `units`: tables, or people. `may`: whether everything of a piece may be told. `size`: how large a unit is, by what
 * everybody may know; which part covers another must not follow from what people answered.
 */
export function partsToTell(
  units: readonly Placed[],
  size: (unit: number) => number,
  may: (piece: Piece) => boolean,
): TellableParts {
  let pieces: readonly Piece[] = [units.map((_, n) => n)]
  const parts: Record<Family, readonly string[]> = { country: [], site: [], group: [] }
  if (units.length === 0 || !pieces.every(may)) return { parts, pieces }
  for (const family of families) {
    const of = (unit: number): string | null => units[unit]?.[family] ?? null
    const names = [...new Set(units.flatMap((one) => one[family] ?? []))].sort()
    const told = new Set(names)
    if (units.every((one) => one[family] === names[0])) {
      // One part is the whole.
      parts[family] = names
      continue
    }
    const sizeOf = new Map(
      names.map((name) => [name, units.reduce((all, _, n) => (of(n) === name ? all + size(n) : all), 0)]),
    )
    const smallest = (among: Piece): string | undefined =>
      names
        .filter((name) => told.has(name) && among.some((unit) => of(unit) === name))
        .sort((a, b) => (sizeOf.get(a) ?? 0) - (sizeOf.get(b) ?? 0) || (a < b ? -1 : 1))[0]
    for (;;) {
      const split = pieces.flatMap((whole) =>
        [...Map.groupBy(whole, (unit) => (told.has(of(unit) ?? '') ? of(unit) : null))].map(([name, piece]) => ({
          whole,
          name,
          piece,
        })),
      )
      const bad = split.find(({ piece }) => !may(piece))
      if (bad === undefined) {
        pieces = split.map(({ piece }) => piece)
        break
      }
      // A part that may not be told is not; what is left over and may not be worked out takes the smallest part in.
      const next = bad.name ?? smallest(bad.whole)
      if (next === undefined) break
      told.delete(next)
    }
    parts[family] = names.filter((name) => told.has(name))
  }
  return { parts, pieces }
}
