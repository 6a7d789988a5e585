/**
 * What a recommendation froze, as it may be told by now outside its own table: an entry that was hidden, deleted or refused
 * since is read by nobody, and neither is a sentence that repeats what somebody refused. What was voted on it counts.
 */
import type { Option, Recommended } from '../dialogue/items.ts'
import type { LocalText } from '../dialogue/programme.ts'
import type { BoardId, NodeId } from '../ids.ts'
import type { Figure } from './figure.ts'
import { notShown } from './stances.ts'

/** From which entries of which board it was taken, each in its place. Told nowhere: an entry's id never leaves its table. */
export type Source = { readonly board: BoardId } & Readonly<Record<Part, readonly NodeId[]>>
type Part = 'reasons' | 'conditions' | 'objections'

/** Whether a part may be read: by its place, in the words that it was frozen in. */
export type MayRead = {
  readonly sentence: (text: LocalText) => boolean
  readonly part: (part: Part, place: number, text: LocalText) => boolean
}
type Said = { readonly text: LocalText; readonly recommended: Recommended }

/** A reason goes; an option stays for who picked it, under a label that says nothing. Without its sentence nothing is read. */
export function asShown({ text, recommended }: Said, may: MayRead): Said {
  const told = may.sentence(text)
  const options = (part: 'conditions' | 'objections'): readonly Option[] =>
    recommended[part].map((option, place) =>
      told && may.part(part, place, option.text) ? option : { id: option.id, text: notShown[part] },
    )
  return {
    text: told ? text : notShown.sentence,
    recommended: {
      table: recommended.table,
      reasons: recommended.reasons.filter(
        ({ lang, wording }, place) => told && may.part('reasons', place, { [lang]: wording }),
      ),
      conditions: options('conditions'),
      objections: options('objections'),
    },
  }
}

/** The same of its figure: its numbers stay. */
export function figureAsShown(figure: Figure, may: MayRead): Figure {
  const { recommended: of } = figure
  if (of === undefined) return figure
  const { text, recommended } = asShown({ text: figure.text, recommended: of }, may)
  const labels = new Map<string, LocalText>([
    ...recommended.conditions.map(({ id, text: label }) => [`if:${id}`, label] as const),
    ...recommended.objections.map(({ id, text: label }) => [`no:${id}`, label] as const),
  ])
  return {
    ...figure,
    text,
    recommended,
    rows: figure.rows.map((row) => ({ ...row, text: labels.get(row.key) ?? row.text })),
    // What people wrote to it may say it again.
    texts: text === figure.text ? figure.texts : [],
  }
}

/** By the entries as they stand. What has no source is of nobody's map by now. */
export const byEntries = (source: Source | undefined, sees: (board: BoardId, node: NodeId) => boolean): MayRead => ({
  sentence: () => true,
  part(part, place) {
    const node = source?.[part][place]
    return source !== undefined && node !== undefined && sees(source.board, node)
  },
})
/** By what people refused. */
export const byWords = (refused: (of: object, text: string) => boolean): MayRead => {
  const may = (text: LocalText): boolean => !Object.values(text).some((one) => refused(text, one))
  return { sentence: may, part: (_part, _place, text) => may(text) }
}
