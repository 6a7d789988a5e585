/**
 * What of a board a theme team reads: people's words, wordings, elements of the vision, blocks of the minutes, sheets that
 * were revealed and what its table recommends, each by a name that says where it lies. What is behind a curtain, hidden,
 * taken back, struck out, or refused to be quoted or watched is not among them.
 */
import type { Held } from '../view/policy.ts'
import type { Consents } from '../view/consents.ts'
import { plainBlock, type Block, type Mention } from '../board/notes/schema.ts'
import { blockName } from '../board/texts.ts'
import { translatedAs, type TranslationsOf, type ViewTranslations } from '../view/translated.ts'
import { blocksAsRead, coverOf, nothingRefused, refusalOn } from '../view/refusals.ts'
import type { Whole } from '../board/whole.ts'
import type { BoardId } from '../ids.ts'

export const entryKinds = ['words', 'wording', 'element', 'minutes', 'sheet', 'recommendation'] as const
export type EntryKind = (typeof entryKinds)[number]
/** `<board>/<kind>/<id>`: ids alone, the same for as long as the entry lies there. */
export type EntryName = string

/** The board in a name, which somebody may have made up. */
export const boardIn = (entry: EntryName): string => entry.slice(0, entry.indexOf('/'))
/** The id in it, as its board has it. */
export const idIn = (entry: EntryName): string => entry.slice(entry.lastIndexOf('/') + 1)
/** The kind in it; undefined of one that names none. */
export const kindIn = (entry: EntryName): EntryKind | undefined => {
  const kind = entry.split('/')[1]
  return entryKinds.find((one) => one === kind)
}

export type ReadEntry = {
  readonly entry: EntryName
  readonly kind: EntryKind
  readonly text: string
  /** Of minutes: the board's. */
  readonly lang: string
  /** The clock of the device that wrote it; null where nobody noted it. */
  readonly at: number | null
  readonly seat: string | null
  /** How words were caught; null for what nobody said. */
  readonly capture: string | null
  /** What kind of entry or element it is, or that it lies beneath; null for minutes and words that lie beneath none. */
  readonly as: string | null
  /** Of words: the wording that they lie beneath. */
  readonly about: string | null
  /** What somebody made of it in other languages, as it is worded now; left out where nobody has. */
  readonly translations?: ViewTranslations
}
export type BoardEntries = {
  readonly entries: readonly ReadEntry[]
  /** How many somebody does not want quoted: nothing else is told of them. */
  readonly withheld: number
}

/**
 * What a table said that does not lie on its board: a sheet that was revealed and is not placed, by the name that its words
 * have once they are; and a recommendation. `thin`: so few wrote that no name on it is one in name only.
 */
export type Voiced = {
  readonly kind: 'sheet' | 'recommendation'
  readonly id: string
  readonly text: string
  readonly lang: string
  readonly at: number
  readonly seat: string | null
  readonly capture: string | null
  readonly thin: boolean
}
export type Beside = {
  readonly hidden: readonly string[]
  readonly voiced: readonly Voiced[]
  readonly translations?: TranslationsOf | null
}
export const nothingBeside: Beside = { hidden: [], voiced: [] }

/** Kinds that may be worded otherwise later: the others are said once. */
export const isReworded = (kind: EntryKind): boolean => kind !== 'words'

/** In the order of the board: words beneath their entry, then the vision, the minutes, and what does not lie on it. */
export function entriesOn(
  board: BoardId,
  whole: Whole,
  held: Held,
  consents: Consents | null,
  { hidden, voiced, translations }: Beside = nothingBeside,
): BoardEntries {
  const refusal = consents === null ? nothingRefused : refusalOn('quoted', consents, whole)
  const watching = consents === null ? nothingRefused : refusalOn('observed', consents, whole)
  const out = new Set(hidden)
  const entries: ReadEntry[] = []
  let withheld = 0
  const add = (
    kind: EntryKind,
    id: string,
    one: Omit<ReadEntry, 'entry' | 'kind'>,
    refused: () => boolean,
    /** By which translators know it. */
    original = id,
  ): void => {
    if (one.text.trim() === '') return
    if (refused()) withheld += 1
    else
      entries.push({
        entry: `${board}/${kind === 'sheet' ? 'words' : kind}/${id}`,
        kind,
        ...one,
        ...translatedAs(
          translations ?? undefined,
          original,
          kind === 'words' || kind === 'sheet' ? null : one.text,
          undefined,
        ),
      })
  }
  const shown = new Map<string, { readonly kind: string; readonly wording: string }>()
  for (const node of whole.nodes.values()) {
    const { id, kind, lang, at } = node
    // What the session asks is the programme's; it lies on every table's map.
    if (held.ids.has(id) || out.has(id) || node.wording === whole.meta.question) continue
    const text = held.wording.get(id) ?? node.wording
    add('wording', id, { text, lang, at, seat: null, capture: null, as: kind, about: null }, () => {
      const no = refusal.wording(node, id, text) || watching.wording(node, id, text)
      if (!no) shown.set(id, { kind, wording: text })
      return no
    })
  }
  for (const one of whole.words.values()) {
    if (one.withdrawn !== null || one.redacted !== null || held.ids.has(one.id)) continue
    // Words beneath a hidden entry are hidden with it.
    if (one.node !== null && out.has(one.node)) continue
    const under = one.node === null ? undefined : shown.get(one.node)
    const { text, lang, at, seat, capture } = one
    add(
      'words',
      one.id,
      { text, lang, at, seat, capture, as: under?.kind ?? null, about: under?.wording ?? null },
      () => refusal.words.has(one.id) || watching.words.has(one.id),
    )
  }
  for (const shape of whole.canvas?.shapes.values() ?? []) {
    if (shape.type !== 'element' || held.shapes.has(shape.id)) continue
    const { text, lang, seat, capture, kind } = shape.props
    add(
      'element',
      shape.id,
      { text, lang, at: shape.meta.at ?? null, seat, capture, as: kind, about: null },
      () => coverOf({ observed: watching, quoted: refusal }, shape) !== null,
    )
  }
  const blocks = blocksAsRead((whole.notes?.blocks ?? []).filter(({ id }) => !held.blocks.has(id)))
  const byId = new Map<string, Block>((whole.notes?.blocks ?? []).map((block) => [block.id, block]))
  // As for who watches: an entry by what it is called now, and what is not told by no name.
  const name = ({ node }: Mention): string => {
    const asked = whole.nodes.get(node)?.wording === whole.meta.question && !held.ids.has(node)
    return asked ? whole.meta.question : (shown.get(node)?.wording ?? '…')
  }
  const covered = new Set([...refusal.minutes(blocks), ...watching.minutes(blocks)])
  for (const { id, text } of blocks) {
    const block = byId.get(id)
    const now = block === undefined ? text : plainBlock(block, name)
    add(
      'minutes',
      id,
      { text: now, lang: whole.meta.lang, at: null, seat: null, capture: null, as: null, about: null },
      () => covered.has(id),
      block === undefined ? id : blockName(block.id),
    )
  }
  for (const one of voiced) {
    const { kind, id, text, lang, at, seat, capture, thin } = one
    const refused = (): boolean =>
      thin ||
      [refusal, watching].some((no) => {
        const whose = kind === 'sheet' ? no.whose(id, seat) : 'nobody'
        return whose === 'no' || (whose === 'nobody' && no.text(one, text))
      })
    add(kind, id, { text, lang, at, seat, capture, as: null, about: null }, refused)
  }
  return { entries, withheld }
}
