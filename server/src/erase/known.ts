/**
 * An erased sentence, known again without being kept: keyed digests of it as it is heard (`board/heard`), of each sentence
 * in it and of ten words on end. The key is the server's and lies in no row; the table's name goes in, so that no two
 * tables' digests can be compared. Whoever holds the file *and* the key can try out guesses, one by one, and a sentence of
 * two or three words can be guessed. Without them it would come back with any device that was away.
 */
import { partsOf, type Again } from '@tablee/shared/board/again'
import { joined, withinFrom, type Span } from '@tablee/shared/board/blacken'
import { heardOf, onEnd, wordsAt } from '@tablee/shared/board/heard'
import type { TableId } from '@tablee/shared/ids'
import type { Known } from '@tablee/shared/snapshot/erasures'

export type Mac = (purpose: string, parts: readonly (string | number)[], length: number) => Buffer

const digest = (mac: Mac, table: TableId, words: number, said: string): string =>
  mac('erased', [table, words, said], 16).toString('base64url')

/**
 * Only under this table's name are they of use. Sentences of one word give none; long ones are known by any ten words
 * on end.
 */
export function knownOf(mac: Mac, table: TableId, sentences: readonly string[]): readonly Known[] {
  const known = new Map<string, Known>()
  const add = (words: number, said: string): void => {
    const one = { words, digest: digest(mac, table, words, said) }
    known.set(one.digest, one)
  }
  for (const part of sentences.flatMap(partsOf)) {
    const { words } = heardOf(part)
    // A single word is anybody's.
    if (words.length >= 2) add(0, words.join(''))
    // What is longer is known by ten of its words.
    if (words.length >= withinFrom && words.length <= onEnd) add(words.length, words.join(' '))
  }
  return [...known.values()]
}

/** Digests of a text that is being typed are asked again with each letter. */
const mostHeld = 100_000

/** Remembers up to 100,000 answers; made anew when more is known. */
export function againKnown(mac: Mac, table: TableId, known: readonly Known[]): Again {
  const digests = new Set(known.map((one) => one.digest))
  const lengths = [...new Set(known.map(({ words }) => words))].filter((n) => n > 0)
  const held = new Map<string, boolean>()
  const isKnown = (words: number, said: string): boolean => {
    const key = `${words} ${said}`
    let answer = held.get(key)
    if (answer === undefined) {
      answer = digests.has(digest(mac, table, words, said))
      if (held.size >= mostHeld) held.clear()
      held.set(key, answer)
    }
    return answer
  }
  return {
    spans(text) {
      const words = wordsAt(text)
      const spanOf = (from: number, to: number): Span => {
        const at = words[from]?.at ?? 0
        return { at, length: (words[to - 1]?.end ?? at) - at }
      }
      if (words.length === 0) return []
      if (isKnown(0, words.map(({ word }) => word).join(''))) return [spanOf(0, words.length)]
      const found: Span[] = []
      for (const n of lengths)
        for (let from = 0; from + n <= words.length; from += 1) {
          const on = words.slice(from, from + n)
          if (isKnown(n, on.map(({ word }) => word).join(' '))) found.push(spanOf(from, from + n))
        }
      return joined(found)
    },
    through: () => new Set(),
  }
}
