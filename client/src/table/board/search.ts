/**
 * Finding entries by what they say or what people said beneath them, and by their spoken number. Words are told apart by
 * the language's own rules (Intl.Segmenter) and compared without case, accents, vowel signs or spelling variants, so that
 * a query finds what one hears: "cafe" the Café, "بلدية" the والبلدية.
 */
import type { NodeId } from '@tablee/shared/ids'
import type { Entry } from './entries.ts'

export type Part = { readonly text: string; readonly hit: boolean }
export type Found = {
  readonly entry: Entry
  /** Where it was found: the wording, or somebody's words. */
  readonly said: boolean
  readonly lang: string
  /** The sentence, shortened around the first hit, cut where hits begin and end. */
  readonly parts: readonly Part[]
}

/** What a search that is open shows: the first of what was found, how many there are, and which. */
export type Sought = {
  readonly found: readonly Found[]
  readonly all: number
  readonly ids: ReadonlySet<NodeId> | null
}

const marks = /[\p{Mn}\u0640]/gu // accents and vowel signs on their own, tatweel
/** What decomposition leaves apart although it sounds alike, or is written both ways. */
const variants: readonly (readonly [RegExp, string])[] = [
  [/ٱ/g, 'ا'],
  [/ى/g, 'ي'],
  [/ة/g, 'ه'],
  [/ß/g, 'ss'],
  [/œ/g, 'oe'],
  [/æ/g, 'ae'],
  [/[’‘]/g, "'"],
]
const eastern = /[٠-٩۰-۹]/g

/** As one hears it. */
export function plain(text: string): string {
  let heard = text.normalize('NFKD').replace(marks, '').toLowerCase()
  heard = heard.replace(eastern, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
  for (const [written, as] of variants) heard = heard.replace(written, as)
  return heard
}

/** Arabic writes "and", "for", "with" and "the" onto the word; a query without them means the same word. */
function stems(word: string): readonly string[] {
  if (!/^[\u0600-\u06ff]{3,}$/.test(word)) return [word]
  const bare = [word]
  const article = /^[وفبك]?ال(.{2,})$/.exec(word) ?? /^[وف]?لل(.{2,})$/.exec(word)
  if (article?.[1]) bare.push(article[1])
  else if (/^[وفبل].{3,}$/.test(word)) bare.push(word.slice(1))
  return bare
}

type Token = { readonly from: number; readonly to: number; readonly forms: readonly string[] }
const segmenters = new Map<string, Intl.Segmenter>()
/** Of a tag that is well formed and yet none to the browser (`en-12`) by the rules that fit any language. */
function segmenterOf(lang: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(lang, { granularity: 'word' })
  } catch {
    return new Intl.Segmenter('und', { granularity: 'word' })
  }
}
function tokens(text: string, lang: string): readonly Token[] {
  let segmenter = segmenters.get(lang)
  if (!segmenter) segmenters.set(lang, (segmenter = segmenterOf(lang)))
  const found: Token[] = []
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    if (!isWordLike) continue
    const heard = plain(segment)
    // "l'usine" is one word to the rules of most languages; people look for the factory.
    const forms = heard.includes("'") ? [heard, ...heard.split("'").filter((part) => part.length > 1)] : [heard]
    found.push({ from: index, to: index + segment.length, forms: forms.flatMap(stems) })
  }
  return found
}

type Text = { readonly text: string; readonly lang: string; readonly said: boolean; tokens: readonly Token[] | null }
const textsOf = new WeakMap<object, Text>()
/** Entries that did not change are the same objects, so each sentence is taken apart once. */
function texts(entry: Entry): readonly Text[] {
  const standing = entry.words.filter((words) => words.redacted === null && words.withdrawn === null)
  return [
    one(entry.node, entry.node.wording, entry.node.lang, false),
    ...standing.map((words) => one(words, words.text, words.lang, true)),
  ]
}
function one(key: object, text: string, lang: string, said: boolean): Text {
  const known = textsOf.get(key)
  if (known) return known
  const made: Text = { text, lang, said, tokens: null }
  textsOf.set(key, made)
  return made
}

function nearness({ forms }: Token, word: readonly string[]): number {
  if (word.some((asked) => forms.includes(asked))) return 0
  if (word.some((asked) => forms.some((form) => form.startsWith(asked)))) return 1
  return word.some((asked) => asked.length >= 3 && forms.some((form) => form.includes(asked))) ? 2 : 9
}

/** Ranks: a word that begins so before one that holds it; wording before words. */
function hits(
  text: Text,
  query: readonly (readonly string[])[],
): { readonly rank: number; readonly at: readonly Token[] } | null {
  const all = (text.tokens ??= tokens(text.text, text.lang))
  const at: Token[] = []
  let rank = text.said ? 4 : 0
  for (const word of query) {
    let best: Token | null = null
    let worth = 9
    for (const token of all) {
      const now = nearness(token, word)
      if (now < worth) {
        best = token
        worth = now
      }
    }
    if (best === null) return null
    rank += worth
    at.push(best)
  }
  return { rank, at: at.toSorted((a, b) => a.from - b.from) }
}

const around = 44
function marked(text: string, at: readonly Token[]): readonly Part[] {
  const first = at[0]?.from ?? 0
  let begin = 0
  if (first > around) {
    const space = text.indexOf(' ', first - around)
    begin = space >= 0 && space < first ? space + 1 : first
  }
  const parts: Part[] = begin > 0 ? [{ text: '…', hit: false }] : []
  let done = begin
  for (const { from, to } of at) {
    if (from < done) continue
    if (from > done) parts.push({ text: text.slice(done, from), hit: false })
    parts.push({ text: text.slice(from, to), hit: true })
    done = to
  }
  const rest = text.slice(done, done + 160)
  if (rest) parts.push({ text: done + 160 < text.length ? `${rest.trimEnd()}…` : rest, hit: false })
  return parts
}

/** In the order of worth, then of the outline. */
export function search(list: readonly Entry[], query: string, lang: string): readonly Found[] {
  const asked = plain(query.trim())
  const words = tokens(query, lang).map((token) => token.forms)
  const number = /^\d+(\.\d+)*\.?$/.test(asked) ? asked.replace(/\.$/, '') : null
  if (words.length === 0 && number === null) return []
  const ranked: { readonly rank: number; readonly found: Found }[] = []
  for (const entry of list) {
    const own = entry.item.number
    if (number !== null && (own === number || own.startsWith(`${number}.`))) {
      const parts = [{ text: entry.node.wording, hit: false }]
      ranked.push({ rank: own === number ? -2 : -1, found: { entry, said: false, lang: entry.node.lang, parts } })
      continue
    }
    let best: { readonly rank: number; readonly found: Found } | null = null
    for (const text of words.length === 0 ? [] : texts(entry)) {
      const hit = hits(text, words)
      if (hit && (best === null || hit.rank < best.rank))
        best = { rank: hit.rank, found: { entry, said: text.said, lang: text.lang, parts: marked(text.text, hit.at) } }
    }
    if (best) ranked.push(best)
  }
  // Sorting is stable: equals stay in the outline's order.
  return ranked.toSorted((a, b) => a.rank - b.rank).map((one) => one.found)
}
