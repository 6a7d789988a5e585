/**
 * A small table from above. Inked seats spoke (or write); the others are open. A filled top means that no seat is
 * known, or the table itself. It is never the only carrier of a meaning: a word or a number stands beside it.
 */
export function TableMark({
  seats,
  spoke,
  whole = false,
  width = 27,
}: {
  seats: number
  spoke?: ReadonlySet<number>
  whole?: boolean
  width?: number
}) {
  return (
    <svg
      className="mark-table"
      viewBox="0 0 32 24"
      width={width}
      height={Math.round((width * 3) / 4)}
      aria-hidden="true"
    >
      <rect x="7" y="7.5" width="18" height="9" rx="1.5" className={whole ? 'whole' : undefined} />
      {places(seats).map(([x, y], index) => {
        const on = spoke?.has(index + 1) ?? false
        return <circle key={index} cx={x} cy={y} r={on ? 3 : 1.4} className={on ? 'on' : 'off'} />
      })}
    </svg>
  )
}

const row = (count: number): readonly number[] => (count <= 1 ? [16] : count === 2 ? [11.9, 20.1] : [10.1, 16, 21.9])

/** Seat 1 is the top's first; seats go round clockwise. Four and fewer leave the ends free, nine and more share places. */
export function places(seats: number): readonly (readonly [number, number])[] {
  const n = Math.max(2, Math.min(8, seats))
  const ends = n >= 5 ? (n === 5 ? 1 : 2) : 0
  const top = Math.ceil((n - ends) / 2)
  const bottom = n - ends - top
  const places: (readonly [number, number])[] = row(top).map((x) => [x, 2.5] as const)
  if (ends > 0) places.push([30, 12])
  for (const x of [...row(bottom)].reverse()) places.push([x, 21.5])
  if (ends > 1) places.push([2, 12])
  return places
}
