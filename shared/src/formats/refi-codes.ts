/** Codes, codings and memos of a project as our codebook takes them: all by ids that keep their GUIDs, parents before children. */
import { plainText, shortened } from '../board/text.ts'
import type { CodeColor, CodeIn, CodingIn, MemoIn } from '../codebook/rows.ts'
import type { Leaving } from '../file.ts'
import type { EntryName } from '../synthesis/entries.ts'
import { described, idOfGuid } from './refi-names.ts'
import { everyCode, type Guid, type RefiCode, type RefiNote, type RefiSource } from './refi.ts'
import { nearestColor } from './refi-colors.ts'

/** Letters that our codebook takes of a name, of what is said of a code, and of a memo. */
export const codeLimits = { name: 120, text: 2_000, memo: 4_000 } as const

export type Brought = {
  readonly codes: readonly CodeIn[]
  readonly codings: readonly CodingIn[]
  readonly memos: readonly MemoIn[]
}
/** Beneath one another. */
const deepest = 8

/** A code that stands already. */
export type KnownCode = {
  readonly id: string
  readonly guid: Guid
  readonly parent: string | null
  readonly name: string
}
export type CodesIn = {
  readonly codes: readonly CodeIn[]
  /** What each GUID of the file is here; a code that stands already by its own. */
  readonly idOf: ReadonlyMap<Guid, string>
  /** What a code is said to mean beyond what fits: the whole of it. */
  readonly further: readonly { readonly code: string; readonly text: string }[]
}

/**
 * A code that stands here is known by its GUID, or where another program gave it a new one by its name and what it lies beneath.
 * `skip`: what has its place here elsewhere (themes). `left`: `qda-colors`, `qda-headings`, `qda-long-names`, `qda-deep`.
 */
export function codesIn(
  codes: readonly RefiCode[],
  known: readonly KnownCode[],
  skip: ReadonlySet<Guid>,
  left: Leaving,
): CodesIn {
  const byGuid = new Map(known.map((one) => [one.guid, one.id]))
  const path = (parent: string | null, name: string): string => `${parent ?? ''} ${name.trim().toLowerCase()}`
  const byName = new Map(known.map((one) => [path(one.parent, one.name), one.id]))
  const idOf = new Map<Guid, string>()
  const further: { code: string; text: string }[] = []
  const all: CodeIn[] = []
  const parents = new Map(known.map((one) => [one.id, one.parent]))
  const depthOf = (id: string | null, depth = 0): number =>
    id === null || depth > deepest ? depth : depthOf(parents.get(id) ?? null, depth + 1)
  for (const { code: one, parent: above } of everyCode(codes)) {
    if (skip.has(one.guid)) continue
    const under = above === null ? null : (idOf.get(above.guid) ?? null)
    const tooDeep = depthOf(under) >= deepest
    if (tooDeep) left.note('qda-deep')
    const parent = tooDeep ? (parents.get(under ?? '') ?? null) : under
    const stands = byGuid.get(one.guid) ?? byName.get(path(parent, one.name))
    if (stands !== undefined) {
      idOf.set(one.guid, stands)
      continue
    }
    const code = idOfGuid(one.guid)
    idOf.set(one.guid, code)
    parents.set(code, parent)
    const { color, hex } = nearestColor(one.color)
    if (one.color !== null && hex !== one.color) left.note('qda-colors')
    if (!one.codable) left.note('qda-headings')
    const name = plainText(one.name).replace(/\s+/g, ' ').trim()
    const said = described(plainText(one.description))
    const long = name.length > codeLimits.name
    const fits = Object.values(said).every((text) => text.length <= codeLimits.text)
    if (long) left.note('qda-long-names')
    if (long || !fits)
      further.push({ code, text: [...(long ? [name] : []), ...(fits ? [] : [plainText(one.description)])].join('\n') })
    all.push({
      code,
      parent,
      name: long ? `${shortened(name, codeLimits.name - 1)}…` : name || '…',
      ...(fits ? said : { definition: '', includes: '', excludes: '' }),
      color: color satisfies CodeColor | null,
    })
  }
  return { codes: all, idOf, further }
}

/** Where an entry lies in the text of a source; `at` is a place of that text in the entry's own: both in code points. */
export type Placed = {
  readonly entry: EntryName
  readonly start: number
  readonly end: number
  readonly at: (point: number) => number
  readonly isBlank: (start: number, end: number) => boolean
}
type Span = Pick<CodingIn, 'entry' | 'start' | 'end'>

/** What of a passage lies on which entry; nothing where it is white space alone. `placed` in order, none over another. */
export function spansOn(placed: readonly Placed[], start: number, end: number): readonly Span[] {
  let [low, high] = [0, placed.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((placed[middle]?.end ?? 0) <= start) low = middle + 1
    else high = middle
  }
  const spans: Span[] = []
  for (let n = low; n < placed.length; n += 1) {
    const one = placed[n]
    if (one === undefined || one.start >= end) break
    const [from, to] = [one.at(Math.max(start, one.start)), one.at(Math.min(end, one.end))]
    if (from < to && !one.isBlank(from, to)) spans.push({ entry: one.entry, start: from, end: to })
  }
  return spans
}

/** What is told of a source as it is read: its codings, and memos of them and of its passages. */
export type SourceIn = { readonly codings: CodingIn[]; readonly memos: MemoIn[] }
type Known = {
  readonly codes: ReadonlyMap<Guid, string>
  readonly skip: ReadonlySet<Guid>
  /** Codings and memos that stand here already, by their GUIDs. */
  readonly stand: ReadonlySet<Guid>
  readonly notes: ReadonlyMap<Guid, RefiNote>
  /** Notes that found a place. */
  readonly told: Set<Guid>
  readonly lang: string
  readonly left: Leaving
}

