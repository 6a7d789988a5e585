/**
 * Captions of a film, read from WebVTT (W3C) or SubRip and written as WebVTT. Only what is said and when is kept: places,
 * colours and voices' names are the screen's own matter, because captions stand beneath the picture, never on it.
 */

/** Seconds of the film. Lines of `text` are those of the file. */
export type Cue = { readonly from: number; readonly to: number; readonly text: string }

/** A film of a whole day; a time beyond it is a mistake of the file. */
const longest = 24 * 3600
/** A cue is two lines; what is longer than this is no caption. */
const mostText = 2_000
const mostCues = 20_000

const stamp = String.raw`(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,](\d{3})`
const timing = new RegExp(String.raw`^\s*${stamp}\s*-->\s*${stamp}(?:\s.*)?$`)

const seconds = (hours: string | undefined, minutes = '', whole = '', thousandths = ''): number =>
  Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(whole) + Number(thousandths) / 1000

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': '\u00a0',
  '&lrm;': '\u200e',
  '&rlm;': '\u200f',
}
/** What a person reads of it: no tags of either format, no entities. */
function plain(lines: readonly string[]): string {
  return lines
    .map((line) =>
      line
        .replace(/<\/?[a-z0-9][^<>]*>|\{\\[^{}]*\}/gi, '')
        .replace(/&(?:amp|lt|gt|nbsp|lrm|rlm);/g, (one) => entities[one] ?? one)
        .replace(/\p{Cc}/gu, ' ')
        .trim(),
    )
    .filter((line) => line !== '')
    .join('\n')
}

/** The cues of a file, or the line (from 1) of the first thing in it that is none. */
function read(file: string): readonly Cue[] | number {
  const text = file.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const isVtt = /^WEBVTT(?:[ \t\n]|$)/.test(text)
  const cues: Cue[] = []
  for (const { lines, from: first } of blocksOf(text)) {
    // In SubRip each block is a cue, and its number stands before its time.
    const at = lines.findIndex((line) => line.includes('-->'))
    if (at === -1) {
      if (!isVtt) return first
      continue
    }
    const line = first + at
    if (at > (isVtt && first === 1 ? lines.length : 1)) return line
    const found = timing.exec(lines[at] ?? '')
    if (found === null) return line
    const [from, to] = [seconds(...times(found, 1)), seconds(...times(found, 5))]
    const said = plain(lines.slice(at + 1))
    if (to <= from || to > longest || said.length > mostText) return line
    if (said !== '') cues.push({ from, to, text: said })
    if (cues.length > mostCues) return line
  }
  // A phone of 2020 knows no `toSorted`.
  // oxlint-disable-next-line unicorn/no-array-sort
  return cues.length === 0 ? 1 : cues.sort((a, b) => a.from - b.from)
}

/** What stands between empty lines, each with the line (from 1) that it begins in. */
function blocksOf(text: string): readonly { readonly lines: readonly string[]; readonly from: number }[] {
  const blocks: { lines: string[]; from: number }[] = []
  let open: { lines: string[]; from: number } | null = null
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') open = null
    else if (open === null) blocks.push((open = { lines: [line], from: index + 1 }))
    else open.lines.push(line)
  }
  return blocks
}

/**
 * The cues of a file in the order of their times, or null where it is neither WebVTT nor SubRip, or says nothing. Blocks
 * without a time (notes, styles, regions) are left out; a cue that ends before it begins, lies beyond a day or holds more
 * than two thousand letters makes the whole file null, because the rest would stand at the wrong moment.
 */
export function readCaptions(file: string): readonly Cue[] | null {
  const cues = read(file)
  return typeof cues === 'number' ? null : cues
}

/** The line (from 1) for whose sake `readCaptions` takes nothing of a file; null: it takes it. */
export function faultyLine(file: string): number | null {
  const cues = read(file)
  return typeof cues === 'number' ? cues : null
}
const times = (found: RegExpExecArray, at: number): [string | undefined, string, string, string] => [
  found[at],
  found[at + 1] ?? '',
  found[at + 2] ?? '',
  found[at + 3] ?? '',
]

const written = (at: number): string => {
  const ms = Math.round(at * 1000)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${two(Math.floor(ms / 3_600_000))}:${two(Math.floor(ms / 60_000) % 60)}:${two(Math.floor(ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`
}
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** As WebVTT. Read again it is the same cues, to the millisecond. */
export const writeCaptions = (cues: readonly Cue[]): string =>
  `WEBVTT\n\n${cues.map(({ from, to, text }) => `${written(from)} --> ${written(to)}\n${escaped(text)}\n`).join('\n')}`

/** What is said at a moment: of cues that overlap each, in the order in which they began. Empty where nobody speaks. */
export const captionAt = (cues: readonly Cue[], at: number): string =>
  cues
    .filter(({ from, to }) => from <= at && at < to)
    .map(({ text }) => text)
    .join('\n')

/** The next moment at which `captionAt` may say something else; null after the last. */
export function captionTurns(cues: readonly Cue[], at: number): number | null {
  let next: number | null = null
  for (const { from, to } of cues)
    for (const one of [from, to]) if (one > at && (next === null || one < next)) next = one
  return next
}
