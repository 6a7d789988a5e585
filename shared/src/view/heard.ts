/**
 * Whether a text says again what somebody wrote who does not allow it. Sentences are compared as they are heard: spaces,
 * case, accents, quotation marks, invisible characters and the marks at the end make no other sentence of them.
 *
 * What nobody signed is such a repetition when it
 *  - is the whole of what they wrote, or one sentence of it, with twelve letters or more;
 *  - holds a whole sentence of five words and 24 letters or more, or ten words on end of anything they wrote;
 *  - is itself a piece, five words and 24 letters long, of what they wrote, or ends with one: so it is while it is typed.
 * Anything shorter is everybody's ("Yes", "More trees"): only an entry or an element that says just this, as one that was
 * made of their sheet does, is theirs, and no longer when somebody who allows it has said the same.
 */
export type Heard = {
  readonly words: readonly string[]
  readonly key: string
  readonly letters: number
}

const telling = 12
const longWords = 5
const longLetters = 24
const onEnd = 10

/** Scripts without spaces between words: there a character counts as a word, and as two letters. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u
const eachUnspaced = new RegExp(unspaced.source, 'gu')
const sentenceEnds = /[.!?…;。！？；؟۔।\n]+/u

export function heardOf(text: string): Heard {
  let plain = text
  // biome-ignore lint/suspicious/noControlCharactersInRegex: most texts are plain letters, and are spared the rest
  if (!/^[\x00-\x7f]*$/.test(text)) {
    // Joiners, soft hyphens and the Arabic lengthening stroke are seen by nobody, or change no word.
    plain = text.normalize('NFKD').replace(/[\p{M}\p{Cf}\u0640]+/gu, '')
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
export const isShort = ({ letters }: Heard): boolean => letters > 0 && letters < telling

/** A place in what they wrote, and how many words from there on make a text theirs. */
type Start = { readonly words: readonly string[]; readonly at: number; readonly need: number }

const put = (map: Map<string, Start[]>, word: string, start: Start): void => {
  const others = map.get(word)
  if (others === undefined) map.set(word, [start])
  else others.push(start)
}

export type Repeats = {
  /** `made`: an entry or an element, which may have been made of their sheet. */
  of(record: object, text: string, made: boolean): boolean
  /** Texts one after another: which of them hold a part of a sentence that goes on from one into the next. */
  through(texts: readonly Heard[]): ReadonlySet<number>
}
export const noRepeats: Repeats = { of: () => false, through: () => new Set() }

/** `shared`: short sentences that somebody said too who allows it. */
export function repeatsOf(texts: readonly string[], shared: ReadonlySet<string>): Repeats {
  const whole = new Set<string>()
  const short = new Set<string>()
  const starts = new Map<string, Start[]>()
  const anywhere = new Map<string, Start[]>()
  for (const text of texts) {
    const all = heardOf(text)
    const { words } = all
    if (isShort(all) && !shared.has(all.key)) short.add(all.key)
    const need = words.map((_, at) => (at + onEnd <= words.length ? onEnd : Infinity))
    let at = 0
    for (const part of text.split(sentenceEnds).map(heardOf)) {
      if (part.letters >= telling) whole.add(part.key)
      if (isLong(part)) need[at] = Math.min(need[at] ?? Infinity, part.words.length)
      at += part.words.length
    }
    if (all.letters >= telling) whole.add(all.key)
    if (isLong(all)) need[0] = Math.min(need[0] ?? Infinity, words.length)
    for (const [at, word] of words.entries()) {
      const start = { words, at, need: need[at] ?? Infinity }
      put(anywhere, word, start)
      if (start.need < Infinity) put(starts, word, start)
    }
  }
  if (anywhere.size === 0) return noRepeats

  const follows = (words: readonly string[], from: number, start: Start, length: number): boolean => {
    if (from + length > words.length || start.at + length > start.words.length) return false
    for (let n = 1; n < length; n += 1) if (words[from + n] !== start.words[start.at + n]) return false
    return true
  }
  /** Its last words, the very last perhaps not yet whole, are a piece of what they wrote. */
  const endsIn = ({ words }: Heard): boolean =>
    words.some((word, from) => {
      const length = words.length - from
      if (length < longWords) return false
      const last = words.at(-1) ?? ''
      const letters = (): number => words.slice(from).reduce((sum, one) => sum + lettersOf(one), 0)
      return (anywhere.get(word) ?? []).some(
        (start) =>
          follows(words, from, start, length - 1) &&
          start.words[start.at + length - 1]?.startsWith(last) === true &&
          letters() >= longLetters,
      )
    })
  const holds = (words: readonly string[]): boolean =>
    words.some((word, from) => starts.get(word)?.some((start) => follows(words, from, start, start.need)))

  const judged = new WeakMap<Heard, boolean>()
  return {
    of(record, text, made) {
      const heard = heardIn(record, text)
      if (made && short.has(heard.key)) return true
      let answer = judged.get(heard)
      if (answer === undefined) {
        answer = whole.has(heard.key) || holds(heard.words) || endsIn(heard)
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
        for (let from = Math.max(begin, end - onEnd + 1); from < end; from += 1)
          for (const start of starts.get(words[from] ?? '') ?? []) {
            if (from + start.need <= end || !follows(words, from, start, start.need)) continue
            let reached = end
            found.add(owner)
            for (let next = owner + 1; reached < from + start.need; next += 1) {
              if ((texts[next]?.words.length ?? 0) > 0) found.add(next)
              reached += texts[next]?.words.length ?? Infinity
            }
          }
      }
      return found
    },
  }
}