/** A memo as ours, of as many as it takes; the name of one is its first line, unless it only repeats what follows. */
export function memoTexts(one: Pick<RefiNote, 'name' | 'text' | 'description'>): readonly string[] {
  const text = plainText(one.text ?? '').trim()
  const name = plainText(one.name).trim()
  const repeats = text.replace(/\s+/g, ' ').startsWith(name.replace(/…$/, ''))
  const whole = [
    ...(name === '' || repeats ? [] : [name]),
    ...(text === '' ? [] : [text]),
    plainText(one.description).trim(),
  ]
    .filter((part) => part !== '')
    .join('\n')
  return pieces(whole, codeLimits.memo)
}

/** Cut where a line or a word ends, each no longer than that in UTF-16 units. */
export function pieces(text: string, most: number): readonly string[] {
  const all: string[] = []
  let rest = text
  while (rest.length > most) {
    const part = shortened(rest, most)
    const at =
      Math.max(part.lastIndexOf('\n'), part.search(/[.!?…]\s[^.!?…]*$/) + 1, 0) ||
      part.lastIndexOf(' ') + 1 ||
      part.length
    all.push(rest.slice(0, at).trim())
    rest = rest.slice(at).trim()
  }
  return [...all, rest].filter((part) => part !== '')
}

/** `left`: `qda-whole` (of a text as a whole), `qda-empty`, `qda-elsewhere`, `qda-twice`, `annotators`. */
export function sourceIn(source: RefiSource, placed: readonly Placed[], known: Known): SourceIn {
  const { left, codes, skip, stand } = known
  const [codings, memos]: [CodingIn[], MemoIn[]] = [[], []]
  const seen = new Set<string>()
  const memosOf = (on: MemoIn['on'], entry: EntryName, notes: readonly Guid[]): void => {
    for (const guid of notes) {
      const note = known.notes.get(guid)
      if (note === undefined || known.told.has(guid)) continue
      known.told.add(guid)
      if (stand.has(guid)) continue
      memos.push(...memosFrom(idOfGuid(guid), memoTexts(note), { on, entry }, known.lang))
    }
  }
  const only = placed.length === 1 ? placed[0] : undefined
  const asWhole =
    source.codings.length > 0 && only !== undefined
      ? [{ guid: source.guid, description: '', notes: [], start: only.start, end: only.end, codings: source.codings }]
      : []
  if (only === undefined) left.note('qda-whole', source.codings.length)
  for (const one of [...asWhole, ...source.selections]) {
    const mine = one.codings.filter(({ code }) => !skip.has(code))
    const spans = spansOn(placed, one.start, one.end)
    const [first] = spans
    if (first === undefined) {
      left.note(
        one.start === one.end ? 'qda-empty' : 'qda-elsewhere',
        mine.filter(({ guid }) => !stand.has(guid)).length,
      )
      continue
    }
    let last: string | null = null
    for (const { guid, code: of, notes } of mine) {
      const code = codes.get(of)
      if (code === undefined) continue
      if (stand.has(guid)) {
        last = null
        continue
      }
      spans.forEach((span, n) => {
        const key = `${code} ${span.entry} ${span.start} ${span.end}`
        if (seen.has(key)) return left.note('qda-twice')
        seen.add(key)
        const coding = n === 0 ? idOfGuid(guid) : `${idOfGuid(guid)}-${n + 1}`
        codings.push({ coding, code, ...span })
        if (n === 0) last = coding
      })
      if (last !== null) memosOf({ coding: last }, first.entry, notes)
    }
    const on = last === null ? { entry: first.entry } : { coding: last }
    memosOf(on, first.entry, one.notes)
    const said = plainText(one.description).trim()
    const memo = `${idOfGuid(one.guid)}-said`
    if (said !== '' && !stand.has(one.guid))
      memos.push(...memosFrom(memo, pieces(said, codeLimits.memo), { on, entry: first.entry }, known.lang))
  }
  return { codings, memos }
}

const memosFrom = (
  id: string,
  texts: readonly string[],
  about: Pick<MemoIn, 'on' | 'entry'>,
  lang: string,
): readonly MemoIn[] => texts.map((text, n) => ({ memo: n === 0 ? id : `${id}-${n + 1}`, ...about, text, lang }))

/** Memos of codes, and what is said of them beyond what fits. Notes that found no place are counted: `qda-notes`. */
export function memosOfCodes(
  codes: readonly RefiCode[],
  { idOf, further }: CodesIn,
  notes: readonly RefiNote[],
  { told, stand, lang, left }: Pick<Known, 'told' | 'stand' | 'lang' | 'left'>,
): readonly MemoIn[] {
  const byGuid = new Map(notes.map((one) => [one.guid, one]))
  const memos: MemoIn[] = further.flatMap(({ code, text }) =>
    memosFrom(`${code}-said`, pieces(text, codeLimits.memo), { on: { code } }, lang),
  )
  for (const { code: one } of everyCode(codes)) {
    const code = idOf.get(one.guid)
    if (code === undefined) continue
    for (const guid of one.notes) {
      const note = byGuid.get(guid)
      if (note === undefined || told.has(guid)) continue
      told.add(guid)
      if (!stand.has(guid)) memos.push(...memosFrom(idOfGuid(guid), memoTexts(note), { on: { code } }, lang))
    }
  }
  left.note('qda-notes', notes.filter(({ guid }) => !told.has(guid) && !stand.has(guid)).length)
  return memos
}
