/**
 * What was worked out once and stays true for the same parts: kept as long as the round that it is of. Figures of closed
 * rounds hardly ever change (paper that is typed in late), are asked for again and again, and of an imported survey take a
 * second in which no table would get an answer.
 */
import type { Once } from '@tablee/shared/voices/results'

/** Readers differ in what they see: all tables, those that closed before a delay, with and without an answer's text. */
const mostOfOne = 6

/** Parts are compared by identity, in order. What `make` throws is not kept; six answers are kept of each. */
export function createOnce<T>(): Once<T> {
  type Entry = { readonly parts: readonly unknown[]; readonly made: T }
  const kept = new WeakMap<object, readonly Entry[]>()
  return (of, parts, make) => {
    const entries = kept.get(of) ?? []
    const known = entries.find((entry) => isSame(entry.parts, parts))
    if (known !== undefined) return known.made
    const made = make()
    kept.set(of, [{ parts, made }, ...entries].slice(0, mostOfOne))
    return made
  }
}

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((part, n) => Object.is(part, b[n]))
