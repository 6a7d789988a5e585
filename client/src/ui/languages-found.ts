/**
 * Finding a language by what anybody calls it: its name in the screen's language, its own name, English, or its code. A
 * phone of 2020 asks too: what is sorted here is a copy, and is sorted in place.
 */
import { isLang, type Lang } from '@tablee/shared/ids'
import { languageName } from './language-name.ts'
import { spoken } from './languages-spoken.ts'

export type Tongue = { readonly tag: Lang; readonly name: string; readonly own: string }

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()

export function tongueOf(tag: Lang, reader: string): Tongue {
  const own = spoken.get(tag) ?? ''
  const name = languageName(tag, reader)
  return { tag, name: name === tag && own !== '' ? own : name, own }
}

/** A tag that is on no list, as its standard writes it; null where no browser has a name for it. */
function byCode(query: string, reader: string): Tongue | null {
  try {
    const [tag = ''] = Intl.getCanonicalLocales(query.trim().replace(/_/g, '-'))
    // Of a browser without names any well-formed tag is believed.
    if (!isLang(tag) || (typeof Intl.DisplayNames === 'function' && languageName(tag, reader) === tag)) return null
    return tongueOf(tag, reader)
  } catch {
    return null // no tag at all: it is being typed
  }
}

type Offered = Tongue & { readonly names: readonly string[] }
const offered = new Map<string, readonly Offered[]>()

/** All in the order of the reader's alphabet, each with what it is found by; made once, for it is asked at every letter. */
function allFor(reader: string): readonly Offered[] {
  const all =
    offered.get(reader) ??
    [...spoken.keys()]
      .filter(isLang)
      .map((tag) => {
        const one = tongueOf(tag, reader)
        return { ...one, names: [one.name, one.own, languageName(tag, 'en')].map(plain) }
      })
      .sort((a, b) => a.name.localeCompare(b.name, reader))
  // A browser without names is not asked often, and a test takes them away.
  if (typeof Intl.DisplayNames === 'function') offered.set(reader, all)
  return all
}

/** All; of a query those whose names begin with it first. */
export function findTongues(query: string, reader: string): readonly Tongue[] {
  const all = allFor(reader)
  const wanted = plain(query.trim())
  if (wanted === '') return all
  const rank = ({ tag, names }: Offered): number => {
    if (plain(tag) === wanted) return 0
    // Of two that begin alike the shorter is nearer to what was typed.
    const begins = names.filter((one) => one.startsWith(wanted)).map((one) => one.length)
    if (begins.length > 0) return 1 + Math.min(99, ...begins) / 100
    return names.some((one) => one.includes(wanted)) ? 2 : 3
  }
  const found = all
    .map((one) => [rank(one), one] as const)
    .filter(([how]) => how < 3)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one)
  const coded = byCode(query, reader)
  return coded === null || found.some(({ tag }) => tag === coded.tag) ? found : [...found, coded]
}

/** The languages of what was said at a table, the last first; then those given, each once. */
export function recentTongues(
  words: Iterable<{ readonly lang: string; readonly at: number }>,
  others: readonly string[],
): readonly Lang[] {
  const last = [...words].sort((a, b) => b.at - a.at).map(({ lang }) => lang)
  return [...new Set([...last, ...others])]
    .filter((tag) => tag !== 'und')
    .filter(isLang)
    .slice(0, 8)
}
