/** By which devices know the data that they have a copy of: another name since a restore, and they hand in what they hold. */

/**
 * `base`, or another one since a restore of this dialogue alone that is not in it yet: `restored` is the last one that is,
 * `last` the last one that there was.
 */
export const toldSince = (base: string, restored: number | null, last: number | null): string =>
  last === null || (restored !== null && last <= restored) ? base : `${base}-${last}`
