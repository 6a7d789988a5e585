/**
 * Translations of a board by the cut: each names the digest of the very text that it is of, so that it stands beside that and
 * goes with it. Who made it is said nowhere.
 */
import { blockName, textsOf } from '../board/texts.ts'
import type { Whole } from '../board/whole.ts'
import type { BlockId } from '../ids.ts'
import { placesIn, type Translation } from '../view/translated.ts'
import type { Digest, Freeze, SnapshotBoard } from './structure.ts'

export type SnapshotTranslation = {
  /** Of the text that it is of: a wording, words, what stands on the canvas or in the minutes. */
  readonly of: Digest
  readonly lang: string
  /** `checked`: somebody else than who made it stands by it. */
  readonly state: string
  readonly text: Digest
  /** The engine of whose draft a person made it; `edited`: they put it right first. */
  readonly engine?: { readonly name: string; readonly version: string; readonly edited: boolean }
}
export type MadeOf = Readonly<
  Record<string, Readonly<Record<string, Translation & { readonly engine?: SnapshotTranslation['engine'] }>>>
>
type Board = Pick<SnapshotBoard, 'nodes' | 'words' | 'notes' | 'canvas'>

/** Of texts that stand in the snapshot, as they are worded there. Left out where there is none: such a snapshot keeps its name. */
export function translationsIn(
  made: MadeOf,
  board: Whole,
  { nodes, words, notes = [], canvas }: Board,
  freeze: Freeze,
): { readonly translations?: readonly SnapshotTranslation[] } {
  const stand = new Map<string, Digest | null>([
    ...nodes.map(({ id, wording }) => [id, wording] as const),
    ...words.map(({ id, text }) => [id, text] as const),
    ...notes.map(({ id, text }) => [blockName(id as BlockId), text] as const),
    ...(canvas?.shapes ?? []).map(({ id, text }) => [id, text] as const),
  ])
  const now = textsOf(board)
  const all = Object.entries(made).flatMap(([id, langs]): SnapshotTranslation[] => {
    const of = stand.get(id) ?? null
    return of === null
      ? []
      : Object.entries(langs).flatMap(([lang, { text, state, wording, engine }]) =>
          wording !== null && wording !== now.get(id)
            ? []
            : [
                {
                  of,
                  lang,
                  state,
                  text: freeze(`translation:${lang}:${id}`, inWords(text, id, board)),
                  ...(engine === undefined ? {} : { engine }),
                },
              ],
        )
  })
  if (all.length === 0) return {}
  return { translations: all.sort((a, b) => (a.of < b.of || (a.of === b.of && a.lang < b.lang) ? -1 : 1)) }
}

/** In minutes each mention as it was called when it was made, as in the text that it is of. */
function inWords(text: string, id: string, { notes }: Whole): string {
  const mentions = notes?.blocks.find((one) => blockName(one.id) === id)?.mentions ?? []
  return placesIn(text, mentions.length)
    .map((part) => (typeof part === 'number' ? (mentions[part]?.label ?? '') : part))
    .join('')
}

/** The texts of translations of these. */
export const translationsOfTexts = (
  { translations = [] }: Pick<SnapshotBoard, 'translations'>,
  of: ReadonlySet<Digest>,
): readonly Digest[] => translations.flatMap((one) => (of.has(one.of) ? [one.text] : []))
