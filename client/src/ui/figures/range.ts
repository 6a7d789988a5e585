/** What of a figure there is to see where not everything may be said. */
import type { Figure } from '@tablee/shared/voices/figure'

export type Range = { readonly min: number; readonly max: number }

/** The ends of a scale, as its rows say them; null for what is no scale. */
export function rangeOf({ type, rows }: Figure): Range | null {
  const [first, last] = [rows[0], rows.at(-1)]
  return type === 'scale' && first !== undefined && last !== undefined
    ? { min: Number(first.key), max: Number(last.key) }
    : null
}

/** Whether anything of what was answered may be said. */
export const says = ({ rows, mean, centre, texts }: Figure): boolean =>
  rows.some(({ count }) => count !== null) || mean !== null || centre !== null || texts.length > 0

/** Rows of which nothing may be said are no rows to read: a mean then stands for them. */
export const told = (figure: Figure): Figure =>
  figure.rows.length > 0 && figure.rows.every(({ count }) => count === null) ? { ...figure, rows: [] } : figure
