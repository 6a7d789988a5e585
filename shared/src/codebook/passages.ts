/** Passages of a text, counted in code points, as interchange formats count them: no script and no emoji is cut in two units. */

/** How many code points a text has. */
export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length += 1
  return length
}

/** From one code point to before another; of what lies beyond the text as much as there is. */
export const sliceOf = (text: string, start: number, end: number): string => [...text].slice(start, end).join('')

/** Whether it lies in a text of this length, and holds anything. */
export const isPassage = (length: number, { start, end }: { readonly start: number; readonly end: number }): boolean =>
  Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= length

export type Found = { readonly start: number; readonly end: number }
/**
 * Code points that are looked at before it counts as lost: of a sentence all that a page holds, of pages those around where it
 * stood. Whoever types waits for it.
 */
const mostLooked = 2_000_000
/**
 * Where a passage stands by now that stood from `start` to `end`, known by `is` alone: there, or at the nearest place that says
 * the same. Null: nowhere near.
 */
export function foundAgain(text: string, { start, end }: Found, is: (passage: string) => boolean): Found | null {
  /** Where each code point begins, and where the text ends. */
  const at: number[] = []
  for (let n = 0; n < text.length; n += (text.codePointAt(n) ?? 0) > 0xffff ? 2 : 1) at.push(n)
  at.push(text.length)
  const length = end - start
  const last = at.length - 1 - length
  if (last < 0 || length <= 0) return null
  const from = Math.min(start, last)
  let left = mostLooked
  for (let away = 0; away <= Math.max(from, last - from); away += 1)
    for (const one of away === 0 ? [from] : [from - away, from + away]) {
      if (one < 0 || one > last) continue
      if (is(text.slice(at[one], at[one + length]))) return { start: one, end: one + length }
      left -= length
      if (left <= 0) return null
    }
  return null
}
