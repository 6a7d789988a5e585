/**
 * Which theme an entry may belong to, by what was put in themes so far: how alike its letters are to those of each theme, as
 * runs of four and five letters within words and as words cut to their first six (Cavnar and Trenkle's n-grams, weighted as
 * tf-idf, compared by cosine with the sum of each theme). Within one language alone; what a translator made of an entry
 * counts in the language of the translation, too. It knows no model that was trained elsewhere, learns with each step, and
 * unlearns what is taken back or leaves its board.
 */
import { primaryOf } from '../ids.ts'
import type { EntryName } from './entries.ts'
import type { Themes } from './fold.ts'
import type { ThemeId } from './rows.ts'

export type Sentence = {
  readonly entry: EntryName
  readonly text: string
  readonly lang: string
  /** As translators have it, by language. */
  readonly translations?: Readonly<Record<string, { readonly text: string }>>
}
export type Suggestion = {
  readonly theme: ThemeId
  /** Words of the entry that its theme has, too: those that weigh most. */
  readonly shared: readonly string[]
  /** It says nearly the same as this one, which is in the theme. */
  readonly like?: EntryName
}

type Ranked = Suggestion & { readonly alike: number }
const byLikeness = (a: Omit<Ranked, 'shared'>, b: Omit<Ranked, 'shared'>): number =>
  b.alike - a.alike || (a.theme < b.theme ? -1 : 1)

type Weights = ReadonlyMap<string, number>
type InLang = { readonly text: string; readonly lang: string }
type Counted = { readonly texts: readonly InLang[]; readonly themes: ReadonlySet<ThemeId> }
type Of = { readonly sum: Map<string, number>; entries: number; norm: number | null }
type Model = { readonly df: Map<string, number>; entries: number; readonly themes: Map<ThemeId, Of> }

const runs = [4, 5]
const stemmed = 6
/** Of a theme in a language, before it is suggested. */
const leastEntries = 3
/** Below it two sentences have little more in common than their language. */
const leastAlike = 0.08
const mostShared = 3

const plain = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
/** Words of two letters at least, as they stand in the text. */
export const wordsIn = (text: string): readonly string[] => text.match(/\p{L}[\p{L}\p{M}]+/gu) ?? []
/** What a word has in common with its other forms: its first letters, without case and marks. Begins with `=`. */
export const stemOf = (word: string): string => `=${plain(word).slice(0, stemmed)}`

/** Runs of letters and stems of a text, each as often as it occurs, damped, and all of them of length one. */
export function weightsOf(text: string): Weights {
  const counts = new Map<string, number>()
  const count = (feature: string): void => void counts.set(feature, (counts.get(feature) ?? 0) + 1)
  for (const word of wordsIn(text)) {
    const padded = ` ${plain(word)} `
    for (const run of runs) for (let at = 0; at + run <= padded.length; at += 1) count(padded.slice(at, at + run))
    if (padded.length > 5) count(stemOf(word))
  }
  let squares = 0
  for (const [feature, n] of counts) {
    const weight = 1 + Math.log(n)
    counts.set(feature, weight)
    squares += weight * weight
  }
  const norm = Math.sqrt(squares) || 1
  for (const [feature, weight] of counts) counts.set(feature, weight / norm)
  return counts
}

/** In its own language first; each language once. */
function textsOf({ text, lang, translations = {} }: Omit<Sentence, 'entry'>): readonly InLang[] {
  const texts = new Map([[primaryOf(lang), text]])
  for (const [other, made] of Object.entries(translations)) {
    const tag = primaryOf(other)
    if (!texts.has(tag)) texts.set(tag, made.text)
  }
  return [...texts].map(([tag, one]) => ({ lang: tag, text: one }))
}
const sameTexts = (a: readonly InLang[], b: readonly InLang[]): boolean =>
  a.length === b.length && a.every(({ text, lang }, n) => text === b[n]?.text && lang === b[n].lang)
const sameThemes = (a: ReadonlySet<ThemeId>, b: ReadonlySet<ThemeId>): boolean =>
  a.size === b.size && [...a].every((theme) => b.has(theme))

