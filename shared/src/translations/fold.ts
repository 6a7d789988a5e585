/** What is translated by now, and what somebody has open: a fold over the rows of `translations:<dialogue>`, pure and total. */
import { isBlack } from '../board/blacken.ts'
import { blockName } from '../board/texts.ts'
import type { BoardId } from '../ids.ts'
import { asideOf, asidesAfter, noAsides, type Asides } from './asides.ts'
import type { Layer, Translation } from '../view/translated.ts'
import { leaseMs, type FromEngine, type Original, type TranslationRow } from './rows.ts'

/** A translation with who made it: for translators alone. */
export type Made = Translation & { readonly by: string; readonly who: string; readonly engine?: FromEngine }
type MadeOf = Readonly<Record<string, Readonly<Record<string, Made>>>>
/** `made`: how often anything of it was made, checked or erased. */
export type MadeLayer = Layer & { readonly of: MadeOf; readonly made: number }

/** `of` is known within its board; answers have none. */
export type Lease = {
  readonly board: BoardId | null
  readonly of: string
  readonly lang: string
  readonly until: number
}
/** What an engine gave, of the wording that stood then. It is no translation: nobody is told it but translators. */
export type MachineDraft = {
  readonly text: string
  readonly wording: string | null
  readonly engine: string
  readonly version: string
  readonly at: number
}
type DraftsOf = Readonly<Record<string, Readonly<Record<string, MachineDraft>>>>

export type Translations = {
  readonly boards: ReadonlyMap<BoardId, MadeLayer>
  /** Of answers, which are told of all tables. */
  readonly answers: MadeLayer
  /** What each device has open: one at a time. */
  readonly leases: ReadonlyMap<string, Lease>
  /** By board, the id of the original and language: the latest of each. */
  readonly drafts: ReadonlyMap<BoardId | null, DraftsOf>
  readonly asides: Asides
}
const noLayer: MadeLayer = { of: {}, newest: 0, made: 0 }
export const nothingTranslated: Translations = {
  boards: new Map(),
  answers: noLayer,
  leases: new Map(),
  drafts: new Map(),
  asides: noAsides,
}

/** By which an answer is known among all answers of a dialogue. */
export const answerName = (step: string, item: string, text: string): string => `answer:${step}/${item}/${text}`
/** By which a text is known in the layer of its board: what the names of a view are made of. */
export function originalId(of: Original): string {
  if ('node' in of) return of.words ?? of.node
  if ('element' in of) return of.element
  return 'block' in of ? blockName(of.block) : answerName(of.step, of.item, of.answer)
}
/** The text of which a translation is, where that may change: kept with it, and null of words and answers. */
export const wordingOf = (of: Original, text: string): string | null =>
  'answer' in of || ('words' in of && of.words !== null) ? null : text

/** One row further; checked is only what is there. A text that was erased is as if it had not been made. */
export function translationsAfter(before: Translations, row: TranslationRow, at: number): Translations {
  const now = after(before, row, at)
  const id = 'board' in row ? originalId(row) : ''
  const asides = asidesAfter(now.asides, row, id, at)
  return asides === now.asides ? now : { ...now, asides }
}

function after(before: Translations, row: TranslationRow, at: number): Translations {
  switch (row.kind) {
    case 'opened':
      return leased(before, row.by, {
        board: row.board,
        of: originalId(row),
        lang: row.lang,
        until: at + leaseMs,
      })
    case 'left':
      return leased(before, row.by, null)
    case 'translated': {
      const { text, wording, by, who, engine } = row
      const unclear = asideOf(before.asides, originalId(row), row, wording).unclear !== null
      const more = { ...(engine && { engine }), ...(unclear && { unclear }) }
      const made: Made | null = isBlack(text) ? null : { text, state: 'human', wording, at, by, who, ...more }
      return left(made === null ? without(before, row) : withMade(before, row, made, at), row)
    }
    case 'drafted':
      return drafted(before, row, at)
    case 'checked': {
      const made = madeOf(before, row)
      return left(made === null ? before : withMade(before, row, { ...made, state: 'checked' }, made.at), row)
    }
    case 'unclear': {
      const made = madeOf(before, row)
      if (made === null) return before
      const { unclear: _before, ...clear } = made
      return withMade(before, row, row.on ? { ...clear, unclear: true } : clear, made.at)
    }
    // Their table looks again for what is told of it.
    case 'asked':
    case 'answered':
      return counted(before, row.board)
    case 'term':
      return before
  }
}

