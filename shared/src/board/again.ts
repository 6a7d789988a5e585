/**
 * What an erasure takes for the sentence said again where nobody's name stands beside it: all that a refusal hides of it
 * (`heard.ts`), because once the sentence is forgotten nothing can hide a copy any more.
 */
import { blackenAt, joined, spansOf, type Span } from './blacken.ts'
import { heardIn, heardOf, isShort, onEnd, repeatsOf, sentenceEnds, telling } from './heard.ts'

/** A text in its place. `made`: an entry or an element, which may have been made of the sentence. */
export type Again = {
  spans(text: string, made: boolean): readonly Span[]
  /** Texts one after another: which of them hold a part of a sentence that goes on from one into the next. */
  through(texts: readonly { readonly of: object; readonly text: string }[]): ReadonlySet<number>
}

/**
 * The text with what repeats the erased sentence in black marks. `made`: it was made of the sentence, so that a word
 * or two are enough.
 */
export const blackenAgain = (again: Again, text: string, made: boolean): string =>
  blackenAt(text, again.spans(text, made))

export const nothingAgain: Again = { spans: () => [], through: () => new Set() }

/** Each sentence, each of several that are long enough to tell, and ten words on end of what is longer. */
export function partsOf(text: string): readonly string[] {
  const parts = text.split(sentenceEnds).filter((part) => heardOf(part).letters >= telling)
  const { words } = heardOf(text)
  const windows =
    words.length <= onEnd ? [] : words.slice(onEnd - 1).map((_, at) => words.slice(at, at + onEnd).join(' '))
  return [...new Set([text, ...parts, ...windows])]
}

/** `short`: less than twelve letters are theirs, too, where somebody has made an entry of just this. */
export function saidAgain(sentences: readonly string[], short: 'theirs' | ReadonlySet<string>): Again {
  if (sentences.length === 0) return nothingAgain
  const parts = [...new Set(sentences.flatMap(partsOf))]
  const shared = short === 'theirs' ? new Set<string>() : short
  const repeats = repeatsOf(sentences, shared)
  return {
    spans(text, made) {
      const found = spansOf(text, parts)
      const rest = blackenAt(text, found)
      return repeats.of({}, rest, made) ? joined([...found, { at: 0, length: text.length }]) : found
    },
    through: (texts) => repeats.through(texts.map(({ of, text }) => heardIn(of, text))),
  }
}

/** All of them that are short, so that none counts as theirs. */
export const allShort = (sentences: readonly string[]): ReadonlySet<string> =>
  new Set(
    sentences
      .map(heardOf)
      .filter(isShort)
      .map(({ key }) => key),
  )
