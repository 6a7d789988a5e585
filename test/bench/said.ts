/** Words that the parts of the page share. */

/** Of four digits and more the thousands apart; `-` for what was not measured. */
export const show = (value: number, digits = 1): string =>
  Number.isFinite(value) ? (value >= 1000 ? Math.round(value).toLocaleString('en') : value.toFixed(digits)) : '-'

type Measured = { readonly at: string; readonly loadBefore: number }
/** Beside what it was measured. */
export const when = ({ at, loadBefore }: Measured): string =>
  `*${at.slice(0, 16).replace('T', ' ')} UTC, load of the machine before: ${loadBefore.toFixed(1)}.*`

/** Null: not measured. */
export type Goal = readonly [name: string, measured: string, met: boolean | null]
