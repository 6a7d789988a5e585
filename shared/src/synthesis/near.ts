/**
 * Which entries say nearly the same as another: by runs of five letters and stems, weighted by how rare they are, within one
 * language or over what people translated. An index from each feature to the entries that have it: what is asked of one
 * entry costs those that share something rare with it, and not the hall.
 */
import { primaryOf } from '../ids.ts'
import type { EntryName } from './entries.ts'
import { stemOf, weightsOf, wordsIn } from './suggest.ts'

export type NearText = {
  readonly entry: EntryName
  readonly text: string
  readonly lang: string
  /** What people made of it, by language. */
  readonly translations?: Readonly<Record<string, { readonly text: string }>> | undefined
}
/** `over`: the language of the translation over which they were compared; null: both are in it. */
export type Near = { readonly entry: EntryName; readonly alike: number; readonly lang: string; readonly over: boolean }

type Doc = { readonly entry: EntryName; readonly features: readonly string[]; readonly own: boolean }
/** `at`: where in `docs`; of those that left some may still stand in it. `count`: how many there are. */
type Having = { at: number[]; count: number }
type Index = { readonly docs: (Doc | null)[]; readonly having: Map<string, Having>; alive: number }

/** What more entries have than this, or more of them than one in fifty, leads to none of them: it is only weighed. */
const mostHaving = 60
/** So many are weighed to the letter. */
const weighed = 24

const featuresOf = (text: string): readonly string[] =>
  [...weightsOf(text).keys()].filter((feature) => feature.length !== 4 || feature.startsWith('='))

/** Nothing is known at first: `follow` before `near`. */
export function createNear() {
  const indices = new Map<string, Index>()
  const known = new Map<EntryName, { readonly of: NearText; readonly places: readonly (readonly [string, number])[] }>()

  const coming = new Set<NearText>()

  const textsOf = ({ text, lang, translations = {} }: NearText): ReadonlyMap<string, string> =>
    new Map([
      ...Object.entries(translations).map(([tag, made]) => [primaryOf(tag), made.text] as const),
      [primaryOf(lang), text],
    ])

  function add(of: NearText): void {
    const places = [...textsOf(of)].map(([lang, text]) => {
      const index = indices.get(lang) ?? { docs: [], having: new Map<string, Having>(), alive: 0 }
      indices.set(lang, index)
      const at = index.docs.length
      const features = featuresOf(text)
      index.docs.push({ entry: of.entry, features, own: lang === primaryOf(of.lang) })
      index.alive += 1
      for (const feature of features) {
        const having = index.having.get(feature)
        if (having === undefined) index.having.set(feature, { at: [at], count: 1 })
        else {
          having.at.push(at)
          having.count += 1
        }
      }
      return [lang, at] as const
    })
    known.set(of.entry, { of, places })
  }
  /** Takes in what came, as long as `goOn` says so. True: all of it. */
  function settle(goOn: () => boolean): boolean {
    for (const of of coming) {
      if (!goOn()) return false
      coming.delete(of)
      add(of)
    }
    return true
  }
  function leave(entry: EntryName): void {
    const before = known.get(entry)
    if (before !== undefined) coming.delete(before.of)
    for (const [lang, at] of before?.places ?? []) {
      const index = indices.get(lang)
      const doc = index?.docs[at]
      if (index === undefined || doc === null || doc === undefined) continue
      index.docs[at] = null
      index.alive -= 1
      for (const feature of doc.features) {
        const having = index.having.get(feature)
        if (having === undefined) continue
        having.count -= 1
        if (having.count === 0) index.having.delete(feature)
        else if (having.at.length > 2 * having.count + mostHaving)
          having.at = having.at.filter((one) => index.docs[one] !== null)
      }
    }
    known.delete(entry)
  }
  const rarity = ({ having, alive }: Index, feature: string): number => {
    const all = having.get(feature)?.count ?? 0
    return all === 0 ? 0 : Math.log(1 + alive / all)
  }
  const lengthOf = (index: Index, { features }: Doc): number =>
    Math.sqrt(features.reduce((sum, feature) => sum + rarity(index, feature) ** 2, 0)) || 1

  function nearIn(lang: string, index: Index, at: number): readonly Near[] {
    const doc = index.docs[at]
    if (doc === null || doc === undefined) return []
    const most = Math.max(mostHaving, index.alive / 50)
    const found = new Map<number, number>()
    for (const feature of doc.features) {
      const having = index.having.get(feature)
      if (having === undefined || having.count > most) continue
      const weight = rarity(index, feature) ** 2
      for (const other of having.at) if (other !== at) found.set(other, (found.get(other) ?? 0) + weight)
    }
    const own = new Set(doc.features)
    const length = lengthOf(index, doc)
    return [...found]
      .flatMap(([other, weight]) => {
        const of = index.docs[other]
        return of === null || of === undefined ? [] : [{ of, weight: rounded(weight) }]
      })
      .sort((a, b) => b.weight - a.weight || (a.of.entry < b.of.entry ? -1 : 1))
      .slice(0, weighed)
      .map(({ of }) => {
        const dot = of.features.reduce((sum, one) => (own.has(one) ? sum + rarity(index, one) ** 2 : sum), 0)
        const over = !doc.own || !of.own
        return { entry: of.entry, alike: rounded(dot / length / lengthOf(index, of)), lang, over }
      })
  }

  return {
    /** All that may be compared now. What of it is new or another one since the last time, and what left. */
    follow(all: ReadonlyMap<EntryName, NearText>): {
      readonly come: readonly EntryName[]
      readonly gone: readonly EntryName[]
    } {
      const gone: EntryName[] = []
      const come: EntryName[] = []
      for (const [entry, { of }] of known) {
        const now = all.get(entry)
        if (now === of || (now !== undefined && isSame(now, of))) continue
        leave(entry)
        gone.push(entry)
      }
      for (const [entry, of] of all) {
        if (known.has(entry)) continue
        known.set(entry, { of, places: [] })
        coming.add(of)
        come.push(entry)
      }
      return { come, gone }
    },
    settle,
    /** The nearest first, each once: in its own language before a translation where they are as near. */
    near(entry: EntryName, most: number): readonly Near[] {
      settle(() => true)
      const best = new Map<EntryName, Near>()
      for (const [lang, at] of known.get(entry)?.places ?? []) {
        const index = indices.get(lang)
        for (const one of index === undefined ? [] : nearIn(lang, index, at)) {
          const before = best.get(one.entry)
          if (before === undefined || one.alike > before.alike || (one.alike === before.alike && before.over))
            best.set(one.entry, one)
        }
      }
      return [...best.values()].sort((a, b) => b.alike - a.alike || (a.entry < b.entry ? -1 : 1)).slice(0, most)
    },
  }
}

