/**
 * The short id printed on a sheet of paper: seven characters and one that checks them, typed by hand from paper. The
 * check is a sum in GF(32) with weights that are all different: one wrong character, or two that changed places, never
 * passes, so the form says so before it asks anybody.
 */
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Twice `value` in GF(32) over x^5 + x^2 + 1: 2 generates all 31 values, so no two of eight weights are the same. */
const twice = (value: number): number => (value & 16 ? ((value << 1) ^ 0b100101) & 31 : value << 1)

/** The sum over the characters, the n-th from the end times 2^n. */
function sum(characters: string): number {
  let total = 0
  // Horner's way: what came so far moves one place up with each character.
  for (const character of characters) total = twice(total) ^ crockford.indexOf(character)
  return total
}

/** Seven Crockford characters with their eighth. */
export function withCheck(seven: string): string {
  // The last character has weight 1: it makes the sum zero.
  return seven + (crockford[twice(sum(seven))] ?? '')
}

/** As printed: two groups of four. */
export const shownPaperId = (id: string): string => `${id.slice(0, 4)}-${id.slice(4)}`

/** As people type it: any case, with blanks or hyphens, O for 0, I or L for 1. Null when it can't be an id. */
export function readPaperId(typed: string): string | null {
  const id = typed
    .toUpperCase()
    .replace(/[\s\-–—.·]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(id) && sum(id) === 0 ? id : null
}
