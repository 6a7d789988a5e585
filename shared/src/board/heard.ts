/**
 * Whether a text says again what somebody wrote who does not allow it. Sentences are compared as they are heard: spaces,
 * case, accents, quotation marks, invisible characters and the marks at the end make no other sentence of them.
 *
 * What nobody signed is such a repetition when it
 *  - is the whole of what they wrote, or one sentence of it, with twelve letters or more;
 *  - holds a whole sentence of five words and 24 letters or more, or ten words on end of anything they wrote;
 *  - is itself a piece, five words and 24 letters long, of what they wrote, or ends with one: so it is while it is typed.
 * Letters written apart, or words run together, make no other sentence of a whole one of five words and 24 letters.
 * Anything shorter is everybody's ("Yes", "More trees"): only an entry or an element that says just this, as one that was
 * made of their sheet does, is theirs, and no longer when somebody who allows it has said the same.
 */
export type Heard = {
  readonly words: readonly string[]
  readonly key: string
  readonly letters: number
}

export const telling = 12
const longWords = 5
const longLetters = 24
export const onEnd = 10

/** Scripts without spaces between words: there a character counts as a word, and as two letters. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u
const eachUnspaced = new RegExp(unspaced.source, 'gu')
export const sentenceEnds = /[.!?…;。！？；؟۔।\n]+/u

/**
 * Joiners, soft hyphens, fillers (Hangul's, an empty Braille cell), control characters and private ones are seen by
 * nobody; marks and the Arabic lengthening stroke change no word.
 */
const unseen = /[\p{M}\p{Cf}\p{DI}\p{Co}\u0640\u2800\x00-\x08\x0e-\x1f\x7f-\x9f]+/gu

