/** What a file's name says of it: its language, and what it could be called. A guess, which whoever adds it can change. */
import type { Lang } from '@tablee/shared/ids'

/** A language of the dialogue with all that it is called: its tag, its own name, its name in the reader's language and in English. */
export type Named = { readonly tag: Lang; readonly names: readonly string[] }

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const ending = /\.[\p{L}\p{N}]{1,5}$/u
const between = /[\s._()[\]{}+,;–—-]+/u
const stem = (name: string): string => name.replace(ending, '')

/** The word of a name that says its language: the last that does, because `de` may stand in a title. */
function tongueAt(words: readonly string[], offered: readonly Named[]): { at: number; tag: Lang } | null {
  for (let at = words.length - 1; at >= 0; at -= 1) {
    const word = plain(words[at] ?? '')
    const found = offered.find(({ tag, names }) => [tag, ...names].some((one) => plain(one) === word))
    if (found !== undefined) return { at, tag: found.tag }
  }
  return null
}

/** The language that a file's name says, among those offered; null where it says none. */
export const languageOf = (file: string, offered: readonly Named[]): Lang | null =>
  tongueAt(stem(file).split(between), offered)?.tag ?? null

/** The name without its ending and its language, as a title to begin with: `Leaflet_night-bus_FR.pdf` is `Leaflet night bus`. */
export function titleOf(file: string, offered: readonly Named[]): string {
  const words = stem(file).split(between).filter(Boolean)
  const at = tongueAt(words, offered)?.at ?? -1
  const rest = words.filter((_, index) => index !== at)
  return (rest.length > 0 ? rest : words).join(' ')
}

/** What a name's ending says, before anybody has looked into the file: its bytes decide, on the server. */
export function kindOf(file: string): 'film' | 'captions' | 'pages' | null {
  const end = ending.exec(file.toLowerCase())?.[0] ?? ''
  if (['.mp4', '.m4v', '.webm', '.mov', '.mkv', '.avi'].includes(end)) return 'film'
  if (['.vtt', '.srt'].includes(end)) return 'captions'
  return ['.pdf', '.png', '.jpg', '.jpeg', '.webp'].includes(end) ? 'pages' : null
}