/** Sums of the same numbers in another order are the same. */
const rounded = (value: number): number => Math.round(value * 1e9) / 1e9

const isSame = (a: NearText, b: NearText): boolean =>
  a.text === b.text &&
  a.lang === b.lang &&
  JSON.stringify(a.translations ?? {}) === JSON.stringify(b.translations ?? {})

export type Compared = {
  /** Words of the first that the second has, too: the longest first. */
  readonly shared: readonly string[]
  /** Of each, the runs of words that the other has not: as they stand in it. */
  readonly differs: readonly [readonly string[], readonly string[]]
  /** How much of all that both say is in both, from 0 to 1. */
  readonly part: number
}
const mostShared = 4
const mostRuns = 4

/** What two sentences of one language share, and where they differ, word by word. */
export function comparedOf(a: string, b: string): Compared {
  const [inA, inB] = [stems(a), stems(b)]
  const shared = new Map<string, string>()
  for (const word of wordsIn(a)) if (inB.has(stemOf(word)) && word.length > 3) shared.set(stemOf(word), word)
  const both = [...inA].filter((stem) => inB.has(stem)).length
  return {
    part: both / (inA.size + inB.size - both || 1),
    shared: [...shared.values()].sort((one, other) => other.length - one.length).slice(0, mostShared),
    differs: [runsOf(a, inB), runsOf(b, inA)],
  }
}
const stems = (text: string): ReadonlySet<string> => new Set(wordsIn(text).map(stemOf))

function runsOf(text: string, others: ReadonlySet<string>): readonly string[] {
  const runs: { from: number; to: number; long: boolean }[] = []
  let open = false
  for (const { 0: word, index } of text.matchAll(/\p{L}[\p{L}\p{M}]+/gu)) {
    if (others.has(stemOf(word))) {
      open = false
      continue
    }
    const last = runs.at(-1)
    const to = index + word.length
    if (open && last !== undefined) Object.assign(last, { to, long: last.long || word.length > 3 })
    else runs.push({ from: index, to, long: word.length > 3 })
    open = true
  }
  // Of small words alone nothing hangs.
  return runs
    .filter(({ long }) => long)
    .slice(0, mostRuns)
    .map(({ from, to }) => text.slice(from, to))
}