/** A text as it is compared: NFKD, lower case, no marks; scripts without spaces letter by letter. */
export function heardOf(text: string): Heard {
  let plain = text
  // Most texts are plain letters, and are spared the rest.
  if (!/^[\t\n\r\x20-\x7e]*$/.test(text)) {
    plain = text.normalize('NFKD').replace(unseen, '')
    if (unspaced.test(plain)) plain = plain.replace(eachUnspaced, ' $& ')
  }
  const words =
    plain
      .toLowerCase()
      .replace(/['’ʼ‘]/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return { words, key: words.join(' '), letters: words.reduce((sum, word) => sum + lettersOf(word), 0) }
}
const lettersOf = (word: string): number => (word.length > 2 || !unspaced.test(word) ? word.length : 2)

export type WordAt = { readonly word: string; readonly at: number; readonly end: number }

/** Some signs are letters as they are heard ("™"). */
const signs = '\\u2100-\\u214f\\u3200-\\u33ff\\u{1f100}-\\u{1f1ff}'
const inWords = new RegExp(`(?:[\\p{L}\\p{N}'’ʼ‘${signs}]|${unseen.source})+`, 'gu')
const oneByOne = new RegExp(`${unspaced.source}(?:${unseen.source})?|(?:(?!${unspaced.source})[^])+`, 'gu')

/** The same words as `heardOf` hears, each with its place in the text. */
export function wordsAt(text: string): readonly WordAt[] {
  return [...text.matchAll(inWords)].flatMap(({ 0: chunk, index }) =>
    [...chunk.matchAll(oneByOne)].flatMap(({ 0: piece, index: from }) =>
      heardOf(piece).words.map((word) => ({ word, at: index + from, end: index + from + piece.length })),
    ),
  )
}

const known = new WeakMap<object, { readonly text: string; readonly heard: Heard }>()
/** Of an entry, a shape, a block: they are the same object until they change, and heard once. */
export function heardIn(of: object, text: string): Heard {
  const before = known.get(of)
  if (before?.text === text) return before.heard
  const heard = heardOf(text)
  known.set(of, { text, heard })
  return heard
}

const isLong = ({ words, letters }: Pick<Heard, 'words' | 'letters'>): boolean =>
  words.length >= longWords && letters >= longLetters
/** Too few letters to be anybody's own. */
export const isShort = ({ letters }: Heard): boolean => letters > 0 && letters < telling

const together = ({ words }: Heard): string => words.join('')

/** Whether a text is where these words were taken from: they stand in it, or half of the one's words stand in the other. */
export function standsIn(said: Heard, text: Heard): boolean {
  if (said.letters === 0) return false
  if (` ${text.key} `.includes(` ${said.key} `)) return true
  if (said.letters >= longLetters && together(text).includes(together(said))) return true
  const [fewer, more] = [new Set(said.words), new Set(text.words)].sort((a, b) => a.size - b.size) as [
    Set<string>,
    Set<string>,
  ]
  return fewer.size > 1 && [...fewer].filter((word) => more.has(word)).length * 2 >= fewer.size
}

export type Repeats = {
  /** `made`: an entry or an element, which may have been made of their sheet. */
  of(record: object, text: string, made: boolean): boolean
  /** Texts one after another: which of them hold a part of a sentence that goes on from one into the next. */
  through(texts: readonly Heard[]): ReadonlySet<number>
}
export const noRepeats: Repeats = { of: () => false, through: () => new Set() }

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}

/** `shared`: short sentences that somebody said too who allows it. */
export function repeatsOf(texts: readonly string[], shared: ReadonlySet<string>): Repeats {
  const whole = new Set<string>()
  const short = new Set<string>()
  /** Long sentences, and texts, as letters alone. */
  const lumps = new Set<string>()
  const pieces: string[] = []
  /** What makes another text theirs, by its first word and its length; looked up whole, however often a word recurs. */
  const runs = new Map<string, Map<number, Set<string>>>()
  /** Ten words from each place in what they wrote on, by the first; fewer at the end. */
  const places = new Map<string, Map<string, readonly string[]>>()
  for (const text of texts) {
    const all = heardOf(text)
    const { words } = all
    if (isShort(all) && !shared.has(all.key)) short.add(all.key)
    const need = words.map((_, at) => (at + onEnd <= words.length ? onEnd : Infinity))
    let at = 0
    for (const part of text.split(sentenceEnds).map(heardOf)) {
      if (part.letters >= telling) whole.add(part.key)
      if (isLong(part)) lumps.add(together(part))
      if (isLong(part)) need[at] = Math.min(need[at] ?? Infinity, part.words.length)
      at += part.words.length
    }
    if (all.letters >= telling) whole.add(all.key)
    if (isLong(all)) pieces.push(together(all))
    if (isLong(all)) need[0] = Math.min(need[0] ?? Infinity, words.length)
    for (const [at, word] of words.entries()) {
      const ahead = words.slice(at, at + onEnd)
      entryOf(places, word, () => new Map<string, readonly string[]>()).set(ahead.join(' '), ahead)
      const length = need[at] ?? Infinity
      if (length === Infinity) continue
      const lengths = entryOf(runs, word, () => new Map<number, Set<string>>())
      entryOf(lengths, length, () => new Set<string>()).add(ahead.slice(0, length).join(' '))
    }
  }
  if (places.size === 0) return noRepeats
  for (const key of whole) whole.add(key.replaceAll(' ', ''))
  for (const piece of pieces) lumps.add(piece)

  /** How many words from here on are theirs; 0 for none. */
  const runAt = (words: readonly string[], from: number): number => {
    let most = 0
    for (const [length, keys] of runs.get(words[from] ?? '') ?? [])
      if (length > most && from + length <= words.length && keys.has(words.slice(from, from + length).join(' ')))
        most = length
    return most
  }
  /** Its last words, the very last perhaps not yet whole, are a piece of what they wrote. */
  const endsIn = ({ words }: Heard): boolean => {
    const last = words.at(-1) ?? ''
    for (let from = Math.max(0, words.length - onEnd); from <= words.length - longWords; from += 1) {
      const end = words.slice(from)
      if (end.reduce((sum, word) => sum + lettersOf(word), 0) < longLetters) return false
      for (const ahead of places.get(end[0] ?? '')?.values() ?? [])
        if (end.every((word, n) => (n < end.length - 1 ? word === ahead[n] : ahead[n]?.startsWith(last) === true)))
          return true
    }
    return false
  }

  /** Written apart or run together: it holds a whole long sentence of theirs, or is a piece of one. */
  const lumped = (heard: Heard): boolean => {
    const all = together(heard)
    if (whole.has(all)) return true
    if (all.length < longLetters) return false
    for (const lump of lumps) if (all.includes(lump)) return true
    return isLong(heard) && pieces.some((piece) => piece.includes(all))
  }

  const judged = new WeakMap<Heard, boolean>()
  return {
    of(record, text, made) {
      const heard = heardIn(record, text)
      if (made && short.has(heard.key)) return true
      let answer = judged.get(heard)
      if (answer === undefined) {
        answer =
          whole.has(heard.key) ||
          heard.words.some((_, from) => runAt(heard.words, from) > 0) ||
          endsIn(heard) ||
          lumped(heard)
        judged.set(heard, answer)
      }
      return answer
    },
    through(texts) {
      const words = texts.flatMap((heard) => heard.words)
      const found = new Set<number>()
      let end = 0
      for (const [owner, heard] of texts.entries()) {
        const begin = end
        end += heard.words.length
        // No match is longer than ten words: one that goes on into the next text begins in the last nine of this one.
        for (let from = Math.max(begin, end - onEnd + 1); from < end; from += 1) {
          const reach = from + runAt(words, from)
          if (reach <= end) continue
          found.add(owner)
          let next = owner
          for (let at = end; at < reach; at += texts[next]?.words.length ?? Infinity) {
            next += 1
            if ((texts[next]?.words.length ?? 0) > 0) found.add(next)
          }
        }
      }
      return found
    },
  }
}
