/**
 * Text is text: what people write is shown as they wrote it, without characters that nobody can see but that change
 * how it reads. A bidi override can turn "not safe" round; a zero-width character hides a word from search and from a
 * facilitator who looks for it. Used for words on their way in, and for wordings on their way to the screen.
 */

/**
 * Anything worth a closer look: C0 but tab and newline, C1, soft hyphen, Arabic letter mark, Mongolian vowel separator,
 * zero-widths and bidi marks, line and paragraph separators, embeddings, word joiner to deprecated format characters,
 * BOM, interlinear annotation, tags, lone surrogates.
 */
const suspicious =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/u
const lineBreaks = /\r\n?|[\u0085\u2028\u2029\u000b\u000c]/g
const invisible =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu
/**
 * A joiner or non-joiner is spelling only inside a script that joins (Persian, Urdu, the Indic scripts) and between
 * the parts of one emoji; anywhere else it is invisible.
 */
const joiner = /[\u200c\u200d]/
const joiners = /[\u200c\u200d]+/gu
const joins =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}]/u
const emoji = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]/u

/** Removes invisible and direction-changing characters; line breaks become `\n`. Idempotent; never longer than its input. */
export function plainText(text: string): string {
  if (!suspicious.test(text)) return text
  const visible = text.toWellFormed().replace(lineBreaks, '\n').replace(invisible, '')
  if (!joiner.test(visible)) return visible
  return visible.replace(joiners, (run, at: number) => {
    const before = characterBefore(visible, at)
    const after = String.fromCodePoint(visible.codePointAt(at + run.length) ?? 0)
    const first = run.charAt(0)
    if (joins.test(before) && joins.test(after)) return first
    return first === '\u200d' && emoji.test(before) && emoji.test(after) ? first : ''
  })
}

function characterBefore(text: string, at: number): string {
  const unit = text.charCodeAt(at - 1)
  const low = unit >= 0xdc00 && unit <= 0xdfff
  return text.slice(Math.max(0, at - (low ? 2 : 1)), at)
}

const highSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const lowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

/** The first `length` UTF-16 units, and not half a character at the end. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text
  return text.slice(0, highSurrogate(text.charCodeAt(length - 1)) ? length - 1 : length)
}

export type Change = { readonly at: number; readonly remove: number; readonly insert: string }

/** The one stretch in which two texts differ; it never cuts a surrogate pair, which Yjs would replace by U+FFFD. */
export function difference(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1
  if (start > 0 && highSurrogate(before.charCodeAt(start - 1))) start -= 1
  let end = 0
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end += 1
  if (end > 0 && lowSurrogate(before.charCodeAt(before.length - end))) end -= 1
  return { at: start, remove: before.length - end - start, insert: after.slice(start, after.length - end) }
}
