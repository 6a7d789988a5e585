/**
 * Codes on words: which pieces a text falls into, and which line stands beneath each. Places are counted in code points, as
 * rows and files have them; a browser counts otherwise, and is told apart here alone.
 */

/** From the first sign on, up to and without the last. */
export type Range = { readonly start: number; readonly end: number }

/** What stands on the same words, under one letter. */
export type Group<One extends Range> = Range & {
  readonly letter: string
  /** Beneath which other lines it runs, where words have several: the first runs closest. */
  readonly level: number
  readonly of: readonly One[]
}

const letters = 'abcdefghijklmnopqrstuvwxyz'
/** a to z, then aa, ab and on. */
export const letterOf = (n: number): string =>
  n < letters.length ? letters.charAt(n) : letterOf(Math.floor(n / letters.length) - 1) + letterOf(n % letters.length)

/** In the order in which they are read, the longer one first; lines that would meet run one beneath the other. */
export function groupsOf<One extends Range>(codings: readonly One[]): readonly Group<One>[] {
  const same = new Map<string, One[]>()
  for (const one of codings) {
    const key = `${one.start}-${one.end}`
    same.set(key, [...(same.get(key) ?? []), one])
  }
  const sorted = [...same.values()].sort(
    ([a], [b]) => (a?.start ?? 0) - (b?.start ?? 0) || (b?.end ?? 0) - (a?.end ?? 0),
  )
  /** Where the last line of each level ends. */
  const ends: number[] = []
  return sorted.flatMap((of, n) => {
    const [first] = of
    if (first === undefined) return []
    const { start, end } = first
    const free = ends.findIndex((at) => at <= start)
    const level = free < 0 ? ends.length : free
    ends[level] = end
    return [{ start, end, letter: letterOf(n), level, of }]
  })
}

export type Piece<One extends Range> = Range & {
  readonly text: string
  /** Whose line stands beneath it, the closest first. */
  readonly under: readonly Group<One>[]
  /** That end with it: their letters follow. */
  readonly last: readonly Group<One>[]
  readonly chosen: boolean
}

/** What a text is written in: between two places where anything begins or ends. */
export function piecesOf<One extends Range>(
  text: string,
  groups: readonly Group<One>[],
  chosen: Range | null = null,
): readonly Piece<One>[] {
  const signs = [...text]
  const at = new Set([0, signs.length])
  for (const { start, end } of chosen === null ? groups : [...groups, chosen]) {
    if (start > 0 && start < signs.length) at.add(start)
    if (end > 0 && end < signs.length) at.add(end)
  }
  const places = [...at].sort((a, b) => a - b)
  return places.slice(0, -1).map((start, n) => {
    const end = places[n + 1] ?? signs.length
    return {
      start,
      end,
      text: signs.slice(start, end).join(''),
      under: groups.filter((one) => one.start <= start && one.end >= end).sort((a, b) => a.level - b.level),
      last: groups.filter((one) => one.end === end && one.start < end),
      chosen: chosen !== null && chosen.start <= start && chosen.end >= end,
    }
  })
}

/** In code points: a string's own length counts a flag as four. */
export const lengthOf = (text: string): number => Array.from(text).length

/** Its words, as its language has them: what stands between them is none. */
export function wordsOf(text: string, lang: string): readonly Range[] {
  const words: Range[] = []
  let [units, at] = [0, 0]
  for (const { segment, index, isWordLike } of segmented(text, lang)) {
    at += lengthOf(text.slice(units, index))
    units = index
    if (isWordLike) words.push({ start: at, end: at + lengthOf(segment) })
  }
  return words
}

type Segment = { readonly segment: string; readonly index: number; readonly isWordLike?: boolean | undefined }
/** A tag that nobody knows, and a browser that cannot tell words apart (Firefox before 125), part at spaces. */
function segmented(text: string, lang: string): Iterable<Segment> {
  try {
    if (typeof Intl.Segmenter === 'function') return new Intl.Segmenter(lang, { granularity: 'word' }).segment(text)
  } catch {
    // parted at spaces
  }
  return [...text.matchAll(/[\p{L}\p{M}\p{N}'’-]+/gu)].map(({ 0: segment, index }) => ({
    segment,
    index,
    isWordLike: true,
  }))
}

/** Those signs of a text. */
export const signsOf = (text: string, { start, end }: Range): string => [...text].slice(start, end).join('')

/** Without the spaces at its ends; null where nothing else is left. */
export function trimmed(text: string, { start, end }: Range): Range | null {
  const signs = [...text].slice(start, end)
  const isSpace = (sign: string | undefined): boolean => sign !== undefined && /\s/u.test(sign)
  let [from, to] = [0, signs.length]
  while (from < to && isSpace(signs[from])) from += 1
  while (to > from && isSpace(signs[to - 1])) to -= 1
  return to > from ? { start: start + from, end: start + to } : null
}

/** How many code points a browser's place in a text is behind its beginning. */
export const signsBefore = (text: string, units: number): number => lengthOf(text.slice(0, units))
