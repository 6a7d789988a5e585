/** The ends of a scale as numbers. */
import type { Figure } from '@tablee/shared/wire/voices'

export type Range = { readonly min: number; readonly max: number }

/** The ends of a scale, as its rows say them; null for what is no scale. */
export function rangeOf({ type, rows }: Figure): Range | null {
  const [first, last] = [rows[0], rows.at(-1)]
  return type === 'scale' && first !== undefined && last !== undefined
    ? { min: Number(first.key), max: Number(last.key) }
    : null
}
