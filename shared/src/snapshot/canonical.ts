/**
 * Canonical JSON (RFC 8785): one value, one text, so that a snapshot's name is the hash of its bytes. Keys in order of
 * their UTF-16 code units, no spaces. Numbers are whole: a fraction has no place in a snapshot, and an implementation
 * that writes it differently would give it another name.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Throws on what canonical JSON can't say: a fraction, a number beyond 2^53, a lone surrogate. Those are bugs. */
export function canonical(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError(`not a whole number: ${value}`)
    return String(Object.is(value, -0) ? 0 : value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('half a character')
    return JSON.stringify(value)
  }
  if (isList(value)) return `[${value.map(canonical).join(',')}]`
  const keys = Object.keys(value).sort() // the default order is by code units
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join(',')}}`
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