/** Nothing is known at first; `follow` before `rank`. The same steps in the same order give the same answers. */
export function createSuggester() {
  const models = new Map<string, Model>()
  const counted = new Map<EntryName, Counted>()

  const change = ({ texts, themes }: Counted, by: 1 | -1): void => {
    for (const one of texts) changeIn(one, themes, by)
  }
  function changeIn({ text, lang }: InLang, themes: ReadonlySet<ThemeId>, by: 1 | -1): void {
    const model = models.get(lang) ?? { df: new Map(), entries: 0, themes: new Map() }
    models.set(lang, model)
    model.entries += by
    const weights = weightsOf(text)
    for (const feature of weights.keys()) model.df.set(feature, (model.df.get(feature) ?? 0) + by)
    for (const theme of themes) {
      const of = model.themes.get(theme) ?? { sum: new Map(), entries: 0, norm: null }
      model.themes.set(theme, of)
      of.entries += by
      of.norm = null
      for (const [feature, weight] of weights) of.sum.set(feature, (of.sum.get(feature) ?? 0) + by * weight)
    }
  }
  const rarity = (model: Model, feature: string): number => {
    const df = model.df.get(feature) ?? 0
    return df <= 0 ? 0 : Math.log(1 + model.entries / df)
  }
  function normOf(model: Model, of: Of): number {
    if (of.norm !== null) return of.norm
    let squares = 0
    for (const [feature, weight] of of.sum) squares += (weight * rarity(model, feature)) ** 2
    return (of.norm = Math.sqrt(squares) || 1)
  }

  function rankIn({ text, lang }: InLang): readonly Ranked[] {
    const model = models.get(lang)
    if (model === undefined) return []
    let squares = 0
    const own = new Map<string, number>()
    for (const [feature, weight] of weightsOf(text)) {
      const rare = rarity(model, feature)
      if (rare === 0) continue
      own.set(feature, weight * rare * rare)
      squares += (weight * rare) ** 2
    }
    const norm = Math.sqrt(squares) || 1
    const found = [...model.themes].flatMap(([theme, of]) => {
      if (of.entries < leastEntries) return []
      let dot = 0
      for (const [feature, weight] of own) dot += weight * (of.sum.get(feature) ?? 0)
      const alike = dot / norm / normOf(model, of)
      return alike < leastAlike ? [] : [{ theme, alike, of }]
    })
    found.sort(byLikeness)
    return found.map(({ theme, alike, of }) => {
      const byWeight = new Map<string, { readonly word: string; readonly weight: number }>()
      for (const word of wordsIn(text)) {
        const stem = stemOf(word)
        const weight = (own.get(stem) ?? 0) * (of.sum.get(stem) ?? 0)
        if (weight > 0) byWeight.set(stem, { word, weight })
      }
      const shared = [...byWeight.values()].sort((a, b) => b.weight - a.weight).slice(0, mostShared)
      return { theme, alike, shared: shared.map(({ word }) => word) }
    })
  }

  return {
    /** What was read and may be read now; all else is unlearned. */
    follow(all: ReadonlyMap<EntryName, Sentence>, { read }: Pick<Themes, 'read'>): void {
      for (const [entry, before] of counted) {
        const now = all.get(entry)
        const themes = read.get(entry)?.themes
        if (
          now !== undefined &&
          themes !== undefined &&
          sameTexts(textsOf(now), before.texts) &&
          sameThemes(themes, before.themes)
        )
          continue
        change(before, -1)
        counted.delete(entry)
      }
      for (const [entry, { themes }] of read) {
        const now = all.get(entry)
        if (now === undefined || counted.has(entry)) continue
        const learnt = { texts: textsOf(now), themes }
        change(learnt, 1)
        counted.set(entry, learnt)
      }
    },
    /** Themes that it is like, the most alike first: in whichever of its languages it is more so. */
    rank(one: Omit<Sentence, 'entry'>): readonly Ranked[] {
      const best = new Map<ThemeId, Ranked>()
      for (const text of textsOf(one))
        for (const found of rankIn(text)) {
          const before = best.get(found.theme)
          if (before === undefined || found.alike > before.alike) best.set(found.theme, found)
        }
      return [...best.values()].sort(byLikeness)
    },
  }
}