function leased(state: Translations, by: string, lease: Lease | null): Translations {
  if (lease === null && !state.leases.has(by)) return state
  const leases = new Map(state.leases)
  leases.delete(by)
  if (lease !== null) leases.set(by, lease)
  return { ...state, leases }
}

/** What was saved without network comes when its translator has the next open long since: that one stays theirs. */
function left(state: Translations, { by, lang, ...of }: InLang & { readonly by: string }): Translations {
  const lease = state.leases.get(by)
  return lease?.of === originalId(of) && lease.lang === lang ? leased(state, by, null) : state
}

type InLang = Original & { readonly lang: string }
const layerOf = ({ boards, answers }: Translations, board: BoardId | null): MadeLayer | undefined =>
  board === null ? answers : boards.get(board)

function withMade(state: Translations, of: InLang, made: Made, at: number): Translations {
  const layer = layerOf(state, of.board) ?? noLayer
  const id = originalId(of)
  return layered(state, of.board, {
    of: { ...layer.of, [id]: { ...layer.of[id], [of.lang]: made } },
    newest: Math.max(layer.newest, at),
    made: layer.made + 1,
  })
}

function without(state: Translations, of: InLang): Translations {
  const layer = layerOf(state, of.board)
  const id = originalId(of)
  if (layer?.of[id]?.[of.lang] === undefined) return state
  const { [of.lang]: _gone, ...others } = layer.of[id]
  return layered(state, of.board, { ...layer, of: { ...layer.of, [id]: others }, made: layer.made + 1 })
}

const layered = (state: Translations, board: BoardId | null, layer: MadeLayer): Translations =>
  board === null ? { ...state, answers: layer } : { ...state, boards: new Map(state.boards).set(board, layer) }

function drafted(
  state: Translations,
  row: Extract<TranslationRow, { readonly kind: 'drafted' }>,
  at: number,
): Translations {
  const { text, wording, engine, version, lang, board } = row
  const id = originalId(row)
  const before = state.drafts.get(board) ?? {}
  const { [lang]: _one, ...others } = before[id] ?? {}
  // Erased, it is as if it had not been given.
  const langs = isBlack(text) ? others : { ...others, [lang]: { text, wording, engine, version, at } }
  return { ...state, drafts: new Map(state.drafts).set(board, { ...before, [id]: langs }) }
}

/** What an engine gave for an original, of this wording alone (null: words); null where it gave nothing. */
export function draftOf({ drafts }: Translations, of: InLang, wording: string | null): MachineDraft | null {
  const found = drafts.get(of.board)?.[originalId(of)]?.[of.lang]
  return found === undefined || found.wording !== wording ? null : found
}

const counted = (state: Translations, board: BoardId | null): Translations => {
  const layer = layerOf(state, board) ?? noLayer
  return layered(state, board, { ...layer, made: layer.made + 1 })
}

/** The translation of an original into a language; null while there is none. */
export const madeOf = (state: Translations, of: InLang): Made | null =>
  layerOf(state, of.board)?.of[originalId(of)]?.[of.lang] ?? null

/** The device that has it open at this moment; null where it is free. */
export function openedBy({ leases }: Translations, of: InLang, now: number): string | null {
  const id = originalId(of)
  for (const [by, lease] of leases)
    if (lease.of === id && lease.board === of.board && lease.lang === of.lang && lease.until > now) return by
  return null
}
