/**
 * A sentence that is struck out or erased, and where else it stands: said again in other letters' case, with other marks
 * or hidden characters between, it is the same sentence. Erased letters become black marks, as many as there were, because
 * places in a text are counted: what others wrote beside it stays where it is.
 */
import { wordsAt } from './heard.ts'

const mark = '\u2588'

/** As long as the text in UTF-16 units, so that places behind it stay. */
export const blackened = (text: string): string => mark.repeat(text.length)
/** Nothing of it is left to be erased. */
export const isBlack = (text: string): boolean => text !== '' && [...text].every((one) => one === mark)

/** Something of it was erased. */
export const hasBlack = (text: string): boolean => text.includes(mark)

/** A place in a text, in UTF-16 units. */
export type Span = { readonly at: number; readonly length: number }

/** Within a longer text a sentence is known from so many words on; a shorter one, from two on, only where it stands alone. */
export const withinFrom = 4

/**
 * Where a text says one of these sentences again, in order. A single word is anybody's ("Yes"); so are two or three in the
 * middle of what somebody else says.
 */
export function spansOf(text: string, sentences: readonly string[]): readonly Span[] {
  if (sentences.length === 0) return []
  const said = wordsAt(text)
  const found: Span[] = []
  for (const sought of wordsOf(sentences)) {
    const n = sought.length
    if (n < 2 || n > said.length || (n < withinFrom && n !== said.length)) continue
    for (let start = 0; start + n <= said.length; start += 1)
      if (sought.every((word, i) => said[start + i]?.word === word)) {
        const at = said[start]?.at ?? 0
        found.push({ at, length: (said[start + n - 1]?.end ?? at) - at })
      }
  }
  return joined(found)
}

const heard = new WeakMap<readonly string[], readonly (readonly string[])[]>()
function wordsOf(sentences: readonly string[]): readonly (readonly string[])[] {
  let words = heard.get(sentences)
  if (words === undefined) {
    words = sentences.map((one) => wordsAt(one).map(({ word }) => word))
    heard.set(sentences, words)
  }
  return words
}

/** In their order, what overlaps as one. */
export function joined(found: readonly Span[]): readonly Span[] {
  const spans: { at: number; length: number }[] = []
  for (const one of [...found].sort((a, b) => a.at - b.at)) {
    const last = spans.at(-1)
    if (last !== undefined && one.at <= last.at + last.length)
      last.length = Math.max(last.length, one.at + one.length - last.at)
    else spans.push({ ...one })
  }
  return spans
}

/** Black marks at these places, counted in UTF-16 units; the length stays. */
export function blackenAt(text: string, spans: readonly Span[]): string {
  let done = text
  for (const { at, length } of spans) done = done.slice(0, at) + mark.repeat(length) + done.slice(at + length)
  return done
}

/** Every string in a plain value, as `change` makes it. */
export function changeStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((one) => changeStrings(one, change))
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, changeStrings(one, change)]))
}
