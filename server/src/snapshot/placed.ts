/** Where passages stand that were coded in what is worded otherwise by a cut: found once, when it is taken, and kept with its name. */
import { plainBlock } from '@tablee/shared/board/notes/schema'
import type { Whole } from '@tablee/shared/board/whole'
import { seenBy } from '@tablee/shared/codebook/blind'
import type { Codes } from '@tablee/shared/codebook/fold'
import type { Passage } from '@tablee/shared/codebook/rows'
import type { BoardId } from '@tablee/shared/ids'
import type { PlacedPassage } from '@tablee/shared/snapshot/codes'
import { kindIn, type EntryKind, type EntryName } from '@tablee/shared/synthesis/entries'

/** Structural: coders' desk answers it. `place` as it is told to coders. */
export type StandsIn = (
  one: { readonly entry: EntryName; readonly kind: EntryKind; readonly text: string },
  passage: Passage,
) => { readonly start: number; readonly end: number; readonly place: 'there' | PlacedPassage['place'] }

const worded: readonly (EntryKind | undefined)[] = ['wording', 'element', 'minutes']

/** What may be worded anew on a board, by its entries' names, as a snapshot has it. */
export function wordedOn(board: BoardId, { nodes, canvas, notes }: Whole): readonly (readonly [EntryName, string])[] {
  return [
    ...[...nodes.values()].map(({ id, wording }) => [`${board}/wording/${id}`, wording] as const),
    ...[...(canvas?.shapes.values() ?? [])].flatMap((shape) =>
      shape.type === 'element' ? [[`${board}/element/${shape.id}`, shape.props.text] as const] : [],
    ),
    ...(notes?.blocks ?? []).map(
      (block) => [`${board}/minutes/${block.id}`, plainBlock(block, ({ label }) => label)] as const,
    ),
  ]
}

/** Those that do not stand as they were coded. `texts`: of all boards of the cut. */
export function placedIn(
  codes: Codes,
  texts: ReadonlyMap<EntryName, string>,
  stands: StandsIn,
): readonly PlacedPassage[] {
  const passages: readonly (Passage & { readonly id: string })[] = [
    ...seenBy(codes, null).codings.values(),
    ...codes.codes.flatMap(({ examples }) => examples),
  ]
  return passages.flatMap((passage): readonly PlacedPassage[] => {
    const { id, entry, start, end } = passage
    const kind = kindIn(entry)
    if (kind === undefined || !worded.includes(kind)) return []
    const text = texts.get(entry)
    if (text === undefined) return [{ id, start, end, place: 'lost' }]
    const now = stands({ entry, kind, text: text.toWellFormed() }, passage)
    return now.place === 'there' ? [] : [{ id, start: now.start, end: now.end, place: now.place }]
  })
}
