/** What is translated by now, and what somebody has open: a fold over the rows of `translations:<dialogue>`, pure and total. */
import { isBlack } from '../board/blacken.ts'
import type { BoardId } from '../ids.ts'
import type { Layer, Translation } from '../view/translated.ts'
import { leaseMs, type Original, type TranslationRow } from './rows.ts'

/** A translation with who made it: for translators alone. */
export type Made = Translation & { readonly by: string; readonly who: string }
type MadeOf = Readonly<Record<string, Readonly<Record<string, Made>>>>
/** `made`: how often anything of it was made, checked or erased. */
export type MadeLayer = Layer & { readonly of: MadeOf; readonly made: number }

export type Lease = { readonly of: string; readonly lang: string; readonly until: number }
export type Translations = {
  readonly boards: ReadonlyMap<BoardId, MadeLayer>
  /** What each device has open: one at a time. */
  readonly leases: ReadonlyMap<string, Lease>
}
export const nothingTranslated: Translations = { boards: new Map(), leases: new Map() }

/** By which a text is known in the layer of its board. */
export const originalId = ({ node, words }: Pick<Original, 'node' | 'words'>): string => words ?? node

/** One row further; checked is only what is there. A text that was erased is as if it had not been made. */
export function translationsAfter(before: Translations, row: TranslationRow, at: number): Translations {
  switch (row.kind) {
    case 'opened':
      return leased(before, row.by, { of: originalId(row), lang: row.lang, until: at + leaseMs })
    case 'left':
      return leased(before, row.by, null)
    case 'translated': {
      const { text, wording, by, who } = row
      const made: Made | null = isBlack(text) ? null : { text, state: 'human', wording, at, by, who }
      return leased(made === null ? without(before, row) : withMade(before, row, made, at), by, null)
    }
    case 'checked': {
      const made = madeOf(before, row)
      return leased(
        made === null ? before : withMade(before, row, { ...made, state: 'checked' }, made.at),
        row.by,
        null,
      )
    }
  }
}

function leased(state: Translations, by: string, lease: Lease | null): Translations {
  if (lease === null && !state.leases.has(by)) return state
  const leases = new Map(state.leases)
  leases.delete(by)
  if (lease !== null) leases.set(by, lease)
  return { ...state, leases }
}

type InLang = Original & { readonly lang: string }
const noLayer: MadeLayer = { of: {}, newest: 0, made: 0 }

function withMade(state: Translations, of: InLang, made: Made, at: number): Translations {
  const layer = state.boards.get(of.board) ?? noLayer
  const id = originalId(of)
  return layered(state, of.board, {
    of: { ...layer.of, [id]: { ...layer.of[id], [of.lang]: made } },
    newest: Math.max(layer.newest, at),
    made: layer.made + 1,
  })
}

function without(state: Translations, of: InLang): Translations {
  const layer = state.boards.get(of.board)
  const id = originalId(of)
  if (layer?.of[id]?.[of.lang] === undefined) return state
  const { [of.lang]: _gone, ...others } = layer.of[id]
  return layered(state, of.board, { ...layer, of: { ...layer.of, [id]: others }, made: layer.made + 1 })
}

const layered = (state: Translations, board: BoardId, layer: MadeLayer): Translations => ({
  ...state,
  boards: new Map(state.boards).set(board, layer),
})

/** The translation of an original into a language; null while there is none. */
export const madeOf = ({ boards }: Translations, { board, lang, ...of }: InLang): Made | null =>
  boards.get(board)?.of[originalId(of)]?.[lang] ?? null

/** The device that has it open at this moment; null where it is free. */
export function openedBy({ leases }: Translations, { lang, ...of }: Omit<InLang, 'board'>, now: number): string | null {
  const id = originalId(of)
  for (const [by, lease] of leases) if (lease.of === id && lease.lang === lang && lease.until > now) return by
  return null
}
