/**
 * How a span of words is chosen, one word after the other: by key, or by a finger that points at its first and its last word.
 * With a pointer any signs are chosen.
 */
import { lengthOf, trimmed, type Range } from './spans.ts'

export type Choosing = {
  readonly chosen: Range | null
  /** The word from which more is chosen, and the word that is reached; null: no word was. */
  readonly anchor: number | null
  readonly head: number | null
  /** A finger pointed at one word, and may point at another. */
  readonly open: boolean
}
export const nothingChosen: Choosing = { chosen: null, anchor: null, head: null, open: false }

type Words = readonly Range[]

function between(words: Words, anchor: number, head: number, open: boolean): Choosing {
  const [first, last] = [words[Math.min(anchor, head)], words[Math.max(anchor, head)]]
  if (first === undefined || last === undefined) return nothingChosen
  return { chosen: { start: first.start, end: last.end }, anchor, head, open }
}
const within = (words: Words, n: number): number => Math.max(0, Math.min(words.length - 1, n))

/** The word that a place lies in; else the next one, else the last. */
export function wordAt(words: Words, place: number): number {
  const at = words.findIndex(({ end }) => place < end)
  return at < 0 ? words.length - 1 : at
}

/** `by` words on, or back; `more`: what was chosen stays chosen. Where nothing was, the first word or the last. */
export function moved(now: Choosing, words: Words, by: number, more: boolean): Choosing {
  if (words.length === 0) return nothingChosen
  const { chosen } = now
  if (chosen === null) {
    const at = by > 0 ? 0 : words.length - 1
    return between(words, at, at, false)
  }
  // A span that was not chosen by words has its first and last word.
  const anchor = now.anchor ?? wordAt(words, chosen.start)
  const head = within(words, (now.head ?? wordAt(words, chosen.end - 1)) + by)
  return more ? between(words, anchor, head, false) : between(words, head, head, false)
}

/** The first word, or the last; `more`: up to there. */
export function toEnd(now: Choosing, words: Words, end: 'first' | 'last', more: boolean): Choosing {
  const at = end === 'first' ? 0 : words.length - 1
  return more && now.chosen !== null
    ? between(words, now.anchor ?? wordAt(words, now.chosen.start), at, false)
    : between(words, at, at, false)
}

/** A finger: the first word, then the last; a third time it begins anew. */
export function pointed(now: Choosing, words: Words, place: number): Choosing {
  if (words.length === 0) return nothingChosen
  const at = wordAt(words, place)
  return now.open && now.anchor !== null ? between(words, now.anchor, at, false) : between(words, at, at, true)
}

/** One of its ends is a word further, or a word less; a word at least stays. */
export function stretched(now: Choosing, words: Words, end: 'start' | 'end', by: 1 | -1): Choosing {
  const { chosen } = now
  if (chosen === null || words.length === 0) return now
  const first = wordAt(words, chosen.start)
  const last = wordAt(words, chosen.end - 1)
  const from = end === 'start' ? Math.min(within(words, first + by), last) : first
  const to = end === 'end' ? Math.max(within(words, last + by), first) : last
  return between(words, from, to, false)
}

/** Any signs, as a pointer chose them. */
export function spanned(text: string, range: Range): Choosing {
  const chosen = trimmed(text, range)
  return chosen === null ? nothingChosen : { chosen, anchor: null, head: null, open: false }
}

/** All of it. */
export const whole = (text: string): Choosing => spanned(text, { start: 0, end: lengthOf(text) })
