/** What an address says of the file that is its body. */

/** As it may stand in an answer and in a log: somebody's own name for it, without what would lead elsewhere. */
export const fileName = (asked: string | undefined, otherwise = 'file'): string =>
  (asked ?? otherwise).replace(/[^\p{L}\p{N} ._()-]/gu, '_').slice(0, 120)

/** What stands there with nothing in it was left out. */
export const given = (asked: string | undefined): string | undefined => (asked === '' ? undefined : asked)
