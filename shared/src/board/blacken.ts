/**
 * A sentence that is struck out or erased, and where else it stands: said again in other letters' case, with other marks
 * or hidden characters between, it is the same sentence. Erased letters become black marks, as many as there were, because
 * places in a text are counted: what others wrote beside it stays where it is.
 */

const mark = '\u2588'

export const blackened = (text: string): string => mark.repeat(text.length)
/** Nothing of it is left to be erased. */
export const isBlack = (text: string): boolean => text !== '' && [...text].every((one) => one === mark)
export const hasMarks = (text: string): boolean => text.includes(mark)
/** What stands there, however many characters a reader leaves out of it. */
export const marksJoined = (text: string): string => text.replace(/\u2588+/g, mark)

/** A place in a text, in UTF-16 units. */
export type Span = { readonly at: number; readonly length: number }

const hidden = /[\u00AD\u200B-\u200F\u2060\uFEFF]/g
type Token = { readonly word: string; readonly at: number; readonly end: number }

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}\u00AD\u200B-\u200F\u2060\uFEFF]+/gu)]
    .map(({ 0: found, index }) => ({
      word: found.replace(hidden, '').normalize('NFKC').toLowerCase(),
      at: index,
      end: index + found.length,
    }))
    .filter(({ word }) => word !== '')
}

/** Within a longer text a sentence is known from so many words on; a shorter one, from two on, only where it stands alone. */
const withinFrom = 4

/**
 * Where a text says one of these sentences again, in order. A single word is anybody's ("Yes"); so are two or three in the
 * middle of what somebody else says.
 */
export function spansOf(text: string, sentences: readonly string[]): readonly Span[] {
  if (sentences.length === 0) return []
  const said = tokensOf(text)
  const found: { at: number; end: number }[] = []
  for (const sentence of sentences) {
    const sought = tokensOf(sentence)
    const n = sought.length
    if (n < 2 || n > said.length || (n < withinFrom && n !== said.length)) continue
    for (let start = 0; start + n <= said.length; start += 1)
      if (sought.every(({ word }, i) => said[start + i]?.word === word))
        found.push({ at: said[start]?.at ?? 0, end: said[start + n - 1]?.end ?? 0 })
  }
  const spans: { at: number; end: number }[] = []
  for (const one of found.sort((a, b) => a.at - b.at)) {
    const last = spans.at(-1)
    if (last !== undefined && one.at <= last.end) last.end = Math.max(last.end, one.end)
    else spans.push({ ...one })
  }
  return spans.map(({ at, end }) => ({ at, length: end - at }))
}

export function blacken(text: string, sentences: readonly string[]): string {
  let done = text
  for (const { at, length } of spansOf(text, sentences))
    done = done.slice(0, at) + mark.repeat(length) + done.slice(at + length)
  return done
}

/** Every string in a plain value, as `change` makes it. */
export function changeStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((one) => changeStrings(one, change))
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, changeStrings(one, change)]))
}
