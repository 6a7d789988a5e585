/**
 * Pairs of entries that may say the same, found little by little: an entry that is new or was reworded is compared with what
 * is near it, and nothing else is. In which order they stand follows from the two of them alone, so that what comes later,
 * or a new run, moves none of them.
 */
import { primaryOf } from '../ids.ts'
import type { EntryName } from './entries.ts'
import { comparedOf, createNear, type NearText } from './near.ts'

/** `group`: only within one are entries paired, as a kind of entry in a session. */
export type Pairable = NearText & { readonly group: string; readonly at: number }
export type Pair = {
  readonly a: EntryName
  readonly b: EntryName
  /** The language of the translations over which they were compared; null: both are in it. */
  readonly over: string | null
  /** Fifths of their words that both have. */
  readonly alike: number
  /** When the later of the two was written. */
  readonly at: number
}

const nearest = 6
/** Below it they speak of the same thing, and of much else. */
const leastAlike = 0.35
/** One word that two have is no sentence that both say. */
const leastShared = 2

/** In the language of a text itself, or as people translated it; null: in neither. */
export const textIn = ({ text, lang, translations = {} }: NearText, over: string): string | null => {
  if (primaryOf(lang) === primaryOf(over)) return text
  for (const [tag, made] of Object.entries(translations)) if (primaryOf(tag) === primaryOf(over)) return made.text
  return null
}

/** The same order whenever they were found. */
export const byAlike = (a: Pair, b: Pair): number =>
  b.alike - a.alike || a.at - b.at || (a.a < b.a ? -1 : a.a > b.a ? 1 : a.b < b.b ? -1 : 1)

/** Nothing is known at first: `follow`, then `look` until nothing waits. */
export function createPairs() {
  const near = createNear()
  const known = new Map<EntryName, Pairable>()
  const pairs = new Map<EntryName, Map<EntryName, Pair>>()
  const waiting = new Set<EntryName>()
  let last: ReadonlyMap<EntryName, string> | null = null
  let resting = 0

  function put(one: EntryName, other: EntryName, pair: Pair): void {
    pairs.set(one, (pairs.get(one) ?? new Map<EntryName, Pair>()).set(other, pair))
  }
  function drop(entry: EntryName): void {
    for (const other of pairs.get(entry)?.keys() ?? []) {
      const of = pairs.get(other)
      of?.delete(entry)
      if (of?.size === 0) pairs.delete(other)
    }
    pairs.delete(entry)
  }
  function compare(entry: EntryName): void {
    const one = known.get(entry)
    if (one === undefined) return
    for (const { entry: name, alike, lang, over } of near.near(entry, nearest)) {
      const other = known.get(name)
      if (other === undefined || other.group !== one.group || alike < leastAlike) continue
      const [a, b] = entry < name ? [one, other] : [other, one]
      const [textA, textB] = [textIn(a, lang), textIn(b, lang)]
      if (textA === null || textB === null) continue
      const { shared, differs, part } = comparedOf(textA, textB)
      if (shared.length < leastShared && differs.flat().length > 0) continue
      const pair = {
        a: a.entry,
        b: b.entry,
        over: over ? lang : null,
        alike: Math.floor(part * 5),
        at: Math.max(a.at, b.at),
      }
      put(a.entry, b.entry, pair)
      put(b.entry, a.entry, pair)
    }
  }

  return {
    /** What may be paired now. What is not as it was the last time is being written, and rests until it is. */
    follow(all: ReadonlyMap<EntryName, Pairable>): void {
      const settled = new Map<EntryName, Pairable>()
      resting = 0
      for (const [entry, of] of all) {
        if (last === null || last.get(entry) === of.text) settled.set(entry, of)
        else resting += 1
      }
      last = new Map([...all].map(([entry, { text }]) => [entry, text]))
      const { come, gone } = near.follow(settled)
      for (const entry of gone) {
        known.delete(entry)
        waiting.delete(entry)
        drop(entry)
      }
      for (const entry of come) {
        const of = settled.get(entry)
        if (of === undefined) continue
        known.set(entry, of)
        waiting.add(entry)
      }
    },
    /** How many are being written: looked at again when they are not. */
    resting: (): number => resting,
    /** Compares those that wait as long as `goOn` says so. True: none waits any more. */
    look(goOn: () => boolean): boolean {
      if (!near.settle(goOn)) return false
      for (const entry of waiting) {
        if (!goOn()) return false
        waiting.delete(entry)
        compare(entry)
      }
      return true
    },
    /** Each once. */
    all(): readonly Pair[] {
      return [...pairs].flatMap(([entry, of]) => [...of.values()].filter(({ a }) => a === entry)).sort(byAlike)
    },
  }
}
